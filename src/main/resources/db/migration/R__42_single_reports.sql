-- One thing about one attempt in a call of its own, for simple clients. What counts is in lumaris.take_report.

-- Of before all reports went one way.
drop function if exists lumaris.attempt_not_found();
drop function if exists lumaris.lease_lost();

create or replace function lumaris.attempt_started(
  p_seller uuid, p_attempt uuid, p_token uuid, p_facts jsonb) returns lumaris.reply
language plpgsql
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  t record;
begin
  t := lumaris.take_reports(p_seller, lumaris.single_report(p_attempt, p_token, 'started', p_facts));
  return lumaris.single_reply(t.answers->0, jsonb_build_object('now', lumaris.ms(now())), t.hints);
end $$;

create or replace function lumaris.attempt_logs(
  p_seller uuid, p_attempt uuid, p_token uuid, p_chunks jsonb) returns lumaris.reply
language plpgsql
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  t record;
begin
  t := lumaris.take_reports(p_seller, lumaris.single_report(p_attempt, p_token, 'chunks', p_chunks));
  return lumaris.single_reply(t.answers->0, '{}', t.hints);
end $$;

-- The claim belongs to an end that was accepted: with a refusal it would not reach the seller.
create or replace function lumaris.attempt_finished(
  p_seller uuid, p_attempt uuid, p_token uuid, p_outcome jsonb, p_free jsonb, p_claim_max int) returns lumaris.reply
language plpgsql
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  t record;
  claimed lumaris.reply;
begin
  t := lumaris.take_reports(p_seller, lumaris.single_report(p_attempt, p_token, 'outcome', p_outcome));
  perform lumaris.note_done(p_seller, t.done);
  if t.answers->0 ? 'code' or p_claim_max = 0 then
    return lumaris.single_reply(t.answers->0, '{}', t.hints);
  end if;
  claimed := lumaris.job_claim(p_seller, p_free, p_claim_max);
  return lumaris.single_reply(t.answers->0, claimed.answer::jsonb, t.hints || claimed.hints::jsonb);
end $$;

create or replace function lumaris.single_report(p_attempt uuid, p_token uuid, p_what text, p_told jsonb) returns jsonb
language sql stable as $$
  select jsonb_build_array(jsonb_build_object('attempt_id', p_attempt, 'lease_token', p_token, p_what, p_told))
$$;

create or replace function lumaris.single_reply(p_answer jsonb, p_more jsonb, p_hints jsonb) returns lumaris.reply
language plpgsql stable as $$
begin
  if p_answer ? 'code' then
    return lumaris.refused((p_answer->>'code')::int, p_answer->>'message');
  end if;
  return lumaris.done(p_answer - 'attempt_id' || p_more, p_hints);
end $$;
