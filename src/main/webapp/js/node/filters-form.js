import { html } from "lit";
import { ChoiceForm } from "./choice-form.js";
import { from } from "./settings.js";

const NUMBER = /^\d+(\.\d+)?$/;
const LISTS = ["allow_images", "deny_images", "deny_buyers"];
const NUMBERS = ["max_cpus", "max_memory_mb", "max_timeout_s"];

/** Which jobs it does not take, whenever it is. What the values may be, the node says. */
export class FiltersForm extends ChoiceForm {
  known() {
    const set = this.settings?.filters ?? {};
    return Object.fromEntries([
      ...LISTS.map((name) => [`filters.${name}`, (set[name] ?? []).join("\n")]),
      ...NUMBERS.map((name) => [`filters.${name}`, String(set[name] ?? "")]),
    ]);
  }

  choices() {
    const set = {};
    for (const name of LISTS) {
      const items = this.value(`filters.${name}`)
        .split(/[\s,]+/)
        .filter(Boolean);
      if (items.length > 0) set[name] = items;
    }
    for (const name of NUMBERS) {
      const text = this.value(`filters.${name}`).trim();
      if (text) set[name] = NUMBER.test(text) ? Number(text) : text;
    }
    return { filters: set };
  }

  render() {
    return html`<form
      class="node-form"
      novalidate
      aria-labelledby="filters-title"
      @submit=${this.send}
    >
      <h2 id="filters-title">What it refuses</h2>
      <p class="hint">
        An empty field refuses nothing. Counts at once for the jobs to come; what runs goes on.
      </p>
      <div class="field-grid lists">
        ${this.area({
          name: "filters.allow_images",
          label: "Take only images like",
          hint: "Patterns for whole names, with * for anything, a line each",
          placeholder: "docker.io/library/*",
        })}
        ${this.area({
          name: "filters.deny_images",
          label: "Refuse images like",
          hint: "Also where they are allowed, a line each",
          placeholder: "*miner*",
        })}
        ${this.area({
          name: "filters.deny_buyers",
          label: "Refuse jobs of",
          hint: "Ids of accounts, a line each",
        })}
      </div>
      <div class="field-grid numbers">
        ${this.input({ name: "filters.max_cpus", label: "Most CPUs" })}
        ${this.input({ name: "filters.max_memory_mb", label: "Most memory, MB" })}
        ${this.input({ name: "filters.max_timeout_s", label: "Longest time, seconds" })}
      </div>
      ${this.footer("Refuse this")} ${from(this.settings, "filters")}
    </form>`;
  }
}

customElements.define("filters-form", FiltersForm);
