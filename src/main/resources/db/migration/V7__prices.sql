-- Prices. A seller's ask: a fee for each program that starts, and rates per hour of a CPU and of a GB of memory limit, in
-- whole micro-credits. Per hour, because a second of a small machine costs less than one micro-credit, and because it
-- is how machines are priced everywhere; what is charged is rounded up to whole micro-credits once, at the end.
create type lumaris.ask as (start bigint, cpu_hour bigint, gb_hour bigint);

-- Null: the default of the settings.
alter table lumaris.seller
  add ask lumaris.ask,
  add check (ask is null or ((ask).start between 0 and 1000000000000 and (ask).cpu_hour between 0 and 1000000000000
                             and (ask).gb_hour between 0 and 1000000000000));

-- The ask as it was when the seller took the job, and what came of it. The fee is a part of the cost.
alter table lumaris.attempt
  add ask lumaris.ask,
  add stop_after_s int,
  add charged_ms bigint,
  add cost bigint not null default 0,
  add fee bigint not null default 0,
  add check (cost >= fee and fee >= 0);

-- The budget is held from the submit on; unspent is what attempts have left of it. Jobs from before cost nothing.
alter table lumaris.job
  add budget bigint not null default 0,
  add unspent bigint not null default 0,
  add check (unspent between 0 and budget);

-- With unspent as its last key, jobs that cannot pay a seller are passed by without being read.
drop index lumaris.job_queue;
create index job_queue on lumaris.job (shape_id, rank, seq, unspent) where state = 'queued';

-- These have other parameters or columns now.
drop function if exists lumaris.set_job_state(uuid, text, text);
drop function if exists lumaris.new_attempt(lumaris.job, uuid);
drop function if exists lumaris.queue_heads(uuid, numeric, int, text[], int[]);
