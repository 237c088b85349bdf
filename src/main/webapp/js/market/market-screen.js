import { html, nothing } from "lit";
import { loadDraft } from "../draft.js";
import { Shortcuts } from "../keyboard.js";
import { blocked, favourites, isBlocked } from "../known-sellers.js";
import { go, replace, route } from "../router.js";
import { Follows, PageElement } from "../signal.js";
import { specOf, withDefaults } from "../spec.js";
import { limits, sellers } from "../store.js";
import { limitsSummary } from "../submit/fields.js";
import { SHOWN, SORTED, addressOf, counts, filterOf, listed } from "./filter.js";
import "./open-auctions.js";
import {
  asks,
  badges,
  choices,
  has,
  presence,
  presenceMark,
  start,
  success,
  uptimeBars,
} from "./words.js";

const TYPING_MS = 250;

/** Who sells: what they have, ask and did; and the buyer's own open auctions. */
export class MarketScreen extends PageElement {
  constructor() {
    super();
    new Follows(this, route, sellers, limits, favourites, blocked);
    new Shortcuts(this, {
      "/": { text: "Search the sellers", run: () => this.querySelector("#market-text").focus() },
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.typing);
  }

  /** A filter being typed does not fill the history; one being chosen does. */
  #change(part, typed = false) {
    const address = addressOf({ ...filterOf(route.value.query), ...part });
    clearTimeout(this.typing);
    if (typed) this.typing = setTimeout(() => replace(address), TYPING_MS);
    else go(address);
  }

  render() {
    const filter = filterOf(route.value.query);
    const spec = withDefaults(specOf(loadDraft()), limits.value);
    const known = sellers.value && limits.value;
    return html`<section class="page market" aria-labelledby="market-title">
      <header class="page-head">
        <h1 id="market-title">Market</h1>
        <p class="lead">
          Who runs your jobs, for how much, and how they have done. The market counts; nobody
          describes themselves.
        </p>
      </header>
      <open-auctions></open-auctions>
      ${this.#filters(filter)}
      ${known ? this.#body(listed(sellers.value, filter, spec), filter, spec) : skeleton}
    </section>`;
  }

  #filters(filter) {
    const there = counts(sellers.value ?? []);
    const chip = ([show, word]) =>
      html`<button
        type="button"
        class="filter-chip"
        aria-pressed=${filter.show === show}
        @click=${() => this.#change({ show })}
      >
        ${word} <span class="count">${there[show]}</span>
      </button>`;
    return html`<div class="filters" role="search" aria-label="Filter the sellers">
      <div class="state-filter" role="group" aria-label="Which sellers">
        ${Object.entries(SHOWN).map(chip)}
      </div>
      <div class="text-filter">
        <input
          id="market-text"
          type="search"
          aria-label="Search by name"
          placeholder="Search by name"
          autocomplete="off"
          spellcheck="false"
          .value=${filter.text}
          @input=${(event) => this.#change({ text: event.target.value }, true)}
        />
        <select aria-label="Order" @change=${(event) => this.#change({ sort: event.target.value })}>
          ${Object.entries(SORTED).map(([sort, words]) => html`<option value=${sort} .selected=${filter.sort === sort}>${words}</option>`)}
        </select>
      </div>
    </div>`;
  }

  #body(rows, filter, spec) {
    if (rows.length === 0) return html`<p class="market-none" role="status">${nobody(filter)}</p>`;
    return table(
      rows.map((seller) => row(seller, spec)),
      html`<span title="A job of this size, for ten seconds: ${limitsSummary(spec)}"
        >Your job for 10 s</span
      >`,
    );
  }
}

const nobody = ({ show, text }) => {
  if (text) return `No seller's name has “${text}” in it here.`;
  if (show === "favourites") return "You have no favourites yet: the star in a row makes one.";
  if (show === "blocked") return "You have blocked nobody.";
  return show === "online"
    ? "No seller is online at the moment. Jobs wait until one comes."
    : "Nobody has ever sold here.";
};

const table = (rows, price, busy = false) =>
  html`<table class="market-table" aria-label="Sellers" aria-busy=${busy}>
    <thead>
      <tr>
        <th scope="col" class="m-name">Seller</th>
        <th scope="col" class="m-has">Has</th>
        <th scope="col" class="m-asks">${price}</th>
        <th scope="col" class="m-success">Succeeded</th>
        <th scope="col" class="m-start">Starts in</th>
        <th scope="col" class="m-days">Last 7 days</th>
        <th scope="col" class="m-choices"><span class="hidden">Favourite or block</span></th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;

function row(seller, spec) {
  const here = presence(seller);
  const label = (text) => html`<span class="cell-label">${text} </span>`;
  return html`<tr class=${isBlocked(seller.id) ? "blocked" : nothing}>
    <th scope="row" class="m-name">
      <div class="m-who">
        ${presenceMark(here.kind)}
        <span>
          <a class="mono seller-link" href="/market/${seller.id}">${seller.name}</a>
          <span class="small-fact"
            >${isBlocked(seller.id) ? "blocked by you, " : ""}${here.text}</span
          >
        </span>
      </div>
    </th>
    <td class="m-has">${has(seller)} ${badges(seller)}</td>
    <td class="m-asks">${label("10 s cost")}${asks(seller, spec)}</td>
    <td class="m-success">${success(seller)}</td>
    <td class="m-start">${label("starts in")}${start(seller)}</td>
    <td class="m-days">${uptimeBars(seller.uptime)}</td>
    <td class="m-choices">${choices(seller)}</td>
  </tr>`;
}

const SKELETON_ROWS = 4;

/** As many grey rows as there may be, so that nothing jumps. */
const skeleton = table(
  Array.from(
    { length: SKELETON_ROWS },
    () =>
      html`<tr>
        <th scope="row" class="m-name"><span class="skeleton">amber-fox</span></th>
        <td class="m-has"><span class="skeleton">4 CPUs, 8 GB</span></td>
        <td class="m-asks"><span class="skeleton">0.000406</span></td>
        <td class="m-success"><span class="skeleton">99.3 %</span></td>
        <td class="m-start"></td>
        <td class="m-days"></td>
        <td class="m-choices"></td>
      </tr>`,
  ),
  "Your job for 10 s",
  true,
);

customElements.define("market-screen", MarketScreen);
