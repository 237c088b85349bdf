-- Prices: what a seller's ask comes to. Each is one expression, so that it is put in its caller's place.

-- Micro-credits for p_ms of running: rounded up, once.
create or replace function lumaris.price(p_ask lumaris.ask, p_cpus numeric, p_memory_mb int, p_ms bigint) returns bigint
language sql immutable as $$
  select (p_ask).start
    + ceil(((p_ask).cpu_hour * p_cpus + (p_ask).gb_hour * p_memory_mb / 1024.0) * p_ms / 3600000.0)::bigint
$$;

-- The least a budget must pay for: the start and one second. A job with less is not for this seller.
create or replace function lumaris.least_price(p_ask lumaris.ask, p_cpus numeric, p_memory_mb int) returns bigint
language sql immutable as $$
  select (p_ask).start
    + ceil(((p_ask).cpu_hour * p_cpus + (p_ask).gb_hour * p_memory_mb / 1024.0) * 1000 / 3600000.0)::bigint
$$;

-- For how many whole seconds an amount pays, at most p_most.
create or replace function lumaris.seconds_paid(
  p_ask lumaris.ask, p_cpus numeric, p_memory_mb int, p_amount bigint, p_most int) returns int
language sql immutable as $$
  select case when ((p_ask).cpu_hour * p_cpus + (p_ask).gb_hour * p_memory_mb / 1024.0) = 0 then p_most
              else least(p_most, floor((p_amount - (p_ask).start) * 3600
                                       / ((p_ask).cpu_hour * p_cpus + (p_ask).gb_hour * p_memory_mb / 1024.0)))::int end
$$;

create or replace function lumaris.isolates(p_wanted text, p_has text[]) returns boolean
language sql immutable as $$
  select p_wanted = 'any' or p_wanted = any (p_has)
$$;

-- What a seller asks that has named nothing.
create or replace function lumaris.default_ask() returns lumaris.ask
language plpgsql stable as $$
begin
  return row((select value from lumaris.setting where name = 'default_ask_start'),
             (select value from lumaris.setting where name = 'default_ask_cpu_hour'),
             (select value from lumaris.setting where name = 'default_ask_gb_hour'))::lumaris.ask;
end $$;

-- The sellers that are online, each with the first rule that keeps a job from it; null: it can run it now. The same rules,
-- seen from the seller's side, are in lumaris.queue_heads. p_budget null: whatever it costs. p_job: leave out who has
-- tried that job and may not again. p_spec, p_buyer: for the sellers' own rules.
create or replace function lumaris.judge_sellers(
  p_cpus numeric, p_memory_mb int, p_isolation text, p_budget bigint, p_job uuid, p_spec jsonb, p_buyer uuid)
returns table (id uuid, obstacle text, has_memory boolean, ask lumaris.ask)
language sql stable as $$
  select s.id,
    case when s.state <> 'open' or s.filters is not null and lumaris.outside_hours(s.filters) then 'closed'
         when not lumaris.isolates(p_isolation, s.isolation) then 'isolation'
         when s.cpus < p_cpus then 'cpus'
         when s.memory_mb < p_memory_mb then 'memory'
         when s.filters is not null and lumaris.seller_refuses(s.filters, p_spec, p_buyer) is not null then 'policy'
         when p_job is not null and not lumaris.may_take(p_job, s.id) then 'tried'
         when p_budget < lumaris.least_price(a.ask, p_cpus, p_memory_mb) then 'price'
         when s.free_slots <= 0 or s.free_cpus < p_cpus or s.free_memory_mb < p_memory_mb then 'busy' end,
    s.memory_mb >= p_memory_mb, a.ask
    from lumaris.seller s
    -- Kept apart by "offset 0", or the ask would be worked out again for each of its parts.
    cross join lateral (select coalesce(s.ask, (select lumaris.default_ask())) as ask offset 0) a
    where s.last_seen_at > (select lumaris.online_since())
$$;
