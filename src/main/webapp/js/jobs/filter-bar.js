/** State with counts, label and text. */
import { html, nothing } from "lit";
import { STATES, stateMark, stateWord } from "../states.js";
import { isFiltered } from "./filter.js";

/** @param {import("./jobs-screen.js").JobsScreen} screen */
export function filterBar(screen) {
  const { filter, counts } = screen;
  const all = STATES.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
  const toggle = (state) => {
    const { states } = filter;
    screen.change({
      states: states.includes(state)
        ? states.filter((other) => other !== state)
        : [...states, state],
    });
  };
  return html`<div class="filters" role="search" aria-label="Filter the jobs">
    <div class="state-filter" role="group" aria-label="State">
      <button
        type="button"
        class="filter-chip"
        aria-pressed=${filter.states.length === 0}
        @click=${() => screen.change({ states: [] })}
      >
        All <span class="count">${all}</span>
      </button>
      ${STATES.map(
        (state) =>
          html`<button
            type="button"
            class="filter-chip"
            aria-pressed=${filter.states.includes(state)}
            @click=${() => toggle(state)}
          >
            ${stateMark(state)} ${stateWord(state)} <span class="count">${counts[state] ?? 0}</span>
          </button>`,
      )}
    </div>
    <div class="text-filter">
      ${search("jobs-text", "Search image or command", filter.text, (text) => screen.change({ text }, true))}
      ${search("jobs-label", "Label, as project=x", filter.label, (label) => screen.change({ label }, true))}
      ${isFiltered(filter) ? html`<a class="button small" href="/jobs">Reset</a>` : nothing}
    </div>
  </div>`;
}

const search = (id, label, value, change) =>
  html`<input
    id=${id}
    type="search"
    aria-label=${label}
    placeholder=${label}
    autocomplete="off"
    spellcheck="false"
    .value=${value}
    @input=${(event) => change(event.target.value)}
  />`;
