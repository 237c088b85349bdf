-- Prices: what a seller's ask comes to. Each is one expression, so that it is put in its caller's place.

-- Micro-credits for p_ms of running: rounded up, once.
create or replace function lumaris.price(p_ask lumaris.ask, p_cpus numeric, p_memory_mb int, p_ms bigint) returns bigint
language sql immutable as $$
  select (p_ask).start
    + ceil(((p_ask).cpu_hour * p_cpus + (p_ask).gb_hour * p_memory_mb / 1024.0) * p_ms / 3600000.0)::bigint
$$;

-- What sellers are compared by: ten seconds, or the time limit if that is shorter.
create or replace function lumaris.usual_price(p_ask lumaris.ask, p_spec jsonb) returns bigint
language sql immutable as $$
  select lumaris.price(p_ask, (p_spec->>'cpus')::numeric, (p_spec->>'memory_mb')::int,
                       least((p_spec->>'timeout_s')::bigint * 1000, 10000))
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

-- What a seller asks that has named nothing.
create or replace function lumaris.default_ask() returns lumaris.ask
language plpgsql stable as $$
begin
  return row((select value from lumaris.setting where name = 'default_ask_start'),
             (select value from lumaris.setting where name = 'default_ask_cpu_hour'),
             (select value from lumaris.setting where name = 'default_ask_gb_hour'))::lumaris.ask;
end $$;

-- The highest of several sellers' prices for a job, but for those beyond ten times the middle one, or of the usual ask where that is
-- more: who names no budget holds this much, and one absurd ask would else make every such buyer hold all it has.
create or replace function lumaris.highest_price(p_prices bigint[], p_cpus numeric, p_memory_mb int, p_ms bigint) returns bigint
language plpgsql stable as $$
declare
  usual constant bigint := lumaris.price(lumaris.default_ask(), p_cpus, p_memory_mb, p_ms);
begin
  return (select max(p) from unnest(p_prices) p
            where p / 10 <= greatest(usual, (select percentile_disc(0.5) within group (order by q) from unnest(p_prices) q)));
end $$;
