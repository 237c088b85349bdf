/** The controls of the form. Each says its rule beside it and its mistake below it, tied together for a screen reader. */
import { html, nothing } from "lit";
import { live } from "lit-html/directives/live.js";
import { duration, megabytes } from "../format.js";

/** Label, control, hint and error of one field. `control` gets the ids that describe it. */
export function field({ name, label, hint, error, control }) {
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(" ");
  return html`<div class="field ${error ? "wrong" : ""}">
    <label class="label" for=${name}>${label}</label>
    ${control(described || nothing)}
    ${hint ? html`<span class="hint" id="${name}-hint">${hint}</span>` : nothing}
    ${error ? html`<span class="error" id="${name}-error">${error}</span>` : nothing}
  </div>`;
}

/**
 * A field of one line. `type` gets what is typed; `look` is what else its input may have: `name`, `kind` (its class),
 * `mode` (its keyboard), `placeholder`, `capitals` and `spelling`.
 */
export function textField({ id, label, hint, error, value, type, ...look }) {
  return field({
    name: id,
    label,
    hint,
    error,
    control: (described) =>
      html`<input
        id=${id}
        name=${look.name ?? nothing}
        class=${look.kind ?? nothing}
        inputmode=${look.mode ?? nothing}
        autocomplete="off"
        autocapitalize=${look.capitals ?? nothing}
        spellcheck=${look.spelling ?? nothing}
        placeholder=${look.placeholder ?? nothing}
        .value=${live(value)}
        aria-describedby=${described}
        aria-invalid=${error ? "true" : "false"}
        @input=${(event) => type(event.target.value)}
      />`,
  });
}

/** What a refusal says of each field; empty when it is about none. */
export const errorsByField = (refusal) =>
  Object.fromEntries((refusal.errors ?? []).map((error) => [error.field, error.detail]));

/** The same for a form that says under `""` what belongs to no field. */
export function mistakesOf(refusal, sentence = refusal.message) {
  const byField = errorsByField(refusal);
  return Object.keys(byField).length > 0 ? byField : { "": sentence };
}

const NUMBER_FIELDS = [
  { name: "cpus", label: "CPUs" },
  { name: "memory_mb", label: "Memory, MB" },
  { name: "timeout_s", label: "Time limit, seconds" },
  { name: "queue_timeout_s", label: "Wait for a seller, seconds" },
  { name: "max_attempts", label: "Attempts", hint: "How many sellers may try it, 1 to 10" },
  { name: "priority", label: "Priority", hint: "Its weight beside other jobs, 1 to 10" },
];

/** `1 CPU, 512 MB, 10 min`: the folded form's last word. */
export function limitsSummary(spec) {
  const { cpus = 1, memory_mb: memory = 512, timeout_s: time = 600 } = spec;
  const limit = time % 60 === 0 ? `${time / 60} min` : duration(time * 1000);
  return `${cpus} ${cpus === 1 ? "CPU" : "CPUs"}, ${megabytes(memory)}, ${limit}`;
}

/** CPUs, memory, times and the rest, each with its default standing in the empty field. */
export function limitFields(form, rules, errors, set) {
  const number = ({ name, label, hint }) =>
    textField({
      id: name,
      name,
      label,
      hint: rules && (hint ?? `${rules[name].min} to ${rules[name].max.toLocaleString("en")}`),
      error: errors[name],
      mode: "decimal",
      placeholder: rules?.[name].default ?? "",
      value: form[name],
      type: (text) => set(name, text.trim()),
    });
  return html`<div class="field-grid">${NUMBER_FIELDS.map(number)}</div>
    <label class="check">
      <input
        type="checkbox"
        .checked=${live(form.retry_on_exit_code)}
        @change=${(event) => set("retry_on_exit_code", event.target.checked)}
      />
      <span>Try again on another seller when the program itself fails</span>
    </label>`;
}

/** The most the job may cost, in credits. */
export const priceLimitField = (form, error, set) =>
  textField({
    id: "budget",
    name: "budget",
    label: "Price limit, credits",
    hint: "It never costs more, and this is held until it ends. Empty: the highest price of the sellers that can run it, without those far above the others.",
    error,
    mode: "decimal",
    placeholder: "0.0125",
    value: form.budget,
    type: (text) => set("budget", text.trim()),
  });

/** Rows of name and value; there is always an empty one to type into. */
export function mapFields({ name, noun, rows, error, hint, set }) {
  const change = (index, key, value) => {
    const next = [...rows, { name: "", value: "" }].map((row, i) =>
      i === index ? { ...row, [key]: value } : row,
    );
    set(
      name,
      next.filter((row) => row.name || row.value),
    );
  };
  const input = (row, index, key, label, placeholder) =>
    html`<input
      aria-label="${label} ${index + 1}"
      class="mono"
      autocomplete="off"
      spellcheck="false"
      placeholder=${placeholder}
      .value=${live(row[key])}
      aria-invalid=${error ? "true" : "false"}
      aria-describedby=${error ? `${name}-error` : nothing}
      @input=${(event) => change(index, key, event.target.value)}
    />`;
  const row = (value, index) =>
    html`<div class="pair">
      ${input(value, index, "name", `${noun} name`, "name")}<span aria-hidden="true">=</span
      >${input(value, index, "value", `${noun} value`, "value")}
    </div>`;
  return html`<div class="field ${error ? "wrong" : ""}" id=${name} role="group" aria-label=${noun}>
    ${[...rows, { name: "", value: "" }].map(row)}
    <span class="hint">${hint}</span>
    ${error ? html`<span class="error" id="${name}-error">${error}</span>` : nothing}
  </div>`;
}
