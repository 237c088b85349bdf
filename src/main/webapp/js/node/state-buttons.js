import { html, nothing } from "lit";
import { confirm } from "../parts/confirm.js";
import { PageElement } from "../signal.js";
import { nodeApi, said } from "./node-api.js";
import { tell } from "./settings.js";

/** Whether it takes jobs: pause, drain, open again. */
export class StateButtons extends PageElement {
  static properties = {
    settings: {},
    running: {},
    error: { state: true },
    busy: { state: true },
  };

  render() {
    if (!this.settings) return nothing;
    const open = this.settings.state === "open";
    return html`<div class="state-buttons" role="group" aria-label="Taking jobs">
        ${
          open
            ? this.#button("Pause", () => this.#pause())
            : this.#button("Take jobs again", () => this.#set("open"), "primary")
        }
        ${this.settings.state === "draining" ? nothing : this.#button("Drain", () => this.#drain())}
      </div>
      ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}`;
  }

  #button(text, run, kind = "") {
    return html`<button type="button" class="button ${kind}" ?disabled=${this.busy} @click=${run}>
      ${text}
    </button>`;
  }

  async #pause() {
    const sure = await confirm({
      title: "Pause this seller?",
      text: "It takes no jobs until you open it again, also after a restart. What runs goes on to its end.",
      yes: "Pause it",
      no: "Keep selling",
    });
    if (sure) this.#set("paused");
  }

  async #drain() {
    const runs = handsBack(this.running);
    const sure = await confirm({
      title: "Drain this seller?",
      text: `${runs} It takes no jobs until you open it again, also after a restart.`,
      yes: "Drain it",
      no: "Keep selling",
    });
    if (sure) this.#set("draining");
  }

  async #set(state) {
    this.busy = true;
    this.error = undefined;
    try {
      tell(this, await nodeApi.choose({ state }));
    } catch (error) {
      this.error = said(error);
    } finally {
      this.busy = false;
    }
  }
}

function handsBack(n) {
  if (n === 0) return "Nothing runs at the moment.";
  return n === 1
    ? "1 job that runs here is handed back and runs elsewhere: you are not paid for it."
    : `${n} jobs that run here are handed back and run elsewhere: you are not paid for them.`;
}

customElements.define("state-buttons", StateButtons);
