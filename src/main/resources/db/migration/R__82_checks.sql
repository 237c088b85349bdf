-- The market's own checks: of jobs whose buyers did not pay for verification, some are run again by another seller and the
-- results compared, out of the fees. How often follows BOINC's adaptive replication (sched_send.cpp): a seller with n agreed
-- results in a row, n at least checks_after, is checked with probability 1/n, every other one always, as far as the money goes.

-- Makes the checks of the jobs that have ended since the last time; returns the hints. One sweep at a time runs this. One that
-- cannot be made (no money for it, an image or a seller that is no more) is passed over and keeps no other from being made.
create or replace function lumaris.sample_checks(p_limit int) returns jsonb
language plpgsql as $$
declare
  c lumaris.checking;
  hints jsonb := '[]';
  made record;
  due record;
begin
  select * into c from lumaris.checking for update;
  perform lumaris.fund_checks(c);
  for due in
    select a as attempt, j.spec from lumaris.job j
      join lumaris.attempt a on a.job_id = j.id and a.number = j.attempts
      join lumaris.seller s on s.id = a.seller_id
      where j.ended_at > c.ended_at and j.verify = 1 and j.check_of is null and a.cost > 0
        and lumaris.is_comparable(j, a.reason) and not j.spec ?| '{env,sellers}' and random() < lumaris.check_probability(s.agreed_in_row)
      order by j.ended_at limit p_limit
  loop
    made := lumaris.make_check(c.account_id, due.attempt, due.spec);
    hints := hints || coalesce(made.hints, '[]');
  end loop;
  update lumaris.checking set ended_at = coalesce(
    (select max(j.ended_at) from lumaris.job j where j.ended_at > c.ended_at), c.ended_at);
  return hints;
end $$;

create or replace function lumaris.check_probability(p_in_row int) returns double precision
language plpgsql stable as $$
begin
  return case when p_in_row < lumaris.setting_value('checks_after') then 1 else 1.0 / p_in_row end;
end $$;

-- Moves the share of the fees that came in since the last time to the account checks are paid from.
create or replace function lumaris.fund_checks(p_checking lumaris.checking) returns void
language plpgsql as $$
declare
  transfer constant uuid := gen_random_uuid();
  percent constant bigint := lumaris.setting_value('checks_percent');
  came record;
  share bigint;
begin
  if percent = 0 then
    return;  -- or all the fees there ever were would be added up in each sweep
  end if;
  select coalesce(sum(amount), 0) as fees, max(seq) as seq into came from lumaris.ledger_entry
    where account_id is null and seq > p_checking.fees_seq and bucket = 'fees' and reason = 'fee';
  share := came.fees * percent / 100;
  if share > 0 then
    perform 1 from lumaris.account where id = p_checking.account_id;
    if not found then
      insert into lumaris.account (id) values (p_checking.account_id);  -- without starter credits
    end if;
    insert into lumaris.ledger_entry (transfer, cause, account_id, bucket, reason, amount) values
      (transfer, transfer, null, 'fees', 'check_fund', -share),
      (transfer, transfer, p_checking.account_id, 'available', 'check_fund', share);
    update lumaris.checking set fees_seq = came.seq;
  end if;
end $$;

-- For two runs by sellers that ask as much as the first and take twice its time and ten seconds: what they cost in the end is less,
-- but a check that its budget stops says nothing.
create or replace function lumaris.check_budget(p_attempt lumaris.attempt, p_spec jsonb) returns bigint
language sql immutable as $$
  select 2 * greatest(p_attempt.cost, lumaris.price(p_attempt.ask, (p_spec->>'cpus')::numeric, (p_spec->>'memory_mb')::int,
    least((p_spec->>'timeout_s')::bigint * 1000, 2 * coalesce(p_attempt.charged_ms, 0) + 10000)))
$$;

-- The same job again for another seller, as one that wants two results of which the first is in. Its budget is for two runs, so
-- that a third seller can decide. A seller that told no hash of its output is compared by what the market kept of it, or who
-- tells none would never be checked. Null when there is no money for it, or it is refused.
create or replace function lumaris.make_check(
  p_account uuid, p_attempt lumaris.attempt, p_spec jsonb, out job_id uuid, out hints jsonb)
language plpgsql as $$
declare
  costs constant bigint := lumaris.check_budget(p_attempt, p_spec);
  -- Nor does its buyer check it: nobody runs their own account's jobs.
  blocked constant jsonb := coalesce(p_spec->'block_sellers', '[]') || to_jsonb(p_attempt.seller_id) || coalesce(
    (select to_jsonb(s.id) from lumaris.job o join lumaris.seller s on s.id = o.buyer_id where o.id = p_attempt.job_id), '[]');
  spec constant jsonb := p_spec - '{labels,verify,auction_s,auction_pick,auction_price,auction_no_bids,priority,prefer}'::text[]
    || jsonb_build_object('block_sellers', blocked, 'priority', 1, 'retry_on_exit_code', false, 'budget', costs);
  made record;
  j lumaris.job;
begin
  if (select available from lumaris.account where id = p_account) >= costs then
    made := lumaris.make_jobs(p_account, jsonb_build_array(jsonb_build_object('client_token', 'check-' || p_attempt.id, 'spec', spec)));
    job_id := (made.answers->0->>'job_id')::uuid;
    update lumaris.job set
        check_of = p_attempt.id, verify = 2, results = 1, payable = unspent / 2, offered_to = null, offered_until = null
      where id = job_id returning * into j;
    if found then
      update lumaris.attempt set result_hash = lumaris.hash_of_end(p_attempt.reason, p_attempt.exit_code,
          lumaris.stdout_hash(p_attempt.job_id, p_attempt.number))
        where id = p_attempt.id and result_hash is null;
      hints := made.hints || lumaris.offer_to_next(j);
    end if;
  end if;
end $$;
