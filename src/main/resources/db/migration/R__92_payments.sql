-- What a payment processor reports, and one's own payouts.
--
-- A top-up is booked by its payment, which the portal names before anybody pays; a refund by how much was paid back so far.
-- Both are the same told twice or in another order, and each event is noted besides, so that it is never taken twice.
--
-- What is paid back comes out of the account. If it was spent, the account owes it, and everything that comes in is taken for
-- it in the same transaction (lumaris.post_entries): top-ups, earnings, budgets that come back. So who owes has nothing
-- available, and no command has to ask.

create or replace function lumaris.is_processor(p_user uuid) returns boolean
language plpgsql stable as $$
begin
  return exists (select 1 from lumaris.payment_processor where user_id = p_user);
end $$;

create or replace function lumaris.not_a_processor(p_user uuid) returns lumaris.reply
language plpgsql immutable as $$
begin
  return lumaris.refused(7, format('not_allowed: account %s may not book payments; whoever runs this market names it with'
    ' lumaris operator add-processor %s', p_user, p_user));
end $$;

-- Asked before somebody is sent to pay: what is paid must be booked, and by this market alone.
create or replace function lumaris.processor_check(p_user uuid) returns lumaris.reply
language plpgsql stable as $$
begin
  if not lumaris.is_processor(p_user) then
    return lumaris.not_a_processor(p_user);
  end if;
  return lumaris.done(jsonb_build_object('market_id', (select id from lumaris.market)));
end $$;

create or replace function lumaris.payment_book(
  p_processor uuid, p_event text, p_payment uuid, p_account uuid, p_amount bigint, p_note text) returns lumaris.reply
language plpgsql
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  booked lumaris.reply;
begin
  if not lumaris.is_processor(p_processor) then
    return lumaris.not_a_processor(p_processor);
  end if;
  booked := lumaris.top_up(p_account, p_amount, p_payment, p_note);
  if booked.code = 0 then  -- an event that was refused may come again
    insert into lumaris.payment_event (id, payment_id, kind, amount) values (p_event, p_payment, 'top_up', p_amount)
      on conflict (id) do nothing;
  end if;
  return booked;
end $$;

-- p_refunded is all that was paid back of the payment by now.
create or replace function lumaris.payment_refund(p_processor uuid, p_event text, p_payment uuid, p_refunded bigint)
returns lumaris.reply
language plpgsql
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  p lumaris.payment;
  changed boolean := false;
begin
  if not lumaris.is_processor(p_processor) then
    return lumaris.not_a_processor(p_processor);
  end if;
  select * into p from lumaris.payment where id = p_payment and kind = 'top_up';
  if not found then
    return lumaris.refused(5, 'payment_not_found: no top-up with this id was booked yet; send the same again later');
  elsif p_refunded > p.amount then
    return lumaris.refused(3, format('invalid_request: refunded: must be at most the %s of the payment, you sent %s', p.amount, p_refunded));
  end if;
  perform 1 from lumaris.account where id = p.account_id for no key update;
  insert into lumaris.payment_event (id, payment_id, kind, amount) values (p_event, p_payment, 'refund', p_refunded)
    on conflict (id) do nothing;
  if found then
    changed := lumaris.owe_refund(p, p_refunded);
  end if;
  return lumaris.refund_answer(p_payment, changed);
end $$;

-- Raises what was refunded of a payment to p_refunded, and takes what there is of it; false when it was as much already.
-- The caller has locked the account.
create or replace function lumaris.owe_refund(p_payment lumaris.payment, p_refunded bigint) returns boolean
language plpgsql as $$
declare
  before constant bigint := coalesce((select refunded from lumaris.payment_refund where payment_id = p_payment.id), 0);
begin
  if p_refunded <= before then
    return false;
  end if;
  insert into lumaris.payment_refund (payment_id, account_id, refunded) values (p_payment.id, p_payment.account_id, p_refunded)
    on conflict (payment_id) do update set refunded = excluded.refunded;
  update lumaris.account set owed = owed + p_refunded - before where id = p_payment.account_id;
  perform lumaris.take_owed(array[p_payment.account_id]);
  return true;
