// What a payment processor told a portal; for the accounts named as processors, the functions look at who calls. And one's
// own payouts.

const EVENT_ID = {
  type: "string",
  required: true,
  min_length: 1,
  max_length: 200,
  pattern: "^[a-z]+:[A-Za-z0-9_.-]+$",
  hint: "the processor's name, a colon and its own id of the event, such as stripe:evt_1",
};
const PAYMENT = { type: "uuid", required: true };
const PAYMENT_BOOK = {
  event_id: EVENT_ID,
  payment_id: PAYMENT,
  account_id: { type: "uuid", required: true },
  amount: AMOUNT,
  note: NOTE,
};
const PAYMENT_REFUND = { event_id: EVENT_ID, payment_id: PAYMENT, refunded: AMOUNT };
const PAYOUT_HISTORY = { limit: { type: "integer", min: 1, max: 100, default: 100 } };

function rpcProcessorCheck(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function processorCheck(caller, body) {
    checked("invalid_request", NO_FIELDS, body, "");
    return run(caller, "processor_check($1)", [caller.userId]);
  });
}

function rpcPaymentBook(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function paymentBook(caller, body) {
    const told = checked("invalid_request", PAYMENT_BOOK, body, "");
    return run(caller, "payment_book($1, $2, $3, $4, $5, $6)", [
      caller.userId,
      told.event_id,
      told.payment_id,
      told.account_id,
      told.amount,
      orNull(told.note),
    ]);
  });
}

function rpcPaymentRefund(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function paymentRefund(caller, body) {
    const told = checked("invalid_request", PAYMENT_REFUND, body, "");
    return run(caller, "payment_refund($1, $2, $3, $4)", [
      caller.userId,
      told.event_id,
      told.payment_id,
      told.refunded,
    ]);
  });
}

function rpcPayoutHistory(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function payoutHistory(caller, body) {
    const query = checked("invalid_request", PAYOUT_HISTORY, body, "");
    return run(caller, "payout_history($1, $2)", [caller.userId, query.limit]);
  });
}
