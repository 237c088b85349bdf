/** Who pays what when a job did not succeed, as docs/refund-rules.md has it. A test holds both to each other. */
export const REFUND_RULES = [
  ["exit_code", "buyer", "the buyer pays for the time used", "if asked"],
  ["out_of_memory", "buyer", "the buyer pays for the time used", "never"],
  ["run_timeout", "buyer", "the buyer pays for the time used", "never"],
  ["budget_reached", "buyer", "the buyer pays the whole budget", "never"],
  ["image_not_found", "buyer", "nobody pays", "never"],
  ["image_not_allowed", "buyer", "nobody pays", "never"],
  ["command_not_found", "buyer", "nobody pays", "never"],
  ["invalid_job", "buyer", "nobody pays", "never"],
  ["image_pull_failed", "seller", "nobody pays", "another seller"],
  ["seller_lost", "seller", "nobody pays", "another seller"],
  ["seller_error", "seller", "nobody pays", "another seller"],
  ["seller_quit", "seller", "nobody pays", "another seller at once"],
  ["no_seller", "market", "nobody pays", "never"],
  ["no_bids", "market", "nobody pays", "never"],
  ["disagreement", "market", "the buyer pays the sellers that agree", "one more seller"],
  ["cancelled_by_buyer", "buyer", "the buyer pays for the time used", "never"],
];
