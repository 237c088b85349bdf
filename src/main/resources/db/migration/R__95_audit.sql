-- The audit: what must be true of the money, and the rows of which it is not. Reads everything, in one snapshot.

-- The checks, each a view of what is wrong: id names the row, what says how it is wrong.
create or replace function lumaris.audit_findings() returns table (rule text, id uuid, what text)
language sql stable as $$
  with per_account as (
    select account_id, sum(amount) filter (where bucket = 'available') as available,
           sum(amount) filter (where bucket = 'held') as held,
           sum(amount) filter (where reason in ('starter', 'top_up', 'top_up_refund', 'check_fund')) as paid_in,
           sum(amount) filter (where reason = 'earning') as earned,
           -sum(amount) filter (where reason = 'charge') as spent,
           -sum(amount) filter (where reason = 'payout') as paid_out
      from lumaris.ledger_entry where account_id is not null group by account_id
  ), per_job as (
    select job_id, sum(amount) filter (where bucket = 'held') as held,
           coalesce(-sum(amount) filter (where reason = 'charge'), 0) as charged,
           coalesce(sum(amount) filter (where reason = 'hold' and bucket = 'held'), 0) as put_aside
      from lumaris.ledger_entry where job_id is not null group by job_id
  ), per_attempt as (
    select attempt_id, sum(amount) filter (where reason = 'earning') as earning, sum(amount) filter (where reason = 'fee') as fee
      from lumaris.ledger_entry where attempt_id is not null group by attempt_id
  )
  select 'each_transfer_sums_to_zero', transfer, format('the transfer sums to %s', sum(amount))
    from lumaris.ledger_entry group by transfer having sum(amount) <> 0
  union all
  select 'balances_are_sums_of_entries', coalesce(a.id, e.account_id),
         case when a.id is null then 'there are entries, but no account'
              else format('available %s, held %s; by its entries %s and %s', a.available, a.held,
                          coalesce(e.available, 0), coalesce(e.held, 0)) end
    from lumaris.account a full join per_account e on e.account_id = a.id
    where (a.available, a.held, a.paid_in, a.earned, a.spent, a.paid_out) is distinct from
      (coalesce(e.available, 0)::bigint, coalesce(e.held, 0)::bigint, coalesce(e.paid_in, 0)::bigint,
       coalesce(e.earned, 0)::bigint, coalesce(e.spent, 0)::bigint, coalesce(e.paid_out, 0)::bigint)
  union all
  select 'unfinished_jobs_hold_their_budget', j.id, format('the job is %s, its budget %s, held is %s', j.state, j.budget, coalesce(p.held, 0))
    from lumaris.job j left join per_job p on p.job_id = j.id
    where j.ended_at is null and j.budget <> coalesce(p.held, 0)
  union all
  select 'nothing_is_held_for_ended_jobs', p.job_id, format('the job is %s, held is %s', coalesce(j.state, 'deleted'), p.held)
    from per_job p left join lumaris.job j on j.id = p.job_id
    where (j.id is null or j.ended_at is not null) and p.held <> 0
  union all
  select 'ended_jobs_are_settled_once', j.id,
         format('budget %s, put aside %s; cost %s, charged %s, its attempts cost %s', j.budget, coalesce(p.put_aside, 0),
                j.budget - j.unspent, coalesce(p.charged, 0), a.cost)
    from lumaris.job j left join per_job p on p.job_id = j.id
    cross join lateral (select coalesce(sum(cost), 0) as cost from lumaris.attempt where job_id = j.id) a
    where j.ended_at is not null
      and (j.budget <> coalesce(p.put_aside, 0) or j.budget - j.unspent <> coalesce(p.charged, 0) or j.budget - j.unspent <> a.cost)
  union all
  select 'attempts_are_paid_once', t.id, format('cost %s with a fee of %s; paid %s with a fee of %s',
           t.cost, t.fee, coalesce(e.earning, 0) + coalesce(e.fee, 0), coalesce(e.fee, 0))
    from lumaris.attempt t join lumaris.job j on j.id = t.job_id left join per_attempt e on e.attempt_id = t.id
    where j.ended_at is not null and (t.cost - t.fee, t.fee) is distinct from (coalesce(e.earning, 0)::bigint, coalesce(e.fee, 0)::bigint)
  union all
  select 'payments_are_booked_once', p.id, format('the %s of %s is %s, its entries in the account sum to %s', p.kind, p.amount, p.state, e.amount)
    from lumaris.payment p cross join lateral (
      select coalesce(sum(amount), 0) as amount from lumaris.ledger_entry
        where cause = p.id and account_id = p.account_id) e
    where e.amount <> case when p.kind = 'top_up' then p.amount when p.state = 'done' then -p.amount else 0 end
  union all
  select * from lumaris.refund_findings()
$$;

create or replace function lumaris.audit_rules() returns text[]
language sql immutable as $$
  select array['each_transfer_sums_to_zero', 'all_money_sums_to_zero', 'balances_are_sums_of_entries', 'unfinished_jobs_hold_their_budget',
               'nothing_is_held_for_ended_jobs', 'ended_jobs_are_settled_once', 'attempts_are_paid_once', 'payments_are_booked_once',
               'refunds_are_taken_once', 'what_is_owed_is_not_taken_yet', 'nothing_is_available_to_who_owes']
$$;

-- At most 100 wrong rows are named, all are counted.
create or replace function lumaris.audit_report() returns jsonb
language plpgsql stable as $$
declare
  totals jsonb;
  rest bigint;
  findings jsonb;
begin
  select jsonb_build_object('accounts', a.n, 'available', a.available, 'held', a.held, 'owed', a.owed, 'external', e.external, 'fees', e.fees, 'entries', e.n),
         a.available + a.held + e.external + e.fees
    into totals, rest
    from (select count(*) as n, coalesce(sum(available), 0) as available, coalesce(sum(held), 0) as held,
                 coalesce(sum(owed), 0) as owed from lumaris.account) a
    cross join (select count(*) as n, coalesce(sum(amount) filter (where bucket = 'external'), 0) as external,
                       coalesce(sum(amount) filter (where bucket = 'fees'), 0) as fees from lumaris.ledger_entry) e;
  select coalesce(jsonb_agg(jsonb_build_object('rule', rule, 'id', id, 'what', what)), '[]') into findings
    from (select * from lumaris.audit_findings()
          union all select 'all_money_sums_to_zero', null, format('everything together is %s', rest) where rest <> 0) f;
  return jsonb_build_object(
    'ok', findings = '[]',
    'totals', totals,
    'checks', (select jsonb_agg(jsonb_build_object('rule', r,
                 'wrong', (select count(*) from jsonb_array_elements(findings) f where f->>'rule' = r)) order by nr)
                 from unnest(lumaris.audit_rules()) with ordinality u(r, nr)),
    'wrong', (select coalesce(jsonb_agg(f), '[]') from (select f from jsonb_array_elements(findings) f limit 100) x));
end $$;

create or replace function lumaris.audit(p_operator uuid) returns lumaris.reply
language plpgsql stable as $$
begin
  if not lumaris.is_operator(p_operator) then
    return lumaris.not_an_operator();
  end if;
  return lumaris.done(lumaris.audit_report());
end $$;
