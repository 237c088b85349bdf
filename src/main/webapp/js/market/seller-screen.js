import { html, nothing } from "lit";
import { api } from "../api.js";
import { shortId } from "../format.js";
import { blocked, favourites } from "../known-sellers.js";
import "../parts/copy-button.js";
import { go, route } from "../router.js";
import { Follows, PageElement, Ticks } from "../signal.js";
import { withDefaults } from "../spec.js";
import { limits, notice, persistently, sellers } from "../store.js";
import { evidenceTable } from "./evidence.js";
import { ratingsSection } from "./ratings.js";
import { recordSection } from "./record.js";
import { asks, badges, choices, has, presence, presenceMark } from "./words.js";

/** One seller: its record, each number with the attempts behind it, its uptime, and what buyers think. */
export class SellerScreen extends PageElement {
  static properties = {
    sellerId: {},
    found: { state: true },
    attempts: { state: true },
    cursor: { state: true },
    failure: { state: true },
    busy: { state: true },
  };

  constructor() {
    super();
    new Follows(this, route, limits, favourites, blocked);
    new Ticks(this, 5000);
    this.onRoute = () => this.#routeChanged();
    this.onSellers = () => this.#sellersChanged();
  }

  connectedCallback() {
    super.connectedCallback();
    route.addEventListener("change", this.onRoute);
    sellers.addEventListener("change", this.onSellers);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    route.removeEventListener("change", this.onRoute);
    sellers.removeEventListener("change", this.onSellers);
  }

  willUpdate(changes) {
    if (changes.has("sellerId")) this.#load();
  }

  get outcome() {
    return route.value.query.get("outcome") ?? "";
  }

  #routeChanged() {
    if (route.value.screen === "seller" && this.outcome !== this.shown) this.#load();
  }

  /** The list of all sellers is read every few seconds anyway; when this one has done something, its page follows. */
  #sellersChanged() {
    const now = sellers.value?.find(({ id }) => id === this.sellerId);
    const said = JSON.stringify([now?.record, now?.online, now?.state, now?.ask]);
    if (this.said !== undefined && said !== this.said && !this.paged) this.#load();
    this.said = said;
  }

  async #load() {
    const { outcome, sellerId } = this;
    this.shown = outcome;
    try {
      const found = await persistently(() => api.seller(sellerId, { outcome }));
      if (outcome !== this.outcome || sellerId !== this.sellerId) return;
      this.found = found;
      this.attempts = found.attempts;
      this.cursor = found.cursor;
      this.failure = undefined;
      this.paged = false;
      document.title = `${found.seller.name} · LUMARIS`;
    } catch (error) {
      this.failure = error;
    }
  }

  async #more() {
    this.busy = true;
    try {
      const page = await api.seller(this.sellerId, { outcome: this.outcome, cursor: this.cursor });
      this.attempts = [...this.attempts, ...page.attempts];
      this.cursor = page.cursor;
      this.paged = true;
    } catch (error) {
      notice.set({ kind: "error", text: `No older attempts came. ${error.message}` });
    } finally {
      this.busy = false;
    }
  }

  render() {
    if (this.failure) return failed(this.failure);
    if (!this.found) return skeleton;
    const { seller, uptime, ratings } = this.found;
    return html`<article class="page seller-page" aria-labelledby="seller-title">
      ${head(seller)} ${recordSection(seller, uptime, this.outcome)}
      ${evidenceTable({
        attempts: this.attempts,
        outcome: this.outcome,
        all: () => go(`/market/${seller.id}`),
        more: this.cursor ? () => this.#more() : undefined,
        busy: this.busy,
      })}
      ${ratingsSection(seller.record, ratings)}
    </article>`;
  }
}

function head(seller) {
  const here = presence(seller);
  const usual = withDefaults({}, limits.value);
  return html`<header class="seller-head">
    <p class="crumbs">
      <a href="/market">Market</a> <span aria-hidden="true">/</span>
      <span class="mono" title=${seller.id}>${shortId(seller.id)}</span>
      <copy-button .text=${seller.id} label="the seller's id"></copy-button>
    </p>
    <div class="seller-title">
      <h1 id="seller-title" class="mono">${seller.name}</h1>
      ${choices(seller)}
    </div>
    <p class="seller-now" role="status">${presenceMark(here.kind)} ${here.text}</p>
    <dl class="seller-facts">
      <div>
        <dt>Has</dt>
        <dd><span class="big-fact">${has(seller)}</span> ${badges(seller)}</dd>
      </div>
      <div>
        <dt>A job of the usual size, 10 s</dt>
        <dd>${limits.value ? asks(seller, usual) : nothing}</dd>
      </div>
    </dl>
  </header>`;
}

function failed(failure) {
  const gone = failure.status === 404;
  return html`<section class="page prose">
    <p class="eyebrow">${gone ? "404" : "Not loaded"}</p>
    <h1>${gone ? "There is no such seller" : "This seller could not be loaded"}</h1>
    <p>${gone ? "Perhaps a character of the link was lost on its way." : failure.message}</p>
    <p><a class="button primary" href="/market">The market</a></p>
  </section>`;
}

const skeleton = html`<article
  class="page seller-page"
  aria-busy="true"
  aria-label="The seller is being loaded"
>
  <header class="seller-head">
    <p class="crumbs"><a href="/market">Market</a></p>
    <div class="seller-title">
      <h1 class="mono"><span class="skeleton">amber-fox</span></h1>
    </div>
    <p class="seller-now"><span class="skeleton">online, 4 of 4 slots free</span></p>
  </header>
</article>`;

customElements.define("seller-screen", SellerScreen);
