-- The why line: one sentence for every job in every state, from facts, never empty.

create or replace function lumaris.why_words(p_job lumaris.job, p_latest lumaris.attempt, p_seller_name text) returns text
language plpgsql stable as $$
begin
  return case p_job.state
    when 'queued' then
      case when p_job.results > 0 and p_job.check_of is null and p_latest.result_hash is not null
           then format('Waiting for the next seller, result %s of %s is in, from %s: ', p_job.results, p_job.verify, p_seller_name)
           when p_job.attempts > 0
           then format('Waiting for another seller after attempt %s of %s (%s): ', p_job.attempts, p_job.spec->>'max_attempts',
                       lumaris.why_ended(p_latest.reason, p_job, p_latest, p_seller_name))
           else 'Waiting: ' end || lumaris.why_waiting(p_job)
    when 'assigned' then lumaris.why_assigned(p_job, p_latest, p_seller_name)
    when 'running' then format('Running on %s since %s, must end by %s',
      p_seller_name, lumaris.clock(p_latest.started_at), lumaris.clock(p_latest.must_end_by))
    when 'succeeded' then format('Succeeded on %s%s%s', p_seller_name, coalesce(
        ' after ' || lumaris.span(coalesce((p_latest.usage->>'run_ms')::numeric,
                                           extract(epoch from p_latest.ended_at - p_latest.started_at) * 1000)), ''), lumaris.agreement(p_job))
      || lumaris.why_unusual(p_job, p_latest)
    when 'failed' then 'Failed: ' || rtrim(lumaris.why_ended(p_job.reason, p_job, p_latest, p_seller_name), '.')
      || lumaris.agreement(p_job)
      || case when p_job.verify = 1 and p_job.attempts > 1 then format(' (attempt %s of %s)', p_job.attempts, p_job.spec->>'max_attempts') else '' end
      || lumaris.why_unusual(p_job, p_latest)
    else format('Cancelled by you at %s, %s', lumaris.clock(p_job.ended_at), case
      when p_latest.state is distinct from 'cancelled' then 'while it waited for a seller'
      when p_latest.started_at is null then format('before it started on %s', p_seller_name)
      else format('while it ran on %s', p_seller_name) end)
  end;
end $$;

-- Of a job whose results were compared: how many sellers agree, and who does not.
create or replace function lumaris.agreement(p_job lumaris.job) returns text
language plpgsql stable as $$
declare
  n record;
begin
  if p_job.verify = 1 then
    return '';
  end if;
  select count(*) filter (where a.verdict = 'agreed') as agreed, count(*) as compared,
         string_agg(s.name, ' and ') filter (where a.verdict = 'disagreed') as odd
    into n
    from lumaris.attempt a left join lumaris.seller s on s.id = a.seller_id
    where a.job_id = p_job.id and a.verdict is not null;
  return case when n.compared = 0 then ''
              else format(', %s of %s sellers agree%s', n.agreed, n.compared,
                          coalesce(', ' || n.odd || ' had another result', '')) end;
end $$;

-- With one full stop, whatever it ended with: part of it may be somebody else's words.
create or replace function lumaris.one_sentence(p_words text) returns text
language sql immutable as $$
  select rtrim(p_words, E'. \t\r\n\f\v') || '.'
$$;

create or replace function lumaris.why(p_job lumaris.job, p_latest lumaris.attempt, p_seller_name text) returns text
language sql stable as $$
  select lumaris.one_sentence(lumaris.why_words(p_job, p_latest, p_seller_name))
$$;

create or replace function lumaris.why_assigned(p_job lumaris.job, p_latest lumaris.attempt, p_seller_name text) returns text
language plpgsql stable as $$
declare
  done_mb constant numeric := round((p_latest.progress->>'done_bytes')::numeric / 1048576, 1);
  total_mb constant numeric := round((p_latest.progress->>'total_bytes')::numeric / 1048576, 1);
