-- The sweeper, every five seconds: what a claim would also do, done promptly, and what is old. Any number of servers
-- may call it; one at a time works.

create or replace function lumaris.sweep(p_limit int) returns lumaris.reply
language plpgsql
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  lost jsonb;
  timed_out jsonb;
  offered jsonb;
  deleted int := 0;
  old uuid;
begin
  if not pg_try_advisory_xact_lock(hashtext('lumaris.sweep')) then
    return lumaris.done('{"busy": true}');
  end if;
  -- Checks first: their account is waited for, and who waits must not hold the accounts of those whose jobs are ended below.
  offered := lumaris.sample_checks(p_limit);
  lost := lumaris.end_expired_leases(p_limit);
  -- Before the queue timeouts, or a late sweep would end a job with bids as one that nobody took.
  offered := offered || lumaris.close_due_auctions(p_limit);
  timed_out := lumaris.end_queue_timeouts(p_limit);
  offered := offered || lumaris.offer_again(p_limit);
  for old in
    select id from lumaris.job
      where ended_at < now() - lumaris.setting_value('retention_days') * interval '1 day'
      order by ended_at limit p_limit for update skip locked
  loop
    perform lumaris.remove_job(old);
    deleted := deleted + 1;
  end loop;
  delete from lumaris.deleted_job where id in (
    select id from lumaris.deleted_job
      where ended_at < now() - lumaris.setting_value('retention_days') * interval '1 day' order by ended_at limit p_limit);
  delete from lumaris.seller_day where day < (now() at time zone 'UTC')::date - 30;
  delete from lumaris.buyer_queue where (buyer_id, shape_id) in (
    select buyer_id, shape_id from lumaris.buyer_queue where used_at < now() - interval '8 days' limit p_limit);
  return lumaris.done(jsonb_build_object(
      'leases_ended', (select count(*) from jsonb_array_elements(lost) h where (h->>'data')::jsonb->>'type' = 'lease_lost'),
      'queue_timeouts', jsonb_array_length(timed_out) / 2,
      'jobs_deleted', deleted),
    lost || timed_out || offered);
end $$;

-- For whoever asks whether the market is there: it has to read the database to answer.
create or replace function lumaris.market_info() returns lumaris.reply
language sql stable as $$
  select lumaris.done(jsonb_build_object('schema_version', lumaris.setting_value('schema_version'),
    'lease_ms', lumaris.setting_value('lease_ms'), 'heartbeat_ms', lumaris.setting_value('heartbeat_ms'),
    'now', lumaris.ms(now())))
$$;
