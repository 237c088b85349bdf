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

-- A step is what happens to a job, to one of its attempts or to both, as JSON:
--   {job_id, job_state, reason, cost, attempt_id, attempt_state, attempt_reason, facts, reported}
-- cost: what the job has cost more by it. reason, attempt_reason: why each ended. facts: what the seller told: exit_code,
-- detail, started_at, run_ms, image_digest, profile, usage; and of an end its result_hash and what it costs: charged_ms, cost,
-- fee. Of a job that is verified also results (how many are in), verify, result_number and verdicts.
-- Steps are written many at a time, because what a statement costs, it costs for one row and for ten.

-- The only writer of job.state; returns the jobs in the order of their steps. A job that waits again keeps its rank (it is
-- served before those who came later) and gets its whole queue timeout anew: the time it waited for a seller that failed
-- was not the buyer's doing. Final is also paid: the money moves with the state or not at all.
create or replace function lumaris.set_job_states(p_steps jsonb) returns lumaris.job[]
language plpgsql as $$
declare
  changed lumaris.job[];
begin
  with told as (
    select s.*, e.ordinality as nr from jsonb_array_elements(p_steps) with ordinality e
      cross join lateral jsonb_to_record(e.value) as s(
        job_id uuid, job_state text, reason text, cost bigint, results int, verify int, result_number int)
  ), written as (
    update lumaris.job j set
        state = t.job_state,
        reason = case when t.job_state in ('failed', 'cancelled') then t.reason end,
        version = version + 1,
        attempts = attempts + case when t.job_state = 'assigned' then 1 else 0 end,
        unspent = unspent - coalesce(t.cost, 0),
        results = coalesce(t.results, j.results),
        verify = coalesce(t.verify, j.verify),
        result_number = coalesce(t.result_number, j.result_number),
        payable = (unspent - coalesce(t.cost, 0))
                  / greatest(1, coalesce(t.verify, j.verify) - coalesce(t.results, j.results)),
        offered_to = case when t.job_state = 'queued' then offered_to end,
        offered_until = case when t.job_state = 'queued' then offered_until end,
        queue_deadline = case when t.job_state = 'queued' then now() + (spec->>'queue_timeout_s')::int * interval '1 second'
                              else queue_deadline end,
        ended_at = case when lumaris.is_final(t.job_state) then now() end,
        cancel_requested_at = case when t.job_state = 'cancelled' then now() end
      from told t where j.id = t.job_id
      returning t.nr, j as job
  )
  select array_agg(job order by nr) into changed from written;
  if exists (select 1 from unnest(changed) where ended_at is not null) then
    perform lumaris.settle(changed);
  end if;
  return changed;
end $$;

create or replace function lumaris.set_job_state(p_job uuid, p_to text, p_reason text default null) returns lumaris.job
language plpgsql as $$
begin
  return (lumaris.set_job_states(jsonb_build_array(
    jsonb_build_object('job_id', p_job, 'job_state', p_to, 'reason', p_reason))))[1];
end $$;

-- Of before steps were written many at a time.
drop function if exists lumaris.set_job_state(uuid, text, text, bigint);
drop function if exists lumaris.set_attempt_state(uuid, text, text, jsonb, boolean);
drop function if exists lumaris.end_attempt(lumaris.job, uuid, text, jsonb, boolean);

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

-- The only writer of attempt.state; returns the attempts in the order of their steps.
create or replace function lumaris.set_attempt_states(p_steps jsonb) returns lumaris.attempt[]
language plpgsql as $$
declare
  changed lumaris.attempt[];
