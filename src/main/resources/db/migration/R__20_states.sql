-- The states of jobs and attempts: one function writes each, and a trigger refuses what the table of transitions
-- does not list, whoever tries it.

-- One trigger per table and no WHEN: PostgreSQL reads a trigger's WHEN anew in every statement.
create or replace function lumaris.guard_job() returns trigger
language plpgsql as $$
declare
  earlier constant text := case when tg_op = 'INSERT' then 'new' else old.state end;
begin
  if new.state <> earlier then
    perform 1 from lumaris.transition where subject = 'job' and from_state = earlier and to_state = new.state;
    if not found then
      raise exception 'job: a step from % to % is not allowed', earlier, new.state using errcode = 'check_violation';
    end if;
  end if;
  if tg_op = 'UPDATE' and new.version <> old.version + 1 and (new.state <> old.state or new.version <> old.version) then
    raise exception 'a job''s version grows by one with every change, it cannot go from % to %', old.version, new.version
      using errcode = 'check_violation';
  end if;
  return new;
end $$;

create or replace function lumaris.guard_attempt() returns trigger
language plpgsql as $$
declare
  earlier constant text := case when tg_op = 'INSERT' then 'new' else old.state end;
begin
  if new.state <> earlier then
    perform 1 from lumaris.transition where subject = 'attempt' and from_state = earlier and to_state = new.state;
    if not found then
      raise exception 'attempt: a step from % to % is not allowed', earlier, new.state using errcode = 'check_violation';
    end if;
  end if;
  return new;
end $$;

create or replace trigger job_states before insert or update on lumaris.job
  for each row execute function lumaris.guard_job();
create or replace trigger attempt_states before insert or update on lumaris.attempt
  for each row execute function lumaris.guard_attempt();

-- The only writer of job.state. A job that waits again keeps its rank (it is served before those who came later)
-- and gets its whole queue timeout anew: the time it waited for a seller that failed was not the buyer's doing.
-- p_cost: what the attempt that ended costs. Final is also paid: the money moves with the state or not at all.
create or replace function lumaris.set_job_state(
  p_job uuid, p_to text, p_reason text default null, p_cost bigint default 0) returns lumaris.job
language plpgsql as $$
declare
  j lumaris.job;
begin
  update lumaris.job set
      state = p_to,
      reason = p_reason,
      version = version + 1,
      attempts = attempts + case when p_to = 'assigned' then 1 else 0 end,
      unspent = unspent - p_cost,
      queue_deadline = case when p_to = 'queued' then now() + (spec->>'queue_timeout_s')::int * interval '1 second'
                            else queue_deadline end,
      ended_at = case when lumaris.is_final(p_to) then now() end,
      cancel_requested_at = case when p_to = 'cancelled' then now() end
    where id = p_job
    returning * into j;
  if j.ended_at is not null then
    perform lumaris.settle(j);
  end if;
  return j;
end $$;

-- A change that is not one of state, such as "pulling": whoever watches should look again.
create or replace function lumaris.bump_version(p_job uuid) returns lumaris.job
language plpgsql as $$
declare
  j lumaris.job;
begin
  update lumaris.job set version = version + 1 where id = p_job returning * into j;
  return j;
end $$;

-- A start that was never reported is taken from the end's report, inside its bounds.
create or replace function lumaris.start_told(p_assigned_at timestamptz, p_facts jsonb) returns timestamptz
language sql stable as $$
  select case when p_facts ? 'started_at'
              then least(now(), greatest(p_assigned_at, lumaris.at((p_facts->>'started_at')::numeric))) end
$$;

-- The only writer of attempt.state. p_facts holds what the seller told: exit_code, detail, started_at, run_ms,
-- image_digest, profile, usage; and of an end what it costs: charged_ms, cost, fee.
create or replace function lumaris.set_attempt_state(
  p_attempt uuid, p_to text, p_reason text, p_facts jsonb, p_reported boolean) returns lumaris.attempt
language plpgsql as $$
declare
  a lumaris.attempt;
begin
  update lumaris.attempt set
      state = p_to,
      phase = case when p_to = 'running' then 'running' else 'ended' end,
      reason = p_reason,
      detail = left(p_facts->>'detail', 500),
      exit_code = (p_facts->>'exit_code')::int,
      started_at = coalesce(started_at,
        case when p_to = 'running' then now() else lumaris.start_told(assigned_at, p_facts) end),
      ended_at = case when p_to <> 'running' then now() end,
      acknowledged = acknowledged or p_reported,
      reported = p_reported and p_to <> 'running',
      image_digest = coalesce(p_facts->>'image_digest', image_digest),
      profile = coalesce(p_facts->'profile', profile),
      usage = nullif(coalesce(p_facts->'usage', '{}')
                     || case when p_facts ? 'run_ms' then jsonb_build_object('run_ms', p_facts->'run_ms') else '{}' end, '{}'),
      must_end_by = case when p_to = 'running' then now() + stop_after_s * interval '1 second' else must_end_by end,
      charged_ms = (p_facts->>'charged_ms')::bigint,
      cost = coalesce((p_facts->>'cost')::bigint, 0),
      fee = coalesce((p_facts->>'fee')::bigint, 0)
    where id = p_attempt
    returning * into a;
  return a;
end $$;

-- Where a job goes when its attempt ended for p_reason (null: success). The one place where "try again" is decided.
create or replace function lumaris.state_after(p_job lumaris.job, p_reason text) returns text
language plpgsql stable as $$
declare
  rule text;
begin
  if p_reason is null then
    return 'succeeded';
  elsif p_reason = 'cancelled_by_buyer' then
    return 'cancelled';
  end if;
  select retried into strict rule from lumaris.reason where code = p_reason;
  if p_job.attempts < (p_job.spec->>'max_attempts')::int
     and (rule in ('another_seller', 'another_seller_at_once')
          or rule = 'if_asked' and (p_job.spec->>'retry_on_exit_code')::boolean) then
    return 'queued';
  end if;
  return 'failed';
end $$;

create or replace function lumaris.attempt_state_after(p_reason text) returns text
language sql immutable as $$
  select case when p_reason is null then 'succeeded'
              when p_reason = 'seller_lost' then 'lost'
              when p_reason = 'cancelled_by_buyer' then 'cancelled'
              else 'failed' end
$$;

-- Ends an attempt that is under way and moves its job on. The caller holds the job's lock.
create or replace function lumaris.end_attempt(
  p_job lumaris.job, p_attempt uuid, p_reason text, p_facts jsonb, p_reported boolean) returns lumaris.job
language plpgsql as $$
declare
  job_state constant text := lumaris.state_after(p_job, p_reason);
  c constant record := lumaris.charge(p_job, p_attempt, p_reason, p_facts);
begin
  perform lumaris.set_attempt_state(p_attempt, lumaris.attempt_state_after(p_reason), p_reason,
    case when c.charged_ms is null then p_facts else p_facts || to_jsonb(c) end, p_reported);
  return lumaris.set_job_state(p_job.id, job_state,
    case when job_state in ('failed', 'cancelled') then p_reason end, c.cost);
end $$;
