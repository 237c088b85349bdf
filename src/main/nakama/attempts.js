// What a seller reports about its attempts. It may hold anything a program printed, so U+0000 is replaced before it is
// checked.

const FREE = {
  slots: { type: "integer", min: 0, max: 4096, required: true },
  cpus: { type: "number", min: 0, max: 4096, required: true },
  memory_mb: { type: "integer", min: 0, max: 16777216, required: true },
};
const LEASE = {
  attempt_id: { type: "uuid", required: true },
  lease_token: { type: "uuid", required: true },
};
const RATE = { type: "integer", min: 0, max: 1000000000000, required: true };
const ASK = { start: RATE, cpu_hour: RATE, gb_hour: RATE };
const WHOLE = { type: "integer", min: 0, max: Number.MAX_SAFE_INTEGER };
const DIGEST = { type: "string", max_length: 300 };
const PROFILE = { type: "free", max_length: 16384 };
// What an attempt used, all of it; how it went meanwhile is told by attempt_usage.
const USAGE = {
  run_ms: WHOLE,
  cpu_ms: WHOLE,
  throttled_ms: WHOLE,
  peak_memory_bytes: WHOLE,
  oom_killed: { type: "boolean" },
  peak_pids: WHOLE,
  block_read_bytes: WHOLE,
  block_written_bytes: WHOLE,
  output_bytes: WHOLE,
};
const START = { image_digest: DIGEST, profile: PROFILE };
const CHUNKS = {
  type: "objects",
  max_items: 1000,
  fields: {
    seq: { type: "integer", min: 1, max: 9999999, required: true },
    time: { type: "integer", min: 0, max: Number.MAX_SAFE_INTEGER, required: true },
    stream: { type: "choice", of: ["stdout", "stderr", "system"], required: true },
    text: { type: "string", max_length: 262144, required: true },
  },
};
const OUTCOME = {
  type: "object",
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
      fields: USAGE,
    },
    stdout_sha256: {
      type: "string",
      pattern: "^[0-9a-f]{64}$",
      max_length: 64,
      hint: "64 hexadecimal digits",
    },
    cut_bytes: WHOLE,
  },
};
const CLAIMING = {
  free: { type: "object", fields: FREE },
  claim_max: { type: "integer", min: 0, max: 64, default: 0 },
};
const REPORTS = Object.assign(
  {
    // As many as a claim may bring attempts: no call holds the locks of more jobs than that.
    reports: {
      type: "objects",
      required: true,
      max_items: 64,
      check: checkReport,
      fields: Object.assign(
        {
          started: { type: "object", fields: Object.assign({ started_at: WHOLE }, START) },
          chunks: CHUNKS,
          outcome: OUTCOME,
        },
        LEASE,
      ),
    },
  },
  CLAIMING,
);
const STARTED = Object.assign({}, START, LEASE);
const LOGS = Object.assign({ chunks: Object.assign({ required: true }, CHUNKS) }, LEASE);
const FINISHED = Object.assign(
  { outcome: Object.assign({ required: true }, OUTCOME) },
  CLAIMING,
  LEASE,
);

function rpcAttemptReports(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function attemptReports(caller, body) {
    const told = claiming(checked("invalid_request", REPORTS, printed(caller, body), ""));
    eachOnce(told.reports);
    return run(caller, "attempt_reports($1, $2, $3, $4)", [
      caller.userId,
      JSON.stringify(told.reports),
      told.free,
      told.claim_max,
    ]);
  });
}

// A mistake in a report refuses only that one: it is passed on as its refusal, to be answered in its place.
function checkReport(kind, field, rule, report) {
  try {
    return checkObject(kind, field, rule, report);
  } catch (e) {
    if (!e.refused || !isObject(report) || !UUID.test(report.attempt_id)) {
      throw e;
    }
    return { attempt_id: report.attempt_id, code: e.code, message: e.message };
  }
}

function eachOnce(reports) {
  const seen = {};
  for (let i = 0; i < reports.length; i++) {
    const attempt = reports[i].attempt_id;
    if (seen[attempt]) {
      const sentence = "is there twice: tell all of an attempt in one report";
      broken("invalid_request", "reports[" + i + "].attempt_id", sentence);
    }
    seen[attempt] = true;
  }
}

// What is free is passed on as text.
function claiming(told) {
  if (told.claim_max > 0 && told.free === undefined) {
    broken("invalid_request", "free", "is missing: with claim_max, tell what is free");
  }
  told.free = told.free === undefined ? null : JSON.stringify(told.free);
  return told;
}

function rpcAttemptStarted(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function attemptStarted(caller, body) {
    const told = checked("invalid_request", STARTED, printed(caller, body), "");
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
    const told = checked("invalid_request", LOGS, printed(caller, body), "");
    return run(caller, "attempt_logs($1, $2, $3, $4)", [
      caller.userId,
      told.attempt_id,
      told.lease_token,
      JSON.stringify(told.chunks),
    ]);
  });
}

function rpcAttemptFinished(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function attemptFinished(caller, body) {
    const told = claiming(checked("invalid_request", FINISHED, printed(caller, body), ""));
    return run(caller, "attempt_finished($1, $2, $3, $4, $5, $6)", [
      caller.userId,
      told.attempt_id,
      told.lease_token,
      JSON.stringify(told.outcome),
      told.free,
      told.claim_max,
    ]);
  });
}
