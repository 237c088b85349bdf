/** The attempts behind a seller's numbers. Nothing private is among it: no image, no command, no buyer. */
import { html, nothing } from "lit";
import { absolute, count, duration, exactly, megabytes, relative } from "../format.js";
import { money } from "../money.js";
import { reasonWord, stateMark } from "../states.js";
import { outcomeWord } from "./record.js";

const MARKS = { given_back: "cancelled", disagreed: "failed", agreed: "succeeded" };

/** @param {{attempts: object[], outcome: string, all: () => void, more?: () => void, busy: boolean}} shown */
export const evidenceTable = ({ attempts, outcome, all, more, busy }) =>
  html`<section class="evidence" aria-labelledby="attempts">
    <div class="page-head row">
      <h2 id="attempts">
        ${outcome ? `Attempts that count as ${outcomeWord(outcome)}` : "Attempts"}
      </h2>
      ${outcome ? html`<button type="button" class="button small" @click=${all}>Show all</button>` : nothing}
    </div>
    ${
      attempts.length === 0
        ? html`<p class="muted">
            ${outcome ? "There are none." : "It has not ended an attempt yet."}
          </p>`
        : html`<table class="evidence-table" aria-labelledby="attempts">
            <thead>
              <tr>
                <th scope="col">Ended</th>
                <th scope="col">How</th>
                <th scope="col" class="e-size">Size</th>
                <th scope="col" class="e-time">Started in</th>
                <th scope="col" class="e-time">Ran</th>
                <th scope="col" class="e-cost">Cost</th>
              </tr>
            </thead>
            <tbody>
              ${attempts.map(row)}
            </tbody>
          </table>`
    }
    ${
      more
        ? html`<p class="paging">
            <button type="button" class="button" ?disabled=${busy} @click=${more}>
              ${busy ? "Loading…" : "Show older attempts"}
            </button>
          </p>`
        : nothing
    }
  </section>`;

function row(attempt) {
  const { outcome, reason, verdict } = attempt;
  const how = [
    reason ? reasonWord(reason) : "",
    verdict === "agreed" ? "checked: agreed" : "",
    verdict === "disagreed" ? "checked: another result than the others" : "",
  ].filter(Boolean);
  return html`<tr>
    <td title="${absolute(attempt.ended_at)}, attempt ${attempt.attempt_id}">
      ${relative(attempt.ended_at)}
    </td>
    <td>
      ${stateMark(MARKS[outcome] ?? outcome)} ${outcomeWord(outcome)}
      ${how.length ? html`<span class="small-fact">${how.join("; ")}</span>` : nothing}
    </td>
    <td class="e-size">${count(attempt.cpus, "CPU")}, ${megabytes(attempt.memory_mb)}</td>
    <td class="e-time">${time(attempt.start_ms)}</td>
    <td class="e-time">${time(attempt.run_ms)}</td>
    <td class="e-cost">${attempt.cost === undefined ? "–" : money(attempt.cost)}</td>
  </tr>`;
}

const time = (ms) =>
  ms === undefined ? "–" : html`<span title=${exactly(ms)}>${duration(ms)}</span>`;
