-- What must stay known for the records, although its buyer or the order of calls would make it be forgotten.

-- Of jobs that their buyers deleted, what records are made of, for as long as the jobs themselves would have been kept: else a
-- buyer could delete what speaks against it.
create table lumaris.deleted_job (
  id uuid primary key,
  seq bigint not null,
  buyer_id uuid not null,
  sellers uuid[] not null,  -- that ran it
  state text not null,
  reason text,
  attempts smallint not null,
  ended_at timestamptz not null
);

create index deleted_job_of_buyer on lumaris.deleted_job (buyer_id, seq);
create index deleted_job_ended on lumaris.deleted_job (ended_at);

-- Since when a seller has been heard of without a gap, as far as that is not counted as uptime yet. Claims are heard of, too, and
-- are too many to count each.
alter table lumaris.seller add heard_since timestamptz not null default now();
