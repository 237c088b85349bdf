/** What buyers think: apart from the record, and matching does not use it. */
import { html, nothing } from "lit";
import { absolute, count, relative } from "../format.js";
import { money } from "../money.js";
import { stars } from "../parts/stars.js";

export const ratingsSection = (record, ratings) =>
  html`<section class="ratings" aria-labelledby="ratings-title">
    <h2 id="ratings-title">What buyers think</h2>
    <p class="muted">Opinions. They are no part of the record, and matching does not use them.</p>
    ${
      record.stars === undefined
        ? nothing
        : html`<p class="ratings-mean">
            ${stars(record.stars)} <strong>${record.stars.toFixed(1)}</strong> of 5, from
            ${count(record.raters, "buyer")}
          </p>`
    }
    ${
      ratings.length === 0
        ? html`<p>Nobody has rated it yet.</p>`
        : html`<ul>
            ${ratings.map(one)}
          </ul>`
    }
  </section>`;

const one = ({ stars: given, text, paid, rated_at: time, counts }) =>
  html`<li class=${counts ? nothing : "void"}>
    ${stars(given)}
    <span class="rating-text">${text ?? nothing}</span>
    <span class="small-fact">
      <span title=${absolute(time)}>${relative(time)}</span>, for ${money(paid)} credits
      ${
        counts
          ? nothing
          : html`<strong
              title="Its buyer paid too little in all, or sells to this seller what it buys"
              >does not count</strong
            >`
      }
    </span>
  </li>`;
