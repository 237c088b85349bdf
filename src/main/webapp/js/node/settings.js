/** Where the values come from, and what stands in the configuration only. */
import { html, nothing } from "lit";
import { confirm } from "../parts/confirm.js";
import { nodeApi, said } from "./node-api.js";

const FROM = {
  console: "Chosen on this page.",
  configuration: "From the configuration.",
  market: "As the market has it: none is configured, and none was chosen here.",
};

/** One sentence on where a value comes from. */
export const from = (settings, name) =>
  settings ? html`<p class="hint from">${FROM[settings.from[name]]}</p>` : nothing;

/** Tells the console around what the settings are now. */
export const tell = (element, settings) =>
  element.dispatchEvent(new CustomEvent("changed", { detail: settings, bubbles: true }));

/** The file that keeps what was chosen, and the way back. */
export function sources(settings, host) {
  if (!Object.values(settings.from).includes("console")) return nothing;
  return html`<section class="sources" aria-label="Where the settings come from">
    <p>
      What was chosen on this page is kept in <code>${settings.file}</code> and counts before flags
      and the configuration, also after a restart.
    </p>
    <button type="button" class="button small" @click=${() => forget(settings, host)}>
      Go back to the configuration…
    </button>
  </section>`;
}

async function forget(settings, host) {
  const chosen = Object.keys(settings.from).filter((name) => settings.from[name] === "console");
  const sure = await confirm({
    title: "Go back to the configuration?",
    text: `What was chosen on this page is forgotten: ${chosen.join(", ")}.`,
    yes: "Forget it",
  });
  if (!sure) return;
  try {
    tell(host, await nodeApi.forget());
  } catch (error) {
    host.failure = said(error);
  }
}

const NAMES = {
  allow_images: "Takes only images like",
  deny_images: "Refuses images like",
  deny_buyers: "Refuses jobs of",
  max_cpus: "Takes at most CPUs",
  max_memory_mb: "Takes at most MB of memory",
  max_timeout_s: "Takes jobs of at most seconds",
};

/** What it refuses besides the hours. */
export const filters = (set) =>
  html`<section class="refuses" aria-labelledby="filters-title">
    <h2 id="filters-title">What it refuses</h2>
    ${
      Object.keys(set).length === 0
        ? html`<p class="muted">Nothing by rules of its own.</p>`
        : html`<dl class="filters-set">
            ${Object.entries(set).map(
              ([name, value]) =>
                html`<div>
                  <dt>${NAMES[name] ?? name}</dt>
                  <dd class="mono">${[value].flat().join(", ")}</dd>
                </div>`,
            )}
          </dl>`
    }
    <p class="hint">
      Set with the flags of <code>lumaris seller</code> or <code>lumaris.seller.filters.*</code>,
      for the next start.
    </p>
  </section>`;
