-- Payments that a processor (Stripe) reports: who may report them, what it told, and what was paid back.

-- The accounts of portals that speak to a payment processor. They may book what it reports and nothing else: no operator's
-- right comes with it. Named over the database, like operators.
create table lumaris.payment_processor (
  user_id uuid primary key,
  added_at timestamptz not null default now()
);

-- Each event of a processor is taken once, in the transaction that books what it says. Kept for good: a processor may send
-- one again after days.
create table lumaris.payment_event (
  id text primary key,  -- with the processor's name in front
  payment_id uuid not null,
  kind text not null check (kind in ('top_up', 'refund')),
  amount bigint not null check (amount >= 0),
  received_at timestamptz not null default now()
);

create index payment_event_of_payment on lumaris.payment_event (payment_id);

-- Of a top-up, what the processor has paid back to its payer by now, and what of that was taken out of the account.
create table lumaris.payment_refund (
  payment_id uuid primary key references lumaris.payment,
  account_id uuid not null,
  refunded bigint not null,
  taken bigint not null default 0,
  check (taken between 0 and refunded)
);

create index payment_refund_owed on lumaris.payment_refund (account_id, payment_id) where taken < refunded;

-- What was paid back and had been spent. As long as an account owes, nothing is available in it: what comes in is taken at once.
alter table lumaris.account add owed bigint not null default 0 check (owed >= 0);

-- One row of kind refund for each time money is taken for one.
alter table lumaris.payment
  drop constraint payment_kind_check,
  add constraint payment_kind_check check (kind in ('top_up', 'payout', 'refund')),
  add refund_of uuid references lumaris.payment,
  add check ((kind = 'refund') = (refund_of is not null));

create index payment_of_account on lumaris.payment (account_id, created_at desc, id);

-- One more reason. The ledger's other rules stand as they are, whatever was added to them before.
do $$
declare
  rule record;
begin
  for rule in
    select conname, pg_get_constraintdef(oid) as definition from pg_constraint
      where conrelid = 'lumaris.ledger_entry'::regclass and contype = 'c' and pg_get_constraintdef(oid) like '%''payout_refusal''%'
  loop
    execute format('alter table lumaris.ledger_entry drop constraint %I', rule.conname);
    execute format('alter table lumaris.ledger_entry add constraint %I %s', rule.conname,
      replace(rule.definition, '''payout_refusal''', '''payout_refusal''::text, ''top_up_refund'''));
  end loop;
end $$;
