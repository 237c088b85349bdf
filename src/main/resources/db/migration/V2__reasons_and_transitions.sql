-- Why a job or an attempt ended, whose doing it was, who pays, and whether another seller may try.
-- The words of the sentence in braces are filled in by lumaris.why_ended.
create table lumaris.reason (
  code text primary key,
  whose text not null check (whose in ('buyer', 'seller', 'market')),
  payer text not null check (payer in ('buyer_time_used', 'buyer_budget', 'nobody', 'buyer_for_agreeing_sellers')),
  retried text not null check (retried in ('never', 'if_asked', 'another_seller', 'another_seller_at_once', 'one_more_seller')),
  seller_may_report boolean not null,
  sentence text not null
);

insert into lumaris.reason (code, whose, payer, retried, seller_may_report, sentence) values
  ('exit_code', 'buyer', 'buyer_time_used', 'if_asked', true,
   'the program ended with exit code {exit_code}'),
  ('out_of_memory', 'buyer', 'buyer_time_used', 'never', true,
   'the program was killed at its memory limit of {memory_mb} MB'),
  ('run_timeout', 'buyer', 'buyer_time_used', 'never', true,
   'the program was stopped at its time limit of {timeout_s} s'),
  ('budget_reached', 'buyer', 'buyer_budget', 'never', true,
   'the program was stopped when its budget was used up'),
  ('image_not_found', 'buyer', 'nobody', 'never', true,
   'the image {image} was not found'),
  ('image_not_allowed', 'buyer', 'nobody', 'never', true,
   'the image {image} is not allowed'),
  ('command_not_found', 'buyer', 'nobody', 'never', true,
   'the command was not found in the image {image}'),
  ('invalid_job', 'buyer', 'nobody', 'never', true,
   'the job cannot be run as it is written'),
  ('image_pull_failed', 'seller', 'nobody', 'another_seller', true,
   '{seller} could not pull the image {image}'),
  ('seller_lost', 'seller', 'nobody', 'another_seller', false,
   '{seller} was not heard of for {lease_s} s'),
  ('seller_error', 'seller', 'nobody', 'another_seller', true,
   '{seller} could not run the container'),
  ('seller_quit', 'seller', 'nobody', 'another_seller_at_once', true,
   '{seller} gave the job back'),
  ('no_seller', 'market', 'nobody', 'never', false,
   'no seller took the job within {queue_timeout_s} s'),
  ('disagreement', 'market', 'buyer_for_agreeing_sellers', 'one_more_seller', false,
   'the sellers'' results differ'),
  ('cancelled_by_buyer', 'buyer', 'buyer_time_used', 'never', true,
   'you cancelled it');

-- The one table of allowed steps. 'new' stands for "not there yet". What is not listed is refused by a trigger.
create table lumaris.transition (
  subject text not null check (subject in ('job', 'attempt')),
  from_state text not null,
  to_state text not null,
  primary key (subject, from_state, to_state)
);

insert into lumaris.transition (subject, from_state, to_state) values
  ('job', 'new', 'queued'),
  ('job', 'queued', 'assigned'),
  ('job', 'queued', 'failed'),
  ('job', 'queued', 'cancelled'),
  ('job', 'assigned', 'running'),
  ('job', 'assigned', 'queued'),
  ('job', 'assigned', 'succeeded'),
  ('job', 'assigned', 'failed'),
  ('job', 'assigned', 'cancelled'),
  ('job', 'running', 'queued'),
  ('job', 'running', 'succeeded'),
  ('job', 'running', 'failed'),
  ('job', 'running', 'cancelled'),
  ('attempt', 'new', 'assigned'),
  ('attempt', 'assigned', 'running'),
  ('attempt', 'assigned', 'succeeded'),
  ('attempt', 'assigned', 'failed'),
  ('attempt', 'assigned', 'lost'),
  ('attempt', 'assigned', 'cancelled'),
  ('attempt', 'running', 'succeeded'),
  ('attempt', 'running', 'failed'),
  ('attempt', 'running', 'lost'),
  ('attempt', 'running', 'cancelled');
