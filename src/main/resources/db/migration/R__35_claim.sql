-- job_claim: up to n attempts for one seller, lowest ranks first, locking nothing but what it takes.

-- Whether this seller may take a queued job at this moment, whatever the job needs and pays. One expression, so that it is
-- put in place.
create or replace function lumaris.is_open(p_job lumaris.job, p_seller uuid) returns boolean
language sql stable as $$
  select p_job.queue_deadline > now() and p_job.buyer_id <> p_seller and p_job.auction_until is null
    and (p_job.offered_until is null or p_job.offered_until <= now() or p_job.offered_to = p_seller)
    and (p_job.attempts = 0 or lumaris.may_take(p_job.id, p_seller, p_job.verify))
$$;

-- The fitting shapes that have a job this seller may take, each with the rank of the first such job. Walks the queue's
-- index from shape to shape, so its cost grows with the shapes that wait, not with the jobs. For a seller with filters the
-- first 500 jobs of a shape are looked at.
create or replace function lumaris.queue_heads(
  p_seller uuid, p_ask lumaris.ask, p_cpus numeric, p_memory_mb int, p_isolation text[], p_filters jsonb, p_spent int[])
returns table (shape_id int, cpus numeric, memory_mb int, least_price bigint, rank double precision)
language sql stable as $$
  with recursive head as (
    (select j.shape_id from lumaris.job j where j.state = 'queued' order by j.shape_id limit 1)
    union all
    select n.shape_id from head h cross join lateral (
      select j.shape_id from lumaris.job j where j.state = 'queued' and j.shape_id > h.shape_id order by j.shape_id limit 1) n)
  select s.id, s.cpus, s.memory_mb, p.least, f.rank
    from head h
    join lumaris.shape s on s.id = h.shape_id
    cross join lateral (select lumaris.least_price(p_ask, s.cpus, s.memory_mb) as least) p
    cross join lateral (
      (select j.rank from lumaris.job j
         where p_filters is null and j.shape_id = h.shape_id and j.state = 'queued' and j.payable >= p.least and lumaris.is_open(j, p_seller)
         order by j.rank, j.seq limit 1)
      union all
      (select j.rank from (
         select q.* from lumaris.job q
           where p_filters is not null and q.shape_id = h.shape_id and q.state = 'queued' order by q.rank, q.seq limit 500) j
         where j.payable >= p.least and lumaris.is_open(j, p_seller) and lumaris.seller_refuses(p_filters, j.spec, j.buyer_id) is null
         order by j.rank, j.seq limit 1)) f
    where s.cpus <= p_cpus and s.memory_mb <= p_memory_mb and lumaris.isolates(s.isolation, p_isolation)
      and lumaris.is_wanted(s.sellers, s.blocked, p_seller) and s.id <> all (p_spent)
$$;

-- Takes jobs for the seller and returns the claims and the hints. Goes to the queue whose head has the lowest rank,
-- takes from it until another queue's head is lower, and so on; jobs that another claim holds at this moment are passed by.
create or replace function lumaris.take_jobs(
  p_seller lumaris.seller, p_slots int, p_cpus numeric, p_memory_mb int,
  out claims jsonb, out hints jsonb, out slots int, out cpus numeric, out memory_mb int)
language plpgsql as $$
declare
  ask constant lumaris.ask := coalesce(p_seller.ask, lumaris.default_ask());
  lease_until constant timestamptz := now() + lumaris.lease();
  best record;
  spent int[] := '{}';
  steps jsonb;
  jobs lumaris.job[];
  taken int;
begin
  claims := '[]';
  hints := '[]';
  slots := p_slots;
  cpus := p_cpus;
  memory_mb := p_memory_mb;
  while slots > 0 loop
    select h.*, lead(h.rank) over (order by h.rank) as next_rank into best
      from lumaris.queue_heads(p_seller.id, ask,
        least(cpus, (p_seller.filters->>'max_cpus')::numeric), least(memory_mb, (p_seller.filters->>'max_memory_mb')::int),
        p_seller.isolation, p_seller.filters, spent) h order by h.rank limit 1;
    exit when not found;
    if p_seller.filters is not null then
      steps := lumaris.filtered_steps(p_seller, best, least(slots, floor(cpus / best.cpus), memory_mb / best.memory_mb)::int);
    else
      select jsonb_agg(jsonb_build_object('job_id', q.id, 'job_state', 'assigned')) into steps from (
        select id from lumaris.job q
          where q.shape_id = best.shape_id and q.state = 'queued' and q.rank <= coalesce(best.next_rank, 'infinity')
            and q.payable >= best.least_price and lumaris.is_open(q, p_seller.id)
          order by q.rank, q.seq
          limit least(slots, floor(cpus / best.cpus), memory_mb / best.memory_mb)
          for update skip locked) q;
    end if;
    taken := coalesce(jsonb_array_length(steps), 0);
    if taken = 0 then
      spent := spent || best.shape_id;  -- all of it is held by other claims
    else
      jobs := lumaris.set_job_states(steps);
      claims := claims || lumaris.new_attempts(jobs, p_seller.id, ask, lease_until);
      hints := hints || lumaris.job_hints(jobs);
      perform setval('lumaris.served_rank', (jobs[taken].rank * 1000)::bigint)
        from lumaris.served_rank where last_value < (jobs[taken].rank * 1000)::bigint;
    end if;
    slots := slots - taken;
    cpus := cpus - taken * best.cpus;
    memory_mb := memory_mb - taken * best.memory_mb;
  end loop;
