// What a seller does. What it reports may hold anything a program printed, so U+0000 is replaced before it is checked.

const FREE = {
  slots: { type: "integer", min: 0, max: 4096, required: true },
  cpus: { type: "number", min: 0, max: 4096, required: true },
  memory_mb: { type: "integer", min: 0, max: 16777216, required: true },
};
const RATE = { type: "integer", min: 0, max: 1000000000000, required: true };
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
  ask: { type: "object", fields: { start: RATE, cpu_hour: RATE, gb_hour: RATE } },
  name: {
    type: "string",
    max_length: 40,
    pattern: "^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$",
    hint: "3 to 40 lower-case letters, digits and hyphens such as amber-fox",
  },
};
const LEASE = {
  attempt_id: { type: "uuid", required: true },
  lease_token: { type: "uuid", required: true },
};
const WHOLE = { type: "integer", min: 0, max: Number.MAX_SAFE_INTEGER };
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
const JOB_CLAIM = {
  free: { type: "object", required: true, fields: FREE },
  max: { type: "integer", min: 1, max: 64, required: true },
};
const DIGEST = { type: "string", max_length: 300 };
const PROFILE = { type: "free", max_length: 16384 };
const STARTED = Object.assign({ image_digest: DIGEST, profile: PROFILE }, LEASE);
const LOGS = Object.assign(
  {
    chunks: {
      type: "objects",
      required: true,
      max_items: 1000,
      fields: {
        seq: { type: "integer", min: 1, max: 9999999, required: true },
        time: { type: "integer", min: 0, max: Number.MAX_SAFE_INTEGER, required: true },
        stream: { type: "choice", of: ["stdout", "stderr", "system"], required: true },
        text: { type: "string", max_length: 262144, required: true },
      },
    },
  },
  LEASE,
);
const FINISHED = Object.assign(
  {
    outcome: {
      type: "object",
      required: true,
      fields: {
        reason: { type: "string", max_length: 40 },
        exit_code: { type: "integer", min: -2147483648, max: 2147483647 },
        detail: { type: "string", max_length: 65536 },
        started_at: WHOLE,
        run_ms: WHOLE,
        image_digest: DIGEST,
        profile: PROFILE,
        usage: {
          type: "object",
          fields: { run_ms: WHOLE, cpu_ms: WHOLE, peak_memory_bytes: WHOLE, output_bytes: WHOLE },
        },
        cut_bytes: WHOLE,
      },
    },
    free: { type: "object", fields: FREE },
    claim_max: { type: "integer", min: 0, max: 64, default: 0 },
  },
  LEASE,
);

function rpcSellerUpdate(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, updateSeller);
}

function updateSeller(caller, body) {
  const wish = checked("invalid_request", SELLER_UPDATE, body, "");
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

function rpcAttemptStarted(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function attemptStarted(caller, body) {
    const told = checked("invalid_request", STARTED, withoutNul(body), "");
    return run(caller, "attempt_started($1, $2, $3, $4)", [
      caller.userId,
      told.attempt_id,
      told.lease_token,
      JSON.stringify({ image_digest: told.image_digest, profile: told.profile }),
    ]);
  });
}

function rpcAttemptLogs(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function attemptLogs(caller, body) {
    const told = checked("invalid_request", LOGS, withoutNul(body), "");
    return run(caller, "attempt_logs($1, $2, $3, $4)", [
      caller.userId,
      told.attempt_id,
      told.lease_token,
      JSON.stringify(told.chunks),
    ]);
  });
}

function rpcAttemptFinished(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, attemptFinished);
}

function attemptFinished(caller, body) {
  const told = checked("invalid_request", FINISHED, withoutNul(body), "");
  if (told.claim_max > 0 && told.free === undefined) {
    broken("invalid_request", "free", "is missing: with claim_max, tell what is free");
  }
  return run(caller, "attempt_finished($1, $2, $3, $4, $5, $6)", [
    caller.userId,
    told.attempt_id,
    told.lease_token,
    JSON.stringify(told.outcome),
    told.free ? JSON.stringify(told.free) : null,
    told.claim_max,
  ]);
}
