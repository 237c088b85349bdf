-- Hints for streams: 100 = a user's own, 102 = those who watch a job. A hint says "look again", nothing more. Its data is
-- text already, so that the module passes it on unread.

create or replace function lumaris.hint(p_mode int, p_subject uuid, p_data jsonb) returns jsonb
language sql stable as $$
  select jsonb_build_object('mode', p_mode, 'subject', p_subject, 'data', p_data::text)
$$;

create or replace function lumaris.job_hints(p_job lumaris.job) returns jsonb
language plpgsql stable as $$
declare
  data constant jsonb := jsonb_build_object(
    'type', 'job', 'job_id', p_job.id, 'version', p_job.version, 'state', p_job.state);
begin
  return jsonb_build_array(lumaris.hint(100, p_job.buyer_id, data), lumaris.hint(102, p_job.id, data));
end $$;

create or replace function lumaris.job_hints(p_jobs lumaris.job[]) returns jsonb
language plpgsql stable as $$
begin
  return (select coalesce(jsonb_agg(h), '[]') from unnest(p_jobs) j
            cross join lateral jsonb_array_elements(lumaris.job_hints(j)) h);
end $$;

create or replace function lumaris.attempt_hint(p_seller uuid, p_type text, p_attempt uuid, p_job uuid) returns jsonb
language sql stable as $$
  select jsonb_build_array(lumaris.hint(100, p_seller,
    jsonb_build_object('type', p_type, 'attempt_id', p_attempt, 'job_id', p_job)))
$$;

-- It once returned less, and that cannot be replaced.
drop function if exists lumaris.sellers_for(lumaris.job);

-- The sellers online that may run this job: how many, and which of them, by their last report, have room; those by lot. And
-- what they ask for its whole time limit at the most, and for a start and one second at the least.
create or replace function lumaris.sellers_for(
  p_job lumaris.job, out fits bigint, out free uuid[], out highest bigint, out cheapest bigint)
language plpgsql volatile as $$
begin
  select count(*), array_agg(s.id order by random()) filter (where s.obstacle is null),
         max(lumaris.price(s.ask, h.cpus, h.memory_mb, (p_job.spec->>'timeout_s')::bigint * 1000)),
         min(lumaris.least_price(s.ask, h.cpus, h.memory_mb))
    into fits, free, highest, cheapest
    from lumaris.shape h
    cross join lateral lumaris.judge_sellers(h.cpus, h.memory_mb, h.isolation, p_job.unspent,
                                             case when p_job.attempts > 0 then p_job.id end, p_job.spec, p_job.buyer_id) s
    where h.id = p_job.shape_id and (s.obstacle is null or s.obstacle = 'busy');
end $$;

-- "There is work" to at most three sellers, the first of a lot, so that no seller is always the first to know.
create or replace function lumaris.work_hints(p_free uuid[]) returns jsonb
language plpgsql stable as $$
begin
  if p_free is null then
    return '[]';
  end if;
  return (select jsonb_agg(lumaris.hint(100, id, '{"type": "work"}')) from unnest(p_free[1:3]) id);
end $$;

create or replace function lumaris.work_hints(p_job lumaris.job) returns jsonb
language plpgsql volatile as $$
begin
  return lumaris.work_hints((lumaris.sellers_for(p_job)).free);
end $$;

-- Whether a seller may have this job: not after it failed it, refused it or lost it. It may after it gave the job back in order (a
-- restart), after the program itself failed, and after an attempt it was never heard of (the answer to its claim got lost).
create or replace function lumaris.may_take(p_job uuid, p_seller uuid) returns boolean
language plpgsql stable as $$
begin
  return not exists (
    select 1 from lumaris.attempt
      where job_id = p_job and seller_id = p_seller and acknowledged
        and reason in ('seller_lost', 'seller_error', 'seller_refused', 'image_pull_failed'));
end $$;
