-- What the market knows of each seller, from its own facts: attempts, leases, checked results, uptime. Written by the
-- seller's own calls into the seller's own row, so that nobody waits for anybody. What a rating counts for is in
-- docs/reputation.md.

-- The time since this was last done counts as online unless the seller was offline in between.
create or replace function lumaris.note_online(p_seller uuid) returns void
language plpgsql as $$
declare
  heard constant timestamptz := (select lumaris.heard_since(s) from lumaris.seller s where id = p_seller);
begin
  if now() > heard then
    insert into lumaris.seller_day (seller_id, day, online_ms)
      values (p_seller, (now() at time zone 'UTC')::date, lumaris.ms(now()) - lumaris.ms(heard))
      on conflict (seller_id, day) do update set online_ms = seller_day.online_ms + excluded.online_ms;
  end if;
end $$;

-- Of a seller that is heard of now: since when without a gap.
create or replace function lumaris.heard_since(p_seller lumaris.seller) returns timestamptz
language plpgsql stable as $$
begin
  return case when p_seller.last_seen_at > lumaris.online_since() then p_seller.heard_since else now() end;
end $$;

-- Makes a seller's record anew from its latest attempts, unless that was done just now.
create or replace function lumaris.refresh_record(p_seller uuid) returns void
language plpgsql as $$
begin
  perform 1 from lumaris.seller
    where id = p_seller and recorded_at > now() - lumaris.setting_value('record_refresh_ms') * interval '1 millisecond';
  if found then
    return;
  end if;
  update lumaris.seller s set
      succeeded = r.succeeded, failed = r.failed, lost = r.lost, quit = r.quit,
      agreed = r.agreed, disagreed = r.disagreed, agreed_in_row = r.agreed_in_row, start_ms = r.start_ms, overhead_ms = r.overhead_ms,
      stars = v.stars, raters = v.raters, recorded_at = now()
    from lumaris.attempts_record(p_seller) r, lumaris.ratings_record(p_seller) v
    where s.id = p_seller;
end $$;

-- Under which number of the record an end counts; the last two are of its reason. Where no program ran, as of an image that is not
-- there, nothing was done: else a seller could make itself a record by refusing everything at once in its buyers' name.
create or replace function lumaris.counts_as(p_state text, p_reason text, p_whose text, p_payer text) returns text
language sql immutable as $$
  select case
    when p_state in ('succeeded', 'lost', 'cancelled') then p_state
    when p_reason in ('seller_quit', 'seller_refused') or p_whose = 'buyer' and p_payer = 'nobody' then 'given_back'
    when p_whose = 'buyer' then 'succeeded'
    else 'failed' end
$$;

-- What a comparison of results says of a seller: nothing where the buyer chose among whom, or two sellers of one person could
-- prove each other right, or a third one wrong.
create or replace function lumaris.counted_verdict(p_attempt lumaris.attempt) returns text
language sql stable as $$
  select case when p_attempt.verdict is not null and not exists (
    select 1 from lumaris.job j where j.id = p_attempt.job_id and j.verify > 1 and j.check_of is null and j.spec ?| '{sellers,block_sellers}')
    then p_attempt.verdict end
$$;

-- lost and failed are the seller's doing, each by lumaris.reason; quit is giving back in order, or refusing by a rule, which costs nothing.
create or replace function lumaris.attempts_record(
  p_seller uuid, out succeeded bigint, out failed bigint, out lost bigint, out quit bigint, out agreed bigint, out disagreed bigint,
  out agreed_in_row bigint, out start_ms int, out overhead_ms int)
language plpgsql stable as $$
begin
  select count(*) filter (where lumaris.counts_as(a.state, a.reason, r.whose, r.payer) = 'succeeded'),
         count(*) filter (where lumaris.counts_as(a.state, a.reason, r.whose, r.payer) = 'failed'),
         count(*) filter (where a.state = 'lost'),
         count(*) filter (where lumaris.counts_as(a.state, a.reason, r.whose, r.payer) = 'given_back'),
         count(*) filter (where a.counted = 'agreed'),
         count(*) filter (where a.counted = 'disagreed'),
         count(*) filter (where a.counted = 'agreed' and a.nr > a.last_wrong),
         percentile_disc(0.5) within group (order by lumaris.ms(a.started_at) - lumaris.ms(a.assigned_at))
           filter (where a.started_at is not null),
         percentile_disc(0.5) within group (order by greatest(0,
             lumaris.ms(a.ended_at) - lumaris.ms(a.started_at) - (a.usage->>'run_ms')::bigint))
           filter (where a.started_at is not null and a.usage ? 'run_ms')
    into succeeded, failed, lost, quit, agreed, disagreed, agreed_in_row, start_ms, overhead_ms
    from (select n.*, coalesce(max(n.nr) filter (where n.counted = 'disagreed') over (), 0) as last_wrong
            from (select l.*, row_number() over (order by l.assigned_at) as nr
                    from (select t.*, lumaris.counted_verdict(t) as counted
                            from lumaris.attempt t where seller_id = p_seller and assigned_at < 'infinity'
                            order by assigned_at desc limit lumaris.setting_value('record_attempts')) l) n) a
    left join lumaris.reason r on r.code = a.reason
    where a.ended_at is not null;
