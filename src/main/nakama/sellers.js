// What a seller says of itself, and what it claims.

const SELLER_UPDATE = {
  cpus: { type: "number", min: 0.1, max: 4096, required: true },
  memory_mb: { type: "integer", min: 16, max: 16777216, required: true },
  slots: { type: "integer", min: 1, max: 4096, required: true },
  isolation: {
    type: "list",
    min_items: 1,
    max_items: 8,
    max_length: 200,
    required: true,
    pattern: "^[a-z][a-z0-9_-]{0,31}$",
    hint: "names of container runtimes such as runc",
  },
  engine: { type: "string", max_length: 128 },
  images: { type: "list", max_items: 256, max_length: 32768 },
  state: { type: "choice", of: ["open", "paused", "draining"] },
  ask: { type: "object", fields: ASK },
  filters: FILTERS,
  name: {
    type: "string",
    max_length: 40,
    pattern: "^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$",
    hint: "3 to 40 lower-case letters, digits and hyphens such as amber-fox",
  },
};
const HEARTBEAT = {
  free: { type: "object", required: true, fields: FREE },
  leases: {
    type: "objects",
    required: true,
    max_items: 4096,
    fields: Object.assign(
      {
        phase: {
          type: "choice",
          required: true,
          of: ["assigned", "pulling", "starting", "running", "ended"],
        },
        progress: { type: "object", fields: { done_bytes: WHOLE, total_bytes: WHOLE } },
      },
      LEASE,
    ),
  },
};
const SELLER_INSIGHT = { ask: { type: "object", fields: ASK } };
const JOB_CLAIM = {
  free: { type: "object", required: true, fields: FREE },
  max: { type: "integer", min: 1, max: 64, required: true },
};

function rpcSellerUpdate(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, updateSeller);
}

function updateSeller(caller, body) {
  const wish = checked("invalid_request", SELLER_UPDATE, body, "");
  checkFilters(wish.filters);
  return run(caller, "seller_update($1, $2)", [caller.userId, JSON.stringify(wish)]);
}

function rpcSellerHeartbeat(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function sellerHeartbeat(caller, body) {
    const told = checked("invalid_request", HEARTBEAT, body, "");
    return run(caller, "seller_heartbeat($1, $2, $3)", [
      caller.userId,
      JSON.stringify(told.free),
      JSON.stringify(told.leases),
    ]);
  });
}

function rpcJobClaim(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function jobClaim(caller, body) {
    const wish = checked("invalid_request", JOB_CLAIM, body, "");
    return run(caller, "job_claim($1, $2, $3)", [
      caller.userId,
      JSON.stringify(wish.free),
      wish.max,
    ]);
  });
}

function rpcSellerInsight(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function sellerInsight(caller, body) {
    const ask = checked("invalid_request", SELLER_INSIGHT, body, "").ask;
    return run(caller, "seller_insight($1, $2)", [
      caller.userId,
      ask === undefined ? null : JSON.stringify(ask),
    ]);
  });
}
