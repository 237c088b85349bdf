import { LitElement } from "lit";

/** A value that says when it has changed. */
export class Signal extends EventTarget {
  #value;

  constructor(value) {
    super();
    this.#value = value;
  }

  get value() {
    return this.#value;
  }

  set(value) {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    this.dispatchEvent(new Event("change"));
  }
}

/** Renders its element again whenever one of the signals changes, for as long as it is on the page. */
export class Follows {
  #host;
  #signals;
  #changed = () => this.#host.requestUpdate();

  constructor(host, ...signals) {
    this.#host = host;
    this.#signals = signals;
    host.addController(this);
  }

  hostConnected() {
    for (const signal of this.#signals) signal.addEventListener("change", this.#changed);
  }

  hostDisconnected() {
    for (const signal of this.#signals) signal.removeEventListener("change", this.#changed);
  }
}

/** Renders its element again every `ms` milliseconds while `alive()` holds: counting times. */
export class Ticks {
  #timer;

  constructor(host, ms, alive = () => true) {
    this.hostConnected = () => {
      this.#timer = setInterval(() => alive() && !document.hidden && host.requestUpdate(), ms);
    };
    this.hostDisconnected = () => clearInterval(this.#timer);
    host.addController(this);
  }
}

/** An element without a shadow root: the page's style sheets and labels reach into it. */
export class PageElement extends LitElement {
  createRenderRoot() {
    return this;
  }
}
