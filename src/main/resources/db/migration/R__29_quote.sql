-- What a job would cost, and what its budget is.

create or replace function lumaris.no_funds(p_costs text, p_there bigint) returns text
language plpgsql immutable as $$
begin
  return format('insufficient_funds: %s, you have %s; have an operator of this market add credits to your account, or make the job cheaper',
    p_costs, lumaris.credits(p_there));
end $$;

-- What a new job's budget is, or why it cannot be had. To be final, the caller has locked the buyer's account. A job that names
-- none gets the highest price among the sellers that could run it for its whole time limit, at most what is there.
create or replace function lumaris.budget_of(p_buyer uuid, p_spec jsonb, out budget bigint, out refusal text)
language plpgsql stable as $$
declare
  there constant bigint := (select available from lumaris.account where id = p_buyer);
  wanted_cpus constant numeric := (p_spec->>'cpus')::numeric;
  wanted_memory constant int := (p_spec->>'memory_mb')::int;
  highest bigint;
  least_of_all bigint;
begin
  if p_spec ? 'budget' then
    budget := (p_spec->>'budget')::bigint;
    if there < budget then
      refusal := lumaris.no_funds(format('the job''s budget is %s credits', lumaris.credits(budget)), there);
    end if;
    return;
  end if;
  select max(lumaris.price(s.ask, wanted_cpus, wanted_memory, (p_spec->>'timeout_s')::bigint * 1000)),
         min(lumaris.least_price(s.ask, wanted_cpus, wanted_memory))
    into highest, least_of_all
    from lumaris.judge_sellers(wanted_cpus, wanted_memory, coalesce(p_spec->>'isolation', 'any'), null, null) s
    where s.obstacle is null or s.obstacle = 'busy';
  if highest is null then
    select lumaris.price(d.ask, wanted_cpus, wanted_memory, (p_spec->>'timeout_s')::bigint * 1000),
           lumaris.least_price(d.ask, wanted_cpus, wanted_memory)
      into highest, least_of_all
      from (select lumaris.default_ask() as ask) d;
  end if;
  budget := least(there, highest);
  if budget < least_of_all then
    refusal := lumaris.no_funds(
      format('the job costs at least %s credits, for its start and one second', lumaris.credits(least_of_all)), there);
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

create or replace function lumaris.quote(p_buyer uuid, p_spec jsonb) returns lumaris.reply
language plpgsql
set plan_cache_mode = force_generic_plan set enable_seqscan = off set jit = off as $$
declare
  wanted_cpus constant numeric := (p_spec->>'cpus')::numeric;
  wanted_memory constant int := (p_spec->>'memory_mb')::int;
  judged record;
  funds record;
begin
  perform lumaris.open_account(p_buyer);
  funds := lumaris.budget_of(p_buyer, p_spec);
  select sum(n) as online,
         coalesce(sum(n) filter (where obstacle is null), 0) as now,
         coalesce(sum(n) filter (where obstacle is null or obstacle = 'busy'), 0) as able,
         coalesce(jsonb_object_agg(obstacle, n) filter (where obstacle <> 'busy'), '{}') as dropped
    into judged
    from (select s.obstacle, count(*) as n
            from lumaris.judge_sellers(wanted_cpus, wanted_memory, coalesce(p_spec->>'isolation', 'any'),
                                     (p_spec->>'budget')::bigint, null) s
            group by s.obstacle) x;
  return lumaris.done(jsonb_build_object('quote', lumaris.quoted_prices(p_spec) || jsonb_build_object(
    'sellers', jsonb_build_object('online', coalesce(judged.online, 0), 'can_run', judged.able, 'can_run_now', judged.now),
    'dropped', judged.dropped,
    'budget', funds.budget, 'problem', funds.refusal,
    'available', (select available from lumaris.account where id = p_buyer))));
end $$;

create or replace function lumaris.quoted_prices(p_spec jsonb) returns jsonb
language plpgsql stable as $$
declare
  wanted_cpus constant numeric := (p_spec->>'cpus')::numeric;
  wanted_memory constant int := (p_spec->>'memory_mb')::int;
  timeout_s constant int := (p_spec->>'timeout_s')::int;
  asks lumaris.ask[];
begin
  select array_agg(s.ask) into asks
    from lumaris.judge_sellers(wanted_cpus, wanted_memory, coalesce(p_spec->>'isolation', 'any'), (p_spec->>'budget')::bigint, null) s
    where s.obstacle is null or s.obstacle = 'busy';
  return jsonb_build_object('timeout_s', timeout_s,
    'price', lumaris.prices(asks, wanted_cpus, wanted_memory, timeout_s * 1000::bigint),
    'price_10_s', lumaris.prices(asks, wanted_cpus, wanted_memory, 10000));
end $$;
