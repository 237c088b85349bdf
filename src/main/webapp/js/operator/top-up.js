import { html, nothing } from "lit";
import { account, readAccount } from "../account.js";
import { api } from "../api.js";
import { newUuid } from "../draft.js";
import { credits, parseCredits } from "../money.js";
import { PageElement } from "../signal.js";
import { mistakesOf, textField } from "../submit/fields.js";

const EMPTY = { account_id: "", amount: "", note: "" };

/** Puts credits into an account. */
export class TopUp extends PageElement {
  static properties = {
    form: { state: true },
    errors: { state: true },
    done: { state: true },
    busy: { state: true },
  };

  constructor() {
    super();
    this.form = EMPTY;
    this.errors = {};
  }

  render() {
    return html`<section class="op-top-up" aria-labelledby="op-top-up">
      <h2 id="op-top-up">Top up an account</h2>
      <form novalidate @submit=${this.#send}>
        ${this.#field("account_id", "Account", "Its id, from its owner's account page", "mono")}
        ${this.#field("amount", "Credits")}
        ${this.#field("note", "Note", "What for, such as the number of an invoice; may be empty")}
        <p class="actions">
          <button class="button primary" ?disabled=${this.busy}>Top up</button>
        </p>
        ${this.errors[""] ? html`<p class="error" role="alert">${this.errors[""]}</p>` : nothing}
        <p role="status" class="hint">${this.done ?? ""}</p>
      </form>
    </section>`;
  }

  #field(name, label, hint, kind = "") {
    return textField({
      id: `top-up-${name}`,
      label,
      hint,
      error: this.errors[name],
      kind,
      spelling: "false",
      value: this.form[name],
      type: (text) => {
        this.form = { ...this.form, [name]: text };
        this.errors = {};
      },
    });
  }

  async #send(event) {
    event.preventDefault();
    this.done = undefined;
    const amount = parseCredits(this.form.amount);
    if (!amount) {
      this.errors = { amount: "must be credits such as 12.5, more than 0" };
      return;
    }
    this.busy = true;
    try {
      await this.#book({
        account_id: this.form.account_id.trim(),
        amount,
        note: this.form.note.trim() || undefined,
      });
      this.#booked(amount);
    } catch (error) {
      this.errors = mistakesOf(error);
    } finally {
      this.busy = false;
    }
  }

  /** The same once more, after nobody answered, is one payment. */
  #book(wish) {
    const text = JSON.stringify(wish);
    if (this.sent?.text !== text) this.sent = { text, id: newUuid() };
    return api.topUp({ ...wish, payment_id: this.sent.id });
  }

  #booked(amount) {
    this.done = `${credits(amount)} credits are in the account ${this.form.account_id.trim()}.`;
    if (this.form.account_id.trim() === account.value?.id) readAccount();
    this.sent = undefined;
    this.form = EMPTY;
    this.dispatchEvent(new CustomEvent("moved", { bubbles: true }));
  }
}

customElements.define("top-up", TopUp);
