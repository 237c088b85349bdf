// What is known of sellers and buyers, and what buyers think.

const OUTCOMES = ["succeeded", "failed", "lost", "given_back", "cancelled", "agreed", "disagreed"];
const SELLER_RECORD = {
  seller_id: { type: "uuid", required: true },
  outcome: { type: "choice", of: OUTCOMES },
  limit: { type: "integer", min: 1, max: 100, default: 25 },
  cursor: { type: "string", min_length: 1, max_length: 100 },
};
const BUYER_RECORD = { buyer_id: { type: "uuid", required: true } };
const JOB_RATE = {
  job_id: { type: "uuid", required: true },
  stars: { type: "integer", min: 1, max: 5, required: true, hint: "1 to 5" },
  text: {
    type: "string",
    min_length: 1,
    max_length: 500,
    pattern: "^[^\\n\\r]*$",
    hint: "one line of text",
  },
};

function rpcSellerRecord(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function sellerRecord(caller, body) {
    const query = checked("invalid_request", SELLER_RECORD, body, "");
    return run(caller, "seller_record($1, $2, $3, $4)", [
      query.seller_id,
      orNull(query.outcome),
      query.limit,
      orNull(query.cursor),
    ]);
  });
}

function rpcBuyerRecord(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function buyerRecord(caller, body) {
    return run(caller, "buyer_record($1)", [
      checked("invalid_request", BUYER_RECORD, body, "").buyer_id,
    ]);
  });
}

function rpcJobRate(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function jobRate(caller, body) {
    const told = checked("invalid_request", JOB_RATE, body, "");
    return run(caller, "job_rate($1, $2, $3, $4)", [
      caller.userId,
      told.job_id,
      told.stars,
      orNull(told.text),
    ]);
  });
}
