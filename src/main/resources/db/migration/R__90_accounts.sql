-- What an account has, how it came to that, and how money comes in and goes out.

create or replace function lumaris.account_get(p_account uuid) returns lumaris.reply
language plpgsql
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  a lumaris.account;
begin
  perform lumaris.open_account(p_account);
  select * into a from lumaris.account where id = p_account;
  return lumaris.done(jsonb_build_object('account', lumaris.account_json(a)));
end $$;

create or replace function lumaris.account_json(p_account lumaris.account) returns jsonb
language plpgsql stable as $$
begin
  return jsonb_build_object(
    'id', p_account.id, 'available', p_account.available, 'held', p_account.held,
    'paid_in', p_account.paid_in, 'earned', p_account.earned, 'spent', p_account.spent, 'paid_out', p_account.paid_out,
    'owed', p_account.owed,
    'operator', lumaris.is_operator(p_account.id));
end $$;

-- Newest first, by keyset.
create or replace function lumaris.ledger_list(p_account uuid, p_limit int, p_cursor text) returns lumaris.reply
language plpgsql stable
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  before bigint := 9223372036854775807;
  page jsonb;
  last_seq bigint;
  found_entries bigint;
begin
  if p_cursor is not null then
    if p_cursor !~ '^before-[0-9]{1,18}$' then
      return lumaris.refused(3, 'invalid_request: cursor: must be one that ledger_list returned');
    end if;
    before := substr(p_cursor, 8)::bigint;
  end if;
  select jsonb_agg(lumaris.entry_json(x.entry) order by x.nr) filter (where x.nr <= p_limit),
         min((x.entry).seq) filter (where x.nr <= p_limit), count(*)
    into page, last_seq, found_entries
    from (select e as entry, row_number() over (order by e.seq desc) as nr from lumaris.ledger_entry e
            where e.account_id = p_account and e.seq < before order by e.seq desc limit p_limit + 1) x;
  return lumaris.done(jsonb_build_object('entries', coalesce(page, '[]'),
    'cursor', case when found_entries > p_limit then 'before-' || last_seq end));
end $$;

create or replace function lumaris.entry_json(p_entry lumaris.ledger_entry) returns jsonb
language plpgsql stable as $$
begin
  return jsonb_build_object(
    'seq', p_entry.seq, 'transfer', p_entry.transfer, 'time', lumaris.ms(p_entry.created_at),
    'reason', p_entry.reason, 'bucket', p_entry.bucket, 'amount', p_entry.amount,
    'job_id', p_entry.job_id, 'attempt_id', p_entry.attempt_id,
    'payment_id', case when p_entry.job_id is null and p_entry.reason <> 'starter' then p_entry.cause end,
    'rule', case when p_entry.rule is not null then lumaris.rule_sentence(p_entry.rule) end);
end $$;

-- Operators ------------------------------------------------------------------------------------------------------------

create or replace function lumaris.is_operator(p_user uuid) returns boolean
language plpgsql stable as $$
begin
  return exists (select 1 from lumaris.operator where user_id = p_user);
end $$;

create or replace function lumaris.not_an_operator() returns lumaris.reply
language plpgsql immutable as $$
begin
  return lumaris.refused(7, 'not_allowed: only an operator of this market may do that; one is named with lumaris operator add');
end $$;

-- Payments -------------------------------------------------------------------------------------------------------------
-- A payment_id chosen by the caller makes a repeated call the same payment.

create or replace function lumaris.payment_json(p_payment lumaris.payment) returns jsonb
language plpgsql stable as $$
begin
  return jsonb_build_object(
    'id', p_payment.id, 'account_id', p_payment.account_id, 'kind', p_payment.kind, 'amount', p_payment.amount,
    'state', p_payment.state, 'note', p_payment.note, 'refund_of', p_payment.refund_of, 'created_at', lumaris.ms(p_payment.created_at),
    'decided_at', lumaris.ms(p_payment.decided_at));
end $$;

create or replace function lumaris.payment_made_before(p_payment lumaris.payment, p_account uuid, p_kind text, p_amount bigint)
returns lumaris.reply
language plpgsql stable as $$
begin
  if (p_payment.account_id, p_payment.kind, p_payment.amount) is distinct from (p_account, p_kind, p_amount) then
    return lumaris.refused(9, 'payment_conflict: this payment_id already made another payment; use a new one for a new payment');
  end if;
  return lumaris.done(jsonb_build_object('payment', lumaris.payment_json(p_payment), 'created', false));
end $$;

