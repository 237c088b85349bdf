import { html, nothing } from "lit";
import { account, readAccount } from "../account.js";
import { credits, money } from "../money.js";
import { bar } from "../parts/bar.js";
import "../parts/copy-button.js";
import { Follows, PageElement } from "../signal.js";
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
      ${known ? balance(known) : skeleton}
      <account-statement></account-statement>
      ${addCredits(known?.id)}
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
        <dt>Held for jobs that have not ended</dt>
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

/** Without a payment processor an operator does it. */
function addCredits(id) {
  const command = `./lumaris operator top-up ${id ?? "ACCOUNT"} 10 \\\n  --database URL`;
  return html`<section class="add-credits" id="add-credits" aria-labelledby="add-title">
    <h2 id="add-title">Add credits</h2>
    <p>
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
    </div>
  </section>`;
}

customElements.define("account-screen", AccountScreen);
