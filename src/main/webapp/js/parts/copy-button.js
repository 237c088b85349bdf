import { html, svg } from "lit";
import { PageElement } from "../signal.js";

/** Copies `text` and says so for two seconds. `label` is what it copies, for those who cannot see the place. */
export class CopyButton extends PageElement {
  static properties = { text: {}, label: {}, wide: { type: Boolean }, done: { state: true } };

  render() {
    const said = this.done ?? "Copy";
    return html`<button
        type="button"
        class=${this.wide ? "button small" : "icon-button"}
        aria-label="Copy ${this.label}"
        title="Copy ${this.label}"
        @click=${this.#copy}
      >
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" class="line-icon">
          ${this.done === "Copied" ? TICK : SHEETS}
        </svg>
        ${this.wide ? html`<span aria-hidden="true">${said}</span>` : ""}
      </button>
      <span role="status" class="hidden">${this.done ? `${this.done} ${this.label}` : ""}</span>`;
  }

  async #copy() {
    this.done = (await copyText(this.text)) ? "Copied" : "Not copied";
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.done = undefined), 2000);
  }
}

/** Also works where the page came over plain HTTP, which has no clipboard interface. */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text) {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "hidden";
  const before = document.activeElement;
  (before?.closest("dialog") ?? document.body).append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  before?.focus();
  return copied;
}

const SHEETS = svg`<path d="M5.500 5.500h8v8h-8z M10.500 5.500v-3h-8v8h3" />`;
const TICK = svg`<path d="m3 8.500 3.500 3.500L13 5" />`;

customElements.define("copy-button", CopyButton);
