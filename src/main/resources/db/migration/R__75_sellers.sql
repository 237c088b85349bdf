-- Sellers: what they are, what they are called, why nothing comes.

create or replace function lumaris.seller_update(p_seller uuid, p_wish jsonb) returns lumaris.reply
language plpgsql
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  s lumaris.seller;
  wanted_name constant text := p_wish->>'name';
begin
  if not exists (select 1 from lumaris.seller where id = p_seller and name = coalesce(wanted_name, name)) then
    perform pg_advisory_xact_lock(hashtextextended('lumaris.seller_name', 0));  -- names are given one after the other
  end if;
  if wanted_name is not null and exists (select 1 from lumaris.seller where name = wanted_name and id <> p_seller) then
    return lumaris.refused(3, 'invalid_request: name: another seller is called that; choose another name');
  end if;
  perform lumaris.open_account(p_seller);
  insert into lumaris.seller (id, name, state, cpus, memory_mb, slots, isolation, free_cpus, free_memory_mb, free_slots)
    values (p_seller, coalesce(wanted_name, lumaris.free_name(p_seller)), 'open', 1, 1, 1, '{runc}', 0, 0, 0)
    on conflict (id) do nothing;
  select * into s from lumaris.seller where id = p_seller for update;
  update lumaris.seller set
      name = coalesce(wanted_name, name),
      state = coalesce(p_wish->>'state', state),
      cpus = w.cpus,
      memory_mb = w.memory_mb,
      slots = w.slots,
      isolation = array(select jsonb_array_elements_text(p_wish->'isolation')),
      engine = coalesce(p_wish->>'engine', engine),
      images = coalesce(p_wish->'images', images),
      ask = case when p_wish ? 'ask' then jsonb_populate_record(null::lumaris.ask, p_wish->'ask') else ask end,
      filters = case when p_wish ? 'filters' then nullif(p_wish->'filters', '{}') else filters end,
      -- What is in use stays in use; the next heartbeat tells exactly.
      free_cpus = greatest(0, w.cpus - lumaris.in_use(s.cpus, s.free_cpus, s)),
      free_memory_mb = greatest(0, w.memory_mb - lumaris.in_use(s.memory_mb, s.free_memory_mb, s)),
      free_slots = greatest(0, w.slots - lumaris.in_use(s.slots, s.free_slots, s)),
      last_seen_at = now(),
      heard_since = lumaris.heard_since(s)
    from jsonb_to_record(p_wish) as w(cpus numeric, memory_mb int, slots int)
    where id = p_seller
    returning seller.* into s;
  return lumaris.done(jsonb_build_object('seller', lumaris.seller_json(s)));
end $$;

-- A seller that was offline comes back with nothing in use.
create or replace function lumaris.in_use(p_total numeric, p_free numeric, p_seller lumaris.seller) returns numeric
language sql stable as $$
  select case when p_seller.free_slots > 0 and lumaris.is_online(p_seller) then greatest(0, p_total - p_free) else 0 end
$$;

create or replace function lumaris.seller_list() returns lumaris.reply
language plpgsql stable as $$
begin
  return lumaris.done(jsonb_build_object('sellers', coalesce(
    (select jsonb_agg(lumaris.seller_json(s) || jsonb_build_object('uptime', lumaris.uptime_shares(s.id))
                      order by lumaris.is_online(s) desc, s.name)
       from (select * from lumaris.seller order by last_seen_at desc limit 500) s), '[]')));
end $$;

-- For seller_online: a stream is only for who has registered.
create or replace function lumaris.seller_known(p_seller uuid) returns lumaris.reply
language plpgsql stable as $$
begin
  if not exists (select 1 from lumaris.seller where id = p_seller) then
    return lumaris.not_a_seller();
  end if;
  return lumaris.done(jsonb_build_object('user_id', p_seller));
end $$;

-- Why a seller gets nothing at the moment: the first thing that stands in the way.
create or replace function lumaris.why_idle(p_seller lumaris.seller) returns text
language plpgsql stable as $$
declare
  waiting int;
  fitting int;
  smallest lumaris.shape;
begin
  if p_seller.state <> 'open' then
    return format('You are %s, so no new jobs come.', p_seller.state);
  elsif not lumaris.is_trusted(p_seller.agreed, p_seller.disagreed) then
    return format('%s of your %s checked results were wrong, so no more jobs come; ask the operator of this market.',
      p_seller.disagreed, p_seller.agreed + p_seller.disagreed);
  elsif lumaris.outside_hours(p_seller.filters) then
    return format('You take jobs from %s to %s UTC only, it is %s.', p_seller.filters->'hours'->>'from',
      p_seller.filters->'hours'->>'to', lumaris.clock(now()));
  elsif p_seller.free_slots <= 0 then
    return format('All of your %s in use.', case when p_seller.slots = 1 then 'one slot is' else p_seller.slots || ' slots are' end);
  end if;
  with recursive waits as (
    (select j.shape_id from lumaris.job j where j.state = 'queued' order by j.shape_id limit 1)
    union all
    select n.shape_id from waits w cross join lateral (
      select j.shape_id from lumaris.job j where j.state = 'queued' and j.shape_id > w.shape_id order by j.shape_id limit 1) n
  )
  select count(*), count(*) filter (where h.cpus <= p_seller.free_cpus and h.memory_mb <= p_seller.free_memory_mb)
    into waiting, fitting
    from waits w join lumaris.shape h on h.id = w.shape_id;
  if waiting = 0 then
    return 'No jobs are waiting.';
  elsif fitting > 0 then
    return 'Jobs that fit are waiting, but their budgets do not pay what you ask, you have tried them before, they name other sellers, '
      || case when p_seller.filters is not null then 'your own rules refuse them, ' else '' end || 'or others are taking them now.';
  end if;
  return format('Jobs are waiting, but none fits what you have free: %s and %s MB of memory.',
    lumaris.cpus_words(p_seller.free_cpus), lumaris.num(p_seller.free_memory_mb));
end $$;
