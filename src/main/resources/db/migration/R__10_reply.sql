-- Small words used by every command.
--
-- Which language: what PostgreSQL can put in the caller's place (one expression over scalars, no table) is language sql and
-- costs nothing. Everything else is plpgsql, whose plans are kept by the session: a sql function that reads a table or
-- returns a row is parsed and planned again in every call, about 0.1 ms each. (A sql function is only put in place when it is declared no
-- better than what it calls: extract, jsonb_build_object and to_char are stable.)
--
-- Every command is planned once per session, for any values, and never by reading a whole table or index: a plan made while
-- a table was small would otherwise be kept while it grows. Joins are lookups, for the same reason. Hence on each of them:
--   set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off
-- (without the last, a scan that cannot be avoided looks so dear that it is compiled first, for seconds.)
-- Rows that a caller named are looked up by "= any (ids)" besides: of a table that looks small, the plan would read an index
-- whole, which costs no more then.

create or replace function lumaris.done(p_answer jsonb, p_hints jsonb default '[]') returns lumaris.reply
language plpgsql immutable as $$
begin
  return row(0, null, jsonb_strip_nulls(p_answer)::text, p_hints::text)::lumaris.reply;
end $$;

-- p_message is '<reason>: <sentence>'; p_code a gRPC code from 1 to 16.
create or replace function lumaris.refused(p_code int, p_message text) returns lumaris.reply
language plpgsql immutable as $$
begin
  return row(p_code, p_message, null, '[]')::lumaris.reply;
end $$;

-- The same of one thing among several in a command: that one is refused, in its place in the answer.
create or replace function lumaris.refusal(p_code int, p_message text) returns jsonb
language sql immutable as $$
  select jsonb_build_object('code', p_code, 'message', p_message)
$$;

create or replace function lumaris.setting_value(p_name text) returns bigint
language plpgsql stable as $$
begin
  return (select value from lumaris.setting where name = p_name);
end $$;

create or replace function lumaris.lease() returns interval
language plpgsql stable as $$
begin
  return (select value * interval '1 millisecond' from lumaris.setting where name = 'lease_ms');
end $$;

-- A seller seen after this is online. In a query over sellers: (select lumaris.online_since()), so that it is asked once.
create or replace function lumaris.online_since() returns timestamptz
language plpgsql stable as $$
begin
  return (select now() - value * interval '1 millisecond' from lumaris.setting where name = 'seller_online_ms');
end $$;

-- Times on the wire: epoch milliseconds.
create or replace function lumaris.ms(p_time timestamptz) returns bigint
language sql stable as $$
  select (extract(epoch from p_time) * 1000)::bigint
$$;

create or replace function lumaris.at(p_ms numeric) returns timestamptz
language sql immutable as $$
  select to_timestamp(p_ms / 1000.0)
$$;

create or replace function lumaris.is_final(p_state text) returns boolean
language sql immutable as $$
  select p_state not in ('queued', 'assigned', 'running')
$$;

-- Words for sentences ------------------------------------------------------------------------------------------------

-- 12:01:03 UTC, with the date when it is not today's.
create or replace function lumaris.clock(p_time timestamptz) returns text
language sql stable as $$
  select to_char(p_time at time zone 'UTC',
           case when (p_time at time zone 'UTC')::date = (now() at time zone 'UTC')::date
                then 'HH24:MI:SS' else 'YYYY-MM-DD HH24:MI:SS' end) || ' UTC'
$$;

create or replace function lumaris.span(p_ms numeric) returns text
language sql stable as $$
  select case
    when p_ms < 10000 then trim_scale(round(greatest(p_ms, 0) / 1000.0, 2)) || ' s'
    when p_ms < 120000 then round(p_ms / 1000.0) || ' s'
    when p_ms < 7200000 then floor(p_ms / 60000) || ' min ' || floor(mod(p_ms, 60000) / 1000) || ' s'
    else floor(p_ms / 3600000) || ' h ' || floor(mod(p_ms, 3600000) / 60000) || ' min' end
$$;

create or replace function lumaris.num(p_number numeric) returns text
language sql stable as $$
  select case when p_number = trunc(p_number) then to_char(p_number, 'FM999,999,999,999,990')
              else trim_scale(p_number)::text end
$$;

create or replace function lumaris.plural(p_count bigint, p_word text) returns text
language sql stable as $$
  select lumaris.num(p_count) || ' ' || p_word || case when p_count = 1 then '' else 's' end
$$;