end $$;

-- One voice for each buyer, as heavy as the square root of what it paid for the jobs it rated: ten times the jobs are not
-- ten voices. Who paid next to nothing has none, nor has who sells to this seller what it buys.
create or replace function lumaris.ratings_record(p_seller uuid, out stars numeric, out raters bigint)
language plpgsql stable as $$
begin
  select round((sum(v.stars * sqrt(v.paid)) / sum(sqrt(v.paid)))::numeric, 2), count(*) into stars, raters
    from (select r.buyer_id, avg(r.stars) as stars, sum(r.paid)::numeric as paid
            from (select * from lumaris.rating where seller_id = p_seller order by rated_at desc limit 1000) r
            group by r.buyer_id) v
    where v.paid >= lumaris.setting_value('rating_least_paid') and lumaris.is_independent(v.buyer_id, p_seller);
end $$;

-- Not the other way round as well: two accounts that buy of each other could praise each other for next to nothing.
create or replace function lumaris.is_independent(p_buyer uuid, p_seller uuid) returns boolean
language plpgsql stable as $$
begin
  return p_buyer <> p_seller and not exists (
    select 1 from lumaris.rating where seller_id = p_buyer and buyer_id = p_seller) and not exists (
    select 1 from (select job_id from lumaris.attempt where seller_id = p_buyer and assigned_at < 'infinity'
                     order by assigned_at desc limit 1000) a
      join lumaris.job j on j.id = a.job_id where j.buyer_id = p_seller) and not exists (
    select 1 from (select sellers from lumaris.deleted_job where buyer_id = p_seller order by seq desc limit 1000) d
      where p_buyer = any (d.sellers));
end $$;

-- Sums of the whole record, with the 95 % interval of the share of attempts that ended well (Wilson 1927).
create or replace function lumaris.record_json(p_seller lumaris.seller) returns jsonb
language plpgsql stable as $$
declare
  s constant lumaris.seller := p_seller;
  n constant int := s.succeeded + s.failed + s.lost;
  z constant double precision := 1.96;
  p double precision;
  middle double precision;
  half double precision;
begin
  if n > 0 then
    p := s.succeeded::double precision / n;
    middle := (p + z * z / (2 * n)) / (1 + z * z / n);
    half := z * sqrt(p * (1 - p) / n + z * z / (4.0 * n * n)) / (1 + z * z / n);
  end if;
  return jsonb_build_object(
    'attempts', n, 'succeeded', s.succeeded, 'failed', s.failed, 'lost', s.lost, 'given_back', s.quit,
    'success_rate', round(p::numeric, 4),
    'success_low', case when n > 0 then round(greatest(0, middle - half)::numeric, 4) end,
    'success_high', case when n > 0 then round(least(1, middle + half)::numeric, 4) end,
    'agreed', s.agreed, 'disagreed', s.disagreed, 'trusted', lumaris.is_trusted(s.agreed, s.disagreed),
    'expected_success', round(lumaris.success(s.succeeded, s.failed, s.lost, s.agreed, s.disagreed)::numeric, 4),
    'start_ms', s.start_ms, 'overhead_ms', s.overhead_ms, 'stars', s.stars, 'raters', s.raters);
end $$;

-- The last seven days of UTC, the oldest first: the share of the day, of today so far, it was online.
create or replace function lumaris.uptime_json(p_seller uuid) returns jsonb
language plpgsql stable as $$
begin
  return (select jsonb_agg(jsonb_build_object('day', to_char(d.day, 'YYYY-MM-DD'),
              'online', round(least(1, coalesce(o.online_ms, 0) / greatest(1, lumaris.day_ms(d.day)))::numeric, 4)) order by d.day)
            from (select (now() at time zone 'UTC')::date - back as day from generate_series(0, 6) back) d
            left join lumaris.seller_day o on o.seller_id = p_seller and o.day = d.day);
end $$;

-- The same as shares alone, for the list of all sellers.
create or replace function lumaris.uptime_shares(p_seller uuid) returns jsonb
language sql stable as $$
  select jsonb_path_query_array(lumaris.uptime_json(p_seller), '$[*].online')
$$;

create or replace function lumaris.day_ms(p_day date) returns numeric
language sql stable as $$
  select extract(epoch from least(now(), (p_day + 1)::timestamp at time zone 'UTC') - p_day::timestamp at time zone 'UTC') * 1000
$$;