begin
  return case p_latest.phase
    when 'pulling' then format('%s is pulling the image %s', p_seller_name, p_job.spec->>'image')
      || case when total_mb > 0 then format(' (%s of %s MB)', least(done_mb, total_mb), total_mb)
              when done_mb > 0 then format(' (%s MB so far)', done_mb) else '' end
    when 'starting' then format('%s is starting the container', p_seller_name)
    else format('%s took the job at %s and is about to start it', p_seller_name, lumaris.clock(p_latest.assigned_at))
  end;
end $$;

-- The sentence of a reason with the job's own figures, and what the seller said about it.
create or replace function lumaris.why_ended(
  p_reason text, p_job lumaris.job, p_latest lumaris.attempt, p_seller_name text) returns text
language plpgsql stable as $$
declare
  words text;
  figure record;
begin
  select sentence into words from lumaris.reason where code = p_reason;
  for figure in
    select * from (values
      ('{exit_code}', p_latest.exit_code::text),
      ('{memory_mb}', lumaris.num((p_job.spec->>'memory_mb')::numeric)),
      ('{timeout_s}', lumaris.num((p_job.spec->>'timeout_s')::numeric)),
      ('{queue_timeout_s}', lumaris.num((p_job.spec->>'queue_timeout_s')::numeric)),
      ('{lease_s}', lumaris.num(round(lumaris.setting_value('lease_ms') / 1000.0, 1))),
      ('{seller}', coalesce(p_seller_name, 'the seller')),
      ('{auction_s}', p_job.spec->>'auction_s'),
      ('{image}', p_job.spec->>'image')) f(name, value)
  loop
    words := replace(words, figure.name, coalesce(figure.value, 'unknown'));
  end loop;
  return coalesce(words, p_reason)
    || case when p_reason not in ('no_seller', 'no_bids', 'out_of_memory', 'run_timeout')  -- whose sentence says it all
             and p_latest.detail <> '' then ': ' || p_latest.detail else '' end;
end $$;

-- What a queued job waits for: its place in the queue, or the first rule that nobody passes.
create or replace function lumaris.why_waiting(p_job lumaris.job) returns text
language plpgsql volatile as $$
declare
  sellers record;
begin
  sellers := lumaris.sellers_for(p_job);
  return lumaris.why_waiting(p_job, sellers.fits, sellers.free);
end $$;

create or replace function lumaris.why_waiting(p_job lumaris.job, p_fits bigint, p_free uuid[]) returns text
language plpgsql stable as $$
begin
  if p_job.auction_until is not null then
    return lumaris.why_auction(p_job);
  elsif p_job.offered_until > now() then
    return format('%s may take it first, until %s', (select name from lumaris.seller where id = p_job.offered_to),
                  lumaris.clock(p_job.offered_until));
  elsif p_fits = 0 then
    return lumaris.why_nobody_fits(p_job);
  elsif p_free is null then
    return case when p_fits = 1 then 'the only seller that fits is busy: '
                else 'all of the ' || p_fits || ' sellers that fit are busy: ' end || lumaris.queue_place(p_job);
  end if;
  return 'a seller that fits is free and is being told: ' || lumaris.queue_place(p_job);
end $$;

create or replace function lumaris.why_auction(p_job lumaris.job) returns text
language plpgsql stable as $$
declare
  bids constant bigint := (select count(*) from lumaris.bid where job_id = p_job.id);
begin
  return format('sellers may bid until %s%s, %s so far', lumaris.clock(p_job.auction_until),
                case when p_job.spec->>'auction_pick' = 'buyer' then ' or until you pick' else '' end,
                case when bids = 0 then 'none has' else lumaris.plural(bids, 'bid') end);
end $$;

create or replace function lumaris.why_nobody_fits(p_job lumaris.job) returns text
language plpgsql stable as $$
declare
  h lumaris.shape;
  n record;