begin
  with told as (
    select s.*, e.ordinality as nr from jsonb_array_elements(p_steps) with ordinality e
      cross join lateral jsonb_to_record(e.value) as s(
        attempt_id uuid, attempt_state text, attempt_reason text, facts jsonb, reported boolean)
  ), written as (
    update lumaris.attempt a set
        state = t.attempt_state,
        phase = case when t.attempt_state = 'running' then 'running' else 'ended' end,
        reason = t.attempt_reason,
        detail = left(t.facts->>'detail', 500),
        exit_code = (t.facts->>'exit_code')::int,
        started_at = coalesce(started_at,
          case when t.attempt_state = 'running' then now() else lumaris.start_told(assigned_at, t.facts) end),
        ended_at = case when t.attempt_state <> 'running' then now() end,
        acknowledged = acknowledged or t.reported,
        reported = t.reported and t.attempt_state <> 'running',
        result_hash = t.facts->>'result_hash',
        image_digest = coalesce(t.facts->>'image_digest', image_digest),
        profile = coalesce(t.facts->'profile', profile),
        usage = nullif(coalesce(t.facts->'usage', '{}')
                       || case when t.facts ? 'run_ms' then jsonb_build_object('run_ms', t.facts->'run_ms') else '{}' end, '{}'),
        must_end_by = case when t.attempt_state = 'running' then now() + stop_after_s * interval '1 second' else must_end_by end,
        charged_ms = (t.facts->>'charged_ms')::bigint,
        cost = coalesce((t.facts->>'cost')::bigint, 0),
        fee = coalesce((t.facts->>'fee')::bigint, 0)
      from told t where a.id = t.attempt_id
      returning t.nr, a as attempt
  )
  select array_agg(attempt order by nr) into changed from written;
  perform lumaris.set_verdicts(p_steps);
  return changed;
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
  if p_job.attempts - p_job.results < (p_job.spec->>'max_attempts')::int
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

create or replace function lumaris.start_step(p_attempt lumaris.attempt, p_facts jsonb) returns jsonb
language plpgsql stable as $$
begin
  return jsonb_build_object('job_id', p_attempt.job_id, 'job_state', 'running',
    'attempt_id', p_attempt.id, 'attempt_state', 'running', 'facts', p_facts, 'reported', true);
end $$;

-- The step that ends an attempt under way for p_reason (null: success) and moves its job on.
create or replace function lumaris.end_step(
  p_job lumaris.job, p_attempt lumaris.attempt, p_reason text, p_facts jsonb, p_reported boolean) returns jsonb
language plpgsql stable as $$
begin
  if p_job.verify > 1 then
    return lumaris.verified_step(p_job, p_attempt, p_reason, p_facts, p_reported);
  end if;
  return lumaris.usual_step(p_job, p_attempt, p_reason, p_facts, p_reported);
end $$;

create or replace function lumaris.usual_step(
  p_job lumaris.job, p_attempt lumaris.attempt, p_reason text, p_facts jsonb, p_reported boolean) returns jsonb
language plpgsql stable as $$
declare
  c constant record := lumaris.charge(p_job, p_attempt, p_reason, p_facts);
begin
  return jsonb_build_object('job_id', p_job.id, 'job_state', lumaris.state_after(p_job, p_reason), 'reason', p_reason,
    'cost', c.cost, 'attempt_id', p_attempt.id, 'attempt_state', lumaris.attempt_state_after(p_reason), 'attempt_reason', p_reason,
    'reported', p_reported,
    'facts', jsonb_strip_nulls(p_facts || to_jsonb(c)
      || jsonb_build_object('result_hash', lumaris.result_hash(p_job, p_attempt, p_reason, p_facts))));
end $$;

-- Ends an attempt that is under way and moves its job on. The caller holds the job's lock.
create or replace function lumaris.end_attempt(
  p_job lumaris.job, p_attempt lumaris.attempt, p_reason text, p_facts jsonb, p_reported boolean) returns lumaris.job
language plpgsql as $$
declare
  step constant jsonb := jsonb_build_array(lumaris.end_step(p_job, p_attempt, p_reason, p_facts, p_reported));
begin
  perform lumaris.set_attempt_states(step);
  return (lumaris.set_job_states(step))[1];
end $$;
