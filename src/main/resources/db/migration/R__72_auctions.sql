-- Auctions: sealed bids for a few seconds; the winner is found by the same score as the best seller, at its bid. How, and
-- what second price means here, is in docs/matching.md.

-- The end of a new job's auction; null when it wants none.
create or replace function lumaris.auction_end(p_spec jsonb) returns timestamptz
language sql stable as $$
  select now() + (p_spec->>'auction_s')::int * interval '1 second'
$$;

create or replace function lumaris.auction_hints(p_able uuid[]) returns jsonb
language plpgsql stable as $$
begin
  return (select coalesce(jsonb_agg(lumaris.hint(100, id, '{"type": "auction"}')), '[]') from unnest(p_able) id);
end $$;

-- The auctions a seller may bid in, those that close first first, with its own bid and nobody else's.
create or replace function lumaris.auction_list(p_seller uuid) returns lumaris.reply
language plpgsql
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  s lumaris.seller;
  found_auctions jsonb;
begin
  select * into s from lumaris.seller where id = p_seller;
  if not found then
    return lumaris.not_a_seller();
  end if;
  select jsonb_agg(x.auction order by x.auction_until) into found_auctions from (
    select j.auction_until, jsonb_build_object('job_id', j.id, 'closes_at', lumaris.ms(j.auction_until),
             'image', j.spec->'image', 'cpus', j.spec->'cpus', 'memory_mb', j.spec->'memory_mb', 'timeout_s', j.spec->'timeout_s',
             'price', coalesce(j.spec->>'auction_price', 'first'), 'lowest_ask', lumaris.lowest_ask(j, p_seller),
             'bid', to_jsonb(b.ask)) as auction
      from lumaris.job j join lumaris.shape h on h.id = j.shape_id
      left join lumaris.bid b on b.job_id = j.id and b.seller_id = p_seller
      where j.state = 'queued' and j.auction_until > now() and lumaris.bid_obstacle(j, h, s) is null
      order by j.auction_until limit 50) x;
  return lumaris.done(jsonb_build_object('auctions', coalesce(found_auctions, '[]'), 'now', lumaris.ms(now())));
end $$;

-- What the cheapest other seller that could run it asks for ten seconds, or for its time limit if that is shorter.
create or replace function lumaris.lowest_ask(p_job lumaris.job, p_but uuid) returns bigint
language plpgsql stable as $$
begin
  return (select min(lumaris.usual_price(j.ask, p_job.spec))
            from lumaris.shape h cross join lateral lumaris.judge_sellers(h, p_job.buyer_id, null, p_job, p_job.spec) j
            where h.id = p_job.shape_id and j.id <> p_but and (j.obstacle is null or j.obstacle = 'busy'));
end $$;

-- Why a seller cannot bid for a job; null: it can.
create or replace function lumaris.bid_obstacle(p_job lumaris.job, p_shape lumaris.shape, p_seller lumaris.seller) returns text
language sql stable as $$
  select case when p_job.buyer_id = p_seller.id then 'it is your own job' else
    case lumaris.unfit(p_seller, p_shape, p_job.buyer_id, p_job, p_job.spec)
      when 'closed' then 'you are ' || p_seller.state
      when 'not_wanted' then 'it is for other sellers'
      when 'record' then 'too many of your checked results were wrong'
      when 'isolation' then 'it wants ' || p_shape.isolation || ' isolation'
      when 'cpus' then 'you do not have ' || lumaris.cpus_words(p_shape.cpus)
      when 'memory' then 'you do not have ' || p_shape.memory_mb || ' MB of memory'
      when 'policy' then 'your own rules refuse it'
      when 'tried' then 'you have tried it' end end
$$;

-- A bid is an ask for this one job; another one takes its place until the auction closes. When every seller that could bid
-- has, it closes at once.
create or replace function lumaris.bid_place(p_seller uuid, p_job uuid, p_ask jsonb) returns lumaris.reply
language plpgsql
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  offered constant lumaris.ask := jsonb_populate_record(null::lumaris.ask, p_ask);
  s lumaris.seller;
  j lumaris.job;
  h lumaris.shape;
  obstacle text;
  hints jsonb := '[]';
