-- job_list: newest first, by keyset; every page costs as much as its jobs, however many there are.

-- One expression, so that it is put in place: it is asked for every job of the buyer.
create or replace function lumaris.matches(p_job lumaris.job, p_label text, p_text text) returns boolean
language sql stable as $$
  select (p_label is null
      or case when position('=' in p_label) > 0
              then p_job.spec->'labels'->>split_part(p_label, '=', 1) is not distinct from substr(p_label, position('=' in p_label) + 1)
              else coalesce(p_job.spec->'labels' ? p_label, false) end)
    and (p_text is null
      or position(lower(p_text) in lower(concat_ws(' ', p_job.id, p_job.spec->>'image', p_job.spec->>'command',
                                                   p_job.spec->>'args', p_job.spec->>'labels'))) > 0)
$$;

-- Without a filter the counts come from the index alone.
create or replace function lumaris.job_counts(p_buyer uuid, p_label text, p_text text) returns jsonb
language plpgsql stable as $$
declare
  counts jsonb;
begin
  if p_label is null and p_text is null then
    select jsonb_object_agg(state, n) into counts
      from (select state, count(*) as n from lumaris.job where buyer_id = p_buyer group by state) x;
  else
    select jsonb_object_agg(state, n) into counts
      from (select j.state, count(*) as n from lumaris.job j
              where j.buyer_id = p_buyer and lumaris.matches(j, p_label, p_text) group by j.state) x;
  end if;
  return (select jsonb_object_agg(s, 0)
            from unnest(array['queued', 'assigned', 'running', 'succeeded', 'failed', 'cancelled']) s)
    || coalesce(counts, '{}');
end $$;

create or replace function lumaris.job_list(
  p_buyer uuid, p_states text[], p_label text, p_text text, p_limit int, p_cursor text) returns lumaris.reply
language plpgsql stable
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  before bigint := 9223372036854775807;
  page jsonb;
  last_seq bigint;
  found_jobs bigint;
begin
  if p_cursor is not null then
    if p_cursor !~ '^before-[0-9]{1,18}$' then
      return lumaris.refused(3, 'invalid_request: cursor: must be one that job_list returned');
    end if;
    before := substr(p_cursor, 8)::bigint;
  end if;
  with newest as (
    select x.job
      from (select distinct unnest(coalesce(p_states, '{queued,assigned,running,succeeded,failed,cancelled}'))) as wanted(state)
      cross join lateral (
        select j as job, j.seq from lumaris.job j
          where j.buyer_id = p_buyer and j.state = wanted.state and j.seq < before
            and (p_label is null and p_text is null or lumaris.matches(j, p_label, p_text))
          order by j.seq desc limit p_limit + 1) x
      order by x.seq desc limit p_limit + 1
  ), numbered as (
    select n.job, row_number() over (order by (n.job).seq desc) as nr from newest n
  )
  select jsonb_agg(lumaris.job_item(n.job) order by n.nr) filter (where n.nr <= p_limit),
         min((n.job).seq) filter (where n.nr <= p_limit), count(*)
    into page, last_seq, found_jobs
    from numbered n;
  return lumaris.done(jsonb_build_object(
    'jobs', coalesce(page, '[]'),
    'cursor', case when found_jobs > p_limit then 'before-' || last_seq end,
    'counts', lumaris.job_counts(p_buyer, p_label, p_text)));
end $$;
