import { html, nothing } from "lit";
import { live } from "lit-html/directives/live.js";
import { PageElement } from "../signal.js";
import { field, textField } from "../submit/fields.js";
import { mistakes, nodeApi } from "./node-api.js";
import { tell } from "./settings.js";

/** A form for one of the choices: what was typed stays until it is kept, and mistakes stand at their fields. */
export class ChoiceForm extends PageElement {
  static properties = {
    settings: {},
    typed: { state: true },
    errors: { state: true },
    busy: { state: true },
    kept: { state: true },
  };

  constructor() {
    super();
    this.typed = {};
    this.errors = {};
  }

  /** What stands in a field: as typed, else as it is. */
  value(name) {
    return this.typed[name] ?? this.known()[name] ?? "";
  }

  get changed() {
    const known = this.known();
    return Object.keys(this.typed).some((name) => this.typed[name] !== known[name]);
  }

  type(name, value) {
    this.typed = { ...this.typed, [name]: value };
    this.errors = {};
    this.kept = false;
  }

  input({ name, label, hint, placeholder = "", mode = "decimal" }) {
    return textField({
      id: name,
      label,
      hint,
      error: this.errors[name],
      mode,
      placeholder,
      value: this.value(name),
      type: (text) => this.type(name, text),
    });
  }

  /** A list, a line each. */
  area({ name, label, hint, placeholder = "" }) {
    const error = this.errors[name];
    return field({
      name,
      label,
      hint,
      error,
      control: (described) =>
        html`<textarea
          id=${name}
          class="mono"
          rows=${Math.min(8, Math.max(2, this.value(name).split("\n").length))}
          spellcheck="false"
          autocapitalize="off"
          autocomplete="off"
          placeholder=${placeholder}
          .value=${live(this.value(name))}
          aria-describedby=${described}
          aria-invalid=${error ? "true" : "false"}
          @input=${(event) => this.type(name, event.target.value)}
        ></textarea>`,
    });
  }

  /** The button, and what became of it. */
  footer(text) {
    return html`<div class="form-end">
      <button
        class="button primary"
        ?disabled=${this.busy || !this.changed}
        title=${this.changed ? nothing : "Nothing is changed"}
      >
        ${text}
      </button>
      <span role="status" class="hint">${this.kept ? "Kept." : ""}</span>
      ${this.errors[""] ? html`<p class="error" role="alert">${this.errors[""]}</p>` : nothing}
    </div>`;
  }

  /** Reads the form: `choices()` gives what to keep, or puts what is wrong into `errors`. */
  send = async (event) => {
    event.preventDefault();
    this.errors = {};
    const choices = this.choices();
    if (Object.keys(this.errors).length > 0) return;
    this.busy = true;
    try {
      tell(this, await nodeApi.choose(choices));
      this.typed = {};
      this.kept = true;
    } catch (error) {
      this.errors = mistakes(error);
    } finally {
      this.busy = false;
    }
  };

  wrong(name, sentence) {
    this.errors = { ...this.errors, [name]: sentence };
  }
}
