import { html, nothing } from "lit";
import { account, readAccount } from "../account.js";
import { credits, money } from "../money.js";
import { bar } from "../parts/bar.js";
import { Follows, PageElement } from "../signal.js";
import "./add-credits.js";
import "./pay-out.js";
import "./payment-return.js";
import "./statement.js";

/** What the account has, how that came about, and how to have more. */
export class AccountScreen extends PageElement {
  constructor() {
    super();
    new Follows(this, account);
  }

  connectedCallback() {
    super.connectedCallback();
    readAccount();
  }

  render() {
    const known = account.value;
    return html`<div class="page account">
      <header class="page-head"><h1>Account</h1></header>
      <payment-return></payment-return>
      ${known ? balance(known) : skeleton} ${known?.owed ? owes(known.owed) : nothing}
      <account-statement></account-statement>
      <div class="money-ways">
        <add-credits .account=${known?.id}></add-credits>
        <pay-out .available=${known?.available}></pay-out>
      </div>
    </div>`;
  }
}

function balance({ available, held, ...sums }) {
  const label = `${credits(available)} credits available, ${credits(held)} credits held`;
  return html`<section class="balance-part" aria-label="Balance">
    <dl class="balance-now">
      <div class="key-available">
        <dt>Available</dt>
        <dd>${money(available)} <span class="unit">credits</span></dd>
      </div>
      <div class="key-held">
        <dt>Held for jobs and payouts under way</dt>
        <dd>${money(held)} <span class="unit">credits</span></dd>
      </div>
    </dl>
    ${bar({
      label,
      parts: [
        { name: "available", amount: available },
        { name: "held", amount: held },
      ],
    })}
    <dl class="balance-sums">
      ${sum("Paid in", sums.paid_in)}${sum("Earned", sums.earned)}${sum("Spent", sums.spent)}${sum("Paid out", sums.paid_out)}
    </dl>
  </section>`;
}

const owes = (owed) =>
  html`<p class="refusal">
    You owe ${money(owed)} credits: a payment of yours was paid back after they had been spent. What
    comes in next is taken for it.
  </p>`;

const sum = (name, amount) =>
  html`<div>
    <dt>${name}</dt>
    <dd>${money(amount)}</dd>
  </div>`;

const skeleton = html`<section class="balance-part" aria-busy="true" aria-label="Balance">
  <dl class="balance-now">
    <div>
      <dt>Available</dt>
      <dd><span class="skeleton">5 credits</span></dd>
    </div>
  </dl>
  <span class="bar skeleton"></span>
  <dl class="balance-sums">
    <div>
      <dt>Paid in</dt>
      <dd><span class="skeleton">5</span></dd>
    </div>
  </dl>
</section>`;

customElements.define("account-screen", AccountScreen);
