import { html } from "lit";
import { PageElement } from "../signal.js";
import { parseSpec } from "../spec.js";
import { limits } from "../store.js";

/** Takes a job as JSON back into the form. Event `spec` carries it. */
export class PasteDialog extends PageElement {
  static properties = { error: { state: true } };

  open() {
    this.error = undefined;
    this.querySelector("dialog").showModal();
  }

  render() {
    return html`<dialog class="dialog wide" aria-labelledby="paste-title">
      <form @submit=${this.#take}>
        <h2 id="paste-title">Fill the form from JSON</h2>
        <label class="field">
          <span class="label">The job as JSON</span>
          <textarea
            name="json"
            rows="12"
            class="mono"
            spellcheck="false"
            autocomplete="off"
            required
          ></textarea>
        </label>
        <p class="error" role="alert">${this.error}</p>
        <div class="actions">
          <button type="button" class="button" @click=${() => this.querySelector("dialog").close()}>
            Leave the form as it is
          </button>
          <button class="button primary">Fill the form</button>
        </div>
      </form>
    </dialog>`;
  }

  #take(event) {
    event.preventDefault();
    try {
      const spec = parseSpec(event.target.elements.json.value, limits.value);
      this.dispatchEvent(new CustomEvent("spec", { detail: spec }));
      event.target.reset();
      this.querySelector("dialog").close();
    } catch (error) {
      this.error = error.message;
    }
  }
}

customElements.define("paste-dialog", PasteDialog);
