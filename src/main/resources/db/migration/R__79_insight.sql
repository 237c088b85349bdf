-- What a seller wants to know of its own business.

-- Earnings by day (UTC) of the last 30, from at most its latest 50,000 movements; and how the given ask (absent: its own)
-- would have fared.
create or replace function lumaris.seller_insight(p_seller uuid, p_ask jsonb) returns lumaris.reply
language plpgsql stable
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  s lumaris.seller;
  tried lumaris.ask;
begin
  select * into s from lumaris.seller where id = p_seller;
  if not found then
    return lumaris.not_a_seller();
  end if;
  tried := coalesce(jsonb_populate_record(null::lumaris.ask, p_ask), s.ask, lumaris.default_ask());
  return lumaris.done(jsonb_build_object('seller', lumaris.seller_json(s), 'uptime', lumaris.uptime_json(p_seller),
    'earned', lumaris.earned_json(p_seller), 'would_have_won', lumaris.would_have_won(s, tried)));
end $$;

create or replace function lumaris.earned_json(p_account uuid) returns jsonb
language plpgsql stable as $$
begin
  return (select jsonb_agg(jsonb_build_object('day', to_char(d.day, 'YYYY-MM-DD'), 'amount', coalesce(e.amount, 0), 'attempts', coalesce(e.n, 0))
                           order by d.day)
            from (select (now() at time zone 'UTC')::date - back as day from generate_series(0, 29) back) d
            left join (
              select (x.created_at at time zone 'UTC')::date as day, sum(x.amount)::bigint as amount, count(*) as n
                from (select * from lumaris.ledger_entry where account_id = p_account order by seq desc limit 50000) x
                where x.reason = 'earning' and x.created_at > now() - interval '31 days' group by 1) e on e.day = d.day);
end $$;

-- Of the latest 20 jobs that others did and this seller could have done: for how many its score at this ask is better than
-- that of who did them, both by their records of today.
create or replace function lumaris.would_have_won(p_seller lumaris.seller, p_ask lumaris.ask) returns jsonb
language plpgsql stable as $$
declare
  own constant double precision := lumaris.success(p_seller.succeeded, p_seller.failed, p_seller.lost, p_seller.agreed, p_seller.disagreed);
begin
  return (
    select jsonb_build_object('jobs', count(*), 'won', count(*) filter (
             where lumaris.score(x.spec->>'prefer', lumaris.usual_price(p_ask, x.spec), own, p_seller.start_ms)
                 < lumaris.score(x.spec->>'prefer', lumaris.usual_price(x.ask, x.spec), x.success, x.start_ms)))
      from (select j.spec, a.ask, o.start_ms, lumaris.success(o.succeeded, o.failed, o.lost, o.agreed, o.disagreed) as success
              from (select * from lumaris.job where ended_at is not null order by ended_at desc limit 500) j
              join lumaris.shape h on h.id = j.shape_id
              join lumaris.attempt a on a.job_id = j.id and a.number = 1 and a.ask is not null and a.seller_id <> p_seller.id
              join lumaris.seller o on o.id = a.seller_id
              where lumaris.bid_obstacle(j, h, p_seller) is null
              order by j.ended_at desc limit 20) x);
end $$;
