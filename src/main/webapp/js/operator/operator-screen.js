import { html, nothing } from "lit";
import { account, readAccount } from "../account.js";
import { api } from "../api.js";
import { absolute, clock } from "../format.js";
import "../parts/copy-button.js";
import { Follows, PageElement } from "../signal.js";
import "./audit-part.js";
import { disputes, jobs, money, sellers, stuck } from "./overview.js";
import "./payouts-part.js";
import "./policy-part.js";
import "./settings-part.js";
import "./top-up.js";

const EVERY_MS = 5000;

/** The market as its operators see it. */
export class OperatorScreen extends PageElement {
  static properties = { overview: { state: true }, failure: { state: true } };

  constructor() {
    super();
    new Follows(this, account);
    this.addEventListener("moved", () => this.#read());
  }

  connectedCallback() {
    super.connectedCallback();
    readAccount();
    this.timer = setInterval(() => !document.hidden && this.#read(), EVERY_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  willUpdate() {
    if (account.value?.operator && !this.asked) {
      this.asked = true;
      this.#read();
    }
  }

  async #read() {
    if (!account.value?.operator) return;
    try {
      this.overview = await api.overview();
      this.failure = undefined;
    } catch (error) {
      this.failure = error;
    }
  }

  render() {
    const known = account.value;
    return html`<div class="page operator">
      <header class="page-head">
        <h1>Operator</h1>
        ${this.overview ? asOf(this.overview.now) : nothing}
      </header>
      ${known === undefined ? waiting : known.operator ? this.#all() : becomeOne(known.id)}
    </div>`;
  }

  #all() {
    const { overview, failure } = this;
    return html`${failure ? html`<p class="refusal" role="alert">It could not be read: ${failure.message}</p>` : nothing}
      ${
        overview
          ? html`${stuck(overview.stuck)}
              <div class="operator-sums">
                ${jobs(overview.jobs)}${sellers(overview.sellers)}${money(overview.money)}
              </div>
              ${disputes(overview.disputes)}`
          : waiting
      }
      <payouts-part></payouts-part>
      <policy-part></policy-part>
      <div class="operator-ways"><top-up></top-up><audit-part></audit-part></div>
      <settings-part></settings-part>`;
  }
}

const asOf = (now) =>
  html`<p class="lead" title=${absolute(now)}>As of ${clock(now)}, read every 5 s.</p>`;

const waiting = html`<p class="muted" aria-busy="true">Reading…</p>`;

/** Nobody can make themselves one here: it takes the market's database. */
function becomeOne(id) {
  const command = `./lumaris operator add ${id} \\\n  --database URL`;
  return html`<section class="operator-none">
    <p>
      This page is for operators of the market, and this account is none. Whoever has the market's
      database makes it one with the command below, where <code>URL</code> is that database; then
      this page shows the market.
    </p>
    <div class="code-line">
      <pre
        class="code"
        tabindex="0"
        aria-label="The command that makes an operator"
      ><code>${command}</code></pre>
      <copy-button .text=${command} label="the command"></copy-button>
    </div>
  </section>`;
}

customElements.define("operator-screen", OperatorScreen);
