import { html, nothing } from "lit";
import { live } from "lit-html/directives/live.js";
import { blocked, favourites } from "../known-sellers.js";
import { Follows, PageElement } from "../signal.js";
import { limits, sellers } from "../store.js";
import { CHOICES, namesOf } from "../wishes.js";
import { field, textField } from "./fields.js";
import { verifyField } from "./verify-field.js";

const SUGGESTED = 8;

const WORDS = {
  prefer: {
    best: "Best: lowest expected cost of a correct result",
    cheapest: "Cheapest",
    fastest: "Fastest to start",
    most_reliable: "Most reliable",
  },
  auction_pick: { best: "The market, by what goes first", buyer: "Me, while bids come in" },
  auction_price: { first: "Its own bid", second: "What the second best would cost" },
  auction_no_bids: { asks: "It waits at the standing asks", fail: "It fails, and nobody pays" },
};

/** Who may run the job, who goes first, how many check each other, and an auction. Event `set`: name and value. */
export class SellerWishes extends PageElement {
  static properties = { form: {}, errors: {}, quote: {} };

  constructor() {
    super();
    new Follows(this, sellers, favourites, blocked, limits);
  }

  render() {
    const { form } = this;
    return html`${this.#choice("prefer", "Which seller goes first")}
    ${verifyField(form, this.errors.verify, this.quote, (value) => this.#set("verify", value))}
    ${this.#names("sellers", "Only these sellers", "Names or ids. Empty: any seller that can run it.")}
    ${this.#names("block_sellers", "Not these sellers", "Names or ids, for this job alone.")}
    ${this.#blocked()} ${this.#auction()}`;
  }

  #set(name, value) {
    this.dispatchEvent(new CustomEvent("set", { detail: { name, value } }));
  }

  #choice(name, label) {
    const error = this.errors[name];
    return field({
      name,
      label,
      error,
      control: (described) =>
        html`<select
          id=${name}
          name=${name}
          aria-describedby=${described}
          aria-invalid=${error ? "true" : "false"}
          @change=${(event) => this.#set(name, event.target.value)}
        >
          ${CHOICES[name].map((value, i) => {
            const stored = i === 0 ? "" : value;
            return html`<option value=${stored} .selected=${live(this.form[name] === stored)}>
              ${WORDS[name][value]}
            </option>`;
          })}
        </select>`,
    });
  }

  #names(name, label, hint) {
    const input = textField({
      id: name,
      name,
      label,
      hint,
      error: this.errors[name],
      kind: "mono",
      capitals: "off",
      spelling: "false",
      placeholder: "amber-fox, copper-wolf",
      value: this.form[name],
      type: (text) => this.#set(name, text),
    });
    return html`<div class="names">${input} ${this.#suggestions(name, label)}</div>`;
  }

  /** Favourites first, then who is online. */
  #suggestions(name, label) {
    const online = (sellers.value ?? []).filter((seller) => seller.online);
    const known = new Map([...favourites.value, ...online].map((seller) => [seller.name, seller]));
    if (known.size === 0) return nothing;
    const chosen = namesOf(this.form[name]);
    const toggle = (seller) => {
      const on = chosen.includes(seller);
      const next = on ? chosen.filter((other) => other !== seller) : [...chosen, seller];
      this.#set(name, next.join(", "));
    };
    const liked = new Set(favourites.value.map((seller) => seller.name));
    return html`<div class="chips" role="group" aria-label="${label}: sellers you may mean">
      ${[...known.keys()]
        .slice(0, SUGGESTED)
        .map(
          (seller) =>
            html`<button
              type="button"
              class="chip mono"
              aria-pressed=${chosen.includes(seller)}
              @click=${() => toggle(seller)}
            >
              ${liked.has(seller) ? html`<span title="One of your favourites">★ </span>` : nothing}${seller}
            </button>`,
        )}
    </div>`;
  }

  #blocked() {
    if (blocked.value.length === 0) return nothing;
    return html`<label class="check">
      <input
        type="checkbox"
        .checked=${live(this.form.leave_out_blocked)}
        @change=${(event) => this.#set("leave_out_blocked", event.target.checked)}
      />
      <span
        >Leave out those you blocked:
        <span class="mono">${blocked.value.map(({ name }) => name).join(", ")}</span></span
      >
    </label>`;
  }

  #auction() {
    const on = this.form.auction_s !== "";
    const rule = limits.value?.auction_s;
    const seconds = textField({
      id: "auction_s",
      name: "auction_s",
      label: "Auction, seconds",
      hint: rule && `Sellers bid for so long, ${rule.min} to ${rule.max}. Empty: no auction.`,
      error: this.errors.auction_s,
      mode: "numeric",
      value: this.form.auction_s,
      type: (text) => this.#set("auction_s", text.trim()),
    });
    return html`<div class="field-grid">
      ${seconds}
      ${
        on
          ? html`${this.#choice("auction_pick", "Who picks the winner")}
            ${this.#choice("auction_price", "What the winner is paid")}
            ${this.#choice("auction_no_bids", "When nobody bids")}`
          : nothing
      }
    </div>`;
  }
}

customElements.define("seller-wishes", SellerWishes);