begin
  select * into s from lumaris.seller where id = p_seller;
  if not found then
    return lumaris.not_a_seller();
  end if;
  select * into j from lumaris.job where id = p_job for update;
  if not found or j.auction_until is null or j.state <> 'queued' then
    return lumaris.refused(9, 'auction_closed: nobody can bid for this job, or not any more');
  elsif j.auction_until <= now() then
    return lumaris.refused(9, 'auction_closed: the auction has ended');
  end if;
  select * into h from lumaris.shape where id = j.shape_id;
  obstacle := lumaris.bid_obstacle(j, h, s);
  if obstacle is not null then
    return lumaris.refused(9, 'not_eligible: you cannot bid for this job: ' || obstacle);
  elsif lumaris.least_price(offered, h.cpus, h.memory_mb) > j.payable then
    return lumaris.refused(9, format('bid_too_high: a start and one second would cost %s credits, the job''s limit is %s',
      lumaris.credits(lumaris.least_price(offered, h.cpus, h.memory_mb)), lumaris.credits(j.payable)));
  end if;
  insert into lumaris.bid (job_id, seller_id, ask) values (p_job, p_seller, offered)
    on conflict (job_id, seller_id) do update set ask = excluded.ask, bid_at = now();
  if lumaris.all_have_bid(j, h) and coalesce(j.spec->>'auction_pick', 'best') = 'best' then
    hints := lumaris.close_auction(j, null);
  else
    hints := lumaris.job_hints(lumaris.bump_version(p_job));
  end if;
  return lumaris.done(jsonb_build_object('placed', true, 'closes_at', lumaris.ms(j.auction_until), 'now', lumaris.ms(now())), hints);
end $$;

create or replace function lumaris.all_have_bid(p_job lumaris.job, p_shape lumaris.shape) returns boolean
language plpgsql stable as $$
begin
  return not exists (
    select 1 from lumaris.judge_sellers(p_shape, p_job.buyer_id, null, p_job, p_job.spec) s
      where (s.obstacle is null or s.obstacle = 'busy')
        and not exists (select 1 from lumaris.bid b where b.job_id = p_job.id and b.seller_id = s.id));
end $$;

-- The bids with their scores, the best first: by what the buyer prefers, as for standing asks.
create or replace function lumaris.scored_bids(p_job lumaris.job)
returns table (place bigint, seller_id uuid, ask lumaris.ask, price bigint, success double precision, bid_at timestamptz)
language plpgsql stable as $$
begin
  return query
    select row_number() over (order by lumaris.score(p_job.spec->>'prefer', b.price, b.success, b.start_ms), b.bid_at),
           b.seller_id, b.ask, b.price, b.success, b.bid_at
      from (select bid.seller_id, bid.ask, bid.bid_at, s.start_ms, lumaris.usual_price(bid.ask, p_job.spec) as price,
                   lumaris.success(s.succeeded, s.failed, s.lost, s.agreed, s.disagreed) as success
              from lumaris.bid join lumaris.seller s on s.id = bid.seller_id where bid.job_id = p_job.id) b;
end $$;

-- What the winner gets. second: its own bid, raised until its score is that of the second best, as far as the budget goes;
-- of a bid that nobody competed with, the bid itself (Vickrey 1961; by score, Che 1993).
create or replace function lumaris.winning_ask(p_job lumaris.job, p_seller uuid) returns lumaris.ask
language plpgsql stable as $$
declare
  w record;
  next_best record;
  factor numeric;
begin
  select * into w from lumaris.scored_bids(p_job) b where b.seller_id = p_seller;
  if p_job.spec->>'auction_price' is distinct from 'second' or w.price = 0 then
    return w.ask;
  end if;
  select * into next_best from lumaris.scored_bids(p_job) b where b.place > w.place order by b.place limit 1;
  if not found then
    return w.ask;
  end if;
  factor := greatest(1, least(case when p_job.spec->>'prefer' = 'cheapest' then next_best.price  -- its score is the price
                                   else next_best.price / next_best.success * w.success end / w.price,
                              p_job.payable::numeric / greatest(1, w.price)));
  return row(floor((w.ask).start * factor), floor((w.ask).cpu_hour * factor), floor((w.ask).gb_hour * factor))::lumaris.ask;
end $$;

-- Ends an auction: the winner (p_winner, or the best) has the job at once and its bid binds it: if it does not start, that
-- is a lost attempt of its record. Without bids the job waits at the standing asks, or fails, as its buyer chose. The
-- caller holds the job's lock.
create or replace function lumaris.close_auction(p_job lumaris.job, p_winner uuid) returns jsonb
language plpgsql as $$
declare
  j lumaris.job := p_job;
  winner uuid := coalesce(p_winner, (select b.seller_id from lumaris.scored_bids(p_job) b where b.place = 1));
