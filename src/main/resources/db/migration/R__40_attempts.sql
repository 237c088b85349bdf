-- What a seller reports about its attempts, one call for all of them. Every report is fenced: the lease token must be
-- the attempt's, the attempt must still be under way; anything else changes nothing and refuses that report only.

-- p_reports: [{attempt_id, lease_token, started?, chunks?, outcome?}], each attempt once; a report in which the module
-- found a mistake is {attempt_id, code, message} and is answered with that.
-- Claims first: those locks make nobody wait, but the accounts that the ends of jobs move money on are locked until the
-- commit. What is overdue is dealt with at the very end, because it takes only locks that are free.
create or replace function lumaris.attempt_reports(
  p_seller uuid, p_reports jsonb, p_free jsonb, p_claim_max int) returns lumaris.reply
language plpgsql
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  c record;
  t record;
  claims jsonb;
  why_idle text;
  hints jsonb := '[]';
begin
  if p_claim_max > 0 then
    if not exists (select 1 from lumaris.seller where id = p_seller) then
      return lumaris.not_a_seller();
    end if;
    c := lumaris.claim_jobs(p_seller, p_free, p_claim_max);
    claims := c.claims;
    hints := c.hints;
  end if;
  t := lumaris.take_reports(p_seller, p_reports);
  hints := hints || t.hints;
  if p_claim_max > 0 then
    why_idle := lumaris.note_claim(p_seller, p_free, c.claims, c.cpus, c.memory_mb, t.done);
    hints := hints || lumaris.end_overdue(8);
  else
    perform lumaris.note_done(p_seller, t.done);
  end if;
  return lumaris.done(
    jsonb_build_object('answers', t.answers, 'claims', claims, 'image_rules', lumaris.rules_for(claims), 'why_idle', why_idle, 'now', lumaris.ms(now())), hints);
end $$;

-- The answers in the order of the reports, and how many jobs the seller has done by them. Jobs are locked before
-- attempts, both in the order of the jobs' ids, as everywhere, so that two commands never wait for each other. What the
-- reports change of states is written at the end, all at once.
create or replace function lumaris.take_reports(
  p_seller uuid, p_reports jsonb, out answers jsonb, out hints jsonb, out done int)
language plpgsql as $$
declare
  log_limit constant bigint := lumaris.setting_value('log_bytes_per_job');
  ids constant uuid[] := array(select (t->>'attempt_id')::uuid from jsonb_array_elements(p_reports) t);
  job_ids constant uuid[] := array(select job_id from lumaris.attempt where id = any (ids) and seller_id = p_seller);
  in_order jsonb[];
  steps jsonb := '[]';
  r record;
  refusal lumaris.reply;
  t record;
begin
  hints := '[]';
  done := 0;
  perform 1 from lumaris.job where id = any (job_ids) order by id for update;
  for r in
    select told.*, a as attempt, j as job
      from rows from (jsonb_to_recordset(p_reports) as (
        attempt_id uuid, lease_token uuid, started jsonb, chunks jsonb, outcome jsonb, code int, message text))
        with ordinality as told(attempt_id, lease_token, started, chunks, outcome, code, message, nr)
      left join lumaris.attempt a on a.id = told.attempt_id and a.id = any (ids) and a.seller_id = p_seller
      left join lumaris.job j on j.id = a.job_id and j.id = any (job_ids)
      order by j.id
  loop
    refusal := lumaris.report_refusal(r.attempt, r.lease_token, r.outcome, r.code, r.message);
    if refusal.code is not null then
      in_order[r.nr] := jsonb_build_object('attempt_id', r.attempt_id) || lumaris.refusal(refusal.code, refusal.message);
    else
      t := lumaris.take_report(r.job, r.attempt, r.started, r.chunks, r.outcome, log_limit);
      in_order[r.nr] := t.answer;
      hints := hints || t.hints;
      done := done + t.done;
      if t.step is not null then
        steps := steps || (t.step || jsonb_build_object('nr', r.nr));
      end if;
    end if;
  end loop;
  if steps <> '[]' then
    t := lumaris.take_steps(steps, in_order);
    in_order := t.answers;
    hints := hints || t.hints;
  end if;
  answers := coalesce(to_jsonb(in_order), '[]');
end $$;

-- Writes what the reports change, completes their answers (each step's nr is its answer's) and returns the hints.
create or replace function lumaris.take_steps(p_steps jsonb, p_answers jsonb[], out answers jsonb[], out hints jsonb)
language plpgsql as $$
declare
  attempts constant lumaris.attempt[] := lumaris.set_attempt_states(p_steps);
  jobs constant lumaris.job[] := lumaris.set_job_states(p_steps);
  nr int;
