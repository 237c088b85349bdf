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

-- "There is work" to the first three of these sellers.
drop function if exists lumaris.work_hints(uuid[]);  -- its parameter had another name

create or replace function lumaris.work_hints(p_sellers uuid[]) returns jsonb
language plpgsql stable as $$
begin
  return (select coalesce(jsonb_agg(lumaris.hint(100, id, '{"type": "work"}')), '[]') from unnest(p_sellers[1:3]) id);
end $$;

create or replace function lumaris.work_hints(p_job lumaris.job) returns jsonb
language plpgsql volatile as $$
declare
  s constant record := lumaris.sellers_for(p_job);
begin
  return lumaris.work_hints(case when s.free is not null then s.able end);
end $$;
