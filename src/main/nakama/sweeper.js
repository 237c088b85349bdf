// Every five seconds: leases that ran out, jobs that waited too long, jobs that are too old. It only makes prompt what
// claiming does anyway, so a failure waits for the next tick.

const SWEEP_LIMIT = 500;

function sweep(ctx, logger, nk) {
  try {
    const caller = { nk: nk, logger: logger };
    const done = JSON.parse(run(caller, "sweep($1)", [SWEEP_LIMIT]));
    if (done.leases_ended || done.queue_timeouts || done.jobs_deleted) {
      logger.info("swept: %s", JSON.stringify(done));
    }
  } catch (e) {
    wireError(e, logger);
  }
}