begin
  answers := p_answers;
  hints := lumaris.job_hints(jobs);
  for i in 1 .. cardinality(jobs) loop
    nr := (p_steps->(i - 1)->>'nr')::int;
    answers[nr] := answers[nr] || jsonb_build_object('state', attempts[i].state)
      || case when attempts[i].state = 'running' then jsonb_build_object('must_end_by', lumaris.ms(attempts[i].must_end_by))
              else jsonb_build_object('job_state', jobs[i].state) end;
    if jobs[i].state = 'queued' then
      hints := hints || case when jobs[i].results > 0 then lumaris.offer_to_next(jobs[i]) else lumaris.work_hints(jobs[i]) end;
    end if;
  end loop;
end $$;

-- Why a report is not taken in; null when it is. Also takes the end of an attempt whose lease has run out, as long as
-- nobody was told it was lost, and the end that was reported before.
create or replace function lumaris.report_refusal(
  p_attempt lumaris.attempt, p_token uuid, p_outcome jsonb, p_code int, p_message text) returns lumaris.reply
language plpgsql stable as $$
declare
  why text;
begin
  if p_code is not null then
    return lumaris.refused(p_code, p_message);
  elsif p_outcome is not null then
    why := lumaris.bad_outcome(p_outcome);
  end if;
  if why is not null then
    return lumaris.refused(3, 'invalid_request: ' || why);
  elsif p_attempt.id is null then
    return lumaris.refused(5, 'attempt_not_found: you have no attempt with this id');
  elsif p_attempt.lease_token <> p_token
        or lumaris.is_final_attempt(p_attempt.state) and not (p_attempt.reported and p_outcome is not null) then
    return lumaris.refused(9, 'lease_lost: this attempt is no longer yours; stop its container and report nothing more');
  end if;
  return null;
end $$;

drop function if exists lumaris.take_report(lumaris.job, lumaris.attempt, jsonb, jsonb, jsonb, bigint);  -- had no step

-- Takes in one report: the output is kept; the start or the end is the step to be written, one for both when both are
-- told. The caller holds the job's lock. What is told again has the same answer; of a start also where the output there
-- is stops, for a seller that was restarted.
create or replace function lumaris.take_report(
  p_job lumaris.job, p_attempt lumaris.attempt, p_started jsonb, p_chunks jsonb, p_outcome jsonb, p_log_limit bigint,
  out answer jsonb, out hints jsonb, out done int, out step jsonb)
language plpgsql as $$
declare
  j lumaris.job := p_job;
  a constant lumaris.attempt := p_attempt;
  ended constant boolean := lumaris.is_final_attempt(p_attempt.state);
  why text;
  printed record;
begin
  hints := '[]';
  done := 0;
  if p_chunks is not null and not ended then
    printed := lumaris.keep_output(j, a.number, p_chunks, p_log_limit * case when j.verify > 1 then a.number else 1 end);
    j := printed.job;
    hints := hints || printed.hints;
  end if;
  if p_outcome is not null and not ended then
    why := lumaris.reason_reported(p_outcome);
    step := lumaris.end_step(j, a, why, coalesce(p_started, '{}') || p_outcome, true);
    j := lumaris.count_cut(j, p_outcome);
    done := lumaris.counts_as_done(why);
  elsif p_started is not null and p_outcome is null and a.state = 'assigned' then
    step := lumaris.start_step(a, p_started);
  end if;
  answer := jsonb_build_object('attempt_id', a.id, 'state', a.state,
    'job_state', case when p_outcome is not null then j.state end,
    'must_end_by', case when p_started is not null and p_outcome is null then lumaris.ms(a.must_end_by) end,
    'last_seq', case when p_started is not null and p_outcome is null
                     then nullif(greatest(0, p_job.log_seen_seq - lumaris.log_seq(a.number, 0)), 0) end,
    'kept_bytes', case when p_chunks is not null then j.log_bytes end,
    'cut_bytes', case when p_chunks is not null then j.log_cut_bytes end);
end $$;

create or replace function lumaris.bad_outcome(p_outcome jsonb) returns text
language plpgsql stable as $$
begin
  if not p_outcome ? 'reason' then
    return case when not p_outcome ? 'exit_code' then 'outcome: must have an exit_code or a reason' end;
  elsif p_outcome->>'reason' = 'exit_code' and coalesce((p_outcome->>'exit_code')::int, 0) = 0 then
    return 'outcome.exit_code: must be other than 0 when the reason is exit_code';
  elsif not exists (select 1 from lumaris.reason where code = p_outcome->>'reason' and seller_may_report) then
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
  if p_reason is null then
    return 1;
  end if;
  return (select (whose = 'buyer')::int from lumaris.reason where code = p_reason);
end $$;

create or replace function lumaris.is_final_attempt(p_state text) returns boolean
language sql immutable as $$
  select p_state not in ('assigned', 'running')
$$;