begin
  select * into h from lumaris.shape where id = p_job.shape_id;
  select count(*) as online,
         count(*) filter (where stage > 0) as open,
         count(*) filter (where stage > 1) as others,
         count(*) filter (where stage > 2) as wanted,
         count(*) filter (where stage > 3) as trusted,
         count(*) filter (where stage > 4) as isolated,
         count(*) filter (where stage > 5) as cpus,
         count(*) filter (where stage > 4 and has_memory) as memory,
         count(*) filter (where stage > 6) as fits,
         count(*) filter (where stage > 7) as willing,
         count(*) filter (where stage > 8) as untried,
         min(lumaris.least_price(ask, h.cpus, h.memory_mb)) filter (where stage > 8) as cheapest
    into n
    from (select s.*, coalesce(array_position('{closed,own,not_wanted,record,isolation,cpus,memory,policy,tried,price}', s.obstacle), 11) - 1 as stage
            from lumaris.judge_sellers(h, p_job.buyer_id, p_job.payable, p_job, p_job.spec) s) x;
  return case
    when n.online = 0 then 'no seller is online'
    when n.open = 0 then lumaris.sellers_are(n.online) || ' online, but ' || lumaris.all_of(n.online) || ' taking no jobs at the moment'
    when n.others = 0 then 'the only seller online is you yourself, and nobody runs their own jobs here'
    when n.wanted = 0 then case when h.sellers = '{}' then 'all sellers online are blocked by you'
                                else 'none of the sellers you named is online and takes jobs' end
    when n.trusted = 0 then lumaris.sellers_are(n.wanted) || ' online, but checked results were wrong too often for more jobs'
    when n.isolated = 0 then lumaris.none_has(n.trusted, h.isolation || ' isolation')
    when n.cpus = 0 then lumaris.none_has(n.trusted, lumaris.cpus_words(h.cpus))
    when n.memory = 0 then lumaris.none_has(n.trusted, lumaris.num(h.memory_mb) || ' MB of memory')
    when n.fits = 0 then lumaris.none_has(n.trusted, lumaris.cpus_words(h.cpus) || ' and ' || lumaris.num(h.memory_mb) || ' MB of memory together')
    when n.willing = 0 then case when n.fits = 1 then 'the only seller online that fits refuses it by its rules'
                                 else format('all of the %s sellers online that fit refuse it by their rules', n.fits) end
    when n.untried = 0 then case when n.willing = 1 then 'the only seller online that fits has already tried this job'
                                 else format('all of the %s sellers online that fit have already tried this job', n.willing) end
    else format('%s %s credits for a start and one second, %s %s',
      case when n.untried = 1 then 'the only seller that fits asks' else format('cheapest of %s sellers asks', n.untried) end,
      lumaris.credits(n.cheapest), case when p_job.payable = p_job.budget then 'your limit is'
                                        when p_job.verify > 1 then 'what is left of your limit for it is'
                                        else 'what is left of your limit is' end,
      lumaris.credits(p_job.payable)) end;
end $$;

create or replace function lumaris.queue_place(p_job lumaris.job) returns text
language plpgsql stable as $$
declare
  ahead bigint;
begin
  select count(*) into ahead from (
    select 1 from lumaris.job j
      where j.shape_id = p_job.shape_id and j.state = 'queued' and (j.rank, j.seq) < (p_job.rank, p_job.seq)
      limit 1000) x;
  return case when ahead = 0 then 'first in the queue'
              when ahead = 1000 then 'more than 1,000 jobs are before it'
              else format('position %s in the queue', lumaris.num(ahead + 1)) end;
end $$;

create or replace function lumaris.cpus_words(p_cpus numeric) returns text
language sql stable as $$
  select trim_scale(p_cpus) || case when p_cpus = 1 then ' CPU' else ' CPUs' end
$$;

create or replace function lumaris.sellers_are(p_count bigint) returns text
language sql stable as $$
  select lumaris.plural(p_count, 'seller') || case when p_count = 1 then ' is' else ' are' end
$$;

create or replace function lumaris.all_of(p_count bigint) returns text
language sql stable as $$
  select case when p_count = 1 then 'it is' when p_count = 2 then 'both are' else 'all of them are' end
$$;

create or replace function lumaris.none_has(p_online bigint, p_what text) returns text
language sql stable as $$
  select lumaris.sellers_are(p_online) || ' online, '
    || case when p_online = 1 then 'it does not have ' else 'none has ' end || p_what
$$;
