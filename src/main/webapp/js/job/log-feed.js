import { api } from "../api.js";
import { live } from "../live.js";
import { LogLines } from "../log-lines.js";
import { connection } from "../store.js";

const FRAME_MS = 8;
const WITHOUT_LIVE_MS = 1500;

/**
 * Brings a job's output into `lines`: pushed while the connection lives, read page by page while it
 * does not. It works in slices of a frame, so that a megabyte comes in without a stutter.
 */
export class LogFeed {
  lines = new LogLines();
  cutBytes = 0;
  complete = false;
  #jobId;
  #told;
  #queue = [];
  #lastQueued = 0;
  #broken = false;
  #onConnection = () => this.#connectionChanged();

  /**
   * @param {string} jobId whose output
   * @param {(news: {added: object[], changed: Set<object>, dropped: boolean, idle: boolean}) => void} told
   *   called after each slice; `idle` when nothing more is waiting
   */
  constructor(jobId, told) {
    this.#jobId = jobId;
    this.#told = told;
  }

  start() {
    this.unwatch = live.watch(this.#jobId, {
      after: () => this.#lastQueued,
      log: (message) => this.#take(message),
    });
    connection.addEventListener("change", this.#onConnection);
    this.late = setTimeout(() => !connection.value.live && this.#readPages(), WITHOUT_LIVE_MS);
  }

  stop() {
    this.stopped = true;
    this.unwatch?.();
    connection.removeEventListener("change", this.#onConnection);
    clearTimeout(this.late);
    cancelAnimationFrame(this.frame);
  }

  /** Nothing was printed, and nothing is on its way into the rows. */
  get silent() {
    return this.lines.rows.length === 0 && this.#queue.length === 0;
  }

  #connectionChanged() {
    if (!connection.value.live) this.#broken ||= !this.silent && !this.complete;
  }

  async #readPages() {
    for (let more = true; more && !this.stopped;) {
      const page = await api.logs(this.#jobId, this.#lastQueued).catch(() => ({ chunks: [] }));
      this.#take(page);
      more = page.more === true;
    }
  }

  #take({ chunks, cut_bytes: cutBytes, final }) {
    const fresh = chunks.filter((chunk) => chunk.seq > this.#lastQueued);
    if (fresh.length && this.#broken && connection.value.live) {
      this.#queue.push({ resumed: true, time: fresh[0].time });
      this.#broken = false;
    }
    this.#queue.push(...fresh);
    this.#lastQueued = fresh.at(-1)?.seq ?? this.#lastQueued;
    this.cutBytes = Math.max(this.cutBytes, cutBytes ?? 0);
    this.complete ||= final === true;
    this.frame ??= requestAnimationFrame(() => this.#work());
  }

  #work() {
    this.frame = undefined;
    const until = performance.now() + FRAME_MS;
    const { dropped } = this.lines;
    const before = this.lines.rows.length;
    while (this.#queue.length && performance.now() < until) this.#append(this.#queue.shift());
    const idle = this.#queue.length === 0;
    if (!idle) this.frame = requestAnimationFrame(() => this.#work());
    this.#told({
      added: this.lines.rows.slice(before),
      changed: this.lines.takeChanged(),
      dropped: this.lines.dropped > dropped,
      idle,
    });
  }

  #append(chunk) {
    if (!chunk.resumed) this.lines.append(chunk);
    else {
      const next = this.lines.lineCount + 1;
      this.lines.note(`The connection was lost; resumed at line ${next}`, chunk.time);
    }
  }
}
