/**
 * The page's one WebSocket. It says what changed; this keeps it open, says when it is not, and asks
 * for what was missed. Lines of a log come through `watch`, everything else goes to the store.
 */
import { api } from "./api.js";
import { setServerClock } from "./format.js";
import { connection, jobs } from "./store.js";
import { liveUsage } from "./usage.js";

const PING_MS = 20_000;
const PONG_MS = 10_000;
const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 15_000;

class Live {
  #socket;
  #failures = 0;
  #retry;
  #pinging;
  #watched = new Map();

  /** Opens the connection for the present session and keeps it. */
  start() {
    addEventListener("online", () => this.now());
    document.addEventListener("visibilitychange", () => document.hidden || this.now());
    this.#open();
  }

  /** Tries again at once instead of at the end of the wait. */
  now() {
    if (this.#socket || !this.#retry) return;
    clearTimeout(this.#retry);
    this.#retry = undefined;
    this.#open();
  }

  /**
   * Has a job's changes and output sent, now and after every interruption.
   *
   * @param {string} id the job
   * @param {{after: () => number, log: (message: object) => void}} reader what it has, and what it gets
   * @returns {() => void} ends it
   */
  watch(id, reader) {
    this.#watched.set(id, reader);
    this.#send({ type: "watch", job_id: id, after: reader.after() });
    return () => {
      if (this.#watched.get(id) !== reader) return;
      this.#watched.delete(id);
      this.#send({ type: "unwatch", job_id: id });
    };
  }

  #open() {
    const socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/live`);
    this.#socket = socket;
    socket.onopen = () => this.#opened();
    socket.onmessage = (event) => this.#message(JSON.parse(event.data));
    socket.onclose = (event) => socket === this.#socket && this.#closed(event.code);
  }

  #opened() {
    this.#failures = 0;
    this.#send({ type: "subscribe", jobs: true });
    for (const [id, reader] of this.#watched)
      this.#send({ type: "watch", job_id: id, after: reader.after() });
    this.#pinging = setInterval(() => this.#ping(), PING_MS);
  }

  #ping() {
    const socket = this.#socket;
    this.#send({ type: "ping" });
    this.awaited ??= setTimeout(() => {
      this.awaited = undefined;
      if (socket !== this.#socket) return;
      socket.close();
      this.#closed(1006);
    }, PONG_MS);
  }

  #pong(now) {
    clearTimeout(this.awaited);
    this.awaited = undefined;
    if (now) setServerClock(now);
  }

  #closed(code) {
    this.#socket = undefined;
    clearInterval(this.#pinging);
    this.#pong();
    this.#failures += 1;
    const wait =
      Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(this.#failures, 6)) *
      (0.6 + Math.random() * 0.8);
    this.#pause(wait, "portal");
    this.#retry = setTimeout(() => this.#reopen(code), wait);
  }

  async #reopen(code) {
    this.#retry = undefined;
    try {
      // The portal cannot say why it refuses a socket; most often the session has ended.
      if (code === 1008 || this.#failures > 2) await api.session();
    } catch {
      // Then the socket will not open either, and all is tried again.
    }
    this.#open();
  }

  #pause(ms, cause) {
    const since = connection.value.since ?? Date.now();
    connection.set({ live: false, retryAt: Date.now() + ms, since, cause });
  }

  #message(message) {
    if (message.type === "market" && message.connected) connection.set({ live: true });
    else if (message.type === "market") this.#pause(message.retry_in_ms ?? 4000, "market");
    else if (message.type === "jobs") jobs.putList(message.jobs, message.counts);
    else if (message.type === "job") jobs.put(message.job);
    else if (message.type === "job_deleted") jobs.forget(message.job_id);
    else if (message.type === "log") this.#watched.get(message.job_id)?.log(message);
    else if (message.type === "usage") liveUsage.put(message);
    else if (message.type === "error" && message.job_id)
      this.#watched.get(message.job_id)?.refused?.(message);
    else if (message.type === "pong") this.#pong(message.now);
  }

  #send(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }
}

export const live = new Live();
