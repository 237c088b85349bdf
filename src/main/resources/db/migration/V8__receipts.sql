-- What receipts say of the market they were made at. One row.
create table lumaris.market (
  single boolean primary key default true check (single),
  id uuid not null default gen_random_uuid(),
  name text not null default 'LUMARIS' check (length(name) between 1 and 100)
);

insert into lumaris.market default values;

-- The public keys that sellers sign receipts with. One at a time is good for new receipts; those from before stay, for
-- old ones.
create table lumaris.seller_key (
  seller_id uuid not null,
  kid text not null,  -- the key's thumbprint (RFC 7638)
  jwk jsonb not null,
  since timestamptz not null default now(),
  until timestamptz,  -- when another took its place
  primary key (seller_id, kid),
  check (until >= since)
);

create unique index seller_key_present on lumaris.seller_key (seller_id) where until is null;

-- Goes with its attempt, and that with its job: who wants to keep a receipt longer has it in a file.
create table lumaris.receipt (
  attempt_id uuid primary key references lumaris.attempt on delete cascade,
  kid text not null,
  jws text not null,
  stored_at timestamptz not null default now()
);
