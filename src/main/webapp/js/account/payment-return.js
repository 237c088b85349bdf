import { html, nothing } from "lit";
import { readAccount } from "../account.js";
import { api } from "../api.js";
import { credits } from "../money.js";
import { replace, route } from "../router.js";
import { PageElement } from "../signal.js";
import { notice, persistently } from "../store.js";

const LOOK_AGAIN_MS = 2000;
const PATIENCE_MS = 120_000;

/**
 * For whoever comes back from paying: the credits are there once the processor has told the market, mostly before the
 * browser is back. The statement says so.
 */
export class PaymentReturn extends PageElement {
  static properties = { state: { state: true }, amount: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    const payment = route.value.query.get("payment");
    if (payment === "cancelled") {
      replace("/account");
      notice.set({ kind: "info", text: "You did not pay: nothing was charged." });
    } else if (payment) {
      this.#await(payment, Date.now() + PATIENCE_MS);
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  async #await(payment, end) {
    this.state ??= "on-its-way";
    try {
      const { entries } = await persistently(() => api.ledger());
      const line = entries.find((e) => e.payment_id === payment && e.reason === "top_up");
      if (line) return this.#arrived(line.amount);
    } catch (error) {
      return notice.set({ kind: "error", text: error.message });
    }
    if (Date.now() > end) this.state = "late";
    if (this.isConnected) this.timer = setTimeout(() => this.#await(payment, end), LOOK_AGAIN_MS);
  }

  #arrived(amount) {
    this.state = "received";
    this.amount = amount;
    replace("/account");
    readAccount();
  }

  render() {
    return html`<div role="status">
      ${this.state ? html`<p class="payment-news">${this.#news()}</p>` : nothing}
    </div>`;
  }

  #news() {
    if (this.state === "received")
      return html`<strong>Payment received:</strong> ${credits(this.amount)} credits were added.`;
    const late = this.state === "late";
    return html`<strong>Payment on its way.</strong> Your credits appear here as soon as it is
      confirmed.
      ${late ? "This takes long; a bank transfer may take days. You need not stay on this page." : nothing}`;
  }
}

customElements.define("payment-return", PaymentReturn);
