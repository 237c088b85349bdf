/** A seller's record: every number leads to the attempts it is made of. */
import { html, nothing } from "lit";
import { duration, exactly } from "../format.js";
import { percent } from "./words.js";

const COUNTED = [
  ["succeeded", "Programs that ended, well or by the buyer's doing"],
  ["failed", "Ended by the seller's doing"],
  ["lost", "Not heard of in time"],
  ["given_back", "Handed back in order; counts for nothing"],
  ["agreed", "Checked results that were the same as others'"],
  ["disagreed", "Checked results that were not"],
];

const WORDS = { given_back: "given back" };
export const outcomeWord = (outcome) => WORDS[outcome] ?? outcome;

/** @param {string} outcome which number's attempts are shown below */
export function recordSection(seller, uptime, outcome) {
  const { record } = seller;
  return html`<section class="record" aria-labelledby="record-title">
    <h2 id="record-title">Record</h2>
    <p class="muted">
      From what the market itself saw of its latest attempts. Each number leads to the attempts
      behind it.
    </p>
    <div class="record-sums">
      <p class="record-rate">
        <strong class="big">${record.attempts ? percent(record.success_rate) : "new"}</strong>
        <span class="small-fact">${rateWords(record)}</span>
      </p>
      <dl class="record-counts">${COUNTED.map((each) => counted(seller, each, outcome))}</dl>
      <dl class="record-times">
        ${time("Starts in", record.start_ms, "Median from taking a job to its program's start, pulls included")}
        ${time("On top of the run", record.overhead_ms, "Median of what the market saw beyond the program's own time")}
        <div>
          <dt title="What matching makes of the record">A correct result is expected in</dt>
          <dd>${percent(record.expected_success)}</dd>
        </div>
      </dl>
    </div>
    ${days(uptime)}
  </section>`;
}

const rateWords = ({ attempts, succeeded, success_low: low, success_high: high }) =>
  attempts
    ? `${succeeded} of ${attempts} succeeded; between ${percent(low)} and ${percent(high)} with 95 % certainty`
    : "no job has ended yet";

function counted({ id, record }, [name, said], outcome) {
  const n = record[name] ?? 0;
  return html`<div title=${said}>
    <dt>${outcomeWord(name)}</dt>
    <dd>
      ${
        n === 0
          ? html`<span class="none">0</span>`
          : html`<a
              href="/market/${id}?outcome=${name}#attempts"
              aria-current=${outcome === name ? "true" : nothing}
              >${n.toLocaleString("en")}</a
            >`
      }
    </dd>
  </div>`;
}

const time = (name, ms, said) =>
  html`<div>
    <dt title=${said}>${name}</dt>
    <dd title=${ms === undefined ? nothing : exactly(ms)}>
      ${ms === undefined ? "–" : duration(ms)}
    </dd>
  </div>`;

const WEEKDAY = new Intl.DateTimeFormat("en", { weekday: "short", timeZone: "UTC" });

/** Seven days as columns, told in numbers, too. */
const days = (uptime) =>
  html`<div class="days" role="list" aria-label="Online in the last seven days, by days of UTC">
    ${uptime.map(
      ({ day, online }) =>
        html`<div class="day" role="listitem" title=${day}>
          <svg class="day-bar" viewBox="0 0 10 100" preserveAspectRatio="none" aria-hidden="true">
            <rect class="up" x="0" y=${100 - 100 * online} width="10" height=${100 * online} />
          </svg>
          <span class="day-share">${percent(online)}</span>
          <span class="day-name">${WEEKDAY.format(new Date(`${day}T00:00:00Z`))}</span>
        </div>`,
    )}
  </div>`;
