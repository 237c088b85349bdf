-- Auctions: sellers bid for a job for a few seconds, sealed, and the best bid binds.

alter table lumaris.job add auction_until timestamptz;  -- null: no auction, or it is over

create index job_auction on lumaris.job (auction_until) where state = 'queued' and auction_until is not null;

create table lumaris.bid (
  job_id uuid not null references lumaris.job on delete cascade,
  seller_id uuid not null,
  ask lumaris.ask not null,
  bid_at timestamptz not null default now(),
  won boolean not null default false,
  primary key (job_id, seller_id)
);

create index bid_of_seller on lumaris.bid (seller_id, bid_at);

-- Given to its seller by the market, and not yet heard of by it.
alter table lumaris.attempt add awarded boolean not null default false;
create index attempt_awarded on lumaris.attempt (seller_id) where awarded and state = 'assigned';

insert into lumaris.reason (code, whose, payer, retried, seller_may_report, sentence) values
  ('no_bids', 'market', 'nobody', 'never', false, 'no seller bid for it within {auction_s} s');
