-- Leases: renewed by heartbeats, ended when they run out.

-- Never beyond the end of the run (plus one lease for the report), nor beyond the time allowed for pulling and starting:
-- a seller that only keeps saying "still there" does not hold a job for ever.
create or replace function lumaris.lease_limit(p_attempt lumaris.attempt) returns timestamptz
language plpgsql stable as $$
begin
  return coalesce(p_attempt.must_end_by,
    p_attempt.assigned_at + lumaris.setting_value('start_timeout_s') * interval '1 second') + lumaris.lease();
end $$;

create or replace function lumaris.seller_heartbeat(p_seller uuid, p_free jsonb, p_leases jsonb) returns lumaris.reply
language plpgsql
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  s lumaris.seller;
  answers jsonb;
  hints jsonb;
begin
  if not exists (select 1 from lumaris.seller where id = p_seller) then
    return lumaris.not_a_seller();
  end if;
  hints := lumaris.note_phases(p_seller, p_leases);
  answers := lumaris.renew_leases(p_seller, p_leases);
  perform lumaris.note_online(p_seller);
  perform lumaris.refresh_record(p_seller);
  update lumaris.seller set
      last_seen_at = now(),
      heard_since = now(),  -- until now it is counted
      free_slots = least(slots, (p_free->>'slots')::int),
      free_cpus = least(cpus, (p_free->>'cpus')::numeric),
      free_memory_mb = least(memory_mb, (p_free->>'memory_mb')::int)
    where id = p_seller
    returning * into s;
  return lumaris.done(jsonb_build_object(
    'leases', answers, 'now', lumaris.ms(now()), 'why_idle', lumaris.why_idle(s)), hints);
end $$;

-- Phases before the start, and how far a pull has come. Jobs are locked before attempts, in the order of their ids, as
-- everywhere, so that two commands never wait for each other.
create or replace function lumaris.note_phases(p_seller uuid, p_leases jsonb) returns jsonb
language plpgsql as $$
declare
  ids constant uuid[] := array(select (t->>'attempt_id')::uuid from jsonb_array_elements(p_leases) t);
  hints jsonb := '[]';
  told record;
  moved int;
begin
  for told in
    select j.id as job_id, a.id, l.value->>'phase' as phase, l.value->'progress' as progress
      from jsonb_array_elements(p_leases) l
      join lumaris.attempt a on a.id = (l.value->>'attempt_id')::uuid and a.id = any (ids) and a.seller_id = p_seller
       and a.lease_token = (l.value->>'lease_token')::uuid and a.state = 'assigned'
      join lumaris.job j on j.id = a.job_id
      where l.value->>'phase' in ('pulling', 'starting')
        and (a.phase, a.progress) is distinct from (l.value->>'phase', l.value->'progress')
      order by j.id for update of j
  loop
    update lumaris.attempt set
        phase = told.phase,
        progress = told.progress,
        pulling_at = coalesce(pulling_at, case when told.phase = 'pulling' then now() end),
        starting_at = coalesce(starting_at, case when told.phase = 'starting' then now() end)
      where id = told.id and state = 'assigned' and not (phase = 'starting' and told.phase = 'pulling');
    get diagnostics moved = row_count;
    if moved > 0 then
      hints := hints || lumaris.job_hints(lumaris.bump_version(told.job_id));
    end if;
  end loop;
  return hints;
end $$;

-- Attempts are locked in the order of their jobs' ids, as by lumaris.take_reports.
create or replace function lumaris.renew_leases(p_seller uuid, p_leases jsonb) returns jsonb
language plpgsql as $$
declare
  ids constant uuid[] := array(select (t->>'attempt_id')::uuid from jsonb_array_elements(p_leases) t);
  renewed jsonb;
begin
  with told as (
    select (value->>'attempt_id')::uuid as id, (value->>'lease_token')::uuid as token, ordinality as nr
      from jsonb_array_elements(p_leases) with ordinality
  ), mine as (
    select a.id, lumaris.lease_limit(a) as lease_limit
      from lumaris.attempt a join told t on t.id = a.id and t.token = a.lease_token
      where a.id = any (ids) and a.seller_id = p_seller and a.state in ('assigned', 'running') and lumaris.lease_limit(a) > now()
      order by a.job_id for update of a
  ), renewal as (
    update lumaris.attempt a set lease_until = least(now() + lumaris.lease(), m.lease_limit), acknowledged = true
      from mine m where a.id = m.id and a.state in ('assigned', 'running')
      returning a.id, a.lease_until
  )
  select coalesce(jsonb_agg(
      case when r.id is not null
           then jsonb_build_object('attempt_id', t.id, 'held', true, 'lease_until', lumaris.ms(r.lease_until))
           else jsonb_build_object('attempt_id', t.id, 'held', false, 'why',
             case when a.id is null or a.lease_token <> t.token then 'unknown'
                  when a.state = 'cancelled' then 'cancelled' else 'lost' end) end order by t.nr), '[]')
    into renewed
    from told t left join renewal r on r.id = t.id
    left join lumaris.attempt a on a.id = t.id and a.id = any (ids) and a.seller_id = p_seller;
  return renewed;
end $$;

-- Ends up to p_limit attempts whose lease ran out, auctions that are due and jobs that waited too long; returns the hints.
create or replace function lumaris.end_overdue(p_limit int) returns jsonb
language plpgsql as $$
begin
  return lumaris.end_expired_leases(p_limit) || lumaris.close_due_auctions(p_limit) || lumaris.end_queue_timeouts(p_limit);
end $$;

create or replace function lumaris.end_expired_leases(p_limit int) returns jsonb
language plpgsql as $$
declare
  hints jsonb := '[]';
  due uuid;
  j lumaris.job;
  a lumaris.attempt;
begin
  for due in
    select id from lumaris.attempt
      where state in ('assigned', 'running') and lease_until < now() order by lease_until limit p_limit
  loop
    select * into j from lumaris.job
      where id = (select job_id from lumaris.attempt where id = due) for update skip locked;
    continue when not found;
    select * into a from lumaris.attempt
      where id = due and state in ('assigned', 'running') and lease_until < now() for update skip locked;
    continue when not found or not lumaris.accounts_free(j);
    -- A lease that was renewed up to its limit belongs to a program that did not stop in time.
    j := lumaris.end_attempt(j, a,
      case when a.lease_until < a.must_end_by + lumaris.lease() or a.must_end_by is null then 'seller_lost'
           when a.stop_after_s < (j.spec->>'timeout_s')::int then 'budget_reached'
           else 'run_timeout' end, '{}', false);
    hints := hints || lumaris.job_hints(j) || lumaris.attempt_hint(a.seller_id, 'lease_lost', a.id, j.id)
      || case when j.state = 'queued' then lumaris.work_hints(j) else '[]' end;
  end loop;
  return hints;
end $$;

create or replace function lumaris.end_queue_timeouts(p_limit int) returns jsonb
language plpgsql as $$
declare
  hints jsonb := '[]';
  due lumaris.job;
begin
  for due in
    select * from lumaris.job where state = 'queued' and queue_deadline <= now()
      order by queue_deadline limit p_limit for update skip locked
  loop
    continue when not lumaris.accounts_free(due);
    hints := hints || lumaris.job_hints(lumaris.set_job_state(due.id, 'failed', 'no_seller'));
  end loop;
  return hints;
end $$;
