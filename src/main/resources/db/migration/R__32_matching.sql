-- Who may have a job, and who should. What is best, and why, is in docs/matching.md.

-- Whether a seller may have this job: not after it failed it, refused it or lost it, nor, when results are compared, after its result
-- is in. It may after it gave the job back in order (a restart), after the program itself failed, and after an attempt it
-- was never heard of (the answer to its claim got lost); not after two of those, or it could use up all attempts in silence.
create or replace function lumaris.may_take(p_job uuid, p_seller uuid, p_verify int) returns boolean
language plpgsql stable as $$
begin
  return not exists (
    select 1 from lumaris.attempt
      where job_id = p_job and seller_id = p_seller
      having bool_or(acknowledged and reason in ('seller_lost', 'seller_error', 'seller_refused', 'image_pull_failed')
                     or p_verify > 1 and result_hash is not null)
          or count(*) filter (where reason = 'seller_lost') > 1);
end $$;

create or replace function lumaris.isolates(p_wanted text, p_has text[]) returns boolean
language sql immutable as $$
  select p_wanted = 'any' or p_wanted = any (p_has)
$$;

-- Named, if any are, and not blocked.
create or replace function lumaris.is_wanted(p_sellers uuid[], p_blocked uuid[], p_seller uuid) returns boolean
language sql immutable as $$
  select (p_sellers = '{}' or p_seller = any (p_sellers)) and p_seller <> all (p_blocked)
$$;

-- How likely a seller ends what it takes and its result is right: two Beta posteriors' means (Gelman et al., Bayesian Data
-- Analysis, 2.1), with a prior of 4 : 1 that it ends it and of 3.8 : 0.2 that its result is right.
create or replace function lumaris.success(
  p_succeeded int, p_failed int, p_lost int, p_agreed int, p_disagreed int) returns double precision
language sql immutable as $$
  select (p_succeeded + 4.0) / (p_succeeded + p_failed + p_lost + 5.0) * (p_agreed + 3.8) / (p_agreed + p_disagreed + 4.0)
$$;

-- Whose checked results were wrong as often as right, and more than once or twice, gets nothing any more.
create or replace function lumaris.is_trusted(p_agreed int, p_disagreed int) returns boolean
language sql immutable as $$
  select p_disagreed < 3 or p_disagreed < p_agreed
$$;

-- The first rule by which a seller may not have a job, whatever it costs and however busy the seller is; null: none. The same
-- rules over a whole queue are in lumaris.queue_heads. p_job: null values when nobody has tried it. p_spec: for the sellers'
-- own rules.
create or replace function lumaris.unfit(
  p_seller lumaris.seller, p_shape lumaris.shape, p_buyer uuid, p_job lumaris.job, p_spec jsonb) returns text
language sql stable as $$
  select case
    when p_seller.state <> 'open' then 'closed'
    when p_seller.id = p_buyer then 'own'
    when not lumaris.is_wanted(p_shape.sellers, p_shape.blocked, p_seller.id) then 'not_wanted'
    when not lumaris.is_trusted(p_seller.agreed, p_seller.disagreed) then 'record'
    when not lumaris.isolates(p_shape.isolation, p_seller.isolation) then 'isolation'
    when p_seller.cpus < p_shape.cpus then 'cpus'
    when p_seller.memory_mb < p_shape.memory_mb then 'memory'
    when p_seller.filters is not null and lumaris.seller_refuses(p_seller.filters, p_spec, p_buyer) is not null then 'policy'
    when p_job.attempts > 0 and not lumaris.may_take(p_job.id, p_seller.id, p_job.verify) then 'tried' end
$$;

-- The sellers that are online, each with the first rule that keeps a job from it; null: it can run it now. p_budget null:
-- whatever it costs. room: how many such jobs it has room for now, without those it was offered already.
create or replace function lumaris.judge_sellers(p_shape lumaris.shape, p_buyer uuid, p_budget bigint, p_job lumaris.job, p_spec jsonb)
returns table (id uuid, obstacle text, has_memory boolean, ask lumaris.ask, room bigint, success double precision,
               start_ms int, newcomer boolean)
language sql stable as $$
  select s.id,
    case when s.filters is not null and lumaris.outside_hours(s.filters) then 'closed'
         else coalesce(lumaris.unfit(s, p_shape, p_buyer, p_job, p_spec),
           case when p_budget < lumaris.least_price(a.ask, (p_shape).cpus, (p_shape).memory_mb) then 'price'
                when r.room <= 0 then 'busy' end) end,
    s.memory_mb >= (p_shape).memory_mb, a.ask, r.room,
    lumaris.success(s.succeeded, s.failed, s.lost, s.agreed, s.disagreed), s.start_ms,
    s.succeeded + s.failed + s.lost < (select lumaris.setting_value('newcomer_attempts'))
    from lumaris.seller s
    -- Kept apart by "offset 0", or the ask would be worked out again for each of its parts.
    cross join lateral (select coalesce(s.ask, (select lumaris.default_ask())) as ask offset 0) a
    cross join lateral (
      select least(s.free_slots, floor(s.free_cpus / (p_shape).cpus), s.free_memory_mb / (p_shape).memory_mb)::bigint
        - case when s.free_slots > 0 then
            (select count(*) from lumaris.job j where j.state = 'queued' and j.offered_to = s.id and j.offered_until > now())
          else 0 end as room offset 0) r
    where s.last_seen_at > (select lumaris.online_since())
$$;

