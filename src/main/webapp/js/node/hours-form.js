import { html } from "lit";
import { ChoiceForm } from "./choice-form.js";
import { from } from "./settings.js";

/** When it takes jobs. */
export class HoursForm extends ChoiceForm {
  known() {
    return this.settings ? { hours: this.settings.hours } : {};
  }

  choices() {
    return { hours: this.value("hours").trim() || "always" };
  }

  render() {
    return html`<form
      class="node-form"
      novalidate
      aria-labelledby="hours-title"
      @submit=${this.send}
    >
      <h2 id="hours-title">Hours</h2>
      ${this.input({
        name: "hours",
        label: "When it takes jobs",
        hint: "Such as 22:00-06:00 by this machine's clock, 22:00-06:00 UTC, or always",
        placeholder: "always",
        mode: "text",
      })}
      ${this.footer("Keep these hours")} ${from(this.settings, "hours")}
    </form>`;
  }
}

customElements.define("hours-form", HoursForm);