-- Puts money into an account. For operators and for whoever speaks to a payment processor; asks nobody for leave.
create or replace function lumaris.top_up(p_account uuid, p_amount bigint, p_payment uuid, p_note text) returns lumaris.reply
language plpgsql
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  p lumaris.payment;
begin
  insert into lumaris.payment (id, account_id, kind, amount, state, note, decided_at)
    values (p_payment, p_account, 'top_up', p_amount, 'done', p_note, now())
    on conflict (id) do nothing returning * into p;
  if not found then
    select * into p from lumaris.payment where id = p_payment;
    return lumaris.payment_made_before(p, p_account, 'top_up', p_amount);
  end if;
  perform lumaris.open_account(p_account);
  perform lumaris.pay_in(p_account, p.id, 'top_up', p_amount);
  return lumaris.done(jsonb_build_object('payment', lumaris.payment_json(p), 'created', true));
end $$;

create or replace function lumaris.account_top_up(
  p_operator uuid, p_account uuid, p_amount bigint, p_payment uuid, p_note text) returns lumaris.reply
language plpgsql as $$
begin
  if not lumaris.is_operator(p_operator) then
    return lumaris.not_an_operator();
  end if;
  return lumaris.top_up(p_account, p_amount, coalesce(p_payment, gen_random_uuid()), p_note);
end $$;

-- A payout takes the amount out of reach at once; an operator pays it by hand and says so, or refuses and it comes back.
create or replace function lumaris.payout_request(p_account uuid, p_amount bigint, p_payment uuid, p_note text)
returns lumaris.reply
language plpgsql
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  new_id constant uuid := coalesce(p_payment, gen_random_uuid());
  there bigint;
  p lumaris.payment;
begin
  perform lumaris.open_account(p_account);
  select available into there from lumaris.account where id = p_account for no key update;
  select * into p from lumaris.payment where id = new_id;
  if found then
    return lumaris.payment_made_before(p, p_account, 'payout', p_amount);
  elsif there < p_amount then
    return lumaris.refused(9, format('insufficient_funds: the payout is %s credits, you have %s',
      lumaris.credits(p_amount), lumaris.credits(there)));
  end if;
  insert into lumaris.payment (id, account_id, kind, amount, state, note)
    values (new_id, p_account, 'payout', p_amount, 'requested', p_note)
    on conflict (id) do nothing returning * into p;
  if not found then  -- another account was faster with this id
    select * into p from lumaris.payment where id = new_id;
    return lumaris.payment_made_before(p, p_account, 'payout', p_amount);
  end if;
  perform lumaris.move_payout(p, 'payout_request');
  return lumaris.done(jsonb_build_object('payment', lumaris.payment_json(p), 'created', true));
end $$;

create or replace function lumaris.move_payout(p_payment lumaris.payment, p_reason text) returns void
language plpgsql as $$
declare
  inward constant boolean := p_reason = 'payout_request';
begin
  insert into lumaris.ledger_entry (transfer, cause, account_id, bucket, reason, amount)
    select t.id, p_payment.id, m.account_id, m.bucket, p_reason, m.amount
      from (select gen_random_uuid() as id) t cross join (values
        (p_payment.account_id, 'held', case when inward then p_payment.amount else -p_payment.amount end),
        (case when p_reason <> 'payout' then p_payment.account_id end,
         case when p_reason <> 'payout' then 'available' else 'external' end,
         case when inward then -p_payment.amount else p_payment.amount end)) m(account_id, bucket, amount);
end $$;

create or replace function lumaris.payout_settle(p_operator uuid, p_payment uuid, p_paid boolean, p_note text)
returns lumaris.reply
language plpgsql
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  wanted constant text := case when p_paid then 'done' else 'refused' end;
  p lumaris.payment;
begin
  if not lumaris.is_operator(p_operator) then
    return lumaris.not_an_operator();
  end if;
  select * into p from lumaris.payment where id = p_payment and kind = 'payout' for update;
  if not found then
    return lumaris.refused(5, 'payment_not_found: there is no payout with this id');
  elsif p.state = wanted then
    return lumaris.done(jsonb_build_object('payment', lumaris.payment_json(p), 'changed', false));
  elsif p.state <> 'requested' then
    return lumaris.refused(9, format('payout_decided: this payout is %s already', p.state));
  end if;
  update lumaris.payment set state = wanted, decided_at = now(), note = coalesce(p_note, note)
    where id = p_payment returning * into p;
  perform lumaris.move_payout(p, case when p_paid then 'payout' else 'payout_refusal' end);
  return lumaris.done(jsonb_build_object('payment', lumaris.payment_json(p), 'changed', true));
end $$;

-- The payouts that wait for an operator, the oldest first.
create or replace function lumaris.payout_list(p_operator uuid) returns lumaris.reply
language plpgsql stable as $$
begin
  if not lumaris.is_operator(p_operator) then
    return lumaris.not_an_operator();
  end if;
  return lumaris.done(jsonb_build_object('payments', coalesce(
    (select jsonb_agg(lumaris.payment_json(x) order by x.created_at)
       from (select * from lumaris.payment where state = 'requested' order by created_at limit 500) x), '[]')));
end $$;
