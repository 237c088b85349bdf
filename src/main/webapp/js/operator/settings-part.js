import { html, nothing } from "lit";
import { live } from "lit-html/directives/live.js";
import { api } from "../api.js";
import { confirm } from "../parts/confirm.js";
import { PageElement } from "../signal.js";

const WHOLE = /^\d{1,16}$/;

/** What may be set for the whole market, changed one by one. */
export class SettingsPart extends PageElement {
  static properties = {
    settings: { state: true },
    typed: { state: true },
    errors: { state: true },
    kept: { state: true },
    failure: { state: true },
  };

  constructor() {
    super();
    this.typed = {};
    this.errors = {};
  }

  async connectedCallback() {
    super.connectedCallback();
    try {
      this.settings = (await api.settings()).settings;
    } catch (error) {
      this.failure = error;
    }
  }

  render() {
    return html`<section class="op-settings" aria-labelledby="op-settings">
      <h2 id="op-settings">Settings</h2>
      <p class="hint">They count for the whole market, from the next call on.</p>
      ${this.failure ? html`<p class="refusal" role="alert">${this.failure.message}</p>` : nothing}
      ${this.settings?.map((setting) => this.#row(setting)) ?? html`<p class="muted">Reading…</p>`}
    </section>`;
  }

  #row(setting) {
    const { name, value, unit, meaning, least, most } = setting;
    const typed = this.typed[name] ?? String(value);
    const error = this.errors[name];
    const changed = typed !== String(value);
    return html`<form
      class="op-setting"
      novalidate
      @submit=${(event) => this.#send(event, setting)}
    >
      <label for="set-${name}"><code>${name}</code></label>
      <div class="op-value">
        <input
          id="set-${name}"
          inputmode="numeric"
          autocomplete="off"
          .value=${live(typed)}
          aria-describedby="set-${name}-hint"
          aria-invalid=${error ? "true" : "false"}
          @input=${(event) => this.#type(name, event.target.value)}
        />
        <span class="op-unit">${unit}</span>
        <button class="button small" aria-label="Set ${name}" ?hidden=${!changed}>Set…</button>
      </div>
      <p id="set-${name}-hint" class="hint">
        ${meaning}; ${least} to
        ${most}${error ? html` <span class="error">${name} ${error}</span>` : nothing}
        ${this.kept === name ? html`<span role="status">Set.</span>` : nothing}
      </p>
    </form>`;
  }

  #type(name, text) {
    this.typed = { ...this.typed, [name]: text };
    this.errors = { ...this.errors, [name]: undefined };
    this.kept = undefined;
  }

  async #send(event, { name, value, unit }) {
    event.preventDefault();
    const text = (this.typed[name] ?? String(value)).trim();
    if (!WHOLE.test(text)) {
      this.errors = { ...this.errors, [name]: "must be a whole number, 0 or more" };
      return;
    }
    const sure = await confirm({
      title: `Set ${name}?`,
      text: `From ${value} to ${text} ${unit}, for everybody on this market.`,
      yes: "Set it",
      no: "Leave it",
    });
    if (sure) await this.#set(name, Number(text));
  }

  async #set(name, value) {
    try {
      const set = await api.set(name, value);
      this.settings = this.settings.map((each) => (each.name === name ? set : each));
      this.typed = { ...this.typed, [name]: undefined };
      this.kept = name;
    } catch (error) {
      this.errors = { ...this.errors, [name]: error.errors[0]?.detail ?? error.message };
    }
  }
}

customElements.define("settings-part", SettingsPart);
