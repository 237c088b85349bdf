-- Who gets a job: sellers named or blocked by the buyer, offers to the best seller, and what the market knows of each.

insert into lumaris.setting (name, value, unit, meaning) values
  ('offer_ms', 5000, 'ms', 'how long the best seller alone may take a job that is offered to it'),
  ('newcomer_percent', 5, '%', 'of the offers, those for which sellers without a record go first'),
  ('newcomer_attempts', 20, 'attempts', 'a seller with fewer ended attempts is a newcomer'),
  ('record_attempts', 1000, 'attempts', 'of a seller''s latest, how many its record is made of'),
  ('record_refresh_ms', 10000, 'ms', 'how old a seller''s record may be before it is made anew'),
  ('rating_least_paid', 1000, 'micro-credits', 'what a buyer must have paid a seller before its ratings of it count');

-- Named and blocked sellers are requirements like the others: jobs only some sellers may have wait in a queue of their own,
-- and a claim never reads jobs its seller may not have.
alter table lumaris.shape
  add sellers uuid[] not null default '{}',  -- these alone; empty: any
  add blocked uuid[] not null default '{}',
  drop constraint shape_cpus_memory_mb_isolation_key,
  add unique (cpus, memory_mb, isolation, sellers, blocked);

alter table lumaris.job
  add offered_to uuid,
  add offered_until timestamptz;

create index job_offer on lumaris.job (offered_to, offered_until) where state = 'queued' and offered_to is not null;

-- A seller's record, from its latest attempts; written by the seller's own calls alone, as the rest of the row.
alter table lumaris.seller
  add succeeded int not null default 0,   -- programs that ended, well or by the buyer's doing
  add failed int not null default 0,      -- attempts that failed by the seller's doing
  add lost int not null default 0,        -- leases that ran out
  add quit int not null default 0,        -- given back in order
  add agreed int not null default 0,      -- checked results that agreed with the others
  add disagreed int not null default 0,
  add start_ms int,                       -- median from the claim to the program's start
  add overhead_ms int,                    -- median of what the market saw beyond the program's own time
  add stars numeric,                      -- mean of the buyers' ratings, by what they paid
  add raters int not null default 0,      -- buyers whose ratings count
  add recorded_at timestamptz not null default '-infinity';

create index attempt_of_seller on lumaris.attempt (seller_id, assigned_at);

-- How checked results compare; null: not checked.
alter table lumaris.attempt add verdict text check (verdict in ('agreed', 'disagreed'));

-- For how long each seller was online, by days of UTC.
create table lumaris.seller_day (
  seller_id uuid not null,
  day date not null,
  online_ms bigint not null default 0,
  primary key (seller_id, day)
) with (fillfactor = 70);

-- What a buyer thinks of how a job was done. Kept apart from the record, which is facts.
create table lumaris.rating (
  job_id uuid primary key references lumaris.job on delete cascade,
  buyer_id uuid not null,
  seller_id uuid not null,
  stars smallint not null check (stars between 1 and 5),
  text text check (length(text) between 1 and 500),
  paid bigint not null,  -- what the job cost, in micro-credits
  rated_at timestamptz not null default now()
);

create index rating_of_seller on lumaris.rating (seller_id, rated_at);

-- These have other parameters or columns now.
drop function if exists lumaris.judge_sellers(numeric, int, text, bigint, uuid);
drop function if exists lumaris.sellers_for(lumaris.job);
drop function if exists lumaris.queue_heads(uuid, lumaris.ask, numeric, int, text[], int[]);
drop function if exists lumaris.new_job(uuid, text, lumaris.job, record, boolean, bigint);
drop function if exists lumaris.draft(jsonb);
drop function if exists lumaris.shape_of(jsonb);
