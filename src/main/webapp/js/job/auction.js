import { html, nothing } from "lit";
import { api } from "../api.js";
import { count, serverNow } from "../format.js";
import { credits, money } from "../money.js";
import { bar } from "../parts/bar.js";
import { hourly } from "../price.js";
import { PageElement, Ticks } from "../signal.js";
import { isFinal, stateMark } from "../states.js";
import { jobs, notice } from "../store.js";
import { sellerLink } from "./cards.js";

const SECOND_MS = 1000;

/** The auction of a job: counting down with the bids as they come, then with its winner. */
export class JobAuction extends PageElement {
  static properties = { job: {}, picking: { state: true } };

  constructor() {
    super();
    new Ticks(this, 200, () => this.job?.auction?.open);
  }

  render() {
    const { auction, spec } = this.job;
    return html`<section class="card auction" aria-labelledby="auction-title">
      <h2 id="auction-title">Auction</h2>
      ${auction.open ? this.#open(auction, spec) : over(this.job)}
      ${auction.bids?.length ? this.#table(auction) : nothing}
    </section>`;
  }

  #open(auction, spec) {
    const left = Math.max(0, auction.closes_at - serverNow());
    const whole = spec.auction_s * SECOND_MS;
    const byHand = spec.auction_pick === "buyer";
    return html`<p class="countdown">
        <strong class="big alive-text"
          >${left > 0 ? `${Math.ceil(left / SECOND_MS)} s` : "closing…"}</strong
        >
        <span role="status"
          >${count(auction.count, "bid")} so
          far${byHand ? ". Pick one, or the best is taken at the end." : ", sealed until it is over."}</span
        >
      </p>
      ${bar({ label: `${Math.ceil(left / SECOND_MS)} of ${spec.auction_s} seconds left`, parts: [{ name: "used", amount: left }], whole })}`;
  }

  #table({ bids, open }) {
    const { spec } = this.job;
    return html`<table class="bids" aria-label="Bids">
      <thead>
        <tr>
          <th scope="col">Seller</th>
          <th scope="col" class="amount">10 s cost</th>
          <th scope="col" class="amount">A correct result is expected in</th>
          <th scope="col">${open ? html`<span class="hidden">Pick</span>` : "Result"}</th>
        </tr>
      </thead>
      <tbody>
        ${bids.map((bid) => this.#row(bid, open, spec))}
      </tbody>
    </table>`;
  }

  #row(bid, open, spec) {
    const rate = credits(Math.round(hourly(bid.ask, spec)));
    return html`<tr class=${bid.won ? "won" : nothing}>
      <th scope="row">${sellerLink(bid)}</th>
      <td class="amount">
        ${money(bid.price)}
        <span class="small-fact">${credits(bid.ask.start)} to start + ${rate} an hour</span>
      </td>
      <td class="amount">${(100 * bid.expected_success).toFixed(1)} %</td>
      <td>${open ? this.#pickButton(bid) : bid.won ? html`${stateMark("succeeded")} won` : "–"}</td>
    </tr>`;
  }

  #pickButton(bid) {
    return html`<button
      type="button"
      class="button small"
      aria-label="Pick ${bid.seller_name}"
      ?disabled=${this.picking !== undefined}
      @click=${() => this.#pick(bid)}
    >
      ${this.picking === bid.seller_id ? "Picking…" : "Pick"}
    </button>`;
  }

  async #pick(bid) {
    this.picking = bid.seller_id;
    try {
      jobs.put(await api.pick(this.job.id, bid.seller_id));
    } catch (error) {
      notice.set({ kind: "error", text: `The bid was not picked. ${error.message}` });
    } finally {
      this.picking = undefined;
    }
  }
}

/** How it ended, and what the winner gets. */
function over(job) {
  const { auction, spec } = job;
  if (auction.count === 0)
    return html`<p>
      Nobody
      bid${spec.auction_no_bids === "fail" ? ", so the job failed and nobody pays." : isFinal(job) ? "." : ": the job waits at the standing asks."}
    </p>`;
  const winner = auction.bids?.find(({ won }) => won);
  if (!winner) return html`<p>It ended without a winner, with ${count(auction.count, "bid")}.</p>`;
  const second = spec.auction_price === "second";
  return html`<p role="status">
    <strong>${winner.seller_name} won</strong> with ${count(auction.count, "bid")} in.
    ${
      second
        ? "Its ask is what the second best bid would have cost; of a single bid, that bid."
        : "Its ask is its bid."
    }
  </p>`;
}

customElements.define("job-auction", JobAuction);
