-- Verification: a job may be run by several sellers whose results are compared, and the market itself checks some results
-- out of its fees.

alter table lumaris.job
  add verify smallint not null default 1,   -- results wanted
  add results smallint not null default 0,  -- results that are in
  add payable bigint not null default 0,    -- what the next attempt may cost at the most
  add result_number smallint,               -- the attempt whose result is the job's; null: the latest
  add check_of uuid;                        -- the attempt that this job checks for the market

alter table lumaris.attempt
  add budget bigint not null default 0,     -- what it may cost at the most
  add result_hash text;                     -- what is compared: how it ended and what it printed

update lumaris.job set payable = unspent where ended_at is null;
update lumaris.attempt a set budget = j.unspent from lumaris.job j where j.id = a.job_id and a.ended_at is null;

alter table lumaris.job add check (payable between 0 and budget and results between 0 and verify and verify between 1 and 3);

-- With payable as its last key, jobs that cannot pay a seller are passed by without being read.
drop index lumaris.job_queue;
create index job_queue on lumaris.job (shape_id, rank, seq, payable) where state = 'queued';

insert into lumaris.setting (name, value, unit, meaning) values
  ('checks_percent', 50, '%', 'of the fees, what the market spends on checking results of jobs that were not verified'),
  ('checks_after', 10, 'results', 'a seller with so many agreed results in a row, n, is checked with probability 1/n');

-- In a row, since the last that disagreed.
alter table lumaris.seller add agreed_in_row int not null default 0;

-- How far the market has come in sampling what to check, and the account it pays checks from.
create table lumaris.checking (
  single boolean primary key default true check (single),
  account_id uuid not null default gen_random_uuid(),
  fees_seq bigint not null default 0,                 -- the last ledger entry whose fee was counted
  ended_at timestamptz not null default now()         -- the last job that was looked at
);

insert into lumaris.checking default values;

alter table lumaris.ledger_entry drop constraint ledger_entry_check,
  add constraint ledger_entry_check check (amount <> 0
         and (account_id is null) = (bucket in ('external', 'fees'))
         and bucket in ('available', 'held', 'external', 'fees')
         and reason in ('starter', 'top_up', 'hold', 'charge', 'earning', 'fee', 'refund', 'check_fund',
                        'payout_request', 'payout', 'payout_refusal'));

drop function if exists lumaris.may_take(uuid, uuid);
drop function if exists lumaris.attempts_record(uuid);
