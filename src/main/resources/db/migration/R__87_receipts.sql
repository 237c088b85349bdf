-- Receipts: what a seller signs of an attempt. The market says beforehand what a receipt must say, and takes none that
-- says anything else of what it knows. It cannot verify signatures, neither here nor in the module; who reads can.

-- JSON in the form of RFC 8785, for what a job's spec can hold: numbers between 0.1 and 10^15, names in ASCII.
create or replace function lumaris.canonical_json(p_value jsonb) returns text
language plpgsql immutable as $$
begin
  return case jsonb_typeof(p_value)
    when 'object' then '{' || coalesce((
      select string_agg(to_jsonb(key)::text || ':' || lumaris.canonical_json(value), ',' order by key collate "C")
        from jsonb_each(p_value)), '') || '}'
    when 'array' then '[' || coalesce((
      select string_agg(lumaris.canonical_json(value), ',' order by nr)
        from jsonb_array_elements(p_value) with ordinality e(value, nr)), '') || ']'
    when 'number' then trim_scale(p_value::numeric)::text
    else p_value::text end;
end $$;

create or replace function lumaris.spec_hash(p_spec jsonb) returns text
language plpgsql immutable as $$
begin
  return 'sha256:' || encode(sha256(convert_to(lumaris.canonical_json(p_spec), 'UTF8')), 'hex');
end $$;

-- What the market knows of an ended attempt, under the names it has in a receipt.
create or replace function lumaris.receipt_facts(p_attempt lumaris.attempt) returns jsonb
language plpgsql stable as $$
declare
  a constant jsonb := lumaris.attempt_json(p_attempt, null);
begin
  return jsonb_strip_nulls((
    select jsonb_build_object(
        'market_id', m.id, 'market_name', m.name, 'job_id', j.id, 'buyer_id', j.buyer_id,
        'spec_hash', lumaris.spec_hash(j.spec), 'image', j.spec->'image',
        'attempt_id', a->'id', 'number', a->'number', 'seller_id', a->'seller_id',
        'image_digest', a->'image_digest', 'profile', a->'profile',
        'started_at', a->'started_at', 'ended_at', a->'ended_at', 'run_ms', a->'usage'->'run_ms',
        'exit_code', a->'exit_code', 'reason', a->'reason', 'usage', a->'usage',
        'ask', a->'ask', 'charged_ms', a->'charged_ms', 'cost', a->'cost')
      from lumaris.job j cross join lumaris.market m where j.id = p_attempt.job_id));
end $$;

-- The fields that differ; null: none. Of an attempt that its buyer cancelled the market was told no end, so the seller
-- may add to what is known.
create or replace function lumaris.receipt_contradicts(p_attempt lumaris.attempt, p_claims jsonb) returns text
language plpgsql stable as $$
declare
  facts constant jsonb := lumaris.receipt_facts(p_attempt);
begin
  return (
    select string_agg(f, ', ' order by f)
      from unnest(array['market_id', 'market_name', 'job_id', 'buyer_id', 'spec_hash', 'image', 'attempt_id', 'number',
        'seller_id', 'image_digest', 'profile', 'started_at', 'ended_at', 'run_ms', 'exit_code', 'reason', 'usage',
        'ask', 'charged_ms', 'cost']) f
      where p_claims->f is distinct from facts->f
        and (p_attempt.reported or facts ? f or f not in ('image_digest', 'profile', 'run_ms', 'exit_code', 'usage')));
end $$;

-- Why there can be no receipt of this attempt; null when there can be one.
create or replace function lumaris.receipt_obstacle(p_attempt lumaris.attempt) returns lumaris.reply
language plpgsql stable as $$
begin
  if p_attempt.id is null then
    return lumaris.refused(5, 'attempt_not_found: you have no attempt with this id');
  elsif not lumaris.is_final_attempt(p_attempt.state) then
    return lumaris.refused(9, 'not_final: the attempt has not ended; sign its receipt when the market has taken its end');
  elsif not p_attempt.reported and p_attempt.state <> 'cancelled' then
    return lumaris.refused(9, 'lease_lost: the market ended this attempt without your report, so there is nothing to sign');
  end if;
  return null;
end $$;

create or replace function lumaris.receipt_exists() returns lumaris.reply
language plpgsql immutable as $$
begin
  return lumaris.refused(6, 'receipt_exists: this attempt has a receipt, and it has one only');
