-- The jobs behind the numbers, without anything private: no image, no command, no output, no buyer.

create or replace function lumaris.seller_not_found() returns lumaris.reply
language plpgsql immutable as $$
begin
  return lumaris.refused(5, 'seller_not_found: there is no seller with this id');
end $$;

-- A seller with its record and uptime, and a page of the attempts they are made of, newest first. p_outcome: only those that
-- this number of the record counts.
create or replace function lumaris.seller_record(p_seller uuid, p_outcome text, p_limit int, p_cursor text) returns lumaris.reply
language plpgsql stable
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  s lumaris.seller;
  before timestamptz := 'infinity';
  page jsonb;
  last_one timestamptz;
  found_attempts bigint;
begin
  select * into s from lumaris.seller where id = p_seller;
  if not found then
    return lumaris.seller_not_found();
  elsif p_cursor !~ '^before-[0-9]{1,18}$' then
    return lumaris.refused(3, 'invalid_request: cursor: must be one that seller_record returned');
  elsif p_cursor is not null then
    before := to_timestamp(substr(p_cursor, 8)::bigint / 1000000.0);
  end if;
  select jsonb_agg(lumaris.evidence_json(x.attempt, x.spec) order by x.nr) filter (where x.nr <= p_limit),
         min((x.attempt).assigned_at) filter (where x.nr <= p_limit), count(*)
    into page, last_one, found_attempts
    from (select a as attempt, j.spec, row_number() over (order by a.assigned_at desc) as nr
            from lumaris.attempt a join lumaris.job j on j.id = a.job_id
            where a.seller_id = p_seller and a.assigned_at < before and a.ended_at is not null
              and (p_outcome is null or p_outcome in (lumaris.ended_as(a), lumaris.counted_verdict(a)))
            order by a.assigned_at desc limit p_limit + 1) x;
  return lumaris.done(jsonb_build_object('seller', lumaris.seller_json(s), 'uptime', lumaris.uptime_json(p_seller),
    'attempts', coalesce(page, '[]'), 'ratings', lumaris.ratings_json(p_seller),
    'cursor', case when found_attempts > p_limit then 'before-' || (extract(epoch from last_one) * 1000000)::bigint end));
end $$;

-- Under which number of the record its end counts.
create or replace function lumaris.ended_as(p_attempt lumaris.attempt) returns text
language plpgsql stable as $$
begin
  return lumaris.counts_as(p_attempt.state, p_attempt.reason,
    (select whose from lumaris.reason where code = p_attempt.reason), (select payer from lumaris.reason where code = p_attempt.reason));
end $$;

-- What is worth saying first of an attempt. One that ended well with a wrong result counts under both numbers.
create or replace function lumaris.outcome_of(p_attempt lumaris.attempt) returns text
language sql stable as $$
  select case when lumaris.counted_verdict(p_attempt) = 'disagreed' then 'disagreed' else lumaris.ended_as(p_attempt) end
$$;

create or replace function lumaris.evidence_json(p_attempt lumaris.attempt, p_spec jsonb) returns jsonb
language plpgsql stable as $$
begin
  return jsonb_build_object(
    'attempt_id', p_attempt.id, 'outcome', lumaris.outcome_of(p_attempt), 'reason', p_attempt.reason, 'verdict', p_attempt.verdict,
    'cpus', p_spec->'cpus', 'memory_mb', p_spec->'memory_mb',
    'assigned_at', lumaris.ms(p_attempt.assigned_at), 'ended_at', lumaris.ms(p_attempt.ended_at),
    'start_ms', lumaris.ms(p_attempt.started_at) - lumaris.ms(p_attempt.assigned_at),
    'run_ms', p_attempt.usage->'run_ms', 'cost', p_attempt.cost);
end $$;

-- The latest ratings, each with whether it counts.
create or replace function lumaris.ratings_json(p_seller uuid) returns jsonb
language plpgsql stable as $$
begin
  return (select coalesce(jsonb_agg(jsonb_build_object('stars', r.stars, 'text', r.text, 'paid', r.paid, 'rated_at', lumaris.ms(r.rated_at),
              'counts', p.paid >= lumaris.setting_value('rating_least_paid') and lumaris.is_independent(r.buyer_id, p_seller))
              order by r.rated_at desc), '[]')
            from (select * from lumaris.rating where seller_id = p_seller order by rated_at desc limit 20) r
            cross join lateral (select sum(paid) as paid from lumaris.rating x
                                  where x.seller_id = p_seller and x.buyer_id = r.buyer_id) p);
end $$;

-- One rating for each job that was paid for, by its buyer; the same call again changes it.
create or replace function lumaris.job_rate(p_buyer uuid, p_job uuid, p_stars int, p_text text) returns lumaris.reply
language plpgsql
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  j lumaris.job;
  rated uuid;
begin
  select * into j from lumaris.job where id = p_job and buyer_id = p_buyer for update;
  if not found then
    return lumaris.job_not_found();
  elsif not lumaris.is_final(j.state) then
    return lumaris.refused(9, format('not_final: the job is %s; it can be rated when it has ended', j.state));
  end if;
  select seller_id into rated from lumaris.attempt where job_id = p_job and cost > 0 order by number desc limit 1;
  if rated is null then
    return lumaris.refused(9, 'not_paid: no seller was paid for this job, so there is nobody to rate');
  end if;
  insert into lumaris.rating (job_id, buyer_id, seller_id, stars, text, paid)
    values (p_job, p_buyer, rated, p_stars, p_text,
            (select sum(cost) from lumaris.attempt where job_id = p_job and seller_id = rated))  -- others may have been paid, too
    on conflict (job_id) do update set stars = excluded.stars, text = excluded.text, rated_at = now();
  j := lumaris.bump_version(p_job);
  return lumaris.done(jsonb_build_object('job', lumaris.job_json(j)), lumaris.job_hints(j));
end $$;

create or replace function lumaris.rating_json(p_job uuid) returns jsonb
language plpgsql stable as $$
begin
  return (select jsonb_build_object('stars', stars, 'text', text, 'rated_at', lumaris.ms(rated_at))
            from lumaris.rating where job_id = p_job);
end $$;

-- How a buyer behaves, for sellers: from its latest thousand jobs that have ended, also those it has deleted.
create or replace function lumaris.buyer_record(p_buyer uuid) returns lumaris.reply
language plpgsql stable
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  r record;
begin
  select count(*) as jobs, count(*) filter (where state = 'cancelled' and attempts > 0) as cancelled,
         count(*) filter (where reason = 'image_not_allowed') as refused,
         count(*) filter (where reason = 'disagreement') as disputed
    into r
    from (select x.* from unnest('{succeeded,failed,cancelled}'::text[]) s(state) cross join lateral (
            select j.seq, j.state, j.reason, j.attempts from lumaris.job j
              where j.buyer_id = p_buyer and j.state = s.state order by j.seq desc limit 1000) x
          union all
          (select d.seq, d.state, d.reason, d.attempts from lumaris.deleted_job d
             where d.buyer_id = p_buyer order by d.seq desc limit 1000)
          order by seq desc limit 1000) j;
  return lumaris.done(jsonb_build_object('buyer', jsonb_build_object(
    'id', p_buyer, 'jobs', r.jobs, 'cancelled_while_assigned', r.cancelled, 'refused_by_policy', r.refused, 'disputed', r.disputed,
    'cancel_rate', case when r.jobs > 0 then round(r.cancelled::numeric / r.jobs, 4) end)));
end $$;
