import { html, nothing } from "lit";
import { account, readAccount } from "../account.js";
import { api } from "../api.js";
import { newToken } from "../draft.js";
import { absolute, relative } from "../format.js";
import { credits, money, parseCredits } from "../money.js";
import { PageElement } from "../signal.js";
import { notice, persistently } from "../store.js";
import { field, textField } from "../submit/fields.js";

const STATES = { requested: "waits for an operator", done: "paid", refused: "refused" };

/** Turns credits into money again: put aside here, paid by an operator. */
export class PayOut extends PageElement {
  static properties = {
    available: {},
    payouts: { state: true },
    amount: { state: true },
    note: { state: true },
    error: { state: true },
    busy: { state: true },
  };

  #changed = () => this.#read();

  constructor() {
    super();
    this.amount = "";
    this.note = "";
  }

  connectedCallback() {
    super.connectedCallback();
    account.addEventListener("change", this.#changed);
    this.#read();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    account.removeEventListener("change", this.#changed);
  }

  async #read() {
    try {
      this.payouts = (await persistently(api.payouts)).payouts;
    } catch (error) {
      notice.set({ kind: "error", text: `Your payouts could not be read. ${error.message}` });
    }
  }

  render() {
    return html`<section class="pay-out" aria-labelledby="pay-out-title">
      <h2 id="pay-out-title">Pay out</h2>
      <form novalidate @submit=${this.#send}>
        <p>The credits are put aside at once; an operator pays them by hand, or gives them back.</p>
        ${this.#amountField()}${this.#noteField()}
        <p class="actions">
          <button class="button" ?disabled=${this.busy}>Ask for a payout</button>
        </p>
      </form>
      ${this.payouts?.length ? list(this.payouts) : nothing}
    </section>`;
  }

  #amountField() {
    return textField({
      id: "pay-out-amount",
      label: "Credits to pay out",
      hint: this.available === undefined ? "" : `You have ${credits(this.available)}.`,
      error: this.error,
      mode: "decimal",
      value: this.amount,
      type: (text) => {
        this.amount = text;
        this.error = undefined;
      },
    });
  }

  #noteField() {
    return field({
      name: "pay-out-note",
      label: "Where to",
      hint: "For the operator: your bank account or what was agreed",
      control: (described) =>
        html`<input
          id="pay-out-note"
          maxlength="200"
          autocomplete="off"
          .value=${this.note}
          aria-describedby=${described}
          @input=${(event) => (this.note = event.target.value)}
        />`,
    });
  }

  async #send(event) {
    event.preventDefault();
    const amount = parseCredits(this.amount);
    if (!amount) {
      this.error = "must be credits such as 2.5, more than 0";
      return;
    }
    this.busy = true;
    try {
      await this.#ask({ amount, note: this.note.trim() || undefined });
      this.#done();
    } catch (error) {
      this.error = error.message;
    } finally {
      this.busy = false;
    }
  }

  /** The same once more, after nobody answered, is one payout. */
  #ask(wish) {
    const text = JSON.stringify(wish);
    if (this.sent?.text !== text) this.sent = { text, token: newToken() };
    return api.payOut(wish, this.sent.token);
  }

  #done() {
    this.sent = undefined;
    this.amount = "";
    this.note = "";
    notice.set({ kind: "info", text: "Your payout is put aside and waits for an operator." });
    readAccount();
    this.#read();
  }
}

const list = (payouts) =>
  html`<table class="ledger payouts" aria-label="Your payouts">
    <thead>
      <tr>
        <th scope="col">When</th>
        <th scope="col">What</th>
        <th scope="col" class="amount">Credits</th>
      </tr>
    </thead>
    <tbody>
      ${payouts.map(row)}
    </tbody>
  </table>`;

const row = (payout) =>
  html`<tr>
    <td class="when" title=${absolute(payout.created_at)}>${relative(payout.created_at)}</td>
    <td class="what">
      ${STATES[payout.state] ?? payout.state}
      ${payout.note ? html`<p class="muted">${payout.note}</p>` : nothing}
    </td>
    <td class="amount">${money(payout.amount)}</td>
  </tr>`;

customElements.define("pay-out", PayOut);
