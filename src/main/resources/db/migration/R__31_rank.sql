-- Where a new job stands: its shape's queue, and its rank there.

create or replace function lumaris.shape_of(p_spec jsonb, p_sellers uuid[], p_blocked uuid[]) returns int
language plpgsql as $$
declare
  wanted_cpus constant numeric := (p_spec->>'cpus')::numeric;
  wanted_memory constant int := (p_spec->>'memory_mb')::int;
  wanted_isolation constant text := coalesce(p_spec->>'isolation', 'any');
  found_id int;
begin
  loop
    select id into found_id from lumaris.shape
      where cpus = wanted_cpus and memory_mb = wanted_memory and isolation = wanted_isolation
        and sellers = p_sellers and blocked = p_blocked;
    if found then
      return found_id;
    end if;
    insert into lumaris.shape (cpus, memory_mb, isolation, sellers, blocked)
      values (wanted_cpus, wanted_memory, wanted_isolation, p_sellers, p_blocked) on conflict do nothing;
  end loop;
end $$;

-- The sellers a job names and blocks, as ids in order; problem when there is no such seller.
create or replace function lumaris.seller_wishes(p_spec jsonb, out sellers uuid[], out blocked uuid[], out problem text)
language plpgsql stable as $$
begin
  sellers := '{}';
  blocked := '{}';
  if p_spec ?| '{sellers,block_sellers}' then
    problem := coalesce(lumaris.unknown_seller('sellers', p_spec->'sellers'),
                        lumaris.unknown_seller('block_sellers', p_spec->'block_sellers'));
    sellers := lumaris.seller_ids(p_spec->'sellers');
    blocked := lumaris.seller_ids(p_spec->'block_sellers');
  end if;
end $$;

-- By name or by id.
create or replace function lumaris.seller_ids(p_names jsonb) returns uuid[]
language plpgsql stable as $$
begin
  return array(select distinct s.id from jsonb_array_elements_text(coalesce(p_names, '[]')) n
                 join lumaris.seller s on s.id = lumaris.seller_named(n) order by s.id);
end $$;

create or replace function lumaris.seller_named(p_name text) returns uuid
language plpgsql stable as $$
begin
  if p_name ~ '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' then
    return (select id from lumaris.seller where id = p_name::uuid);
  end if;
  return (select id from lumaris.seller where name = p_name);
end $$;

create or replace function lumaris.unknown_seller(p_field text, p_names jsonb) returns text
language plpgsql stable as $$
begin
  return (select format('%s: there is no seller called %s on this market', p_field, left(n, 40))
            from jsonb_array_elements_text(coalesce(p_names, '[]')) n where lumaris.seller_named(n) is null limit 1);
end $$;

-- Whether a job waits in a queue that is not just being offered to somebody.
create or replace function lumaris.anybody_waits(p_shape int) returns boolean
language plpgsql stable as $$
begin
  return exists (select 1 from lumaris.job
                   where shape_id = p_shape and state = 'queued' and auction_until is null
                     and (offered_until is null or offered_until <= now()));
end $$;

-- Start-time fair queueing (Goyal, Vin, Cheng 1996): a job starts, in virtual time, at the later of "now" (the rank at
-- the head of its queue; of an empty queue, what the market served last) and the end of its buyer's previous job;
-- a job is 1/priority long. A buyer with 10,000 jobs waiting so delays another buyer's first job by one job.
-- Null: the buyer has used too many different shapes. The market's own checks need one for each size and each seller checked.
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
  if (select count(*) from lumaris.buyer_queue where buyer_id = p_buyer) >= lumaris.setting_value('shapes_per_buyer')
     and not exists (select 1 from lumaris.checking where account_id = p_buyer) then
    return null;
  end if;
  insert into lumaris.buyer_queue (buyer_id, shape_id, next_rank) values (p_buyer, p_shape, virtual_now + length)
    on conflict (buyer_id, shape_id) do update set next_rank = greatest(buyer_queue.next_rank, excluded.next_rank - length) + length
    returning next_rank - length into start_rank;
  return start_rank;
end $$;
