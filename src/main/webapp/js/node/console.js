import { html, nothing } from "lit";
import { count } from "../format.js";
import { PageElement } from "../signal.js";
import "./ask-form.js";
import "./bids-form.js";
import { earnings } from "./earnings.js";
import "./filters-form.js";
import { health } from "./health.js";
import "./hours-form.js";
import { nodeApi, said } from "./node-api.js";
import { record } from "./record.js";
import { sources } from "./settings.js";
import { results, running, slots } from "./work.js";
import "./state-buttons.js";

const LOOK_MS = 1000;
const INSIGHT_EVERY = 15;

/** The seller's console. It looks every second; what the market knows it asks every quarter of a minute. */
export class NodeConsole extends PageElement {
  static properties = {
    node: { state: true },
    settings: { state: true },
    insight: { state: true },
    failure: { state: true },
    portal: { state: true },
  };

  connectedCallback() {
    super.connectedCallback();
    this.looks = 0;
    this.addEventListener("changed", (event) => this.#changed(event.detail));
    this.#findPortal();
    this.#look();
  }

  async #look() {
    try {
      this.node = await nodeApi.status();
      if (this.settings?.state !== this.node.state) this.settings = await nodeApi.settings();
      this.failure = undefined;
      if (this.looks++ % INSIGHT_EVERY === 0) this.#readInsight();
    } catch (error) {
      this.failure = said(error);
    }
    setTimeout(() => this.#look(), LOOK_MS);
  }

  /** The market may be away: the rest of the page goes on without it. */
  async #readInsight() {
    try {
      this.insight = await nodeApi.insight();
    } catch {
      this.looks = 1 + INSIGHT_EVERY / 3;
    }
  }

  /** A seller's node that is no portal sends who asks for the portal's page to this one. */
  async #findPortal() {
    const page = await fetch("/", { method: "HEAD", redirect: "manual" }).catch(() => ({}));
    this.portal = page.ok === true;
  }

  #changed(settings) {
    this.settings = settings;
    this.looks = 0;
  }

  render() {
    const { node } = this;
    return html`<main>
      <header class="node-head">
        <h1>Seller <span id="name">${node?.name ?? ""}</span></h1>
        <state-buttons
          .settings=${this.settings}
          .running=${node?.running.length ?? 0}
        ></state-buttons>
      </header>
      <p id="state" role="status" class=${this.#mood()}>
        ${this.failure ?? node?.sentence ?? "Looking…"}
      </p>
      ${node ? this.#all(node) : nothing}
    </main>`;
  }

  #mood() {
    if (this.failure) return "bad";
    if (!this.node) return "";
    const { connected, engine, state } = this.node;
    return connected && engine ? (state === "open" ? "well" : "off") : "bad";
  }

  #all(node) {
    return html`${health(node.health)} ${slots(node)} ${running(node)}
      <div class="node-columns">
        <ask-form .settings=${this.settings} .own=${this.insight?.would_have_won}></ask-form>
        ${earnings(this.insight?.earned)}
        <bids-form .settings=${this.settings}></bids-form>
        <hours-form .settings=${this.settings}></hours-form>
      </div>
      <filters-form .settings=${this.settings}></filters-form>
      ${this.settings ? sources(this.settings, this) : nothing} ${record(this.insight, this.portal)}
      ${results(node)}
      <p class="muted">
        Since the start: ${count(node.totals.succeeded, "job")} succeeded, ${node.totals.failed}
        failed, ${node.totals.not_done} not done.
      </p>`;
  }
}

customElements.define("node-console", NodeConsole);
