import { html, nothing } from "lit";
import { api } from "../api.js";
import { count, serverNow } from "../format.js";
import { PageElement, Ticks } from "../signal.js";
import { jobs } from "../store.js";

const MOST = 20;

const isOpen = (job) => job.auction?.open === true && job.state === "queued";

/** The buyer's own jobs that sellers may bid for at the moment, with the bids as they come. */
export class OpenAuctions extends PageElement {
  static properties = { open: { state: true } };

  constructor() {
    super();
    this.open = [];
    this.onJob = ({ detail }) => this.#changed(detail);
    this.onList = ({ detail }) => detail.jobs.forEach((job) => this.#mayBeOpen(job));
    new Ticks(this, 500, () => this.open.length > 0);
  }

  connectedCallback() {
    super.connectedCallback();
    jobs.addEventListener("job", this.onJob);
    jobs.addEventListener("list", this.onList);
    this.#load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    jobs.removeEventListener("job", this.onJob);
    jobs.removeEventListener("list", this.onList);
  }

  async #load() {
    const page = await api.jobs({ state: "queued", limit: MOST }).catch(() => ({ jobs: [] }));
    for (const job of page.jobs) this.#mayBeOpen(job);
  }

  /** A list does not say whether an auction is open: the job itself does. */
  async #mayBeOpen(job) {
    if (job.state !== "queued" || job.spec.auction_s === undefined || job.auction) return;
    const whole = await api.job(job.id).catch(() => undefined);
    if (whole) jobs.put(whole);
  }

  #changed(job) {
    const others = this.open.filter(({ id }) => id !== job.id);
    if (isOpen(job)) this.open = [...others, job].sort((a, b) => a.seq - b.seq);
    else if (others.length < this.open.length) this.open = others;
  }

  render() {
    const open = this.open.filter((job) => job.auction.closes_at > serverNow());
    if (open.length === 0) return nothing;
    return html`<section class="open-auctions" aria-labelledby="auctions-title">
      <h2 id="auctions-title">Your open auctions</h2>
      <ul>
        ${open.map(one)}
      </ul>
    </section>`;
  }
}

function one(job) {
  const { auction } = job;
  const left = Math.max(0, Math.ceil((auction.closes_at - serverNow()) / 1000));
  const best = auction.bids?.[0];
  return html`<li>
    <a class="mono" href="/jobs/${job.id}">${job.spec.image}</a>
    <span>${count(auction.count, "bid")}${best ? `, the best from ${best.seller_name}` : ""}</span>
    <span class="alive-text">closes in ${left} s</span>
  </li>`;
}

customElements.define("open-auctions", OpenAuctions);
