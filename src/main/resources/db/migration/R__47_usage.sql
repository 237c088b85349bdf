-- How running attempts fare: told by their node about every other second, passed on to whoever watches, never kept. What an
-- attempt used in all comes with its end.

-- Reads only: a node that has many attempts makes nobody wait. Attempts that are not the caller's, or not running, are
-- passed over in silence: there is nothing to do about them.
create or replace function lumaris.attempt_usage(p_seller uuid, p_attempts jsonb) returns lumaris.reply
language plpgsql stable
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  ids constant uuid[] := array(select (t->>'attempt_id')::uuid from jsonb_array_elements(p_attempts) t);
  running jsonb;
  hints jsonb;
begin
  select jsonb_agg(jsonb_build_object('attempt_id', a.id, 'job_id', a.job_id)),
         jsonb_agg(lumaris.hint(102, a.job_id, jsonb_build_object(
           'type', 'usage', 'job_id', a.job_id, 'attempt', a.number, 'samples', t.value->'samples')))
    into running, hints
    from jsonb_array_elements(p_attempts) t
    join lumaris.attempt a on a.id = (t.value->>'attempt_id')::uuid and a.id = any (ids) and a.seller_id = p_seller
     and a.lease_token = (t.value->>'lease_token')::uuid and a.state = 'running';
  return lumaris.done(jsonb_build_object('running', coalesce(running, '[]')), coalesce(hints, '[]'));
end $$;

-- What was unusual about how a program ran; empty when nothing was. Part of the why line of a job that has ended.
create or replace function lumaris.why_unusual(p_job lumaris.job, p_latest lumaris.attempt) returns text
language plpgsql stable as $$
declare
  used constant jsonb := coalesce(p_latest.usage, '{}');
  oddities text[] := '{}';
  -- A profile is whatever its seller says; a buyer must be able to read the job all the same.
  most_pids constant numeric := case when jsonb_typeof(p_latest.profile->'pids') = 'number' then (p_latest.profile->>'pids')::numeric end;
begin
  if (used->>'oom_killed')::boolean and p_job.reason is distinct from 'out_of_memory' then
    oddities := oddities || format('a process of it was killed at its memory limit of %s MB', lumaris.num((p_job.spec->>'memory_mb')::numeric));
  end if;
  if (used->>'peak_pids')::bigint >= most_pids then
    oddities := oddities || format('it reached its limit of %s processes', most_pids);
  end if;
  -- The kernel adds up the waits on all CPUs; a program that ran for less than a second says nothing.
  if (used->>'throttled_ms')::numeric * 2 > (used->>'run_ms')::numeric and (used->>'run_ms')::numeric >= 1000 then
    oddities := oddities || format('it was held back at its limit of %s most of the time', lumaris.cpus_words((p_job.spec->>'cpus')::numeric));
  end if;
  return case when oddities = '{}' then '' else '; ' || array_to_string(oddities, ', ') end;
end $$;
