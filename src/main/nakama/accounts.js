// A user's own stream: what happens to his jobs, what he shall do as a seller.

const USER_STREAM = 100;
const NO_FIELDS = {};

function rpcBuyerOnline(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, buyerOnline);
}

function buyerOnline(caller, body) {
  checked("invalid_request", NO_FIELDS, body, "");
  joinStream(caller, USER_STREAM, caller.userId);
  return JSON.stringify({ user_id: caller.userId });
}

function rpcSellerOnline(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, sellerOnline);
}

function sellerOnline(caller, body) {
  checked("invalid_request", NO_FIELDS, body, "");
  onSocket(caller);
  const answer = run(caller, "seller_known($1)", [caller.userId]);
  joinStream(caller, USER_STREAM, caller.userId);
  return answer;
}

// The only RPC that the server's http key may call: readiness, and whether client and market fit.
function rpcMarketInfo(ctx, logger, nk, payload) {
  try {
    checked("invalid_request", NO_FIELDS, parse(payload), "");
    const rows = nk.sqlQuery("select answer from lumaris.market_info()", []);
    const info = JSON.parse(rows[0].answer);
    info.version = VERSION;
    info.limits = LIMITS;
    return JSON.stringify(info);
  } catch (e) {
    throw wireError(e, logger);
  }
}
