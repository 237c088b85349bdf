/** Where the values come from. */
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
