/** The seller as buyers see it. */
import { html, nothing } from "lit";
import { count } from "../format.js";
import { has, percent, start, success, uptimeBars } from "../market/words.js";

/** @param {boolean} portal whether this node is a portal, too, with the page buyers see */
export const record = (insight, portal) =>
  html`<section class="as-seen" aria-labelledby="record-title">
    <h2 id="record-title">As buyers see you</h2>
    ${insight ? seen(insight, portal) : html`<p class="muted">The market has not told yet.</p>`}
  </section>`;

const seen = ({ seller, uptime }, portal) =>
  html`<dl class="seen-facts">
      ${fact("Has", has(seller))} ${fact("Success", success(seller))}
      ${fact("A correct result is expected in", percent(seller.record.expected_success))}
      ${fact("Starts in", start(seller))} ${fact("Stars", stars(seller.record))}
      ${fact("Online, 7 days", uptimeBars(uptime.map(({ online }) => online)))}
    </dl>
    ${
      seller.record.trusted
        ? nothing
        : html`<p class="refusal">
            You get no jobs: results of yours differed from what others came to.
          </p>`
    }
    <p>
      ${
        portal
          ? html`<a href="/market/${seller.id}"
              >The page buyers see, with every attempt behind it</a
            >`
          : html`On a portal of this market it is the page <code>/market/${seller.id}</code>, with
              every attempt behind it.`
      }
    </p>`;

const fact = (name, value) =>
  html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;

const stars = ({ stars: mean, raters }) =>
  mean === undefined
    ? html`<span class="none">nobody has rated you yet</span>`
    : `${mean.toFixed(1)} of 5, by ${count(raters, "buyer")}`;
