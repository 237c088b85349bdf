-- job_submit and job_submits: the same client token and spec make one job, however often and however concurrently they
-- are sent.

create or replace function lumaris.job_submit(p_buyer uuid, p_token text, p_spec jsonb) returns lumaris.reply
language plpgsql
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  t constant record := lumaris.make_jobs(p_buyer, jsonb_build_array(jsonb_build_object('client_token', p_token, 'spec', p_spec)));
  answer constant jsonb := t.answers->0;
  j lumaris.job;
begin
  if answer ? 'code' then
    return lumaris.refused((answer->>'code')::int, answer->>'message');
  end if;
  select * into j from lumaris.job where id = (answer->>'job_id')::uuid;
  return lumaris.done(
    jsonb_build_object('created', answer->'created',
      'job', case when (answer->>'created')::boolean then lumaris.new_job_json(j, t.fits, t.free) else lumaris.job_json(j) end),
    t.hints);
end $$;

-- p_jobs: [{client_token?, spec}]; one in which the module found a mistake is {code, message} and is answered with that.
-- Each job is made or refused by itself.
create or replace function lumaris.job_submits(p_buyer uuid, p_jobs jsonb) returns lumaris.reply
language plpgsql
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  t constant record := lumaris.make_jobs(p_buyer, p_jobs);
begin
  return lumaris.done(jsonb_build_object('answers', t.answers), t.hints);
end $$;

-- Makes the jobs and answers each with its id, or with why not. fits, free: what lumaris.sellers_for says of the last.
-- Submits of one buyer follow one another: with several jobs each they would else lock queues and tokens in any order.
-- The buyer's account, which sellers' reports want as well, is locked last and for a short time: until then it is hoped that
-- what was read of it stays so. If not, all is undone and tried again.
create or replace function lumaris.make_jobs(
  p_buyer uuid, p_jobs jsonb, out answers jsonb, out hints jsonb, out fits bigint, out free uuid[])
language plpgsql as $$
declare
  room bigint;  -- null: not counted yet, there will be enough
  t record;
begin
  perform pg_advisory_xact_lock(hashtextextended('lumaris.submit ' || p_buyer, 0));
  loop
    begin
      t := lumaris.try_jobs(p_buyer, p_jobs, room);
      answers := t.answers;
      hints := t.hints;
      fits := t.fits;
      free := t.free;
      return;
    exception when sqlstate 'LU001' then
      room := lumaris.job_room(p_buyer);
    end;
  end loop;
end $$;

create or replace function lumaris.try_jobs(
  p_buyer uuid, p_jobs jsonb, p_room bigint, out answers jsonb, out hints jsonb, out fits bigint, out free uuid[])
language plpgsql as $$
declare
  available bigint := (select a.available from lumaris.account a where id = p_buyer);
  rules constant jsonb := lumaris.image_rules();
  not_allowed text;
  refusal jsonb;
  told record;
  need jsonb;
  needed jsonb;
  d record;
  draft lumaris.job;
  sellers record;
  n record;
  nr int;  -- which of the jobs with the same needs; null: others wait before them, so that nothing is offered
  made uuid[] := '{}';
  budgets bigint := 0;
begin
  answers := '[]';
  hints := '[]';
  if available is null then
    perform lumaris.open_account(p_buyer);
    available := (select a.available from lumaris.account a where id = p_buyer);
  end if;
  for told in select * from jsonb_to_recordset(p_jobs) as x(client_token text, spec jsonb, code int, message text) loop
    if told.code is not null then
      answers := answers || lumaris.refusal(told.code, told.message);
      continue;
    end if;
    needed := told.spec - '{command,args,env,labels,priority}'::text[];
    if needed is distinct from need then
      need := needed;
      d := lumaris.draft(p_buyer, told.spec);
      not_allowed := lumaris.image_refusal(rules, told.spec->>'image');
      refusal := case when d.problem is not null then lumaris.refusal(3, 'invalid_job: ' || d.problem)
                      when not_allowed is not null then lumaris.refusal(9, not_allowed) end;
      sellers := lumaris.sellers_for(d.draft);
      nr := case when not lumaris.anybody_waits((d.draft).shape_id) then 0 end;
    end if;
    -- What was made before is answered as before, whatever has become of sellers and rules since.
    if refusal is not null and not exists (
        select 1 from lumaris.job where buyer_id = p_buyer and client_token = told.client_token) then
      answers := answers || refusal;
      continue;
    end if;
    draft := d.draft;
    draft.spec := told.spec;
    nr := nr + 1;
    n := lumaris.new_job(p_buyer, told.client_token, draft, sellers, nr, p_room - cardinality(made) <= 0, available - budgets);
    answers := answers || n.answer;
    if n.budget is not null then
      made := made || (n.answer->>'job_id')::uuid;
      budgets := budgets + n.budget;
      hints := hints || n.hints;
      fits := n.fits;
      free := n.free;
    end if;
  end loop;
  if made <> '{}' then
    perform lumaris.take_room(p_buyer, cardinality(made), budgets);
    perform lumaris.hold_budgets(made);
  end if;
end $$;

-- A job as it would be, for who asks about sellers; or what is wrong with it.
create or replace function lumaris.draft(p_buyer uuid, p_spec jsonb, out draft lumaris.job, out problem text)
language plpgsql as $$
declare
  wishes constant record := lumaris.seller_wishes(p_spec);
begin
  problem := wishes.problem;
  if problem is null then
    draft.shape_id := lumaris.shape_of(p_spec, wishes.sellers, wishes.blocked);
  end if;
  draft.buyer_id := p_buyer;
  draft.spec := p_spec;
  draft.attempts := 0;
  draft.verify := coalesce((p_spec->>'verify')::int, 1);
  draft.payable := (p_spec->>'budget')::bigint / draft.verify;
