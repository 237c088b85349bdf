import { html } from "lit";
import { PageElement } from "../signal.js";
import { asCli, asCurl, asJson } from "../twin.js";
import "./copy-button.js";

const KINDS = [
  { id: "cli", name: "CLI", of: (spec) => asCli(spec) },
  { id: "curl", name: "curl", of: (spec) => asCurl(spec, location.origin) },
  { id: "json", name: "JSON", of: (spec) => asJson(spec) },
];

/** The same job as command line, curl and JSON, each ready to be copied. */
export class TwinPanel extends PageElement {
  static properties = { spec: {}, kind: { state: true } };

  constructor() {
    super();
    this.kind = KINDS[0];
  }

  render() {
    const text = this.kind.of(this.spec);
    return html`<section class="panel twin" aria-label="The same job from a shell">
      <div class="panel-head">
        <h2>The same job as</h2>
        <div class="tabs" role="tablist" aria-label="The same job as" @keydown=${this.#arrow}>
          ${KINDS.map((kind) => this.#tab(kind))}
        </div>
        <copy-button wide .text=${text} label="the job as ${this.kind.name}"></copy-button>
      </div>
      <pre
        class="code"
        role="tabpanel"
        id="twin-text"
        tabindex="0"
        aria-label="The job as ${this.kind.name}"
      ><code>${text}</code></pre>
    </section>`;
  }

  #tab(kind) {
    const chosen = kind === this.kind;
    return html`<button
      type="button"
      role="tab"
      class="tab"
      aria-selected=${chosen}
      aria-controls="twin-text"
      tabindex=${chosen ? 0 : -1}
      @click=${() => (this.kind = kind)}
    >
      ${kind.name}
    </button>`;
  }

  async #arrow(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    this.kind = KINDS.at((KINDS.indexOf(this.kind) + step) % KINDS.length);
    await this.updateComplete;
    this.querySelector("[role=tab][aria-selected=true]").focus();
  }
}

customElements.define("twin-panel", TwinPanel);
