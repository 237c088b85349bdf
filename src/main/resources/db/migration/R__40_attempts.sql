-- What a seller reports about an attempt. Every report is fenced: the lease token must be the attempt's, the attempt
-- must still be under way; anything else changes nothing.

-- Told a second time, by a seller that was restarted, it answers where the output it has stops.
create or replace function lumaris.attempt_started(
  p_seller uuid, p_attempt uuid, p_token uuid, p_facts jsonb) returns lumaris.reply
language plpgsql
set plan_cache_mode = force_generic_plan set enable_seqscan = off set jit = off as $$
declare
  j lumaris.job;
  a lumaris.attempt;
begin
  select * into j from lumaris.job where id = (select job_id from lumaris.attempt where id = p_attempt) for update;
  select * into a from lumaris.attempt where id = p_attempt and seller_id = p_seller;
  if not found then
    return lumaris.attempt_not_found();
  elsif a.lease_token <> p_token or lumaris.is_final_attempt(a.state) then
    return lumaris.lease_lost();
  elsif a.state = 'running' then
    return lumaris.done(jsonb_build_object('must_end_by', lumaris.ms(a.must_end_by), 'now', lumaris.ms(now()),
      'last_seq', nullif(greatest(0, j.log_seen_seq - lumaris.log_seq(a.number, 0)), 0)));
  end if;
  a := lumaris.set_attempt_state(a.id, 'running', null, p_facts, true);
  j := lumaris.set_job_state(j.id, 'running');
  return lumaris.done(
    jsonb_build_object('must_end_by', lumaris.ms(a.must_end_by), 'now', lumaris.ms(now())), lumaris.job_hints(j));
end $$;

-- Also takes the end of an attempt whose lease has run out, as long as nobody was told it was lost.
create or replace function lumaris.attempt_finished(
  p_seller uuid, p_attempt uuid, p_token uuid, p_outcome jsonb, p_free jsonb, p_claim_max int) returns lumaris.reply
language plpgsql
set plan_cache_mode = force_generic_plan set enable_seqscan = off set jit = off as $$
declare
  j lumaris.job;
  a lumaris.attempt;
  why text;
  done int := 0;
  hints jsonb := '[]';
  taken record;
  claims jsonb;
begin
  why := lumaris.bad_outcome(p_outcome);
  if why is not null then
    return lumaris.refused(3, 'invalid_request: ' || why);
  end if;
  select * into j from lumaris.job where id = (select job_id from lumaris.attempt where id = p_attempt) for update;
  select * into a from lumaris.attempt where id = p_attempt and seller_id = p_seller;
  if not found then
    return lumaris.attempt_not_found();
  elsif a.lease_token <> p_token or lumaris.is_final_attempt(a.state) and not a.reported then
    return lumaris.lease_lost();
  end if;
  if not lumaris.is_final_attempt(a.state) then
    why := lumaris.reason_reported(p_outcome);
    j := lumaris.end_attempt(j, a.id, why, p_outcome, true);
    j := lumaris.count_cut(j, p_outcome);
    hints := lumaris.job_hints(j) || case when j.state = 'queued' then lumaris.work_hints(j) else '[]' end;
    done := lumaris.counts_as_done(why);
  end if;
  if p_claim_max > 0 then
    select * into taken from lumaris.claim_for(p_seller, p_free, p_claim_max, done);
    claims := taken.claims;
    hints := hints || taken.hints;
  elsif done > 0 then
    update lumaris.seller set jobs_done = jobs_done + done where id = p_seller;
  end if;
  return lumaris.done(jsonb_build_object(
    'state', (select state from lumaris.attempt where id = a.id), 'job_state', j.state, 'claims', claims), hints);
end $$;

create or replace function lumaris.bad_outcome(p_outcome jsonb) returns text
language plpgsql stable as $$
begin
  if not p_outcome ? 'reason' and not p_outcome ? 'exit_code' then
    return 'outcome: must have an exit_code or a reason';
  elsif p_outcome->>'reason' = 'exit_code' and coalesce((p_outcome->>'exit_code')::int, 0) = 0 then
    return 'outcome.exit_code: must be other than 0 when the reason is exit_code';
  elsif p_outcome ? 'reason'
        and not exists (select 1 from lumaris.reason where code = p_outcome->>'reason' and seller_may_report) then
    return 'outcome.reason: must be one of '
      || (select string_agg(code, ', ' order by code) from lumaris.reason where seller_may_report);
  end if;
  return null;
end $$;

-- A seller may call an attempt cancelled only after the market did; before that it gives the job back.
create or replace function lumaris.reason_reported(p_outcome jsonb) returns text
language sql immutable as $$
  select case when p_outcome->>'reason' = 'cancelled_by_buyer' then 'seller_quit'
              when p_outcome ? 'reason' then p_outcome->>'reason'
              when (p_outcome->>'exit_code')::int <> 0 then 'exit_code' end
$$;

-- A seller has done its part when the program ended, well or by the buyer's own doing.
create or replace function lumaris.counts_as_done(p_reason text) returns int
language plpgsql stable as $$
begin
  return case when p_reason is null or (select whose from lumaris.reason where code = p_reason) = 'buyer' then 1 else 0 end;
end $$;

create or replace function lumaris.is_final_attempt(p_state text) returns boolean
language sql immutable as $$
  select p_state not in ('assigned', 'running')
$$;

create or replace function lumaris.attempt_not_found() returns lumaris.reply
language plpgsql immutable as $$
begin
  return lumaris.refused(5, 'attempt_not_found: you have no attempt with this id');
end $$;

create or replace function lumaris.lease_lost() returns lumaris.reply
language plpgsql immutable as $$
begin
  return lumaris.refused(9, 'lease_lost: this attempt is no longer yours; stop its container and report nothing more');
end $$;
