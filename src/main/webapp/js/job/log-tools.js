/** The bar above the output. */
import { html } from "lit";
import { api } from "../api.js";
import { shortId } from "../format.js";
import { attemptChoice } from "./log-attempts.js";

const STREAMS = [
  ["all", "All"],
  ["stdout", "stdout"],
  ["stderr", "stderr"],
];
const TIMES = [
  ["off", "No times"],
  ["elapsed", "Elapsed"],
  ["clock", "Clock"],
];

/** @param {import("./log-view.js").LogView} log */
export function logTools(log) {
  const stream = ([value, text]) =>
    html`<button
      type="button"
      class="segment-button"
      aria-pressed=${log.stream === value}
      @click=${() => log.look({ stream: value })}
    >
      ${text}
    </button>`;
  return html`<div class="log-tools">
    <h2 id="log-title">Output</h2>
    <div class="segments" role="group" aria-label="Which output">${STREAMS.map(stream)}</div>
    ${attemptChoice(log)}
    <div class="log-find" role="search">
      <input
        id="log-search"
        type="search"
        aria-label="Search the output"
        placeholder="Search"
        autocomplete="off"
        spellcheck="false"
        @input=${(event) => log.find(event.target.value)}
        @keydown=${(event) => searchKey(log, event)}
      />
      <span class="log-matches" role="status">${log.matches}</span>
    </div>
    <select aria-label="Times" @change=${(event) => log.look({ times: event.target.value })}>
      ${TIMES.map(([value, text]) => html`<option value=${value} ?selected=${log.times === value}>${text}</option>`)}
    </select>
    <button
      type="button"
      class="segment-button alone"
      aria-pressed=${log.wrap}
      @click=${() => log.look({ wrap: !log.wrap })}
    >
      Wrap
    </button>
    <a
      class="button small"
      href=${api.logsText(log.job.id)}
      download="job-${shortId(log.job.id)}.log"
      >Download</a
    >
  </div>`;
}

function searchKey(log, event) {
  if (event.key === "Enter") log.step(event.shiftKey ? -1 : 1);
  else if (event.key === "Escape") event.target.blur();
  else return;
  event.preventDefault();
}
