-- What a job would cost, and what its budget is.

create or replace function lumaris.no_funds(p_costs text, p_there bigint) returns text
language plpgsql immutable as $$
begin
  return format('insufficient_funds: %s, you have %s; add credits (the account page says how), or make the job cheaper',
    p_costs, lumaris.credits(p_there));
end $$;

drop function if exists lumaris.budget_of(uuid, jsonb);  -- was not told what there is

-- What a new job's budget is of what the buyer has, or why it cannot be had. A job that names none gets the highest price
-- among the sellers that could run it for its whole time limit (see lumaris.highest_price), at most what is there; three times that when results are
-- compared, because two that differ call for a third.
-- p_highest, p_least: what those sellers ask, as lumaris.sellers_for says it; null when there are none.
create or replace function lumaris.budget_of(
  p_there bigint, p_spec jsonb, p_highest bigint, p_least bigint, out budget bigint, out refusal text)
language plpgsql stable as $$
declare
  usual lumaris.ask;
  verify constant int := coalesce((p_spec->>'verify')::int, 1);
begin
  if p_spec ? 'budget' then
    budget := (p_spec->>'budget')::bigint;
    if p_there < budget then
      refusal := lumaris.no_funds(format('the job''s budget is %s credits', lumaris.credits(budget)), p_there);
    end if;
    return;
  end if;
  if p_highest is null then
    usual := lumaris.default_ask();
    p_highest := lumaris.price(usual, (p_spec->>'cpus')::numeric, (p_spec->>'memory_mb')::int, (p_spec->>'timeout_s')::bigint * 1000);
    p_least := lumaris.least_price(usual, (p_spec->>'cpus')::numeric, (p_spec->>'memory_mb')::int);
  end if;
  budget := least(p_there, p_highest * case when verify > 1 then 3 else 1 end);
  if budget < p_least * verify then
    refusal := lumaris.no_funds(
      format('the job costs at least %s credits, for its start and one second%s', lumaris.credits(p_least * verify),
             case when verify > 1 then format(' on each of %s sellers', verify) else '' end), p_there);
  end if;
end $$;

-- Lowest, median and highest price of the sellers that could run it; absent when there is none.
create or replace function lumaris.prices(p_asks lumaris.ask[], p_cpus numeric, p_memory_mb int, p_ms bigint) returns jsonb
language plpgsql stable as $$
begin
  return (select jsonb_build_object('lowest', min(price), 'median', percentile_disc(0.5) within group (order by price), 'highest', max(price))
            from (select lumaris.price(a, p_cpus, p_memory_mb, p_ms) as price from unnest(p_asks) a) x
            having count(*) > 0);
end $$;

-- What each choice of verify costs: that many different sellers, from the cheapest and from the dearest; absent where there
-- are not so many.
create or replace function lumaris.verified_prices(p_asks lumaris.ask[], p_cpus numeric, p_memory_mb int, p_ms bigint) returns jsonb
language plpgsql stable as $$
begin
  return (
    with prices as (
      select price, row_number() over (order by price) as up, row_number() over (order by price desc) as down, count(*) over () as sellers
        from (select lumaris.price(a, p_cpus, p_memory_mb, p_ms) as price from unnest(p_asks) a) x)
    select jsonb_agg(jsonb_build_object('verify', n,
             'lowest', (select sum(price) from prices where up <= n), 'highest', (select sum(price) from prices where down <= n)) order by n)
      from generate_series(1, 3) n where n <= (select max(sellers) from prices));
end $$;

create or replace function lumaris.quote(p_buyer uuid, p_spec jsonb) returns lumaris.reply
language plpgsql
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  wanted_cpus constant numeric := (p_spec->>'cpus')::numeric;
  wanted_memory constant int := (p_spec->>'memory_mb')::int;
  timeout_s constant int := (p_spec->>'timeout_s')::int;
  judged record;
  price jsonb;
  highest bigint;
  least_of_all bigint;
  available bigint;
  funds record;
  wishes record;
begin
  perform lumaris.open_account(p_buyer);
  wishes := lumaris.seller_wishes(p_spec);
  if wishes.problem is not null then
    return lumaris.refused(3, 'invalid_job: ' || wishes.problem);
  end if;
  select count(*) as online,
         count(*) filter (where obstacle is null) as now,
         count(*) filter (where able) as able,
         array_agg(ask) filter (where able) as asks,
         array_agg(obstacle) filter (where not able) as obstacles
    into judged
    from (select s.*, s.obstacle is null or s.obstacle = 'busy' as able
            from lumaris.judge_sellers(lumaris.wanted_shape(p_spec, wishes.sellers, wishes.blocked), p_buyer,
                                       (p_spec->>'budget')::bigint / coalesce((p_spec->>'verify')::int, 1), null, p_spec) s) x;
  price := lumaris.prices(judged.asks, wanted_cpus, wanted_memory, timeout_s * 1000::bigint);
  highest := lumaris.highest_price(array(select lumaris.price(a, wanted_cpus, wanted_memory, timeout_s * 1000::bigint) from unnest(judged.asks) a),
                                   wanted_cpus, wanted_memory, timeout_s * 1000::bigint);
  least_of_all := (select min(lumaris.least_price(a, wanted_cpus, wanted_memory)) from unnest(judged.asks) a);
  available := (select a.available from lumaris.account a where id = p_buyer);
  funds := lumaris.budget_of(available, p_spec, highest, least_of_all);
  return lumaris.done(jsonb_build_object('quote', jsonb_build_object(
    'timeout_s', timeout_s, 'price', price, 'verified', lumaris.verified_prices(judged.asks, wanted_cpus, wanted_memory, timeout_s * 1000::bigint), 'price_10_s', lumaris.prices(judged.asks, wanted_cpus, wanted_memory, 10000),
    'sellers', jsonb_build_object('online', judged.online, 'can_run', judged.able, 'can_run_now', judged.now),
    'dropped', (select coalesce(jsonb_object_agg(o, n), '{}')
                  from (select o, count(*) as n from unnest(judged.obstacles) o group by o) x),
    'budget', funds.budget,
    'problem', coalesce(lumaris.image_refusal(lumaris.image_rules(), p_spec->>'image'), funds.refusal),
    'available', available)));
end $$;
