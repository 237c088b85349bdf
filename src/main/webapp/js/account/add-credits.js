import { html, nothing } from "lit";
import { api } from "../api.js";
import { newToken } from "../draft.js";
import { credits, parseCredits, plainCredits } from "../money.js";
import "../parts/copy-button.js";
import { PageElement } from "../signal.js";
import { persistently } from "../store.js";
import { textField } from "../submit/fields.js";

const CREDIT = 1_000_000;
const USUAL = 10 * CREDIT;

/** How to have more credits: by paying for them, or by asking whoever operates the market. */
export class AddCredits extends PageElement {
  static properties = {
    account: {},
    options: { state: true },
    typed: { state: true },
    error: { state: true },
    busy: { state: true },
  };

  async connectedCallback() {
    super.connectedCallback();
    try {
      this.options = await persistently(api.payments);
      this.typed ??= plainCredits(Math.max(USUAL, this.options.least ?? 0));
    } catch (error) {
      this.error = error.message;
    }
  }

  render() {
    return html`<section class="add-credits" id="add-credits" aria-labelledby="add-title">
      <h2 id="add-title">Add credits</h2>
      ${this.options ? this.#way() : html`<p class="muted" aria-busy="true">${this.error ?? "Reading how…"}</p>`}
    </section>`;
  }

  #way() {
    return this.options.processor === "none" ? askAnOperator(this.account) : this.#form();
  }

  #form() {
    const { how, least, most } = this.options;
    return html`<form novalidate @submit=${this.#pay}>
      <p>${how}</p>
      ${textField({
        id: "add-amount",
        label: "Credits to add",
        hint: `${credits(least)} to ${credits(most)}, whole ones. ${this.#price() ?? ""}`,
        error: this.error,
        mode: "numeric",
        value: this.typed,
        type: (text) => this.#type(text),
      })}
      <p class="actions">
        <button class="button primary" ?disabled=${this.busy}>
          ${this.busy ? "Going to the payment page…" : "Pay"}
        </button>
      </p>
    </form>`;
  }

  #type(text) {
    this.typed = text;
    this.error = undefined;
  }

  #price() {
    const amount = parseCredits(this.typed);
    if (!amount) return undefined;
    const { currency, unit_price: unit } = this.options;
    const style = new Intl.NumberFormat("en", { style: "currency", currency });
    const digits = style.resolvedOptions().maximumFractionDigits;
    return `${credits(amount)} credits cost ${style.format(((amount / CREDIT) * unit) / 10 ** digits)}.`;
  }

  async #pay(event) {
    event.preventDefault();
    const amount = parseCredits(this.typed);
    if (!amount) {
      this.error = "must be a whole number of credits such as 10";
      return;
    }
    this.busy = true;
    this.error = undefined;
    try {
      location.assign((await api.checkout(amount, this.#token(amount))).url);
    } catch (error) {
      this.error = this.#said(error);
      this.busy = false;
    }
  }

  /** The same for a second try of the same amount, so that it is one payment. */
  #token(amount) {
    if (this.token?.amount !== amount) this.token = { amount, key: newToken() };
    return this.token.key;
  }

  /** The portal speaks of micro-credits; whoever typed credits is told in those. */
  #said(error) {
    const { least, most } = this.options;
    return error.reason === "invalid_request"
      ? `must be whole credits from ${credits(least)} to ${credits(most)}`
      : error.message;
  }
}

/** Without a payment processor an operator does it. */
function askAnOperator(id) {
  const command = `./lumaris operator top-up ${id ?? "ACCOUNT"} 10 \\\n  --database URL`;
  return html`<p>
      This market takes no cards. Send whoever operates it the id of your account; they put credits
      into it with the command below, where <code>10</code> is how many and <code>URL</code> is the
      market's database.
    </p>
    <p class="account-id">
      Your account <code>${id ?? nothing}</code>
      <copy-button .text=${id ?? ""} label="the account's id"></copy-button>
    </p>
    <div class="code-line">
      <pre
        class="code"
        tabindex="0"
        aria-label="The command that adds credits"
      ><code>${command}</code></pre>
      <copy-button .text=${command} label="the command"></copy-button>
    </div>`;
}

customElements.define("add-credits", AddCredits);
