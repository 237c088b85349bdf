-- One seller running one job once.
create table lumaris.attempt (
  id uuid primary key default gen_random_uuid(),
  job_id uuid not null references lumaris.job on delete cascade,
  number smallint not null,
  seller_id uuid not null,
  state text not null default 'assigned',  -- one of lumaris.transition's: a trigger sees to it
  phase text not null default 'assigned',
  progress jsonb,
  reason text,
  detail text,
  exit_code int,
  lease_token uuid not null default gen_random_uuid(),  -- the fencing token: only who knows it may report
  lease_until timestamptz not null,
  acknowledged boolean not null default false,  -- the seller was heard of with this token: the claim reached it
  reported boolean not null default false,      -- ended by the seller's own report: the same report gets the same answer
  assigned_at timestamptz not null default now(),
  pulling_at timestamptz,
  starting_at timestamptz,
  started_at timestamptz,
  must_end_by timestamptz,
  ended_at timestamptz,
  image_digest text,
  profile jsonb,
  usage jsonb,
  unique (job_id, number),
  check ((state in ('failed', 'lost', 'cancelled')) = (reason is not null)
         and (state in ('assigned', 'running')) = (ended_at is null)
         and phase in ('assigned', 'pulling', 'starting', 'running', 'ended'))
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0,
        autovacuum_analyze_scale_factor = 0.05);

-- Whatever the functions do: a job never has two attempts under way.
create unique index attempt_under_way on lumaris.attempt (job_id) where state in ('assigned', 'running');
create index attempt_lease on lumaris.attempt (lease_until) where state in ('assigned', 'running');

-- seq orders the whole job: attempt number * 10,000,000 + the seller's own number.
-- No foreign key: chunks are only written under the job's lock and deleted with the job by lumaris.remove_job.
create table lumaris.job_log (
  job_id uuid not null,
  seq bigint not null,
  time_ms bigint not null,
  stream text not null check (stream in ('stdout', 'stderr', 'system')),
  text text not null,
  primary key (job_id, seq)
);
