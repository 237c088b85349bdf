-- Which images may run on this market, by the operators' rules: a deny rule refuses, whatever else allows; where there is an
-- allow rule, an image has to match one.
create table lumaris.image_policy (
  id uuid primary key default gen_random_uuid(),
  effect text not null check (effect in ('allow', 'deny')),
  pattern text not null check (length(pattern) between 1 and 300),
  note text,
  created_at timestamptz not null default now(),
  unique (effect, pattern)
);

insert into lumaris.setting (name, value, unit, meaning) values
  ('image_rules', 200, 'rules', 'the most image rules of the market: each submit reads them all');

-- What a seller refuses: {images: {allow, deny}, buyers: {deny}, max_cpus, max_memory_mb, max_timeout_s, hours: {from, to}}.
-- Null: nothing.
alter table lumaris.seller add filters jsonb;

insert into lumaris.reason (code, whose, payer, retried, seller_may_report, sentence) values
  ('write_limit', 'buyer', 'buyer_time_used', 'never', true,
   'the program was stopped because it wrote more to disk than the seller allows'),
  ('seller_refused', 'seller', 'nobody', 'another_seller', true,
   '{seller} refuses the job by its own rules');

-- These have other parameters now.
drop function if exists lumaris.judge_sellers(numeric, int, text, bigint, uuid);
drop function if exists lumaris.queue_heads(uuid, lumaris.ask, numeric, int, text[], int[]);