end $$;

-- One job, all but the holding of its budget; budget is null when none was made. p_sellers: what lumaris.sellers_for says;
-- p_nr: the how manieth with the same needs in this call, null: not to be offered; p_full: the buyer may have no more;
-- p_available: what it has.
create or replace function lumaris.new_job(
  p_buyer uuid, p_token text, p_draft lumaris.job, p_sellers record, p_nr int, p_full boolean, p_available bigint,
  out answer jsonb, out budget bigint, out hints jsonb, out fits bigint, out free uuid[])
language plpgsql as $$
declare
  new_id constant uuid := gen_random_uuid();
  spec constant jsonb := p_draft.spec;
  place double precision;
  poor boolean;  -- some of the sellers may ask more than there is
  offered_to uuid;
  j lumaris.job;
  funds record;
begin
  if p_token is not null then
    select * into j from lumaris.job where buyer_id = p_buyer and client_token = p_token;
    if found then
      answer := lumaris.submitted_before(j, spec);
      return;
    end if;
  end if;
  if p_full then
    answer := lumaris.refusal(8, format('too_many_jobs: you have %s unfinished jobs, the most one buyer may have; wait for some to end or cancel some',
      lumaris.num(lumaris.setting_value('unfinished_jobs_per_buyer'))));
    return;
  end if;
  funds := lumaris.budget_of(p_available, spec, p_sellers.highest, p_sellers.cheapest);
  if funds.refusal is not null then
    answer := lumaris.refusal(9, funds.refusal);
    return;
  end if;
  place := lumaris.take_rank(p_buyer, p_draft.shape_id, (spec->>'priority')::int);
  if place is null then
    answer := lumaris.refusal(8, format('too_many_jobs: you have used %s different sizes (cpus, memory_mb) lately, the most one buyer may; use one of those again',
      lumaris.num(lumaris.setting_value('shapes_per_buyer'))));
    return;
  end if;
  poor := not spec ? 'budget' and funds.budget < p_sellers.highest * p_draft.verify;
  if not coalesce(poor, false) and not spec ? 'auction_s' then
    offered_to := p_sellers.free[p_nr];
  end if;
  insert into lumaris.job (id, buyer_id, client_token, shape_id, spec, rank, budget, unspent, verify, payable,
                           queue_deadline, offered_to, offered_until, auction_until)
    values (new_id, p_buyer, coalesce(p_token, new_id::text), p_draft.shape_id, spec, place, funds.budget, funds.budget,
            p_draft.verify, funds.budget / p_draft.verify,
            coalesce(lumaris.auction_end(spec), now()) + (spec->>'queue_timeout_s')::int * interval '1 second',
            offered_to, case when offered_to is not null then lumaris.offer_end() end, lumaris.auction_end(spec))
    on conflict (buyer_id, client_token) do nothing
    returning * into j;
  if not found then
    select * into j from lumaris.job where buyer_id = p_buyer and client_token = p_token;
    answer := lumaris.submitted_before(j, spec);
    return;
  end if;
  if poor then
    p_sellers := lumaris.sellers_for(j);
  end if;
  answer := jsonb_build_object('job_id', j.id, 'created', true);
  budget := funds.budget;
  fits := p_sellers.fits;
  free := p_sellers.free;
  hints := lumaris.job_hints(j) || case
    when j.auction_until is not null then lumaris.auction_hints(p_sellers.able)
    when offered_to is not null then lumaris.work_hints(array[offered_to])
    when free is not null then lumaris.work_hints(p_sellers.able)
    else '[]' end;
end $$;

drop function if exists lumaris.submitted_before(lumaris.job, jsonb);  -- returned a reply

create or replace function lumaris.submitted_before(p_job lumaris.job, p_spec jsonb) returns jsonb
language plpgsql immutable as $$
begin
  return case when p_job.spec = p_spec then jsonb_build_object('job_id', p_job.id, 'created', false)
              else lumaris.refusal(9, 'token_conflict: this client_token already made another job; use a new token for a new job') end;
end $$;

drop function if exists lumaris.may_submit(uuid);  -- of before many were submitted at a time

-- How many more jobs the buyer may have; below 0 when it has too many.
create or replace function lumaris.job_room(p_buyer uuid) returns bigint
language plpgsql as $$
begin
  return lumaris.setting_value('unfinished_jobs_per_buyer')
    - (select count(*) from lumaris.job where buyer_id = p_buyer and state in ('queued', 'assigned', 'running'));
end $$;

-- Locks the buyer's account and sees whether it really has room for the jobs that were just made, and what they cost.
-- Counting a buyer's unfinished jobs costs as much as there are, so one count is good for as many submits as it leaves
-- room for: with n counted, the next (limit - n) submits cannot pass the limit.
create or replace function lumaris.take_room(p_buyer uuid, p_made int, p_budgets bigint) returns void
language plpgsql as $$
declare
  there bigint;
  room bigint;
begin
  update lumaris.account set submits_before_count = submits_before_count - p_made
    where id = p_buyer and submits_before_count >= p_made and available >= p_budgets;
  if found then
    return;
  end if;
  select available into there from lumaris.account where id = p_buyer for no key update;
  room := lumaris.job_room(p_buyer);
  if there < p_budgets or room < 0 then
    raise exception 'the account has changed meanwhile' using errcode = 'LU001';
  end if;
  update lumaris.account set submits_before_count = least(1000, room) where id = p_buyer;
end $$;
