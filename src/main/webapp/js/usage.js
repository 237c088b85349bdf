/** The last minute of running jobs, as their sellers tell while somebody looks. Event: `usage` (detail: the job's id). */
import { MOST_SAMPLES } from "./parts/usage-charts.js";

const MOST_JOBS = 8;

class LiveUsage extends EventTarget {
  #byJob = new Map();

  /** The samples of a job's attempt, from the oldest to the newest; none until some came. */
  of(jobId, attempt) {
    const known = this.#byJob.get(jobId);
    return known?.attempt === attempt ? known.samples : [];
  }

  /** Takes what came; a time that is known already is not taken twice. */
  put({ job_id: jobId, attempt, samples }) {
    const known = this.of(jobId, attempt);
    const last = known.at(-1)?.time ?? 0;
    const all = [...known, ...samples.filter(({ time }) => time > last)].slice(-MOST_SAMPLES);
    this.#byJob.delete(jobId);
    this.#byJob.set(jobId, { attempt, samples: all });
    if (this.#byJob.size > MOST_JOBS) this.#byJob.delete(this.#byJob.keys().next().value);
    this.dispatchEvent(new CustomEvent("usage", { detail: jobId }));
  }
}

export const liveUsage = new LiveUsage();
