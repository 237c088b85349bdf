import { html, nothing } from "lit";
import { fit } from "../fit.js";
import { count, megabytes } from "../format.js";
import { Follows, PageElement } from "../signal.js";
import { limits, sellers } from "../store.js";
import { withDefaults } from "../spec.js";

const SHOWN = 6;

/** Who can run the job as it stands in the form, now, later or not at all, and why. */
export class SellersPanel extends PageElement {
  static properties = { spec: {} };

  constructor() {
    super();
    new Follows(this, sellers, limits);
  }

  render() {
    if (!sellers.value || !limits.value) {
      return html`<section class="panel" aria-label="Who can run this now">
        <h2>Who can run this now</h2>
        <p class="verdict"><span class="skeleton">2 sellers can run this now</span></p>
        <ul class="sellers">
          <li class="seller">
            <span class="seller-note skeleton">amber-fox</span>
            <span class="seller-note skeleton">free</span>
          </li>
        </ul>
      </section>`;
    }
    const found = fit(sellers.value, withDefaults(this.spec, limits.value));
    const rows = [...found.now, ...found.later, ...found.never.filter((seller) => seller.online)];
    return html`<section class="panel" aria-label="Who can run this now">
      <h2>Who can run this now</h2>
      <div role="status">
        <p class="verdict ${found.now.length ? "good" : "alive"}">${verdict(found)}</p>
        ${advice(found)}
      </div>
      <ul class="sellers">
        ${rows.slice(0, SHOWN).map((seller) => row(seller, found))}
      </ul>
      ${rows.length > SHOWN ? html`<p class="hint">and ${rows.length - SHOWN} more</p>` : nothing}
    </section>`;
  }
}

function verdict({ now, later, online }) {
  if (online === 0) return "No seller is online";
  if (now.length > 0) return `${count(now.length, "seller")} can run this now`;
  if (later.length > 0)
    return `${count(later.length, "seller")} can run this, ${later.length === 1 ? "it is" : "all are"} busy`;
  return online === 1
    ? "The seller online cannot run this"
    : `None of ${count(online, "seller")} online can run this`;
}

/** What follows from it: what happens to the job, or what to change. */
function advice({ now, later, never, online }) {
  if (now.length > 0) return nothing;
  if (later.length > 0)
    return html`<p class="hint">The job waits in the queue and starts as soon as one is free.</p>`;
  if (online === 0)
    return html`<p class="hint">
      You can send the job all the same: it waits until a seller comes.
    </p>`;
  const able = never.filter((seller) => seller.online);
  if (able.every(({ code }) => code === "not_wanted"))
    return html`<p class="hint">
      You named others, or blocked them. It waits until one comes that may run it.
    </p>`;
  const cpus = Math.max(...able.map((seller) => seller.cpus));
  const memory = Math.max(...able.map((seller) => seller.memory_mb));
  return html`<p class="hint">
    The largest have ${cpus} CPUs and ${megabytes(memory)}. Ask for less, or send it and wait for a
    larger one.
  </p>`;
}

function row(seller, found) {
  const kind = found.now.includes(seller)
    ? "now"
    : found.later.includes(seller)
      ? "later"
      : "never";
  return html`<li class="seller ${kind}">
    <span class="seller-mark" aria-hidden="true"></span>
    <span class="seller-name mono">${seller.name}</span>
    <span class="seller-has">${seller.cpus} CPUs, ${megabytes(seller.memory_mb)}</span>
    <span class="seller-note">${seller.note}</span>
  </li>`;
}

customElements.define("sellers-panel", SellersPanel);