end $$;

-- Of before many attempts were made at a time.
drop function if exists lumaris.new_attempt(lumaris.job, uuid, lumaris.ask, timestamptz);

-- The attempts for jobs that were just assigned to a seller, as its claims. The ask is kept as it is now; what is left of
-- the budget pays for so many seconds of it.
create or replace function lumaris.new_attempts(
  p_jobs lumaris.job[], p_seller uuid, p_ask lumaris.ask, p_lease_until timestamptz) returns jsonb
language plpgsql as $$
declare
  claims jsonb;
begin
  with made as (
    insert into lumaris.attempt (job_id, number, seller_id, lease_until, ask, budget, stop_after_s)
      select j.id, j.attempts, p_seller, p_lease_until, p_ask, j.payable,
             lumaris.seconds_paid(p_ask, (j.spec->>'cpus')::numeric, (j.spec->>'memory_mb')::int, j.payable,
                                  (j.spec->>'timeout_s')::int)
        from unnest(p_jobs) j
      returning *
  )
  select jsonb_agg(lumaris.claim_json(a, j.spec) order by j.rank, j.seq)
    into claims
    from made a join unnest(p_jobs) j on j.id = a.job_id;
  perform lumaris.make_log_room(j) from unnest(p_jobs) j where j.attempts > 1;
  return claims;
end $$;

create or replace function lumaris.claim_json(p_attempt lumaris.attempt, p_spec jsonb) returns jsonb
language sql stable as $$
  select jsonb_build_object(
    'attempt_id', p_attempt.id, 'job_id', p_attempt.job_id, 'number', p_attempt.number, 'lease_token', p_attempt.lease_token,
    'lease_until', lumaris.ms(p_attempt.lease_until), 'spec', p_spec, 'stop_after_s', p_attempt.stop_after_s,
    'now', lumaris.ms(now()))
$$;

drop function if exists lumaris.claim_for(uuid, jsonb, int, int);  -- counted what the seller had done, too

-- Claims into the free capacity the seller tells, which is never more than it registered; what it won in auctions first.
create or replace function lumaris.claim_jobs(
  p_seller uuid, p_free jsonb, p_max int, out claims jsonb, out hints jsonb, out cpus numeric, out memory_mb int)
language plpgsql as $$
declare
  s lumaris.seller;
  awarded jsonb;
  left_over record;
  t record;
begin
  select * into s from lumaris.seller where id = p_seller;
  awarded := lumaris.awards(p_seller);
  select least(p_max, s.slots, (p_free->>'slots')::int) - jsonb_array_length(awarded) as slots,
         least(s.cpus, (p_free->>'cpus')::numeric) - coalesce(sum((a->'spec'->>'cpus')::numeric), 0) as cpus,
         least(s.memory_mb, (p_free->>'memory_mb')::int) - coalesce(sum((a->'spec'->>'memory_mb')::int), 0) as memory_mb
    into left_over from jsonb_array_elements(awarded) a;
  t := lumaris.take_jobs(s,
    case when s.state = 'open' and lumaris.is_trusted(s.agreed, s.disagreed) and not lumaris.outside_hours(s.filters) then left_over.slots else 0 end,
    left_over.cpus, left_over.memory_mb::int);
  claims := awarded || t.claims;
  hints := t.hints;
  cpus := greatest(0, t.cpus);
  memory_mb := greatest(0, t.memory_mb);
end $$;

-- Remembers what a claim has left of the seller's capacity, and that it was heard of; returns why nothing came.
create or replace function lumaris.note_claim(
  p_seller uuid, p_free jsonb, p_claims jsonb, p_cpus numeric, p_memory_mb int, p_done int) returns text
language plpgsql as $$
declare
  s lumaris.seller;
begin
  update lumaris.seller s0 set
      last_seen_at = now(),
      heard_since = lumaris.heard_since(s0),
      jobs_done = jobs_done + p_done,
      free_slots = least(slots, (p_free->>'slots')::int) - jsonb_array_length(p_claims),
      free_cpus = p_cpus,
      free_memory_mb = p_memory_mb
    where id = p_seller
    returning * into s;
  return case when p_claims = '[]' then lumaris.why_idle(s) end;
end $$;

create or replace function lumaris.note_done(p_seller uuid, p_done int) returns void
language plpgsql as $$
begin
  if p_done > 0 then
    update lumaris.seller set jobs_done = jobs_done + p_done where id = p_seller;
  end if;
end $$;

-- Nobody needs the sweeper for this to be right: attempts and jobs that are overdue are dealt with first.
create or replace function lumaris.job_claim(p_seller uuid, p_free jsonb, p_max int) returns lumaris.reply
language plpgsql
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  hints jsonb;
  c record;
begin
  if not exists (select 1 from lumaris.seller where id = p_seller) then
    return lumaris.not_a_seller();
  end if;
  hints := lumaris.end_overdue(8);
  c := lumaris.claim_jobs(p_seller, p_free, p_max);
  return lumaris.done(
    jsonb_build_object('claims', c.claims, 'image_rules', lumaris.rules_for(c.claims),
      'why_idle', lumaris.note_claim(p_seller, p_free, c.claims, c.cpus, c.memory_mb, 0)),
    hints || c.hints);
end $$;

create or replace function lumaris.not_a_seller() returns lumaris.reply
language plpgsql immutable as $$
begin
  return lumaris.refused(9, 'not_a_seller: this account has not registered as a seller; call seller_update first');
end $$;
