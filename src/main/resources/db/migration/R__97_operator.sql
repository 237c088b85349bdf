-- What an operator looks at: how the market is, what is stuck, what may be set.

create or replace function lumaris.operator_overview(p_operator uuid) returns lumaris.reply
language plpgsql stable as $$
begin
  if not lumaris.is_operator(p_operator) then
    return lumaris.not_an_operator();
  end if;
  return lumaris.done(jsonb_build_object(
    'now', lumaris.ms(now()), 'jobs', lumaris.jobs_overview(), 'sellers', lumaris.sellers_overview(),
    'money', lumaris.money_overview(), 'stuck', lumaris.stuck_things(), 'disputes', lumaris.disputes()));
end $$;

create or replace function lumaris.jobs_overview() returns jsonb
language plpgsql stable as $$
begin
  return (select jsonb_build_object(
      'queued', count(*) filter (where state = 'queued'), 'assigned', count(*) filter (where state = 'assigned'),
      'running', count(*) filter (where state = 'running'), 'auctions', count(*) filter (where auction_until is not null),
      'oldest_queued_at', lumaris.ms(min(created_at) filter (where state = 'queued')))
            from lumaris.job where state in ('queued', 'assigned', 'running'))
    || (select jsonb_build_object('ended_24_h', count(*), 'succeeded_24_h', count(*) filter (where state = 'succeeded'))
          from lumaris.job where ended_at > now() - interval '24 hours');
end $$;

create or replace function lumaris.sellers_overview() returns jsonb
language plpgsql stable as $$
begin
  return (select jsonb_build_object(
      'known', count(*), 'online', count(*) filter (where last_seen_at > lumaris.online_since()),
      'free_slots', coalesce(sum(free_slots) filter (where last_seen_at > lumaris.online_since()), 0),
      'not_trusted', coalesce(jsonb_agg(jsonb_build_object('id', id, 'name', name, 'agreed', agreed, 'disagreed', disagreed))
                                filter (where not lumaris.is_trusted(agreed, disagreed)), '[]'))
            from lumaris.seller);
end $$;

create or replace function lumaris.money_overview() returns jsonb
language plpgsql stable as $$
begin
  return (select jsonb_build_object('accounts', count(*), 'available', coalesce(sum(available), 0), 'held', coalesce(sum(held), 0),
                   'payouts_requested', (select count(*) from lumaris.payment where state = 'requested'),
                   'for_checks', (select coalesce(sum(a.available + a.held), 0) from lumaris.account a join lumaris.checking c on c.account_id = a.id))
            from lumaris.account);
end $$;

-- What should have been dealt with half a minute ago; there should be none.
create or replace function lumaris.stuck_things() returns jsonb
language plpgsql stable as $$
begin
  return (select coalesce(jsonb_agg(jsonb_build_object('what', x.what, 'job_id', x.id, 'since', lumaris.ms(x.since))), '[]') from (
    (select 'lease_ran_out' as what, job_id as id, lease_until as since from lumaris.attempt
       where state in ('assigned', 'running') and lease_until < now() - interval '30 seconds' order by lease_until limit 20)
    union all
    (select 'waits_beyond_its_queue_timeout', id, queue_deadline from lumaris.job
       where state = 'queued' and queue_deadline < now() - interval '30 seconds' order by queue_deadline limit 20)
    union all
    (select 'auction_did_not_close', id, auction_until from lumaris.job
       where state = 'queued' and auction_until < now() - interval '30 seconds' order by auction_until limit 20)) x);
end $$;

-- Verified jobs of the last seven days on which no two sellers agreed, and results that differed from the others.
create or replace function lumaris.disputes() returns jsonb
language plpgsql stable as $$
begin
  return (select coalesce(jsonb_agg(jsonb_build_object('job_id', j.id, 'buyer_id', j.buyer_id, 'ended_at', lumaris.ms(j.ended_at),
              'reason', j.reason, 'odd', (select jsonb_agg(s.name) from lumaris.attempt a join lumaris.seller s on s.id = a.seller_id
                                            where a.job_id = j.id and a.verdict = 'disagreed')) order by j.ended_at desc), '[]')
            from (select * from lumaris.job v where v.verify > 1 and v.ended_at > now() - interval '7 days'
                    and (v.reason = 'disagreement'
                         or exists (select 1 from lumaris.attempt a where a.job_id = v.id and a.verdict = 'disagreed'))
                    order by v.ended_at desc limit 50) j);
end $$;

-- Settings ---------------------------------------------------------------------------------------------------------------

create or replace function lumaris.setting_list(p_operator uuid) returns lumaris.reply
language plpgsql stable as $$
begin
  if not lumaris.is_operator(p_operator) then
    return lumaris.not_an_operator();
  end if;
  return lumaris.done(jsonb_build_object('settings',
    (select jsonb_agg(to_jsonb(s) order by s.name) from lumaris.setting s where s.name <> 'schema_version')));
end $$;

-- Why a setting cannot have this value; null: it can. Null as well for one that does not exist.
create or replace function lumaris.setting_problem(p_name text, p_value bigint) returns text
language sql stable as $$
  select case
    when p_value not between s.least and s.most then
      format('must be between %s and %s, you sent %s', s.least, s.most, p_value)
    when p_name = 'lease_ms' and p_value < 2 * lumaris.setting_value('heartbeat_ms') then
      format('must be at least twice heartbeat_ms, %s, or sellers lose what they run', lumaris.setting_value('heartbeat_ms'))
    when p_name = 'heartbeat_ms' and 2 * p_value > lumaris.setting_value('lease_ms') then
      format('must be at most half of lease_ms, %s, or sellers lose what they run', lumaris.setting_value('lease_ms'))
    when p_name = 'seller_online_ms' and p_value < 2 * lumaris.setting_value('heartbeat_ms') then
      format('must be at least twice heartbeat_ms, %s, or sellers are offline between two heartbeats', lumaris.setting_value('heartbeat_ms'))
    when p_name = 'heartbeat_ms' and 2 * p_value > lumaris.setting_value('seller_online_ms') then
      format('must be at most half of seller_online_ms, %s, or sellers are offline between two heartbeats', lumaris.setting_value('seller_online_ms')) end
  from lumaris.setting s where s.name = p_name and s.name <> 'schema_version'
$$;

create or replace function lumaris.setting_set(p_operator uuid, p_name text, p_value bigint) returns lumaris.reply
language plpgsql as $$
declare
  problem constant text := lumaris.setting_problem(p_name, p_value);
  changed lumaris.setting;
begin
  if not lumaris.is_operator(p_operator) then
    return lumaris.not_an_operator();
  elsif problem is not null then
    return lumaris.refused(3, 'invalid_request: value: ' || problem);
  end if;
  update lumaris.setting set value = p_value where name = p_name and name <> 'schema_version' returning * into changed;
  if not found then
    return lumaris.refused(5, 'setting_not_found: there is no setting with this name');
  end if;
  return lumaris.done(jsonb_build_object('setting', to_jsonb(changed)));
end $$;
