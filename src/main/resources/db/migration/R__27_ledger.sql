-- The ledger: movements of money, each made once, in the same transaction as what it is for.
--
-- Whoever moves money inserts one balanced transfer; the trigger does the rest, so that no balance can differ from the
-- sum of its entries. Accounts are locked in the order of their ids. A command that ends other people's jobs besides its
-- own never waits for their accounts (lumaris.accounts_free), so that two commands never wait for each other.

create or replace function lumaris.post_entries() returns trigger
language plpgsql as $$
declare
  touched constant uuid[] := (select array_agg(distinct account_id) from posted where account_id is not null);
  unsound record;
  found_rows int;
  debtors uuid[];
begin
  for unsound in select transfer, sum(amount) as total from posted group by transfer having sum(amount) <> 0 limit 1 loop
    raise exception 'a transfer must sum to 0, this one sums to %', unsound.total using errcode = 'check_violation';
  end loop;
  perform 1 from lumaris.account where id = any (touched) order by id for no key update;
  get diagnostics found_rows = row_count;
  if found_rows < cardinality(touched) then
    perform lumaris.open_account(id) from unnest(touched) id;
  end if;
  with moved as (
    update lumaris.account a set
        available = a.available + m.available,
        held = a.held + m.held,
        paid_in = a.paid_in + m.paid_in,
        earned = a.earned + m.earned,
        spent = a.spent + m.spent,
        paid_out = a.paid_out + m.paid_out
      from (select account_id,
                   coalesce(sum(amount) filter (where bucket = 'available'), 0)::bigint as available,
                   coalesce(sum(amount) filter (where bucket = 'held'), 0)::bigint as held,
                   coalesce(sum(amount) filter (where reason in ('starter', 'top_up', 'top_up_refund', 'check_fund')), 0)::bigint as paid_in,
                   coalesce(sum(amount) filter (where reason = 'earning'), 0)::bigint as earned,
                   coalesce(-sum(amount) filter (where reason = 'charge'), 0)::bigint as spent,
                   coalesce(-sum(amount) filter (where reason = 'payout'), 0)::bigint as paid_out
              from posted group by account_id) m
      where a.id = m.account_id and a.id = any (touched)
      returning a.id, a.available, a.owed
  )
  select array_agg(id order by id) filter (where owed > 0 and available > 0) into debtors from moved;
  if debtors is not null then  -- what was paid back by card after it had been spent
    perform lumaris.take_owed(debtors);
  end if;
  return null;
end $$;

create or replace function lumaris.refuse_change() returns trigger
language plpgsql as $$
begin
  raise exception 'the ledger is only added to' using errcode = 'check_violation';
end $$;

create or replace trigger ledger_posts after insert on lumaris.ledger_entry
  referencing new table as posted for each statement execute function lumaris.post_entries();
create or replace trigger ledger_is_kept before update or delete or truncate on lumaris.ledger_entry
  for each statement execute function lumaris.refuse_change();

-- An account is made at first use, with its starter credits.
create or replace function lumaris.open_account(p_account uuid) returns void
language plpgsql as $$
declare
  gift bigint;
begin
  insert into lumaris.account (id) values (p_account) on conflict (id) do nothing;
  if found then
    gift := lumaris.setting_value('starter_credits');
    if gift > 0 then
      perform lumaris.pay_in(p_account, p_account, 'starter', gift);
    end if;
  end if;
end $$;

create or replace function lumaris.pay_in(p_account uuid, p_cause uuid, p_reason text, p_amount bigint) returns void
language plpgsql as $$
declare
  transfer constant uuid := gen_random_uuid();
begin
  insert into lumaris.ledger_entry (transfer, cause, account_id, bucket, reason, amount) values
    (transfer, p_cause, null, 'external', p_reason, -p_amount),
    (transfer, p_cause, p_account, 'available', p_reason, p_amount);
end $$;

-- Puts the budgets of a buyer's new jobs aside, each by a transfer of its own. The caller has locked the account and seen
-- that there is enough.
create or replace function lumaris.hold_budgets(p_jobs uuid[]) returns void
language plpgsql as $$
begin
  insert into lumaris.ledger_entry (transfer, cause, job_id, account_id, bucket, reason, amount)
    select j.id, j.id, j.id, j.buyer_id, m.bucket, 'hold', m.amount
      from lumaris.job j cross join lateral (values ('available', -j.budget), ('held', j.budget)) m(bucket, amount)
      where j.id = any (p_jobs) and j.budget > 0;
end $$;

-- What an attempt costs that ends now for p_reason (null: success), by the refund rules of lumaris.reason. The time is the
-- smaller of what the seller measured and what the market saw, and nobody pays for more than the seller was told to run.
create or replace function lumaris.charge(
  p_job lumaris.job, p_attempt lumaris.attempt, p_reason text, p_facts jsonb, out charged_ms bigint, out cost bigint, out fee bigint)
language plpgsql stable as $$
declare
  a constant lumaris.attempt := p_attempt;
  who text;
  began timestamptz;
  saw_ms bigint;
