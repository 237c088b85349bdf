-- Money: what accounts have, and every movement of it. Amounts are whole micro-credits; 1 credit = 1,000,000.

insert into lumaris.setting (name, value, unit, meaning) values
  ('fee_basis_points', 200, '1/10,000', 'the market''s share of what a seller is paid: 200 is 2 %'),
  ('starter_credits', 0, 'micro-credits', 'what a new account is given, once'),
  ('default_ask_start', 100, 'micro-credits', 'what a seller that named no ask gets for each program that starts'),
  ('default_ask_cpu_hour', 100000, 'micro-credits', 'and for each hour of each CPU'),
  ('default_ask_gb_hour', 20000, 'micro-credits', 'and for each hour of each GB of the memory limit');

-- Accounts are made at first use and get their starter credits then; those from before had no money and are made anew.
delete from lumaris.account;

-- Written by the trigger of lumaris.ledger_entry alone.
alter table lumaris.account
  add available bigint not null default 0,
  add held bigint not null default 0,      -- put aside for jobs that are not final and for payouts that were asked for
  add paid_in bigint not null default 0,   -- starter credits and top-ups
  add earned bigint not null default 0,    -- as a seller, without the fee
  add spent bigint not null default 0,     -- as a buyer
  add paid_out bigint not null default 0,
  add constraint account_is_sound check (available >= 0 and held >= 0
    and available + held = paid_in + earned - spent - paid_out);

-- Double entry: one transfer is one statement of inserts that sums to 0. The buckets external (the world outside) and fees
-- belong to no account and are sums, never a row that everybody would wait for.
-- cause makes each movement happen once: the job for what is held and refunded, the attempt for what is paid, the
-- payment for what comes in and goes out, the account for its starter credits.
-- No foreign keys: history outlives jobs and attempts.
create table lumaris.ledger_entry (
  seq bigint generated always as identity,
  transfer uuid not null,
  cause uuid not null,
  account_id uuid,
  bucket text not null,
  reason text not null,
  amount bigint not null,
  job_id uuid,
  attempt_id uuid,
  rule text,  -- of a settlement: why the job or attempt ended, 'succeeded' or a code of lumaris.reason
  created_at timestamptz not null default now(),
  unique nulls not distinct (cause, reason, account_id, bucket),
  check (amount <> 0
         and (account_id is null) = (bucket in ('external', 'fees'))
         and bucket in ('available', 'held', 'external', 'fees')
         and reason in ('starter', 'top_up', 'hold', 'charge', 'earning', 'fee', 'refund',
                        'payout_request', 'payout', 'payout_refusal'))
);

create index ledger_of_account on lumaris.ledger_entry (account_id, seq);

-- Who pays, in words; lumaris.reason.payer names one of them.
create table lumaris.payer (
  code text primary key,
  sentence text not null
);

insert into lumaris.payer (code, sentence) values
  ('buyer_time_used', 'the buyer pays for the time used'),
  ('buyer_budget', 'the buyer pays the whole budget'),
  ('nobody', 'nobody pays'),
  ('buyer_for_agreeing_sellers', 'the buyer pays the sellers that agree');

alter table lumaris.reason add foreign key (payer) references lumaris.payer;

-- What comes in from outside and goes out again.
create table lumaris.payment (
  id uuid primary key,
  account_id uuid not null,
  kind text not null check (kind in ('top_up', 'payout')),
  amount bigint not null check (amount > 0),
  state text not null check (state in ('requested', 'done', 'refused')),
  note text,
  created_at timestamptz not null default now(),
  decided_at timestamptz,
  check ((state = 'requested') = (decided_at is null))
);

create index payment_requested on lumaris.payment (created_at) where state = 'requested';

-- The users who run this market, named over the database.
create table lumaris.operator (
  user_id uuid primary key,
  added_at timestamptz not null default now()
);
