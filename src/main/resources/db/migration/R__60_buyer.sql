-- What a buyer reads and ends. Somebody else's job is not found, like one that never was.

create or replace function lumaris.job_not_found() returns lumaris.reply
language plpgsql immutable as $$
begin
  return lumaris.refused(5, 'job_not_found: you have no job with this id');
end $$;

create or replace function lumaris.job_get(p_buyer uuid, p_job uuid) returns lumaris.reply
language plpgsql stable
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  j lumaris.job;
begin
  select * into j from lumaris.job where id = p_job and buyer_id = p_buyer;
  if not found then
    return lumaris.job_not_found();
  end if;
  return lumaris.done(jsonb_build_object('job', lumaris.job_json(j)));
end $$;

-- The ownership check before a socket joins a job's stream.
create or replace function lumaris.job_watch(p_buyer uuid, p_job uuid) returns lumaris.reply
language plpgsql stable
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  last_seq bigint;
begin
  select log_last_seq into last_seq from lumaris.job where id = p_job and buyer_id = p_buyer;
  if not found then
    return lumaris.job_not_found();
  end if;
  return lumaris.done(jsonb_build_object('job_id', p_job, 'last_seq', last_seq));
end $$;

-- Cancelling is immediate: the job is final at once, its attempt too, and the seller is told to stop the container.
create or replace function lumaris.job_cancel(p_buyer uuid, p_job uuid) returns lumaris.reply
language plpgsql
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  j lumaris.job;
  a lumaris.attempt;
  hints jsonb := '[]';
begin
  select * into j from lumaris.job where id = p_job and buyer_id = p_buyer for update;
  if not found then
    return lumaris.job_not_found();
  elsif lumaris.is_final(j.state) then
    return lumaris.done(jsonb_build_object('job', lumaris.job_json(j), 'changed', false));
  end if;
  select * into a from lumaris.attempt where job_id = p_job and state in ('assigned', 'running');
  if found then
    j := lumaris.end_attempt(j, a, 'cancelled_by_buyer', '{}', false);
    hints := lumaris.attempt_hint(a.seller_id, 'cancel', a.id, j.id);
  else
    j := lumaris.set_job_state(p_job, 'cancelled', 'cancelled_by_buyer');
  end if;
  return lumaris.done(jsonb_build_object('job', lumaris.job_json(j), 'changed', true), hints || lumaris.job_hints(j));
end $$;

create or replace function lumaris.job_delete(p_buyer uuid, p_job uuid) returns lumaris.reply
language plpgsql
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  j lumaris.job;
begin
  select * into j from lumaris.job where id = p_job and buyer_id = p_buyer for update;
  if not found then
    return lumaris.job_not_found();
  elsif not lumaris.is_final(j.state) then
    return lumaris.refused(9, format('not_final: the job is %s; cancel it before deleting it', j.state));
  end if;
  insert into lumaris.deleted_job (id, seq, buyer_id, sellers, state, reason, attempts, ended_at)
    values (j.id, j.seq, j.buyer_id, array(select distinct seller_id from lumaris.attempt where job_id = p_job),
            j.state, j.reason, j.attempts, j.ended_at);
  perform lumaris.remove_job(p_job);
  j.version := j.version + 1;  -- else whoever shows it would not look again, and never find that it is gone
  return lumaris.done(jsonb_build_object('deleted', true), lumaris.job_hints(j));
end $$;

-- The only way a job goes: with its output and (by foreign key) its attempts.
create or replace function lumaris.remove_job(p_job uuid) returns void
language sql as $$
  delete from lumaris.job_log where job_id = p_job;
  delete from lumaris.job where id = p_job;
$$;
