-- The market's truth lives in this schema; Nakama only carries commands to it and hints from it.
create schema if not exists lumaris;

-- PostgreSQL looks for unqualified names in a schema of the role's name first: Nakama, as role "lumaris", would take our
-- tables for its own.
do $$ begin
  if current_user = 'lumaris' then
    raise exception 'the database role must not be called lumaris, as the schema is; use another role such as nakama';
  end if;
end $$;

create table lumaris.setting (
  name text primary key,
  value bigint not null,
  unit text not null,
  meaning text not null
);

insert into lumaris.setting (name, value, unit, meaning) values
  ('schema_version', 1, '', 'the module refuses to start on another one'),
  ('lease_ms', 30000, 'ms', 'how long a seller may be silent before its attempt is lost'),
  ('heartbeat_ms', 10000, 'ms', 'how often a seller should renew its leases'),
  ('seller_online_ms', 30000, 'ms', 'a seller seen within this time is online'),
  ('start_timeout_s', 1800, 's', 'how long an attempt may pull and start before it counts as lost'),
  ('log_bytes_per_job', 1048576, 'bytes', 'what is kept of a job''s output; the rest is counted, not kept'),
  ('unfinished_jobs_per_buyer', 20000, 'jobs', 'the most jobs of one buyer that are not final'),
  ('shapes_per_buyer', 200, 'sizes', 'the most different sizes (CPUs, memory) of one buyer''s jobs within eight days'),
  ('retention_days', 30, 'days', 'final jobs older than this are deleted with their logs');

-- What every command function returns. code is a gRPC code, 0 = done; answer is the RPC's JSON, passed on unparsed;
-- hints is a JSON array of {mode, subject, data} to be sent to streams. A refusal is a row, never a raised error:
-- Nakama logs raised errors together with the arguments, and those may hold a buyer's secrets.
create type lumaris.reply as (code int, message text, answer text, hints text);
