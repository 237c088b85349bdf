-- Small words used by every command.

create or replace function lumaris.done(p_answer jsonb, p_hints jsonb default '[]') returns lumaris.reply
language sql immutable as $$
  select row(0, null, jsonb_strip_nulls(p_answer)::text, p_hints::text)::lumaris.reply
$$;

-- p_message is '<reason>: <sentence>'; p_code a gRPC code from 1 to 16.
create or replace function lumaris.refused(p_code int, p_message text) returns lumaris.reply
language sql immutable as $$
  select row(p_code, p_message, null, '[]')::lumaris.reply
$$;

create or replace function lumaris.setting_value(p_name text) returns bigint
language sql stable as $$
  select value from lumaris.setting where name = p_name
$$;

create or replace function lumaris.lease() returns interval
language sql stable as $$
  select value * interval '1 millisecond' from lumaris.setting where name = 'lease_ms'
$$;

-- Times on the wire: epoch milliseconds.
create or replace function lumaris.ms(p_time timestamptz) returns bigint
language sql immutable as $$
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
language sql immutable as $$
  select case
    when p_ms < 10000 then trim_scale(round(greatest(p_ms, 0) / 1000.0, 2)) || ' s'
    when p_ms < 120000 then round(p_ms / 1000.0) || ' s'
    when p_ms < 7200000 then floor(p_ms / 60000) || ' min ' || floor(mod(p_ms, 60000) / 1000) || ' s'
    else floor(p_ms / 3600000) || ' h ' || floor(mod(p_ms, 3600000) / 60000) || ' min' end
$$;

create or replace function lumaris.num(p_number numeric) returns text
language sql immutable as $$
  select case when p_number = trunc(p_number) then to_char(p_number, 'FM999,999,999,999,990')
              else trim_scale(p_number)::text end
$$;

create or replace function lumaris.plural(p_count bigint, p_word text) returns text
language sql immutable as $$
  select lumaris.num(p_count) || ' ' || p_word || case when p_count = 1 then '' else 's' end
$$;
