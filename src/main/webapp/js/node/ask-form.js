import { html } from "lit";
import { count } from "../format.js";
import { parseCredits, plainCredits } from "../money.js";
import { ChoiceForm } from "./choice-form.js";
import { nodeApi } from "./node-api.js";
import { from } from "./settings.js";

const PARTS = {
  start: "Start of a program",
  cpu_hour: "An hour of one CPU",
  gb_hour: "An hour of one GB",
};
const PAUSE_MS = 300;
const MISTAKE = "must be credits such as 0.0125, with at most 6 digits behind the point";

/** The price, and at every keystroke how it would have done. */
export class AskForm extends ChoiceForm {
  static properties = { own: {}, tried: { state: true } };

  known() {
    const ask = this.settings?.ask ?? {};
    return Object.fromEntries(
      Object.keys(PARTS).map((part) => [
        `ask.${part}`,
        ask[part] === undefined ? "" : plainCredits(ask[part]),
      ]),
    );
  }

  type(name, value) {
    super.type(name, value);
    clearTimeout(this.pause);
    this.asking?.abort();
    this.pause = setTimeout(() => this.#try(), PAUSE_MS);
  }

  #price() {
    const parts = Object.keys(PARTS).map((part) => [part, parseCredits(this.value(`ask.${part}`))]);
    return parts.some(([, amount]) => amount === undefined) ? undefined : Object.fromEntries(parts);
  }

  async #try() {
    const price = this.#price();
    this.asking = new AbortController();
    const { signal } = this.asking;
    try {
      this.tried = price && (await nodeApi.insight(price, signal)).would_have_won;
    } catch {
      if (!signal.aborted) this.tried = undefined;
    }
  }

  choices() {
    for (const part of Object.keys(PARTS)) {
      const name = `ask.${part}`;
      if (parseCredits(this.value(name)) === undefined) this.wrong(name, MISTAKE);
    }
    return { ask: this.#price() };
  }

  render() {
    return html`<form class="node-form" novalidate aria-labelledby="ask-title" @submit=${this.send}>
      <h2 id="ask-title">Price</h2>
      <p class="hint">In credits; each job pays all three, by what it is.</p>
      <div class="field-grid">
        ${Object.entries(PARTS).map(([part, label]) => this.input({ name: `ask.${part}`, label }))}
      </div>
      <p class="would-have-won" role="status">${wonWords(this.changed ? this.tried : this.own)}</p>
      ${this.footer("Ask this price")} ${from(this.settings, "ask")}
    </form>`;
  }
}

function wonWords(result) {
  if (!result) return html`&nbsp;`;
  if (result.jobs === 0)
    return "No other seller has lately done a job that you could have done, so there is nothing to compare with.";
  return html`At this price you would have won <strong>${result.won}</strong> of the last
    ${count(result.jobs, "job")} that others did and you could have done.`;
}

customElements.define("ask-form", AskForm);
