// Prices, accounts and the ledger. Amounts are whole micro-credits; 1 credit = 1,000,000.

const AMOUNT = { type: "integer", min: 1, max: 1000000000000000, required: true };
const PAYMENT_ID = { type: "uuid" };
const NOTE = { type: "string", min_length: 1, max_length: 200 };
const LEDGER_LIST = {
  limit: { type: "integer", min: 1, max: 100, default: 25 },
  cursor: { type: "string", min_length: 1, max_length: 100 },
};
const PAYOUT_REQUEST = { amount: AMOUNT, payment_id: PAYMENT_ID, note: NOTE };
const TOP_UP = Object.assign({ account_id: { type: "uuid", required: true } }, PAYOUT_REQUEST);
const PAYOUT_SETTLE = {
  payment_id: { type: "uuid", required: true },
  paid: { type: "boolean", required: true, hint: "true when it is paid, false to give it back" },
  note: NOTE,
};

// What is asked about need not be complete yet: a form asks at every keystroke.
function quoteRules() {
  const rules = Object.assign({}, SPEC);
  rules.image = Object.assign({}, rules.image, { required: false });
  return rules;
}

function rpcQuote(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function quote(caller, body) {
    const spec = checked(
      "invalid_request",
      { spec: { type: "free", max_length: 262144 } },
      body,
      "",
    ).spec;
    return run(caller, "quote($1, $2)", [
      caller.userId,
      JSON.stringify(checkedSpec(quoteRules(), spec || {})),
    ]);
  });
}

function rpcAccountGet(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function accountGet(caller, body) {
    checked("invalid_request", NO_FIELDS, body, "");
    return run(caller, "account_get($1)", [caller.userId]);
  });
}

function rpcLedgerList(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function ledgerList(caller, body) {
    const query = checked("invalid_request", LEDGER_LIST, body, "");
    return run(caller, "ledger_list($1, $2, $3)", [
      caller.userId,
      query.limit,
      orNull(query.cursor),
    ]);
  });
}

function rpcPayoutRequest(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function payoutRequest(caller, body) {
    const wish = checked("invalid_request", PAYOUT_REQUEST, body, "");
    return run(caller, "payout_request($1, $2, $3, $4)", [
      caller.userId,
      wish.amount,
      orNull(wish.payment_id),
      orNull(wish.note),
    ]);
  });
}

// The rest is for operators; the functions look at who calls.

function rpcAccountTopUp(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function accountTopUp(caller, body) {
    const wish = checked("invalid_request", TOP_UP, body, "");
    return run(caller, "account_top_up($1, $2, $3, $4, $5)", [
      caller.userId,
      wish.account_id,
      wish.amount,
      orNull(wish.payment_id),
      orNull(wish.note),
    ]);
  });
}

function rpcPayoutList(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function payoutList(caller, body) {
    checked("invalid_request", NO_FIELDS, body, "");
    return run(caller, "payout_list($1)", [caller.userId]);
  });
}

function rpcPayoutSettle(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function payoutSettle(caller, body) {
    const decision = checked("invalid_request", PAYOUT_SETTLE, body, "");
    return run(caller, "payout_settle($1, $2, $3, $4)", [
      caller.userId,
      decision.payment_id,
      decision.paid,
      orNull(decision.note),
    ]);
  });
}

function rpcAudit(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function audit(caller, body) {
    checked("invalid_request", NO_FIELDS, body, "");
    return run(caller, "audit($1)", [caller.userId]);
  });
}
