// How running attempts fare: samples on their way from a node to whoever watches the job. Nothing of it is kept.

const SAMPLES = {
  type: "objects",
  required: true,
  min_items: 1,
  max_items: 60,
  fields: {
    time: { type: "integer", min: 0, max: Number.MAX_SAFE_INTEGER, required: true },
    cpu_percent: { type: "number", min: 0, max: 1000000, required: true },
    throttled_percent: { type: "number", min: 0, max: 100, required: true },
    memory_bytes: Object.assign({ required: true }, WHOLE),
    pids: Object.assign({ required: true }, WHOLE),
    block_read_bytes: Object.assign({ required: true }, WHOLE),
    block_written_bytes: Object.assign({ required: true }, WHOLE),
  },
};
const ATTEMPT_USAGE = {
  attempts: {
    type: "objects",
    required: true,
    min_items: 1,
    max_items: 64,
    fields: Object.assign({ samples: SAMPLES }, LEASE),
  },
};

// Tells which attempts are watched, so that a node has to tell often of those only.
function rpcAttemptUsage(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function attemptUsage(caller, body) {
    const told = checked("invalid_request", ATTEMPT_USAGE, body, "");
    const answer = run(caller, "attempt_usage($1, $2)", [
      caller.userId,
      JSON.stringify(told.attempts),
    ]);
    const running = JSON.parse(answer).running;
    return JSON.stringify({
      watched: running
        .filter(function (attempt) {
          return nk.streamCount({ mode: JOB_STREAM, subject: attempt.job_id }) > 0;
        })
        .map(function (attempt) {
          return attempt.attempt_id;
        }),
    });
  });
}
