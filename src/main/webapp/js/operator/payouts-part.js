import { html, nothing } from "lit";
import { api } from "../api.js";
import { absolute, relative } from "../format.js";
import { credits, money } from "../money.js";
import { confirm } from "../parts/confirm.js";
import "../parts/copy-button.js";
import { PageElement } from "../signal.js";
import { notice } from "../store.js";

const EVERY_MS = 10_000;

/** Payouts that wait: paid by hand and said so here, or given back. */
export class PayoutsPart extends PageElement {
  static properties = {
    payouts: { state: true },
    failure: { state: true },
    busy: { state: true },
  };

  connectedCallback() {
    super.connectedCallback();
    this.#read();
    this.timer = setInterval(() => !document.hidden && this.#read(), EVERY_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  async #read() {
    try {
      this.payouts = (await api.payoutsWaiting()).payouts;
      this.failure = undefined;
    } catch (error) {
      this.failure = error;
    }
  }

  render() {
    return html`<section class="op-payouts" aria-labelledby="op-payouts">
      <h2 id="op-payouts">Payouts that wait</h2>
      ${this.failure ? html`<p class="refusal" role="alert">${this.failure.message}</p>` : nothing}
      ${
        this.payouts === undefined
          ? html`<p class="muted" aria-busy="true">Reading…</p>`
          : this.payouts.length === 0
            ? html`<p class="muted">None. Who asks for one on the account page is listed here.</p>`
            : this.#table()
      }
    </section>`;
  }

  #table() {
    return html`<table class="op-table" aria-labelledby="op-payouts">
      <thead>
        <tr>
          <th scope="col">Asked</th>
          <th scope="col">Credits</th>
          <th scope="col">To</th>
          <th scope="col"><span class="hidden">Decide</span></th>
        </tr>
      </thead>
      <tbody>
        ${this.payouts.map((payout) => this.#row(payout))}
      </tbody>
    </table>`;
  }

  #row(payout) {
    const amount = `${credits(payout.amount)} credits`;
    return html`<tr>
      <td title=${absolute(payout.created_at)}>${relative(payout.created_at)}</td>
      <td class="amount">${money(payout.amount)}</td>
      <td>
        ${payout.note ?? html`<span class="muted">nothing said</span>`}
        <span class="hint op-account"
          >account <code>${payout.account_id}</code>
          <copy-button .text=${payout.account_id} label="the account's id"></copy-button
        ></span>
      </td>
      <td class="op-decide">
        <button
          type="button"
          class="button small"
          aria-label="Paid: ${amount}"
          ?disabled=${this.busy}
          @click=${() => this.#paid(payout, amount)}
        >
          Paid…
        </button>
        <button
          type="button"
          class="button small"
          aria-label="Refuse: ${amount}"
          ?disabled=${this.busy}
          @click=${() => this.#refuse(payout, amount)}
        >
          Refuse…
        </button>
      </td>
    </tr>`;
  }

  async #paid(payout, amount) {
    const sure = await confirm({
      title: `Was it paid: ${amount}?`,
      text: `The credits leave the market for good. Send the money first${payout.note ? `, to: ${payout.note}` : ""}.`,
      yes: "It is paid",
      no: "Not yet",
    });
    if (sure) this.#settle(payout, true, `${amount} are booked as paid out.`);
  }

  async #refuse(payout, amount) {
    const sure = await confirm({
      title: `Refuse the payout of ${amount}?`,
      text: "The credits go back to the account that asked.",
      yes: "Give them back",
      no: "Let it wait",
    });
    if (sure) this.#settle(payout, false, `${amount} went back to the account.`);
  }

  async #settle(payout, paid, done) {
    this.busy = true;
    try {
      await api.settle(payout.id, { paid });
      notice.set({ kind: "info", text: done });
    } catch (error) {
      notice.set({ kind: "error", text: `The payout was not settled. ${error.message}` });
    } finally {
      this.busy = false;
    }
    this.#read();
    this.dispatchEvent(new CustomEvent("moved", { bubbles: true }));
  }
}

customElements.define("payouts-part", PayoutsPart);
