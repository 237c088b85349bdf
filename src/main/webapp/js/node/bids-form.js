import { html } from "lit";
import { live } from "lit-html/directives/live.js";
import { parseCredits, plainCredits } from "../money.js";
import { ChoiceForm } from "./choice-form.js";
import { from } from "./settings.js";

const NUMBER = /^\d+(\.\d+)?$/;

/** How it bids in auctions. */
export class BidsForm extends ChoiceForm {
  known() {
    const bids = this.settings?.bids;
    if (!bids) return {};
    return {
      "bids.factor": String(bids.factor),
      "bids.undercut": bids.undercut,
      "bids.floor": String(bids.floor),
      "bids.minimum": plainCredits(bids.minimum),
    };
  }

  choices() {
    const number = (name) => {
      const text = this.value(name).trim();
      if (!NUMBER.test(text)) this.wrong(name, "must be a number such as 0.9");
      return Number(text);
    };
    const minimum = parseCredits(this.value("bids.minimum"));
    if (minimum === undefined) this.wrong("bids.minimum", "must be credits such as 0.0125");
    return {
      bids: {
        factor: number("bids.factor"),
        undercut: this.value("bids.undercut") === true,
        floor: number("bids.floor"),
        minimum,
      },
    };
  }

  render() {
    return html`<form
      class="node-form"
      novalidate
      aria-labelledby="bids-title"
      @submit=${this.send}
    >
      <h2 id="bids-title">Auctions</h2>
      <div class="field-grid">
        ${this.input({ name: "bids.factor", label: "Bid my price times" })}
        ${this.input({
          name: "bids.minimum",
          label: "At least, credits",
          hint: "What ten seconds of a job must come to",
        })}
      </div>
      <label class="check">
        <input
          type="checkbox"
          .checked=${live(this.value("bids.undercut") === true)}
          @change=${(event) => this.type("bids.undercut", event.target.checked)}
        />
        <span>Go 1 % below the cheapest other seller</span>
      </label>
      ${this.input({ name: "bids.floor", label: "But not below my price times" })}
      ${this.footer("Bid like this")} ${from(this.settings, "bids")}
    </form>`;
  }
}

customElements.define("bids-form", BidsForm);
