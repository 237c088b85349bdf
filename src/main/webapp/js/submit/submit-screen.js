import { html, nothing } from "lit";
import { api } from "../api.js";
import { loadDraft, newToken, rememberImage, saveDraft } from "../draft.js";
import { blocked } from "../known-sellers.js";
import { need, sheets } from "../lazy.js";
import { Shortcuts } from "../keyboard.js";
import "../parts/twin-panel.js";
import { credits, money } from "../money.js";
import { go } from "../router.js";
import { Follows, PageElement } from "../signal.js";
import { NUMBERS, emptyForm, errorsOf, formOf, specOf, withDefaults } from "../spec.js";
import { jobs, limits, samples } from "../store.js";
import { withoutBlocked, wishSummary } from "../wishes.js";
import { blockedNote } from "./blocked-note.js";
import { commandControl, imageControl } from "./controls.js";
import { errorsByField, limitFields, limitsSummary, mapFields, priceLimitField } from "./fields.js";
import "./paste-dialog.js";
import { priceWarning, quotePanel } from "./quote-panel.js";
import { Quotes } from "./quotes.js";
import "./sellers-panel.js";

const WISHES = ["prefer", "verify", "sellers", "block_sellers", "auction_s"];
const needWishes = () =>
  need("sellers of a job", () => sheets("wishes").then(() => import("./seller-wishes.js")));

/** The form of a job on the left; on the right what it costs, who can run it, and the same job from a shell. */
export class SubmitScreen extends PageElement {
  static properties = {
    form: { state: true },
    tried: { state: true },
    refused: { state: true },
    busy: { state: true },
  };

  constructor() {
    super();
    new Follows(this, limits, samples, blocked);
    new Shortcuts(this, {
      "Ctrl+Enter": { text: "Run the job", run: () => this.#submit() },
      i: { text: "To the image", run: () => this.querySelector("#image").focus() },
    });
    this.form = loadDraft();
    this.refused = {};
    this.quotes = new Quotes(this);
  }

  render() {
    const { spec, left } = this.#offered();
    const errors = {
      ...(this.tried ? errorsOf(this.form, limits.value) : this.#typedErrors()),
      ...this.refused.fields,
    };
    this.quotes.follow(spec, errors);
    const held = this.quotes.value?.budget;
    return html`<div class="page submit">
      <form
        class="submit-form"
        novalidate
        @submit=${this.#submitted}
        aria-labelledby="submit-title"
      >
        <header class="page-head">
          <h1 id="submit-title">Run a job</h1>
          <p class="lead">
            Any container image, on a seller's machine, locked down. What it prints appears here as
            it is printed.
          </p>
        </header>
        ${imageControl(this, errors)} ${commandControl(this, errors)} ${this.#folds(spec, errors)}
        ${blockedNote(left, () => this.set("leave_out_blocked", false))}
        ${this.refused.text ? html`<p class="refusal" role="alert">${this.refused.text}</p>` : priceWarning(this.quotes)}
        <div class="submit-row">
          <button class="button primary large" ?disabled=${this.busy}>
            ${this.busy ? "Sending…" : "Run job"}
          </button>
          <span class="hint"><kbd>Ctrl</kbd> <kbd>Enter</kbd></span>
          ${held ? html`<span class="hint">costs at most ${money(held)} credits</span>` : nothing}
          <span class="spacer"></span>
          <button
            type="button"
            class="button"
            @click=${() => this.querySelector("paste-dialog").open()}
          >
            Paste JSON
          </button>
          <button type="button" class="button" @click=${this.#clear}>Clear</button>
        </div>
      </form>
      <aside class="submit-side" aria-label="About this job">
        ${quotePanel(this.quotes)}
        <sellers-panel .spec=${spec}></sellers-panel>
        <twin-panel .spec=${spec}></twin-panel>
      </aside>
      <paste-dialog
        @spec=${(event) => this.#fill(formOf(event.detail, limits.value))}
      ></paste-dialog>
    </div>`;
  }

  #folds(spec, errors) {
    const rules = limits.value;
    const set = (name, value) => this.set(name, value);
    const map = (name, noun, hint) =>
      mapFields({
        name,
        noun,
        rows: this.form[name],
        error: errors[name],
        hint,
        set,
      });
    const wrong = (names) => names.some((name) => errors[name]);
    const fold = (title, said, body, open, opened = nothing) =>
      html`<details class="fold" ?open=${open} @toggle=${opened}>
        <summary>
          <span class="fold-title">${title}</span><span class="fold-said">${said}</span>
        </summary>
        <div class="fold-body">${body}</div>
      </details>`;
    const named = (rows) => (rows.length ? rows.map((row) => row.name).join(", ") : "none");
    return html`<div class="folds">
      ${fold("Limits", limitsSummary(withDefaults(spec, rules)), limitFields(this.form, rules, errors, set), wrong(NUMBERS))}
      ${fold("Price limit", spec.budget === undefined ? "none" : `${credits(spec.budget)} credits`, priceLimitField(this.form, errors.budget, set), wrong(["budget"]))}
      ${fold("About sellers", wishSummary(spec), this.#wishes(errors), wrong(WISHES), needWishes)}
      ${fold("Environment", named(this.form.env), map("env", "Variable", "What the program finds in its environment."), wrong(["env"]))}
      ${fold("Labels", named(this.form.labels), map("labels", "Label", "For finding the job again: project = x"), wrong(["labels"]))}
    </div>`;
  }

  #wishes(errors) {
    return html`<seller-wishes
      .form=${this.form}
      .errors=${errors}
      .quote=${this.quotes.value}
      @set=${({ detail: { name, value } }) => this.set(name, value)}
    ></seller-wishes>`;
  }

  /** The job as it is sent: without the sellers blocked in this browser. */
  #offered() {
    const most = limits.value?.block_sellers.max_items ?? 0;
    return withoutBlocked(specOf(this.form), this.form, blocked.value, most);
  }

  /** Before the first try only what is typed and wrong is said, not what is still missing. */
  #typedErrors() {
    const { image, ...others } = errorsOf(this.form, limits.value);
    return this.form.image && image ? { image, ...others } : others;
  }

  /** What was typed or chosen in a field. */
  set(name, value) {
    const fields = { ...this.refused.fields };
    delete fields[name];
    this.refused = { fields };
    this.#fill({ ...this.form, [name]: value });
  }

  #fill(form) {
    this.form = form;
    saveDraft(form);
  }

  /** A suggested image, with its sample command when none is typed yet. */
  choose(image) {
    const sample = samples.value.find((known) => known.image === image);
    this.set("image", image);
    if (sample?.command && !this.form.command) this.set("command", sample.command);
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
      const job = await this.#send(this.#offered().spec);
      this.sent = undefined;
      rememberImage(this.form.image.trim());
      jobs.put(job);
      go(`/jobs/${job.id}`);
    } catch (error) {
      this.refused = {
        text: `The job was not sent. ${error.message}`,
        fields: errorsByField(error),
      };
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
