-- Ids are those of Nakama's users, without a foreign key: this schema may be there before Nakama's own.
create table lumaris.account (
  id uuid primary key,
  created_at timestamptz not null default now(),
  -- Submits that are certainly allowed before the buyer's unfinished jobs have to be counted again.
  submits_before_count int not null default 0 check (submits_before_count >= 0)
) with (fillfactor = 70);

-- One row per seller, written by that seller only: at most one writer waits for it.
create table lumaris.seller (
  id uuid primary key,
  name text not null unique,
  state text not null default 'open' check (state in ('open', 'paused', 'draining')),
  cpus numeric not null check (cpus > 0),
  memory_mb int not null check (memory_mb > 0),
  slots int not null check (slots > 0),
  isolation text[] not null check (cardinality(isolation) > 0),
  engine text,
  images jsonb,
  free_cpus numeric not null,
  free_memory_mb int not null,
  free_slots int not null,
  jobs_done bigint not null default 0,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now()
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);