begin
  update lumaris.job set auction_until = null where id = j.id returning * into j;
  if winner is not null then
    update lumaris.bid set won = true where job_id = j.id and seller_id = winner;
    j := lumaris.set_job_state(j.id, 'assigned');
    perform lumaris.new_attempts(array[j], winner, lumaris.winning_ask(p_job, winner), now() + lumaris.lease());
    update lumaris.attempt set awarded = true where job_id = j.id and number = j.attempts;
    return lumaris.job_hints(j) || lumaris.work_hints(array[winner]);
  elsif p_job.spec->>'auction_no_bids' = 'fail' then
    if not lumaris.accounts_free(p_job) then
      update lumaris.job set auction_until = p_job.auction_until where id = j.id;
      return '[]';  -- tried again by whoever comes next
    end if;
    return lumaris.job_hints(lumaris.set_job_state(j.id, 'failed', 'no_bids'));
  end if;
  return lumaris.job_hints(lumaris.bump_version(j.id)) || lumaris.work_hints(j);
end $$;

create or replace function lumaris.close_due_auctions(p_limit int) returns jsonb
language plpgsql as $$
declare
  hints jsonb := '[]';
  due lumaris.job;
begin
  for due in
    select * from lumaris.job where state = 'queued' and auction_until <= now()
      order by auction_until limit p_limit for update skip locked
  loop
    hints := hints || lumaris.close_auction(due, null);
  end loop;
  return hints;
end $$;

-- The buyer picks among the bids, while they come in or after.
create or replace function lumaris.auction_pick(p_buyer uuid, p_job uuid, p_seller uuid) returns lumaris.reply
language plpgsql
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  j lumaris.job;
  hints jsonb;
begin
  select * into j from lumaris.job where id = p_job and buyer_id = p_buyer for update;
  if not found then
    return lumaris.job_not_found();
  elsif j.auction_until is null or j.state <> 'queued' then
    return lumaris.refused(9, 'auction_closed: this job has no auction, or it is over');
  elsif not exists (select 1 from lumaris.bid where job_id = p_job and seller_id = p_seller) then
    return lumaris.refused(5, 'bid_not_found: this seller has not bid for the job');
  end if;
  hints := lumaris.close_auction(j, p_seller);
  select * into j from lumaris.job where id = p_job;
  return lumaris.done(jsonb_build_object('job', lumaris.job_json(j)), hints);
end $$;

-- The attempts that auctions gave to a seller and that it was not heard of yet, as claims; told in every claim until it is.
create or replace function lumaris.awards(p_seller uuid) returns jsonb
language plpgsql stable as $$
begin
  return (select coalesce(jsonb_agg(lumaris.claim_json(a, j.spec) order by a.assigned_at), '[]')
            from lumaris.attempt a join lumaris.job j on j.id = a.job_id
            where a.seller_id = p_seller and a.awarded and a.state = 'assigned' and not a.acknowledged and a.lease_until > now());
end $$;

-- An auction as its buyer sees it: with the bids only where the buyer picks, or when it is over.
create or replace function lumaris.auction_json(p_job lumaris.job) returns jsonb
language plpgsql stable as $$
declare
  open constant boolean := p_job.auction_until is not null and p_job.state = 'queued';
begin
  if not p_job.spec ? 'auction_s' then
    return null;
  end if;
  return jsonb_build_object('open', open, 'closes_at', case when open then lumaris.ms(p_job.auction_until) end,
    'count', (select count(*) from lumaris.bid where job_id = p_job.id),
    'bids', case when not open or p_job.spec->>'auction_pick' = 'buyer' then (
      select jsonb_agg(jsonb_build_object('seller_id', b.seller_id, 'seller_name', s.name, 'ask', to_jsonb(b.ask), 'price', b.price,
               'expected_success', round(b.success::numeric, 4), 'bid_at', lumaris.ms(b.bid_at), 'won', w.won) order by b.place)
        from lumaris.scored_bids(p_job) b join lumaris.seller s on s.id = b.seller_id
        join lumaris.bid w on w.job_id = p_job.id and w.seller_id = b.seller_id) end);
end $$;
