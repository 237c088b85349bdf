/** What a seller's ask comes to. The market charges; this foretells it and explains what was charged. */

const HOUR_MS = 3_600_000;

/** Micro-credits an hour of this job costs, beside the start. */
export const hourly = (ask, { cpus, memory_mb: memory }) =>
  ask.cpu_hour * cpus + (ask.gb_hour * memory) / 1024;

/** Micro-credits for so long a run. */
export const price = (ask, spec, ms) =>
  ask.start + Math.ceil((hourly(ask, spec) * Math.max(0, ms)) / HOUR_MS);
