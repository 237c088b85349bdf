// The three RPC ids of the first LUMARIS, for clients written then. The caller is who the session says; the ids in
// the payload are never believed. A job_id chosen by the client is the client_token of the job and finds it again.

function rpcSendJob(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function sendJob(caller, body) {
    const token = text128("job_id", body.job_id);
    const spec = {};
    ["image", "command"].forEach(function (field) {
      if (body[field] !== undefined) {
        spec[field] = body[field];
      }
    });
    const job = JSON.parse(submit(caller, token, spec)).job;
    return JSON.stringify({ job_id: token === undefined ? job.id : token, status: job.state });
  });
}

function rpcRegisterSeller(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function registerSeller(caller, body) {
    const wish = { cpus: 1, memory_mb: 1024, slots: 1, isolation: ["runc"] };
    Object.keys(SELLER_UPDATE).forEach(function (field) {
      if (body[field] !== undefined) {
        wish[field] = body[field];
      }
    });
    run(caller, "seller_update($1, $2)", [
      caller.userId,
      JSON.stringify(checked("invalid_request", SELLER_UPDATE, wish, "")),
    ]);
    return JSON.stringify({ seller_id: caller.userId, status: "registered" });
  });
}

function rpcSubmitJobResult(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function submitJobResult(caller, body) {
    const told = withoutNul(body);
    const jobId = text128("job_id", told.job_id);
    if (jobId === undefined) {
      broken("invalid_request", "job_id", "is missing");
    }
    checkNumber("invalid_request", "exit_code", FINISHED.outcome.fields.exit_code, told.exit_code);
    const result = {
      job_id: jobId,
      exit_code: told.exit_code,
      output: printed(told.output),
      error: printed(told.error),
    };
    if (typeof told.buyer_id === "string" && UUID.test(told.buyer_id)) {
      result.buyer_id = told.buyer_id; // tells two buyers' equal job_ids apart, nothing else
    }
    return run(caller, "submit_job_result($1, $2)", [caller.userId, JSON.stringify(result)]);
  });
}

function text128(field, value) {
  return value === undefined
    ? undefined
    : checkString("invalid_request", field, LIMITS.client_token, value);
}

function printed(value) {
  return typeof value === "string" ? value : "";
}
