-- Jobs, attempts and sellers as docs/wire.md writes them. Absent values are left out by lumaris.done.

create or replace function lumaris.attempt_json(p_attempt lumaris.attempt, p_seller_name text) returns jsonb
language plpgsql stable as $$
begin
  return jsonb_build_object(
    'id', p_attempt.id, 'number', p_attempt.number, 'seller_id', p_attempt.seller_id, 'seller_name', p_seller_name,
    'state', p_attempt.state, 'phase', p_attempt.phase, 'progress', p_attempt.progress,
    'reason', p_attempt.reason, 'detail', p_attempt.detail, 'exit_code', p_attempt.exit_code,
    'assigned_at', lumaris.ms(p_attempt.assigned_at), 'pulling_at', lumaris.ms(p_attempt.pulling_at),
    'starting_at', lumaris.ms(p_attempt.starting_at), 'started_at', lumaris.ms(p_attempt.started_at), 'ended_at', lumaris.ms(p_attempt.ended_at),
    'lease_until', case when p_attempt.ended_at is null then lumaris.ms(p_attempt.lease_until) end,
    'image_digest', p_attempt.image_digest, 'profile', p_attempt.profile, 'usage', p_attempt.usage,
    'ask', to_jsonb(p_attempt.ask), 'charged_ms', p_attempt.charged_ms, 'verdict', p_attempt.verdict, 'result_hash', p_attempt.result_hash,
    'cost', case when p_attempt.ended_at is not null then p_attempt.cost end);
end $$;

-- Its last parameter once had another name, and that cannot be replaced.
drop function if exists lumaris.job_core(lumaris.job, lumaris.attempt, text);

-- p_latest: the latest attempt, or the one whose result is the job's; of null values when there is none.
create or replace function lumaris.job_core(p_job lumaris.job, p_latest lumaris.attempt, p_why text) returns jsonb
language plpgsql stable as $$
begin
  return jsonb_build_object(
    'id', p_job.id, 'seq', p_job.seq, 'buyer_id', p_job.buyer_id,
    'state', p_job.state, 'reason', p_job.reason, 'why', p_why,
    'version', p_job.version, 'spec', p_job.spec, 'max_attempts', p_job.spec->'max_attempts',
    'verify', nullif(p_job.verify, 1), 'results', case when p_job.verify > 1 then p_job.results end,
    'result_attempt', p_job.result_number,
    'budget', p_job.budget, 'cost', p_job.budget - p_job.unspent,
    'settlement', case when p_job.ended_at is not null then lumaris.settlement_json(p_job) end,
    'exit_code', p_latest.exit_code, 'created_at', lumaris.ms(p_job.created_at),
    'queue_deadline', lumaris.ms(p_job.queue_deadline), 'assigned_at', lumaris.ms(p_latest.assigned_at),
    'started_at', lumaris.ms(p_latest.started_at), 'must_end_by', lumaris.ms(p_latest.must_end_by),
    'ended_at', lumaris.ms(p_job.ended_at), 'cancel_requested_at', lumaris.ms(p_job.cancel_requested_at),
    'log', jsonb_build_object('last_seq', p_job.log_last_seq, 'bytes', p_job.log_bytes, 'cut_bytes', p_job.log_cut_bytes));
end $$;

create or replace function lumaris.job_json(p_job lumaris.job) returns jsonb
language plpgsql stable as $$
declare
  latest lumaris.attempt;
  latest_name text;
  all_attempts jsonb := '[]';
  r record;
begin
  if p_job.attempts > 0 then
    for r in
      select a as attempt, s.name from lumaris.attempt a left join lumaris.seller s on s.id = a.seller_id
        where a.job_id = p_job.id order by a.number
    loop
      if latest.id is null or latest.number is distinct from p_job.result_number then
        latest := r.attempt;
        latest_name := r.name;
      end if;
      all_attempts := all_attempts || lumaris.attempt_json(r.attempt, r.name);
    end loop;
  end if;
  return lumaris.job_core(p_job, latest, lumaris.why(p_job, latest, latest_name))
    || jsonb_build_object('client_token', p_job.client_token, 'attempts', all_attempts, 'auction', lumaris.auction_json(p_job),
         'rating', case when p_job.ended_at is not null then lumaris.rating_json(p_job.id) end);
end $$;

-- The same of a job that has just been made, for which lumaris.sellers_for was asked already.
create or replace function lumaris.new_job_json(p_job lumaris.job, p_fits bigint, p_free uuid[]) returns jsonb
language plpgsql stable as $$
begin
  return lumaris.job_core(p_job, null,
      lumaris.one_sentence('Waiting: ' || lumaris.why_waiting(p_job, p_fits, p_free)))
    || jsonb_build_object('client_token', p_job.client_token, 'attempts', '[]'::jsonb, 'auction', lumaris.auction_json(p_job));
end $$;

create or replace function lumaris.job_item(p_job lumaris.job) returns jsonb
language plpgsql stable as $$
declare
  latest lumaris.attempt;
  latest_name text;
begin
  if p_job.attempts > 0 then
    select * into latest from lumaris.attempt where job_id = p_job.id and number = coalesce(p_job.result_number, p_job.attempts);
    select name into latest_name from lumaris.seller where id = latest.seller_id;
  end if;
  return lumaris.job_core(p_job, latest, lumaris.why(p_job, latest, latest_name))
    || jsonb_build_object('seller_name', latest_name);
end $$;

create or replace function lumaris.is_online(p_seller lumaris.seller) returns boolean
language plpgsql stable as $$
begin
  return p_seller.last_seen_at > lumaris.online_since();
end $$;

create or replace function lumaris.seller_json(p_seller lumaris.seller) returns jsonb
language plpgsql stable as $$
declare
  online constant boolean := lumaris.is_online(p_seller);
begin
  return jsonb_build_object(
    'id', p_seller.id, 'name', p_seller.name, 'online', online, 'state', p_seller.state,
    'cpus', p_seller.cpus, 'memory_mb', p_seller.memory_mb, 'slots', p_seller.slots,
    'free_cpus', case when online then p_seller.free_cpus else 0 end,
    'free_memory_mb', case when online then p_seller.free_memory_mb else 0 end,
    'free_slots', case when online then p_seller.free_slots else 0 end,
    'isolation', to_jsonb(p_seller.isolation), 'jobs_done', p_seller.jobs_done,
    'ask', to_jsonb(coalesce(p_seller.ask, lumaris.default_ask())), 'record', lumaris.record_json(p_seller),
    'last_seen_at', lumaris.ms(p_seller.last_seen_at));
end $$;
