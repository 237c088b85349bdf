/** The market's quote for what stands in the form: follows every keystroke, and the last answer wins. */
import { account } from "../account.js";
import { api } from "../api.js";
import { sellers } from "../store.js";

const AFTER_TYPING_MS = 150;

/** What a price depends on. The rest of a job may be long or secret and stays here. */
const PRICED = [
  "image",
  "cpus",
  "memory_mb",
  "timeout_s",
  "budget",
  "verify",
  "sellers",
  "block_sellers",
];

/** Keeps `value` (the quote), `failure` (why there is none) and renders its element when they change. */
export class Quotes {
  #host;
  #asked;
  #spec;
  #timer;
  #again = () => this.#spec && this.#later();

  constructor(host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected() {
    // The same job has another price when sellers come and go or money moves.
    sellers.addEventListener("change", this.#again);
    account.addEventListener("change", this.#again);
    this.#again();
  }

  hostDisconnected() {
    sellers.removeEventListener("change", this.#again);
    account.removeEventListener("change", this.#again);
    clearTimeout(this.#timer);
    this.#asked?.abort();
  }

  /** The spec as it stands now; fields with an error are said at the field, and nothing is asked. */
  follow(spec, errors) {
    const wrong = PRICED.some((name) => name !== "image" && errors[name]);
    const known = PRICED.filter((name) => spec[name] !== undefined && spec[name] !== "");
    const priced = Object.fromEntries(
      known.filter((name) => !errors[name]).map((name) => [name, spec[name]]),
    );
    const text = wrong ? "wrong" : JSON.stringify(priced);
    if (text === this.text) return;
    this.text = text;
    this.#spec = wrong ? undefined : priced;
    this.#asked?.abort();
    clearTimeout(this.#timer);
    if (wrong) this.#show({});
    else this.#later();
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), AFTER_TYPING_MS);
  }

  async #ask() {
    this.#asked?.abort();
    const asked = new AbortController();
    this.#asked = asked;
    try {
      const value = await api.quote(this.#spec, asked.signal);
      if (!asked.signal.aborted) this.#show({ value });
    } catch (failure) {
      if (!asked.signal.aborted) this.#show({ failure });
    }
  }

  #show({ value, failure }) {
    this.value = value;
    this.failure = failure;
    this.#host.requestUpdate();
  }
}
