-- Jobs that need the same of a seller share one queue, so that a claim never reads jobs the seller cannot run.
create table lumaris.shape (
  id int generated always as identity primary key,
  cpus numeric not null check (cpus > 0),
  memory_mb int not null check (memory_mb > 0),
  isolation text not null default 'any',
  unique (cpus, memory_mb, isolation)
);

-- The rank last served, in thousandths. A sequence, because a row would be locked by every claim of the market.
create sequence lumaris.served_rank minvalue 0 start 0;

-- Where a buyer stands in a shape's queue: the rank its next job gets at the earliest.
create table lumaris.buyer_queue (
  buyer_id uuid not null,
  shape_id int not null,
  next_rank double precision not null,
  used_at timestamptz not null default now(),
  primary key (buyer_id, shape_id)
) with (fillfactor = 70);

create table lumaris.job (
  id uuid primary key default gen_random_uuid(),
  seq bigint generated always as identity,
  buyer_id uuid not null,
  client_token text not null,
  shape_id int not null,  -- no foreign key: it would lock the shape's row in every submit
  state text not null default 'queued',  -- one of lumaris.transition's: a trigger sees to it
  reason text,
  version int not null default 1,
  attempts smallint not null default 0,
  spec jsonb not null,
  rank double precision not null,
  created_at timestamptz not null default now(),
  queue_deadline timestamptz not null,
  ended_at timestamptz,
  cancel_requested_at timestamptz,
  log_bytes bigint not null default 0,
  log_cut_bytes bigint not null default 0,
  log_last_seq bigint not null default 0,  -- the last chunk kept
  log_seen_seq bigint not null default 0,  -- the last chunk received, kept or cut
  log_full boolean not null default false, -- a chunk was cut, so later ones are cut too
  unique (buyer_id, client_token),
  check ((state in ('failed', 'cancelled')) = (reason is not null)  -- one check: each is read anew in every statement
         and (state in ('succeeded', 'failed', 'cancelled')) = (ended_at is not null)
         and jsonb_typeof(spec) = 'object' and length(client_token) between 1 and 128)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0,
        autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);

create index job_queue on lumaris.job (shape_id, rank, seq) where state = 'queued';
create index job_queue_deadline on lumaris.job (queue_deadline) where state = 'queued';
create index job_of_buyer on lumaris.job (buyer_id, state, seq);
create index job_ended on lumaris.job (ended_at) where ended_at is not null;
