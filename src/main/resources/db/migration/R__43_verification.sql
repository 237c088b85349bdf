-- Verification: a job that wants several results is run by one seller after the other, each of another account, and the
-- results are compared when they are in. Why one after the other is in docs/decisions/0016-verification.md.

-- What is compared of an end: the exit code and a hash of stdout, or the reason alone where the market or a limit ended the
-- program. Null: no result, the seller could not run it, or its end says more of the seller than of the program.
create or replace function lumaris.result_hash(p_job lumaris.job, p_attempt lumaris.attempt, p_reason text, p_facts jsonb) returns text
language plpgsql stable as $$
declare
  printed text := p_facts->>'stdout_sha256';
begin
  if (p_reason is null or p_reason = 'exit_code') and printed is null and p_job.verify > 1 then
    printed := lumaris.stdout_hash(p_job.id, p_attempt.number);
  end if;
  return case when lumaris.is_comparable(p_job, p_reason) then lumaris.hash_of_end(p_reason, (p_facts->>'exit_code')::int, printed) end;
end $$;

create or replace function lumaris.hash_of_end(p_reason text, p_exit_code int, p_printed text) returns text
language plpgsql stable as $$
begin
  if p_reason is null or p_reason = 'exit_code' then
    return encode(sha256(convert_to(p_exit_code || ' ' || p_printed, 'UTF8')), 'hex');
  end if;
  return case when p_reason <> 'cancelled_by_buyer' and (select whose from lumaris.reason where code = p_reason) = 'buyer'
              then p_reason end;
end $$;

-- For how long a budget lasts is a matter of the seller's ask, and how much may be written is the seller's own rule. Where the
-- market compares for itself such an end would be held against whoever did the job.
create or replace function lumaris.is_comparable(p_job lumaris.job, p_reason text) returns boolean
language sql immutable as $$
  select p_job.verify > 1 and p_job.check_of is null or coalesce(p_reason, '') not in ('budget_reached', 'write_limit', 'cancelled_by_buyer')
$$;

-- Of a seller that told none: of what the market kept.
create or replace function lumaris.stdout_hash(p_job uuid, p_number int) returns text
language plpgsql stable as $$
begin
  return (select encode(sha256(convert_to(coalesce(string_agg(text, '' order by seq), ''), 'UTF8')), 'hex')
            from lumaris.job_log
            where job_id = p_job and stream = 'stdout'
              and seq > lumaris.log_seq(p_number, 0) and seq < lumaris.log_seq(p_number + 1, 0));
end $$;

-- The step that ends an attempt of a job that wants several results. Of an attempt without a result the usual step is
-- right: the job is tried again, or fails.
create or replace function lumaris.verified_step(
  p_job lumaris.job, p_attempt lumaris.attempt, p_reason text, p_facts jsonb, p_reported boolean) returns jsonb
language plpgsql stable as $$
declare
  step jsonb := lumaris.usual_step(p_job, p_attempt, p_reason, p_facts, p_reported);
  results lumaris.attempt[];
  this lumaris.attempt := p_attempt;
  v record;
begin
  this.result_hash := step->'facts'->>'result_hash';
  if this.result_hash is null then
    return step;
  end if;
  this.reason := p_reason;
  this.cost := (step->>'cost')::bigint;
  results := lumaris.results_of(p_job) || this;
  v := lumaris.compare(p_job, results);
  step := step || jsonb_build_object('job_state', v.job_state, 'reason', v.reason, 'verify', v.verify,
    'results', cardinality(results), 'result_number', v.result_number, 'verdicts', v.verdicts, 'cost', this.cost - v.taken_back);
  if v.verdicts->>(this.id::text) = 'disagreed' then
    step := jsonb_set(jsonb_set(step, '{facts,cost}', '0'), '{facts,fee}', '0');
  end if;
  return step;
end $$;

-- The results that are in, the oldest first; of a check, what it checks is the first, unless its buyer has deleted it.
create or replace function lumaris.results_of(p_job lumaris.job) returns lumaris.attempt[]
language plpgsql stable as $$
begin
  return array(select a from lumaris.attempt a
                 where a.id = p_job.check_of or a.job_id = p_job.id and a.result_hash is not null
                 order by (a.id is distinct from p_job.check_of), a.number);
end $$;

-- What comes of these results: wait for more, call one more seller, or decide. The same result of two is the job's; who had
-- another is not paid, taken_back is what was to be paid for it. verdicts: attempt id to agreed or disagreed.
create or replace function lumaris.compare(
  p_job lumaris.job, p_results lumaris.attempt[],
  out job_state text, out reason text, out verify int, out result_number int, out verdicts jsonb, out taken_back bigint)
language plpgsql stable as $$
declare
  n constant int := cardinality(p_results);
  dearest constant bigint := (select max(r.cost) from unnest(p_results) r where r.job_id = p_job.id);
  left_over constant bigint := p_job.unspent - p_results[n].cost;
  winner text;
  w lumaris.attempt;
begin
  taken_back := 0;
  verify := p_job.verify;
  job_state := 'queued';
  if n < p_job.verify then
    return;
  end if;
  select r.result_hash into winner from unnest(p_results) r group by r.result_hash having count(*) >= 2;
  if winner is null and n = 2 and left_over >= dearest then
    verify := 3;
    return;
  elsif winner is null then
    job_state := 'failed';
    reason := 'disagreement';
    if p_job.check_of is null then
      taken_back := (select coalesce(sum(r.cost), 0) from unnest(p_results) r);
      verdicts := (select jsonb_object_agg(r.id, 'undecided') from unnest(p_results) r);
    end if;
    return;
  end if;
  select r.* into w from unnest(p_results) r
    where r.result_hash = winner and r.job_id = p_job.id order by r.number limit 1;
  job_state := case when w.reason is null then 'succeeded' else 'failed' end;
  reason := w.reason;
  result_number := w.number;
  select jsonb_object_agg(r.id, case when r.result_hash = winner then 'agreed' else 'disagreed' end),
         coalesce(sum(r.cost) filter (where r.result_hash <> winner and r.job_id = p_job.id), 0)
    into verdicts, taken_back
    from unnest(p_results) r;
end $$;

-- Writes what the comparison said of results that were in before. Undecided: nobody is marked, and nobody is paid.
create or replace function lumaris.set_verdicts(p_steps jsonb) returns void
language plpgsql as $$
begin
  if not jsonb_path_exists(p_steps, '$[*].verdicts') then
    return;
  end if;
  update lumaris.attempt a set
      verdict = nullif(v.verdict, 'undecided'),
      cost = case when v.verdict = 'agreed' or a.job_id <> v.job_id then a.cost else 0 end,
      fee = case when v.verdict = 'agreed' or a.job_id <> v.job_id then a.fee else 0 end
    from (select (s->>'job_id')::uuid as job_id, d.key::uuid as id, d.value as verdict
            from jsonb_array_elements(p_steps) s
            cross join lateral jsonb_each_text(coalesce(nullif(s->'verdicts', 'null'), '{}')) d) v
    where a.id = v.id;
end $$;