begin
  cost := 0;
  fee := 0;
  if p_reason is not null then
    select payer into who from lumaris.reason where code = p_reason;
  end if;
  if a.budget = 0 or who in ('nobody', 'buyer_for_agreeing_sellers') then
    return;  -- sellers that agree end with reasons of their own
  end if;
  began := coalesce(a.started_at, lumaris.start_told(a.assigned_at, p_facts));
  if a.ask is null or began is null and p_reason = 'cancelled_by_buyer' then
    return;
  end if;
  saw_ms := coalesce(lumaris.ms(now()) - lumaris.ms(began), 0);
  charged_ms := least(saw_ms, (p_facts->>'run_ms')::bigint, (p_facts->'usage'->>'run_ms')::bigint, a.stop_after_s * 1000::bigint);
  -- "The budget is used up" is believed of a program that the market saw run for about as long.
  cost := case when who = 'buyer_budget' and saw_ms >= (a.stop_after_s - 1) * 1000::bigint then a.budget
               else least(a.budget, lumaris.price(a.ask, (p_job.spec->>'cpus')::numeric,
                                                       (p_job.spec->>'memory_mb')::int, charged_ms)) end;
  fee := div(cost::numeric * lumaris.setting_value('fee_basis_points'), 10000);
end $$;

-- Of jobs that have become final, each attempt that costs something is paid, the fee kept, the rest returned. One transfer
-- for each job; all in one statement, so that accounts are locked in one order and for a short time.
create or replace function lumaris.settle(p_jobs lumaris.job[]) returns void
language plpgsql as $$
declare
  ids constant uuid[] := array(select j.id from unnest(p_jobs) j where j.ended_at is not null);
begin
  insert into lumaris.ledger_entry (transfer, cause, job_id, attempt_id, account_id, bucket, reason, amount, rule)
    with final as (
      select j.*, gen_random_uuid() as transfer from unnest(p_jobs) j where j.ended_at is not null and j.budget > 0
    )
    select f.transfer, a.id, f.id, a.id, m.account_id, m.bucket, m.reason, m.amount, coalesce(a.reason, 'succeeded')
      from final f join lumaris.attempt a on a.job_id = f.id and a.job_id = any (ids) and a.cost > 0
      cross join lateral (values
        (f.buyer_id, 'held', 'charge', -a.cost),
        (a.seller_id, 'available', 'earning', a.cost - a.fee),
        (null, 'fees', 'fee', a.fee)) m(account_id, bucket, reason, amount)
      where m.amount <> 0
    union all
    select f.transfer, f.id, f.id, null, f.buyer_id, m.bucket, 'refund', m.amount, coalesce(f.reason, 'succeeded')
      from final f cross join lateral (values ('held', -f.unspent), ('available', f.unspent)) m(bucket, amount)
      where m.amount <> 0;
end $$;

-- Of before many jobs were settled at a time.
drop function if exists lumaris.hold_budget(lumaris.job);
drop function if exists lumaris.settle(lumaris.job);
drop function if exists lumaris.charge(lumaris.job, uuid, text, jsonb);

-- Locks the accounts a job's end moves money on, unless somebody holds one of them: then false, and nothing is waited for.
-- Of a job that runs its end may be what the first seller is paid for.
create or replace function lumaris.accounts_free(p_job lumaris.job) returns boolean
language plpgsql as $$
declare
  wanted uuid[];
  got bigint;
begin
  select array_agg(id) into wanted from lumaris.account
    where id = p_job.buyer_id
       or (p_job.unspent < p_job.budget or p_job.state = 'running') and id in (select seller_id from lumaris.attempt where job_id = p_job.id);
  select count(*) into got from (
    select 1 from lumaris.account where id = any (wanted) order by id for no key update skip locked) x;
  return got = coalesce(cardinality(wanted), 0);
end $$;

-- The rule by which a job or an attempt was settled that ended for p_code ('succeeded' or a reason), as a sentence.
create or replace function lumaris.rule_sentence(p_code text) returns text
language plpgsql stable as $$
begin
  return coalesce(
    (select format('%s is the %s''s doing: %s.', r.code, r.whose, p.sentence)
       from lumaris.reason r join lumaris.payer p on p.code = r.payer where r.code = p_code),
    'The program succeeded: ' || (select sentence from lumaris.payer where code = 'buyer_time_used') || '.');
end $$;

create or replace function lumaris.settlement_json(p_job lumaris.job) returns jsonb
language plpgsql stable as $$
declare
  charged constant bigint := p_job.budget - p_job.unspent;
begin
  return jsonb_build_object(
    'held', p_job.budget, 'charged', charged, 'returned', p_job.unspent,
    'fee', case when charged > 0 then (select sum(fee) from lumaris.attempt where job_id = p_job.id) end,
    'rule', lumaris.rule_sentence(p_job.reason)
      || case when charged > 0 and (select payer from lumaris.reason where code = p_job.reason) = 'nobody'
              then ' Attempts before that were paid by their own rules.' else '' end);
end $$;

create or replace function lumaris.credits(p_amount numeric) returns text
language sql stable as $$
  select case when p_amount = trunc(p_amount, -6) then to_char(p_amount / 1000000, 'FM999,999,999,990')
              else trim_scale(p_amount / 1000000)::text end
$$;
