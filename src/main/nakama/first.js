// The three RPC ids of the first LUMARIS, for clients written then. The caller is who the session says; the ids in
// the payload are never believed. A job_id chosen by the client is the client_token of the job and finds it again.
// Fields those clients send and LUMARIS has no use for are passed over.

const PRINTED = { type: "string", max_length: 262144 };
const SENT_JOB = { job_id: LIMITS.client_token };
const RESULT = {
  job_id: Object.assign({}, LIMITS.client_token, {
    required: true,
    hint: "that of the job that was run",
  }),
  exit_code: { type: "integer", min: -2147483648, max: 2147483647, required: true },
  output: PRINTED,
  error: PRINTED,
};

function known(body, fields) {
  const copy = {};
  fields.forEach(function (field) {
    if (body[field] !== undefined && body[field] !== null) {
      copy[field] = body[field];
    }
  });
  return copy;
}

function rpcSendJob(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function sendJob(caller, body) {
    const token = checked("invalid_request", SENT_JOB, known(body, ["job_id"]), "").job_id;
    const job = JSON.parse(
      submit(caller, checkedToken(token), checkedSpec(SPEC, known(body, ["image", "command"]))),
    ).job;
    return JSON.stringify({ job_id: token === undefined ? job.id : token, status: job.state });
  });
}

function rpcRegisterSeller(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function registerSeller(caller, body) {
    const usual = { cpus: 1, memory_mb: 1024, slots: 1, isolation: ["runc"] };
    const wish = Object.assign(usual, known(body, Object.keys(SELLER_UPDATE)));
    updateSeller(caller, wish);
    return JSON.stringify({ seller_id: caller.userId, status: "registered" });
  });
}

function rpcSubmitJobResult(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function submitJobResult(caller, body) {
    const told = printed(caller, body);
    const result = checked("invalid_request", RESULT, known(told, Object.keys(RESULT)), "");
    if (typeof told.buyer_id === "string" && UUID.test(told.buyer_id)) {
      result.buyer_id = told.buyer_id; // tells two buyers' equal job_ids apart, nothing else
    }
    return run(caller, "submit_job_result($1, $2)", [caller.userId, JSON.stringify(result)]);
  });
}
