-- Output: stored once per sequence number, up to a limit per job, the rest counted.

create or replace function lumaris.log_seq(p_attempt_number int, p_seller_seq bigint) returns bigint
language sql immutable as $$
  select p_attempt_number * 10000000::bigint + p_seller_seq
$$;

-- Keeps what an attempt printed, up to p_limit bytes of the job; returns the job as it is then, and the hints. Once a
-- chunk did not fit, no later one is kept: what is kept is the beginning, without holes.
create or replace function lumaris.keep_output(
  p_job lumaris.job, p_attempt_number int, p_chunks jsonb, p_limit bigint, out job lumaris.job, out hints jsonb)
language plpgsql as $$
declare
  kept_chunks jsonb;
  kept_bytes bigint;
  kept_seq bigint;
  cut bigint;
  seen_seq bigint;
begin
  job := p_job;
  hints := '[]';
  with told as (
    select distinct on (seq) lumaris.log_seq(p_attempt_number, c.seq) as seq, c.time, c.stream, c.text,
           octet_length(c.text) as bytes
      from jsonb_to_recordset(p_chunks) as c(seq bigint, time bigint, stream text, text text)
      order by seq
  ), fresh as (
    select t.*, sum(bytes) over (order by seq) as total from told t
      where not exists (select 1 from lumaris.job_log l where l.job_id = p_job.id and l.seq = t.seq)
  ), fits as (
    select f.*, not p_job.log_full and p_job.log_bytes + total <= p_limit as kept from fresh f
  ), stored as (
    insert into lumaris.job_log (job_id, seq, time_ms, stream, text)
      select p_job.id, seq, time, stream, text from fits where fits.kept
  )
  select jsonb_agg(jsonb_build_object('seq', seq, 'attempt', p_attempt_number, 'time', time, 'stream', stream, 'text', text)
           order by seq) filter (where fits.kept),
         coalesce(sum(bytes) filter (where fits.kept), 0),
         max(seq) filter (where fits.kept),
         coalesce(sum(bytes) filter (where not fits.kept and seq > p_job.log_seen_seq), 0),
         max(seq)
    into kept_chunks, kept_bytes, kept_seq, cut, seen_seq
    from fits;
  if kept_bytes = 0 and cut = 0 then
    return;
  end if;
  update lumaris.job j set
      log_bytes = j.log_bytes + kept_bytes,
      log_cut_bytes = j.log_cut_bytes + cut,
      log_full = j.log_full or cut > 0,
      log_last_seq = greatest(j.log_last_seq, kept_seq),
      log_seen_seq = greatest(j.log_seen_seq, seen_seq)
    where j.id = p_job.id
    returning * into job;
  hints := jsonb_build_array(lumaris.hint(102, job.id, jsonb_build_object(
    'type', 'log', 'job_id', job.id, 'chunks', coalesce(kept_chunks, '[]'), 'cut_bytes', job.log_cut_bytes)));
end $$;

-- What the seller itself had to drop counts like what the market dropped.
create or replace function lumaris.count_cut(p_job lumaris.job, p_outcome jsonb) returns lumaris.job
language plpgsql as $$
begin
  if (p_outcome->>'cut_bytes')::bigint > 0 then
    update lumaris.job set log_cut_bytes = log_cut_bytes + (p_outcome->>'cut_bytes')::bigint
      where id = p_job.id returning * into p_job;
  end if;
  return p_job;
end $$;

-- The output of the attempt that counts must not be cut because a lost one was talkative: when a further attempt
-- begins and less than half the room is left, what earlier attempts printed goes, and is counted as cut. Where results are
-- compared, each attempt has room of its own instead.
create or replace function lumaris.make_log_room(p_job lumaris.job) returns void
language plpgsql as $$
begin
  if p_job.verify > 1 then
    update lumaris.job set log_full = false where id = p_job.id and log_full;
  elsif p_job.log_full or p_job.log_bytes > lumaris.setting_value('log_bytes_per_job') / 2 then
    delete from lumaris.job_log where job_id = p_job.id;
    update lumaris.job set log_bytes = 0, log_cut_bytes = log_cut_bytes + log_bytes, log_full = false
      where id = p_job.id;
  end if;
end $$;

-- A page of output after a sequence number: at most p_limit chunks and about 512 KB, at least one chunk.
create or replace function lumaris.job_logs(p_buyer uuid, p_job uuid, p_after bigint, p_limit int) returns lumaris.reply
language plpgsql stable
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  j lumaris.job;
  page jsonb;
  last bigint;
  more boolean;
begin
  select * into j from lumaris.job where id = p_job and buyer_id = p_buyer;
  if not found then
    return lumaris.job_not_found();
  end if;
  select jsonb_agg(jsonb_build_object('seq', seq, 'attempt', seq / 10000000, 'time', time_ms, 'stream', stream, 'text', text)
           order by seq), max(seq)
    into page, last
    from (select l.*, sum(octet_length(l.text)) over (order by l.seq) as total, row_number() over (order by l.seq) as nr
            from (select * from lumaris.job_log where job_id = p_job and seq > p_after order by seq limit p_limit) l) x
    where total <= 524288 or nr = 1;
  more := coalesce(last, p_after) < j.log_last_seq;
  return lumaris.done(jsonb_build_object('chunks', coalesce(page, '[]'), 'last_seq', coalesce(last, p_after),
    'cut_bytes', j.log_cut_bytes, 'more', more, 'final', lumaris.is_final(j.state) and not more));
end $$;
