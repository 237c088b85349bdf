-- What the clients of the first LUMARIS call. They know no leases: a result may come for a job its seller never
-- claimed, if that job still waits and the seller could have claimed it.

create or replace function lumaris.find_job(p_ref text, p_buyer uuid) returns uuid
language plpgsql stable as $$
begin
  return (select id from lumaris.job where buyer_id = p_buyer and client_token = p_ref
          union all
          select id from lumaris.job
            where id = case when p_ref ~* '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' then p_ref::uuid end  -- by the index
          limit 1);
end $$;

create or replace function lumaris.submit_job_result(p_seller uuid, p_result jsonb) returns lumaris.reply
language plpgsql
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  j lumaris.job;
  a lumaris.attempt;
  s lumaris.seller;
  ask lumaris.ask;
  hints jsonb := '[]';
  logged lumaris.reply;
  finished lumaris.reply;
begin
  select * into s from lumaris.seller where id = p_seller;
  if not found then
    return lumaris.refused(9, 'not_a_seller: this account has not registered as a seller; call register_seller first');
  end if;
  ask := coalesce(s.ask, lumaris.default_ask());
  select * into j from lumaris.job
    where id = lumaris.find_job(p_result->>'job_id', (p_result->>'buyer_id')::uuid) for update;
  select * into a from lumaris.attempt where job_id = j.id and seller_id = p_seller order by number desc limit 1;
  if a.id is null and j.state = 'queued' and exists (select 1 from lumaris.shape h where h.id = j.shape_id
       and lumaris.unfit(s, h, j.buyer_id, j, j.spec) is null and lumaris.is_open(j, s.id)
       and j.payable >= lumaris.least_price(ask, h.cpus, h.memory_mb)) then
    j := lumaris.set_job_state(j.id, 'assigned');
    perform lumaris.new_attempts(array[j], p_seller, ask, now() + lumaris.lease());
    hints := lumaris.job_hints(j);
    select * into a from lumaris.attempt where job_id = j.id and number = j.attempts;
  end if;
  if a.id is null then
    return lumaris.refused(5, 'attempt_not_found: you have no attempt of this job, and it is not waiting for one');
  end if;
  logged := lumaris.attempt_logs(p_seller, a.id, a.lease_token, lumaris.first_chunks(p_result));
  finished := lumaris.attempt_finished(p_seller, a.id, a.lease_token,
    jsonb_strip_nulls(jsonb_build_object('exit_code', p_result->'exit_code')), null, 0);
  if finished.code <> 0 then
    return finished;
  end if;
  return lumaris.done(
    jsonb_build_object('job_id', p_result->'job_id', 'status', finished.answer::jsonb->'job_state'),
    hints || case when logged.code = 0 then logged.hints::jsonb else '[]' end || finished.hints::jsonb);
end $$;

create or replace function lumaris.first_chunks(p_result jsonb) returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object(
      'seq', nr, 'time', coalesce((p_result->>'timestamp')::bigint, lumaris.ms(now())), 'stream', stream, 'text', text)), '[]')
    from (values (1, 'stdout', p_result->>'output'), (2, 'stderr', p_result->>'error')) v(nr, stream, text)
    where text <> ''
$$;