-- What the best of several is the lowest of, by what the buyer prefers: best is the expected cost of a correct result.
create or replace function lumaris.score(p_prefer text, p_price bigint, p_success double precision, p_start_ms int)
returns double precision
language sql immutable as $$
  select case p_prefer when 'cheapest' then p_price
                       when 'fastest' then coalesce(p_start_ms, 1000000000)
                       when 'most_reliable' then -p_success
                       else p_price / p_success end
$$;

-- A job's requirements as a shape, for who has none in the table yet.
create or replace function lumaris.wanted_shape(p_spec jsonb, p_sellers uuid[], p_blocked uuid[]) returns lumaris.shape
language sql stable as $$
  select row(null, (p_spec->>'cpus')::numeric, (p_spec->>'memory_mb')::int, coalesce(p_spec->>'isolation', 'any'),
             p_sellers, p_blocked)::lumaris.shape
$$;

-- The sellers online that may run this job: how many; able: which, at most 64, first those with room by their last report,
-- roomy of them, the best first; free: these, each as often as it has room, at most 64 in all, null when nobody
-- has. And what they ask for its whole time limit at the most (see lumaris.highest_price), and for a start and one second at the least. Where a result is
-- in that others are compared with, the best is found by lot: sellers that agreed on a wrong answer could otherwise ask so
-- little that they always check each other.
create or replace function lumaris.sellers_for(
  p_job lumaris.job, out fits bigint, out able uuid[], out roomy int, out free uuid[], out highest bigint, out cheapest bigint)
language plpgsql volatile as $$
declare
  h lumaris.shape;
  prefer constant text := coalesce(p_job.spec->>'prefer', 'best');
  timeout_ms constant bigint := (p_job.spec->>'timeout_s')::bigint * 1000;
  newcomers_first constant boolean := random() * 100 < lumaris.setting_value('newcomer_percent');
begin
  select * into h from lumaris.shape where id = p_job.shape_id;
  with judged as (
    select s.*, lumaris.price(s.ask, h.cpus, h.memory_mb, timeout_ms) as price,
           lumaris.usual_price(s.ask, p_job.spec) as usual_price,
           lumaris.least_price(s.ask, h.cpus, h.memory_mb) as least
      from lumaris.judge_sellers(h, p_job.buyer_id, p_job.payable, p_job, p_job.spec) s
      where s.obstacle is null or s.obstacle = 'busy'
  ), fit as (  -- who asks more than a job holds that names no budget is not offered it
    select * from judged where p_job.payable is not null or price <= (
      select lumaris.highest_price(array_agg(j.price), h.cpus, h.memory_mb, timeout_ms) from judged j)
  ), placed as (
    select f.id, f.room, row_number() over (order by
        f.obstacle is not null,
        case when p_job.results > 0 then random() end,
        prefer = 'best' and newcomers_first and f.newcomer desc,
        lumaris.score(prefer, f.usual_price, f.success, f.start_ms),
        f.usual_price / f.success, random()) as place
      from fit f
  )
  select (select count(*) from fit),
         (select array_agg(p.id order by p.place) from placed p where p.place <= 64),
         (select least(64, count(*)) from fit where obstacle is null),
         (select array_agg(x.id order by x.place, x.nr) from (
            select p.id, p.place, nr from placed p cross join lateral generate_series(1, least(p.room, 64)) nr
              order by p.place, nr limit 64) x),
         (select max(price) from fit), (select min(least) from fit)
    into fits, able, roomy, free, highest, cheapest;
end $$;

-- Offers -------------------------------------------------------------------------------------------------------------

-- Offers a job to the best seller with room but the one it was offered to before, or to nobody when there is none, or when three
-- offers' time has gone by since it began to wait: two sellers that let each offer lapse could else keep it from all others. Returns
-- the hints. The caller holds its lock.
create or replace function lumaris.offer_to_next(p_job lumaris.job) returns jsonb
language plpgsql as $$
declare
  s constant record := lumaris.sellers_for(p_job);
  waits_since constant timestamptz := p_job.queue_deadline - (p_job.spec->>'queue_timeout_s')::int * interval '1 second';
  anybodys constant boolean := now() > waits_since + 3 * (lumaris.offer_end() - now());
  next_best constant uuid := case when not anybodys then (array_remove(s.able[1:s.roomy], p_job.offered_to))[1] end;
begin
  update lumaris.job set
      offered_to = next_best,
      offered_until = case when next_best is not null then lumaris.offer_end() end
    where id = p_job.id and coalesce(next_best, offered_to) is not null;
  return case when next_best is not null then lumaris.work_hints(array[next_best])
              when anybodys and s.free is not null then lumaris.work_hints(s.able) else '[]' end;
end $$;

-- Offers that lapsed go to the next best; when nobody else has room, the job is anybody's. Correctness does not depend on
-- it: who claims may take a job whose offer has lapsed.
create or replace function lumaris.offer_again(p_limit int) returns jsonb
language plpgsql as $$
declare
  hints jsonb := '[]';
  j lumaris.job;
begin
  for j in
    select * from lumaris.job where state = 'queued' and offered_to is not null and offered_until <= now()
      order by offered_until limit p_limit for update skip locked
  loop
    hints := hints || lumaris.offer_to_next(j);
  end loop;
  return hints;
end $$;

create or replace function lumaris.offer_end() returns timestamptz
language plpgsql stable as $$
begin
  return now() + lumaris.setting_value('offer_ms') * interval '1 millisecond';
end $$;
