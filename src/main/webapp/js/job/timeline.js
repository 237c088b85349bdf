import { html, nothing } from "lit";
import { bytes, clockMs, duration, exactly, serverNow } from "../format.js";
import { PageElement, Ticks } from "../signal.js";
import { isFinal, stateMark, stateWord, tone } from "../states.js";
import { phaseRows } from "./phases.js";

const NAMES = {
  queued: "Queued",
  assigned: "Assigned",
  pulling: "Pulling",
  starting: "Starting",
  running: "Running",
};

/** Every attempt as a line of phases with their durations; counts while the job lives. */
export class JobTimeline extends PageElement {
  static properties = { job: {} };

  constructor() {
    super();
    new Ticks(this, 100, () => this.job && !isFinal(this.job));
  }

  render() {
    const rows = phaseRows(this.job);
    return html`<section class="timeline" aria-label="Timeline">
      ${rows.map((row) => this.#row(row, rows.length > 1))}
    </section>`;
  }

  #row(row, several) {
    const who = row.attempt?.seller_name;
    return html`<div class="attempt">
      ${
        several
          ? html`<p class="attempt-name">
              <strong>Attempt ${row.number}</strong>
              ${who ? html`on <span class="mono">${who}</span>` : "waits for a seller"}
            </p>`
          : nothing
      }
      <ol class="phases">
        ${row.phases.map((phase) => phaseCell(phase, row))}
        <li class="phase end ${row.endState ? `over ${tone(row.endState)}` : "pending"}">
          <span class="phase-name"
            >${row.endState ? html`${stateMark(row.endState)} ${stateWord(row.endState)}` : "Ended"}</span
          >
          <span class="phase-time" title=${row.to ? clockMs(row.to) : nothing}
            >${row.to ? `${duration(row.to - row.from)} in all` : ""}</span
          >
        </li>
      </ol>
    </div>`;
  }
}

function phaseCell(phase, row) {
  const { name, from, to, mark } = phase;
  const known = from !== undefined;
  const ms = known ? (to ?? serverNow()) - from : 0;
  const span = known ? `${clockMs(from)} – ${to ? clockMs(to) : "now"}, ${exactly(ms)}` : nothing;
  return html`<li class="phase ${mark}" title=${span}>
    <span class="phase-name">${NAMES[name]}<span class="hidden">: ${spoken(mark)}</span></span>
    <span class="phase-time"
      >${known ? duration(ms) : mark === "skipped" ? "–" : ""}${pulled(name, mark, row)}</span
    >
  </li>`;
}

const SPOKEN = {
  done: "done",
  live: "now",
  pending: "to come",
  skipped: "no time of its own",
  never: "not reached",
};
const spoken = (mark) => SPOKEN[mark] ?? `ended here, ${mark}`;

/** How much of the image is there, while it is pulled. */
function pulled(name, mark, { attempt }) {
  const progress = attempt?.progress;
  if (name !== "pulling" || mark !== "live" || !progress?.total_bytes) return nothing;
  const percent = Math.min(100, Math.round((100 * progress.done_bytes) / progress.total_bytes));
  return html`, ${percent} % of ${bytes(progress.total_bytes)}`;
}

customElements.define("job-timeline", JobTimeline);