end $$;

create or replace function lumaris.receipt_answer(p_attempt uuid, p_refused lumaris.reply, p_done jsonb) returns jsonb
language sql stable as $$
  select jsonb_build_object('attempt_id', p_attempt)
    || case when (p_refused).code > 0 then lumaris.refusal((p_refused).code, (p_refused).message) else p_done end
$$;

-- For each attempt what its receipt must say, or why there can be none.
create or replace function lumaris.receipt_facts(p_seller uuid, p_attempts jsonb) returns lumaris.reply
language plpgsql stable
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  answers jsonb := '[]';
  wanted uuid;
  a lumaris.attempt;
  obstacle lumaris.reply;
begin
  for wanted in select value::uuid from jsonb_array_elements_text(p_attempts) loop
    select * into a from lumaris.attempt where id = wanted and seller_id = p_seller;
    obstacle := lumaris.receipt_obstacle(a);
    if obstacle is null and exists (select 1 from lumaris.receipt where attempt_id = wanted) then
      obstacle := lumaris.receipt_exists();
    end if;
    answers := answers || lumaris.receipt_answer(wanted, obstacle,
      case when obstacle is null then jsonb_build_object('facts', lumaris.receipt_facts(a)) end);
  end loop;
  return lumaris.done(jsonb_build_object('answers', answers, 'now', lumaris.ms(now())));
end $$;

-- Keeps receipts, each for itself. p_receipts: [{jws, kid, claims}], the last two as the module read them in the first.
create or replace function lumaris.receipt_put(p_seller uuid, p_receipts jsonb) returns lumaris.reply
language plpgsql
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  answers jsonb := '[]';
  told record;
begin
  for told in select * from jsonb_to_recordset(p_receipts) as r(jws text, kid text, claims jsonb) loop
    answers := answers || lumaris.receipt_answer((told.claims->>'attempt_id')::uuid,
      lumaris.keep_receipt(p_seller, told.jws, told.kid, told.claims), '{"stored": true}');
  end loop;
  return lumaris.done(jsonb_build_object('answers', answers));
end $$;

create or replace function lumaris.keep_receipt(p_seller uuid, p_jws text, p_kid text, p_claims jsonb) returns lumaris.reply
language plpgsql as $$
declare
  a lumaris.attempt;
  obstacle lumaris.reply;
  key_since timestamptz;
  wrong text;
begin
  select * into a from lumaris.attempt where id = (p_claims->>'attempt_id')::uuid and seller_id = p_seller;
  obstacle := lumaris.receipt_obstacle(a);
  if not (obstacle is null) then  -- "is not null" is false for a row that holds a null
    return obstacle;
  elsif exists (select 1 from lumaris.receipt where attempt_id = a.id) then
    return lumaris.receipt_kept(a.id, p_jws);
  end if;
  select since into key_since from lumaris.seller_key where seller_id = p_seller and kid = p_kid and until is null;
  if not found then
    return lumaris.refused(9, 'key_unknown: the receipt is not signed with your present key; register that with seller_key_put');
  elsif p_claims->'version' is distinct from '1' then
    return lumaris.refused(3, 'invalid_request: version: this market takes receipts of version 1');
  end if;
  wrong := lumaris.receipt_contradicts(a, p_claims);
  if wrong is not null then
    return lumaris.refused(3, 'invalid_request: receipt: says something else than the market knows in: ' || wrong);
  elsif (p_claims->>'issued_at')::bigint
      not between lumaris.ms(greatest(a.ended_at, key_since)) and lumaris.ms(clock_timestamp()) then
    return lumaris.refused(3, 'invalid_request: issued_at: must be a time since the attempt''s end and the key''s registration, and not after now');
  end if;
  insert into lumaris.receipt (attempt_id, kid, jws) values (a.id, p_kid, p_jws) on conflict do nothing;
  return lumaris.receipt_kept(a.id, p_jws);
end $$;

-- The same receipt again is no other receipt.
create or replace function lumaris.receipt_kept(p_attempt uuid, p_jws text) returns lumaris.reply
language plpgsql stable as $$
begin
  if exists (select 1 from lumaris.receipt where attempt_id = p_attempt and jws = p_jws) then
    return lumaris.done('{}');
  end if;
  return lumaris.receipt_exists();
end $$;
