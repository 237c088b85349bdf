import { html, nothing } from "lit";
import { live as liveValue } from "lit-html/directives/live.js";
import { api } from "../api.js";
import { lastImages, loadDraft, newToken, rememberImage, saveDraft } from "../draft.js";
import { Shortcuts } from "../keyboard.js";
import "../parts/twin-panel.js";
import { go } from "../router.js";
import { split } from "../shell.js";
import { Follows, PageElement } from "../signal.js";
import { NUMBERS, emptyForm, errorsOf, formOf, specOf, withDefaults } from "../spec.js";
import { jobs, limits, samples } from "../store.js";
import { field, limitFields, limitsSummary, mapFields } from "./fields.js";
import "./paste-dialog.js";
import "./sellers-panel.js";

/** The form of a job on the left; on the right who can run it, and the same job from a shell. */
export class SubmitScreen extends PageElement {
  static properties = { form: { state: true }, tried: { state: true }, refused: { state: true }, busy: { state: true } };

  constructor() {
    super();
    new Follows(this, limits, samples);
    new Shortcuts(this, {
      "Ctrl+Enter": { text: "Run the job", run: () => this.#submit() },
      i: { text: "To the image", run: () => this.querySelector("#image").focus() },
    });
    this.form = loadDraft();
    this.refused = {};
  }

  render() {
    const spec = specOf(this.form);
    const errors = { ...(this.tried ? errorsOf(this.form, limits.value) : this.#typedErrors()), ...this.refused.fields };
    return html`<div class="page submit">
      <form class="submit-form" novalidate @submit=${this.#submitted} aria-labelledby="submit-title">
        <header class="page-head">
          <h1 id="submit-title">Run a job</h1>
          <p class="lead">Any container image, on a seller's machine, locked down. What it prints appears here as it is printed.</p>
        </header>
        ${this.#image(errors)} ${this.#command(errors)} ${this.#folds(spec, errors)}
        ${this.refused.text ? html`<p class="refusal" role="alert">${this.refused.text}</p>` : nothing}
        <div class="submit-row">
          <button class="button primary large" ?disabled=${this.busy}>${this.busy ? "Sending…" : "Run job"}</button>
          <span class="hint"><kbd>Ctrl</kbd> <kbd>Enter</kbd></span>
          <span class="spacer"></span>
          <button type="button" class="button" @click=${() => this.querySelector("paste-dialog").open()}>Paste JSON</button>
          <button type="button" class="button" @click=${this.#clear}>Clear</button>
        </div>
      </form>
      <aside class="submit-side" aria-label="About this job">
        <sellers-panel .spec=${spec}></sellers-panel>
        <twin-panel .spec=${spec}></twin-panel>
      </aside>
      <paste-dialog @spec=${(event) => this.#fill(formOf(event.detail, limits.value))}></paste-dialog>
    </div>`;
  }

  #image(errors) {
    const known = samples.value.map((sample) => sample.image);
    const suggested = [...new Set([...lastImages(), ...known])].slice(0, 5);
    return html`${field({
        name: "image",
        label: "Image",
        error: errors.image,
        control: (described) => html`<input
          id="image"
          name="image"
          class="mono"
          list="images"
          required
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          placeholder=${known[0] ?? "lumaris/python:3.11"}
          .value=${liveValue(this.form.image)}
          aria-describedby=${described}
          aria-invalid=${errors.image ? "true" : "false"}
          @input=${(event) => this.#set("image", event.target.value)}
        />`,
      })}
      <datalist id="images">${suggested.map((image) => html`<option value=${image}></option>`)}</datalist>
      <div class="chips" role="group" aria-label="Suggested images">
        ${suggested.map((image) => html`<button type="button" class="chip mono" @click=${() => this.#choose(image)}>${image}</button>`)}
      </div>`;
  }

  #command(errors) {
    const shell = this.form.mode === "shell";
    const words = shell ? [] : split(this.form.command).words;
    const mode = (value, text) => html`<label class="segment">
      <input type="radio" name="mode" value=${value} .checked=${liveValue(this.form.mode === value)} @change=${() => this.#set("mode", value)} />
      <span>${text}</span>
    </label>`;
    return html`<div class="command">
      <div class="segments" role="radiogroup" aria-label="How the command is run">${mode("shell", "Shell")}${mode("args", "Arguments")}</div>
      ${field({
        name: "command",
        label: "Command",
        hint: shell ? "Runs as sh -c. Leave it empty to run what the image itself runs." : "Given word by word to the image's own program.",
        error: errors.command ?? errors.args,
        control: (described) => html`<textarea
          id="command"
          name="command"
          class="mono"
          rows=${Math.min(16, Math.max(4, this.form.command.split("\n").length + 1))}
          spellcheck="false"
          autocapitalize="off"
          placeholder=${shell ? "python -c 'print(1)'" : "--version"}
          .value=${liveValue(this.form.command)}
          aria-describedby=${described}
          aria-invalid=${errors.command ? "true" : "false"}
          @input=${(event) => this.#set("command", event.target.value)}
        ></textarea>`,
      })}
      ${words.length ? html`<p class="words" aria-label="Arguments as understood">${words.map((word) => html`<code>${word}</code>`)}</p>` : nothing}
    </div>`;
  }

  #folds(spec, errors) {
    const rules = limits.value;
    const set = (name, value) => this.#set(name, value);
    const map = (name, noun) =>
      mapFields({ name, noun, rows: this.form[name], error: errors[name], hint: rules?.[name].hint, set });
    const wrong = (names) => names.some((name) => errors[name]);
    const fold = (title, said, body, open) => html`<details class="fold" ?open=${open}>
      <summary><span class="fold-title">${title}</span><span class="fold-said">${said}</span></summary>
      <div class="fold-body">${body}</div>
    </details>`;
    const named = (rows) => (rows.length ? rows.map((row) => row.name).join(", ") : "none");
    return html`<div class="folds">
      ${fold("Limits", limitsSummary(withDefaults(spec, rules)), limitFields(this.form, rules, errors, set), wrong(NUMBERS))}
      ${fold("Environment", named(this.form.env), map("env", "Variable"), wrong(["env"]))}
      ${fold("Labels", named(this.form.labels), map("labels", "Label"), wrong(["labels"]))}
    </div>`;
  }

  /** Before the first try only what is typed and wrong is said, not what is still missing. */
  #typedErrors() {
    const { image, ...others } = errorsOf(this.form, limits.value);
    return this.form.image && image ? { image, ...others } : others;
  }

  #set(name, value) {
    const fields = { ...this.refused.fields };
    delete fields[name];
    this.refused = { fields };
    this.#fill({ ...this.form, [name]: value });
  }

  #fill(form) {
    this.form = form;
    saveDraft(form);
  }

  #choose(image) {
    const sample = samples.value.find((known) => known.image === image);
    this.#set("image", image);
    if (sample?.command && !this.form.command) this.#set("command", sample.command);
    this.querySelector("#command").focus();
  }

  #clear() {
    this.tried = false;
    this.refused = {};
    this.#fill(emptyForm());
    this.querySelector("#image").focus();
  }

  #submitted(event) {
    event.preventDefault();
    this.#submit();
  }

  async #submit() {
    if (this.busy) return;
    this.tried = true;
    this.refused = {};
    if (Object.keys(errorsOf(this.form, limits.value)).length > 0) return this.#showFirstError();
    this.busy = true;
    try {
      const job = await this.#send(specOf(this.form));
      this.sent = undefined;
      rememberImage(this.form.image.trim());
      jobs.put(job);
      go(`/jobs/${job.id}`);
    } catch (error) {
      const fields = Object.fromEntries((error.errors ?? []).map(({ field: name, detail }) => [name, detail]));
      this.refused = { text: `The job was not sent. ${error.message}`, fields };
      await this.#showFirstError();
    } finally {
      this.busy = false;
    }
  }

  /** The same job sent again after a lost answer carries the same key, so that it is one job. */
  #send(spec) {
    const text = JSON.stringify(spec);
    if (this.sent?.text !== text) this.sent = { text, token: newToken() };
    return api.submit(spec, this.sent.token);
  }

  async #showFirstError() {
    await this.updateComplete;
    const wrong = this.querySelector("[aria-invalid=true]");
    wrong?.closest("details")?.setAttribute("open", "");
    wrong?.focus();
  }
}

customElements.define("submit-screen", SubmitScreen);
