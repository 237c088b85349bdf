// What a buyer does.

const JOB_STREAM = 102;
// The token is sent beside the spec, not in it.
const SPEC = Object.assign({}, LIMITS);
delete SPEC.client_token;
// No call makes more jobs than one call of a seller ends.
const JOBS = {
  jobs: { type: "objects", required: true, min_items: 1, max_items: 64, check: checkSubmission },
};
const JOB_ID = { job_id: { type: "uuid", required: true } };
const STATES = ["queued", "assigned", "running", "succeeded", "failed", "cancelled"];
const JOB_LIST = {
  states: { type: "list", max_items: 6, max_length: 100 },
  label: { type: "string", min_length: 1, max_length: 400 },
  text: { type: "string", min_length: 1, max_length: 200 },
  limit: { type: "integer", min: 1, max: 100, default: 25 },
  cursor: { type: "string", min_length: 1, max_length: 100 },
};
const JOB_LOGS = {
  job_id: { type: "uuid", required: true },
  after: { type: "integer", min: 0, max: Number.MAX_SAFE_INTEGER, default: 0 },
  limit: { type: "integer", min: 1, max: 1000, default: 500 },
};

function rpcJobSubmit(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function jobSubmit(caller, body) {
    const job = checkedSubmission(body);
    return submit(caller, job.client_token, job.spec);
  });
}

function rpcJobSubmits(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function jobSubmits(caller, body) {
    const told = checked("invalid_request", JOBS, body, "");
    return run(caller, "job_submits($1, $2)", [caller.userId, JSON.stringify(told.jobs)]);
  });
}

// A mistake in a job refuses only that one: it is passed on as its refusal, to be answered in its place.
function checkSubmission(kind, field, rule, written) {
  if (!isObject(written)) {
    wrongType(kind, field, "an object", written);
  }
  try {
    return checkedSubmission(written);
  } catch (e) {
    if (!e.refused) {
      throw e;
    }
    return { code: e.code, message: e.message };
  }
}

function checkedSubmission(body) {
  const unknown = Object.keys(body).find(function (field) {
    return field !== "client_token" && field !== "spec";
  });
  if (unknown !== undefined) {
    broken("invalid_request", shortened(unknown), unknownField("", { client_token: 1, spec: 1 }));
  }
  if (!isObject(body.spec)) {
    broken("invalid_request", "spec", "is missing: give an object with at least an image");
  }
  checkedToken(body.client_token);
  return { client_token: body.client_token, spec: checkedSpec(SPEC, body.spec) };
}

function checkedToken(token) {
  if (token !== undefined) {
    checkString("invalid_request", "client_token", LIMITS.client_token, token);
  }
  return token;
}

function submit(caller, token, spec) {
  return run(caller, "job_submit($1, $2, $3)", [
    caller.userId,
    orNull(token),
    JSON.stringify(spec),
  ]);
}

function checkedSpec(rules, written) {
  const spec = checked("invalid_job", rules, written, "");
  if (spec.command !== undefined && spec.args !== undefined) {
    broken("invalid_job", "args", "give command or args, not both");
  }
  if (spec.auction_s === undefined) {
    const stray = ["auction_pick", "auction_price", "auction_no_bids"].find(function (field) {
      return spec[field] !== undefined;
    });
    if (stray !== undefined) {
      broken("invalid_job", stray, "is for an auction: give auction_s, too");
    }
  }
  return spec;
}

function rpcJobGet(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function jobGet(caller, body) {
    return run(caller, "job_get($1, $2)", [
      caller.userId,
      checked("invalid_request", JOB_ID, body, "").job_id,
    ]);
  });
}

function rpcJobList(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, jobList);
}

function jobList(caller, body) {
  const query = checked("invalid_request", JOB_LIST, body, "");
  (query.states || []).forEach(function (state) {
    checkChoice("invalid_request", "states", { of: STATES }, state);
  });
  return run(
    caller,
    "job_list($1, array(select jsonb_array_elements_text($2::jsonb)), $3, $4, $5, $6)",
    [
      caller.userId,
      JSON.stringify(query.states && query.states.length > 0 ? query.states : STATES),
      orNull(query.label),
      orNull(query.text),
      query.limit,
      orNull(query.cursor),
    ],
  );
}

function orNull(value) {
  return value === undefined ? null : value;
}

function rpcJobCancel(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function jobCancel(caller, body) {
    return run(caller, "job_cancel($1, $2)", [
      caller.userId,
      checked("invalid_request", JOB_ID, body, "").job_id,
    ]);
  });
}

function rpcJobDelete(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function jobDelete(caller, body) {
    return run(caller, "job_delete($1, $2)", [
      caller.userId,
      checked("invalid_request", JOB_ID, body, "").job_id,
    ]);
  });
}

function rpcJobLogs(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function jobLogs(caller, body) {
    const query = checked("invalid_request", JOB_LOGS, body, "");
    return run(caller, "job_logs($1, $2, $3, $4)", [
      caller.userId,
      query.job_id,
      query.after,
      query.limit,
    ]);
  });
}

function rpcJobWatch(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, jobWatch);
}

function jobWatch(caller, body) {
  const jobId = checked("invalid_request", JOB_ID, body, "").job_id;
  onSocket(caller);
  run(caller, "job_watch($1, $2)", [caller.userId, jobId]);
  joinStream(caller, JOB_STREAM, jobId);
  // Read again: what was printed before the socket had joined is in this number, what comes later is pushed.
  return run(caller, "job_watch($1, $2)", [caller.userId, jobId]);
}

function rpcJobUnwatch(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, jobUnwatch);
}

function jobUnwatch(caller, body) {
  const jobId = checked("invalid_request", JOB_ID, body, "").job_id;
  leaveStream(caller, JOB_STREAM, jobId);
  return JSON.stringify({ job_id: jobId });
}

function rpcSellerList(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function sellerList(caller, body) {
    checked("invalid_request", NO_FIELDS, body, "");
    return run(caller, "seller_list()", []);
  });
}
