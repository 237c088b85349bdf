-- job_submit: the same client token and spec make one job, however often and however concurrently they are sent.

create or replace function lumaris.job_submit(p_buyer uuid, p_token text, p_spec jsonb) returns lumaris.reply
language plpgsql
set plan_cache_mode = force_generic_plan set enable_seqscan = off set jit = off as $$
declare
  j lumaris.job;
  new_id constant uuid := gen_random_uuid();
  token constant text := coalesce(p_token, new_id::text);
  shape int;
  funds record;
  rank double precision;
  sellers record;
begin
  if p_token is not null then
    select * into j from lumaris.job where buyer_id = p_buyer and client_token = p_token;
    if found then
      return lumaris.submitted_before(j, p_spec);
    end if;
  end if;
  if not lumaris.may_submit(p_buyer) then
    return lumaris.refused(8, format('too_many_jobs: you have %s unfinished jobs, the most one buyer may have; wait for some to end or cancel some',
      lumaris.num(lumaris.setting_value('unfinished_jobs_per_buyer'))));
  end if;
  shape := lumaris.shape_of(p_spec);
  funds := lumaris.budget_of(p_buyer, p_spec);
  if funds.refusal is not null then
    -- Perhaps the same submit took the money while this one waited for the account.
    select * into j from lumaris.job where buyer_id = p_buyer and client_token = token;
    return case when found then lumaris.submitted_before(j, p_spec) else lumaris.refused(9, funds.refusal) end;
  end if;
  rank := lumaris.take_rank(p_buyer, shape, (p_spec->>'priority')::int);
  if rank is null then
    return lumaris.refused(8, format('too_many_jobs: you have used %s different sizes (cpus, memory_mb) lately, the most one buyer may; use one of those again',
      lumaris.num(lumaris.setting_value('shapes_per_buyer'))));
  end if;
  insert into lumaris.job (id, buyer_id, client_token, shape_id, spec, rank, budget, unspent, queue_deadline)
    values (new_id, p_buyer, token, shape, p_spec, rank, funds.budget, funds.budget,
            now() + (p_spec->>'queue_timeout_s')::int * interval '1 second')
    on conflict (buyer_id, client_token) do nothing
    returning * into j;
  if not found then
    select * into j from lumaris.job where buyer_id = p_buyer and client_token = token;
    return lumaris.submitted_before(j, p_spec);
  end if;
  perform lumaris.hold_budget(j);
  sellers := lumaris.sellers_for(j);
  return lumaris.done(jsonb_build_object('job', lumaris.new_job_json(j, sellers.fits, sellers.free), 'created', true),
                      lumaris.work_hints(sellers.free) || lumaris.job_hints(j));
end $$;

create or replace function lumaris.submitted_before(p_job lumaris.job, p_spec jsonb) returns lumaris.reply
language plpgsql stable as $$
begin
  if p_job.spec <> p_spec then
    return lumaris.refused(9, 'token_conflict: this client_token already made another job; use a new token for a new job');
  end if;
  return lumaris.done(jsonb_build_object('job', lumaris.job_json(p_job), 'created', false));
end $$;

-- Counting a buyer's unfinished jobs costs as much as there are, so one count is good for as many submits as it
-- leaves room for: with n counted, the next (limit - n) submits cannot pass the limit.
create or replace function lumaris.may_submit(p_buyer uuid) returns boolean
language plpgsql as $$
declare
  most bigint;
  unfinished bigint;
begin
  update lumaris.account set submits_before_count = submits_before_count - 1
    where id = p_buyer and submits_before_count > 0;
  if found then
    return true;
  end if;
  perform lumaris.open_account(p_buyer);
  perform 1 from lumaris.account where id = p_buyer for update;
  most := lumaris.setting_value('unfinished_jobs_per_buyer');
  select count(*) into unfinished
    from lumaris.job where buyer_id = p_buyer and state in ('queued', 'assigned', 'running');
  if unfinished >= most then
    return false;
  end if;
  update lumaris.account set submits_before_count = least(most - unfinished, 1000) - 1 where id = p_buyer;
  return true;
end $$;

create or replace function lumaris.shape_of(p_spec jsonb) returns int
language plpgsql as $$
declare
  wanted_cpus constant numeric := (p_spec->>'cpus')::numeric;
  wanted_memory constant int := (p_spec->>'memory_mb')::int;
  wanted_isolation constant text := coalesce(p_spec->>'isolation', 'any');
  found_id int;
begin
  loop
    select id into found_id from lumaris.shape
      where cpus = wanted_cpus and memory_mb = wanted_memory and isolation = wanted_isolation;
    if found then
      return found_id;
    end if;
    insert into lumaris.shape (cpus, memory_mb, isolation)
      values (wanted_cpus, wanted_memory, wanted_isolation) on conflict do nothing;
  end loop;
end $$;

-- Start-time fair queueing (Goyal, Vin, Cheng 1996): a job starts, in virtual time, at the later of "now" (the rank at
-- the head of its queue; of an empty queue, what the market served last) and the end of its buyer's previous job;
-- a job is 1/priority long. A buyer with 10,000 jobs waiting so delays another buyer's first job by one job.
-- Null: the buyer has used too many different shapes.
create or replace function lumaris.take_rank(p_buyer uuid, p_shape int, p_priority int) returns double precision
language plpgsql as $$
declare
  length constant double precision := 1.0 / p_priority;
  virtual_now double precision;
  start_rank double precision;
begin
  select coalesce(
      (select j.rank from lumaris.job j where j.shape_id = p_shape and j.state = 'queued' order by j.rank, j.seq limit 1),
      (select last_value / 1000.0 from lumaris.served_rank))
    into virtual_now;
  update lumaris.buyer_queue set next_rank = greatest(next_rank, virtual_now) + length, used_at = now()
    where buyer_id = p_buyer and shape_id = p_shape
    returning next_rank - length into start_rank;
  if found then
    return start_rank;
  end if;
  if (select count(*) from lumaris.buyer_queue where buyer_id = p_buyer) >= lumaris.setting_value('shapes_per_buyer') then
    return null;
  end if;
  insert into lumaris.buyer_queue (buyer_id, shape_id, next_rank) values (p_buyer, p_shape, virtual_now + length)
    on conflict (buyer_id, shape_id) do update set next_rank = greatest(buyer_queue.next_rank, excluded.next_rank - length) + length
    returning next_rank - length into start_rank;
  return start_rank;
end $$;