end $$;

create or replace function lumaris.refund_answer(p_payment uuid, p_changed boolean) returns lumaris.reply
language plpgsql stable as $$
declare
  r lumaris.payment_refund;
begin
  select * into r from lumaris.payment_refund where payment_id = p_payment;
  return lumaris.done(jsonb_build_object('payment_id', p_payment, 'changed', p_changed, 'refunded', coalesce(r.refunded, 0),
    'taken', coalesce(r.taken, 0), 'owed', coalesce(r.refunded - r.taken, 0)));
end $$;

-- Of each account, takes what is available for the first refund it owes. The transfer that this writes does the same for the
-- next one, if anything is left. The caller has locked the accounts.
create or replace function lumaris.take_owed(p_accounts uuid[]) returns void
language plpgsql as $$
declare
  debtor record;
begin
  for debtor in
    select a.id, r.payment_id, least(a.available, r.refunded - r.taken) as amount
      from lumaris.account a cross join lateral (
        select * from lumaris.payment_refund where account_id = a.id and taken < refunded order by payment_id limit 1) r
      where a.id = any (p_accounts) and a.available > 0
  loop
    perform lumaris.take_refund(debtor.id, debtor.payment_id, debtor.amount);
  end loop;
end $$;

create or replace function lumaris.take_refund(p_account uuid, p_payment uuid, p_amount bigint) returns void
language plpgsql as $$
declare
  taking constant uuid := gen_random_uuid();
begin
  update lumaris.payment_refund set taken = taken + p_amount where payment_id = p_payment;
  update lumaris.account set owed = owed - p_amount where id = p_account;
  insert into lumaris.payment (id, account_id, kind, amount, state, refund_of, decided_at)
    values (taking, p_account, 'refund', p_amount, 'done', p_payment, now());
  insert into lumaris.ledger_entry (transfer, cause, account_id, bucket, reason, amount) values
    (taking, taking, p_account, 'available', 'top_up_refund', -p_amount),
    (taking, taking, null, 'external', 'top_up_refund', p_amount);
end $$;

-- One's own payouts, the newest first.
create or replace function lumaris.payout_history(p_account uuid, p_limit int) returns lumaris.reply
language plpgsql stable
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
begin
  return lumaris.done(jsonb_build_object('payments', coalesce(
    (select jsonb_agg(lumaris.payment_json(x) order by x.created_at desc, x.id)
       from (select * from lumaris.payment where account_id = p_account and kind = 'payout'
               order by created_at desc, id limit p_limit) x), '[]')));
end $$;

-- The audit's checks of refunds, as lumaris.audit_findings has them.
create or replace function lumaris.refund_findings() returns table (rule text, id uuid, what text)
language sql stable as $$
  with took as (
    select refund_of, sum(amount) as amount from lumaris.payment where kind = 'refund' group by refund_of
  ), owes as (
    select account_id, sum(refunded - taken) as amount from lumaris.payment_refund group by account_id
  )
  select 'refunds_are_taken_once', coalesce(r.payment_id, t.refund_of),
         format('of the payment of %s, %s was paid back; taken is %s, by its payments %s', p.amount, r.refunded, r.taken, coalesce(t.amount, 0))
    from lumaris.payment_refund r full join took t on t.refund_of = r.payment_id
    left join lumaris.payment p on p.id = coalesce(r.payment_id, t.refund_of)
    where r.taken is distinct from coalesce(t.amount, 0)::bigint or r.refunded > p.amount
  union all
  select 'what_is_owed_is_not_taken_yet', a.id, format('owed %s, by its refunds %s', a.owed, coalesce(o.amount, 0))
    from lumaris.account a left join owes o on o.account_id = a.id where a.owed <> coalesce(o.amount, 0)
  union all
  select 'nothing_is_available_to_who_owes', a.id, format('owed %s, available %s', a.owed, a.available)
    from lumaris.account a where a.owed > 0 and a.available > 0
$$;
