// Auctions: sellers look for some and bid, buyers pick.

const BID_PLACE = {
  job_id: { type: "uuid", required: true },
  ask: {
    type: "object",
    required: true,
    fields: ASK,
  },
};
const AUCTION_PICK = {
  job_id: { type: "uuid", required: true },
  seller_id: { type: "uuid", required: true },
};

function rpcAuctionList(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function auctionList(caller, body) {
    checked("invalid_request", NO_FIELDS, body, "");
    return run(caller, "auction_list($1)", [caller.userId]);
  });
}

function rpcBidPlace(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function bidPlace(caller, body) {
    const bid = checked("invalid_request", BID_PLACE, body, "");
    return run(caller, "bid_place($1, $2, $3)", [
      caller.userId,
      bid.job_id,
      JSON.stringify(bid.ask),
    ]);
  });
}

function rpcAuctionPick(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function auctionPick(caller, body) {
    const pick = checked("invalid_request", AUCTION_PICK, body, "");
    return run(caller, "auction_pick($1, $2, $3)", [caller.userId, pick.job_id, pick.seller_id]);
  });
}
