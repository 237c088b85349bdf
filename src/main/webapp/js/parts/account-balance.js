import { html } from "lit";
import { account } from "../account.js";
import { money } from "../money.js";
import { Follows, PageElement } from "../signal.js";

/** What there is to spend, in the header: a link to where it came from. */
export class AccountBalance extends PageElement {
  constructor() {
    super();
    new Follows(this, account);
  }

  render() {
    const known = account.value;
    return html`<a class="balance ${known ? "" : "skeleton"}" href="/account">
      <span class="hidden">Available: </span>${money(known?.available ?? 5_000_000)}
      <span class="unit">credits</span>
    </a>`;
  }
}

customElements.define("account-balance", AccountBalance);
