/** What the page knows, in one place: elements follow it and never each other. */
import { api } from "./api.js";
import { Signal } from "./signal.js";

/** The rules of a job's fields, from limits.json; undefined until known. */
export const limits = new Signal(undefined);

/** `[{image, command}]` known to run on this market. */
export const samples = new Signal([]);

/** All sellers; undefined until known. */
export const sellers = new Signal(undefined);

/** `{live, retryAt?, since?, cause?}`: whether changes come by themselves at the moment. */
export const connection = new Signal({ live: false, starting: true });

/** `{kind: "error"|"info", text}`: a sentence about something that was just done. */
export const notice = new Signal(undefined);

/** The jobs seen so far. Events: `job` (detail: the job), `deleted` (detail: its id), `list` (detail: `{jobs, counts}`). */
class Jobs extends EventTarget {
  #byId = new Map();

  get(id) {
    return this.#byId.get(id);
  }

  /** Takes what the market says about a job, unless something newer is known. A list's item keeps the known attempts. */
  put(job) {
    const known = this.#byId.get(job.id);
    if (known && (job.version < known.version || (job.version === known.version && !job.attempts)))
      return known;
    const merged =
      job.attempts || !known?.attempts ? job : { ...job, attempts: known.attempts, stale: true };
    this.#byId.set(job.id, merged);
    this.dispatchEvent(new CustomEvent("job", { detail: merged }));
    return merged;
  }

  putList(jobs, counts) {
    const merged = jobs.map((job) => this.put(job));
    this.dispatchEvent(new CustomEvent("list", { detail: { jobs: merged, counts } }));
    return merged;
  }

  forget(id) {
    if (!this.#byId.delete(id)) return;
    this.dispatchEvent(new CustomEvent("deleted", { detail: id }));
  }
}

export const jobs = new Jobs();

/** Loads what every screen needs. Each is tried again until it is there; none holds up another. */
export async function loadBasics() {
  const load = async (signal, read) => signal.set(await persistently(read));
  await Promise.all([
    load(limits, api.limits),
    load(samples, async () => (await api.samples()).samples),
    load(sellers, async () => (await api.sellers()).sellers),
  ]);
}

/** Repeats a reading that failed only because nobody answered; each time `failed` is told why. */
export async function persistently(read, failed) {
  for (let wait = 500; ; wait = Math.min(wait * 2, 8000)) {
    try {
      return await read();
    } catch (error) {
      if (!error.temporary) throw error;
      failed?.(error);
      await new Promise((resolve) => setTimeout(resolve, wait * (0.5 + Math.random())));
    }
  }
}

/** Reads the sellers again; a failure keeps what is known, the banner says that updates pause. */
export async function refreshSellers() {
  try {
    sellers.set((await api.sellers()).sellers);
  } catch (error) {
    if (!error.temporary) throw error;
  }
}
