-- The keys that sellers sign receipts with, and what buyers read by them.

create or replace function lumaris.thumbprint(p_jwk jsonb) returns text
language plpgsql immutable as $$
begin
  return rtrim(translate(encode(sha256(convert_to(format('{"crv":%s,"kty":%s,"x":%s}',
    p_jwk->'crv', p_jwk->'kty', p_jwk->'x'), 'UTF8')), 'base64'), '+/', '-_'), '=');
end $$;

create or replace function lumaris.key_json(p_key lumaris.seller_key) returns jsonb
language plpgsql stable as $$
begin
  return jsonb_build_object('kid', p_key.kid, 'seller_id', p_key.seller_id, 'jwk', p_key.jwk,
    'since', lumaris.ms(p_key.since), 'until', lumaris.ms(p_key.until));
end $$;

-- A new key ends the one before. One that was ended does not come back: two nodes that are one seller with a key each
-- would end each other's for ever.
create or replace function lumaris.seller_key_put(p_seller uuid, p_jwk jsonb) returns lumaris.reply
language plpgsql
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  thumb constant text := lumaris.thumbprint(p_jwk);
  k lumaris.seller_key;
begin
  perform 1 from lumaris.seller where id = p_seller for update;
  if not found then
    return lumaris.not_a_seller();
  end if;
  select * into k from lumaris.seller_key where seller_id = p_seller and kid = thumb;
  if found and k.until is not null then
    return lumaris.refused(9, format('key_ended: another key took the place of this one at %s; make a new one', lumaris.clock(k.until)));
  elsif not found then
    if (select count(*) from lumaris.seller_key where seller_id = p_seller) >= 100 then
      return lumaris.refused(8, 'too_many_keys: a seller may have had 100 keys; go on with the present one');
    end if;
    update lumaris.seller_key set until = now() where seller_id = p_seller and until is null;
    insert into lumaris.seller_key (seller_id, kid, jwk) values (p_seller, thumb, p_jwk) returning * into k;
  end if;
  return lumaris.done(jsonb_build_object('key', lumaris.key_json(k)));
end $$;

-- A seller's keys, the present one first. For anybody: who was handed a receipt has nothing else to go by.
create or replace function lumaris.seller_keys(p_seller uuid) returns lumaris.reply
language plpgsql stable
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
begin
  return lumaris.done(jsonb_build_object('keys', coalesce((
    select jsonb_agg(lumaris.key_json(k) order by k.since desc) from lumaris.seller_key k where k.seller_id = p_seller), '[]')));
end $$;

-- The receipts of a job that there are by now, with the keys they name.
create or replace function lumaris.receipt_get(p_buyer uuid, p_job uuid) returns lumaris.reply
language plpgsql stable
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  j lumaris.job;
  receipts jsonb;
  keys jsonb;
begin
  select * into j from lumaris.job where id = p_job and buyer_id = p_buyer;
  if not found then
    return lumaris.job_not_found();
  end if;
  select coalesce(jsonb_agg(jsonb_build_object('attempt_id', a.id, 'number', a.number, 'kid', r.kid, 'jws', r.jws,
           'stored_at', lumaris.ms(r.stored_at)) order by a.number), '[]')
    into receipts
    from lumaris.attempt a join lumaris.receipt r on r.attempt_id = a.id where a.job_id = p_job;
  select coalesce(jsonb_agg(distinct lumaris.key_json(k)), '[]') into keys
    from lumaris.attempt a join lumaris.receipt r on r.attempt_id = a.id
    join lumaris.seller_key k on k.seller_id = a.seller_id and k.kid = r.kid where a.job_id = p_job;
  return lumaris.done(jsonb_build_object('job_id', j.id, 'spec', j.spec, 'receipts', receipts, 'keys', keys));
end $$;
