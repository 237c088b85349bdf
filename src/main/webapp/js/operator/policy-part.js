import { html, nothing } from "lit";
import { live } from "lit-html/directives/live.js";
import { api } from "../api.js";
import { absolute, relative } from "../format.js";
import { confirm } from "../parts/confirm.js";
import { PageElement } from "../signal.js";
import { notice } from "../store.js";
import { mistakesOf, textField } from "../submit/fields.js";

const EMPTY = { effect: "deny", pattern: "", note: "" };
const EFFECTS = { deny: "Deny", allow: "Allow" };

/** Which images may run on the market: the rules, one more, one less. */
export class PolicyPart extends PageElement {
  static properties = {
    rules: { state: true },
    form: { state: true },
    errors: { state: true },
    failure: { state: true },
    added: { state: true },
    busy: { state: true },
  };

  constructor() {
    super();
    this.form = EMPTY;
    this.errors = {};
  }

  connectedCallback() {
    super.connectedCallback();
    this.#read();
  }

  async #read() {
    try {
      this.rules = (await api.imageRules()).rules;
      this.failure = undefined;
    } catch (error) {
      this.failure = error;
    }
  }

  render() {
    return html`<section class="op-policy" aria-labelledby="op-policy">
      <h2 id="op-policy" tabindex="-1">Image rules</h2>
      <p class="hint">
        Deny wins. Where one rule allows, everything that no such rule allows is refused. A change
        counts at once, also for jobs that wait; what runs already goes on.
      </p>
      ${this.failure ? html`<p class="refusal" role="alert">${this.failure.message}</p>` : nothing}
      <div class="op-policy-parts">
        <div>${this.#list()}</div>
        ${this.#form()}
      </div>
    </section>`;
  }

  #list() {
    if (this.rules === undefined) return html`<p class="muted" aria-busy="true">Reading…</p>`;
    if (this.rules.length === 0)
      return html`<p class="muted">None: every image may run on this market.</p>`;
    return html`<table class="op-table op-rules" aria-labelledby="op-policy">
      <thead>
        <tr>
          <th scope="col">Effect</th>
          <th scope="col">Pattern</th>
          <th scope="col">Note</th>
          <th scope="col">Since</th>
          <th scope="col"><span class="hidden">Remove</span></th>
        </tr>
      </thead>
      <tbody>
        ${this.rules.map((rule) => this.#row(rule))}
      </tbody>
    </table>`;
  }

  #row(rule) {
    return html`<tr>
      <td class="op-effect">${EFFECTS[rule.effect] ?? rule.effect}</td>
      <td class="mono">${rule.pattern}</td>
      <td class="op-rule-note">${rule.note ?? nothing}</td>
      <td class="op-since" title=${absolute(rule.created_at)}>${relative(rule.created_at)}</td>
      <td class="op-decide">
        <button
          type="button"
          class="button small"
          aria-label="Remove: ${named(rule)}"
          ?disabled=${this.busy}
          @click=${() => this.#remove(rule)}
        >
          Remove…
        </button>
      </td>
    </tr>`;
  }

  #form() {
    const { pattern } = this.errors;
    return html`<form novalidate aria-label="Add an image rule" @submit=${this.#add}>
      ${this.#effect()}
      ${this.#text(
        "pattern",
        "Pattern",
        // What the server says of a wrong one begins with the same words.
        pattern
          ? ""
          : "Of images' whole names, * for anything: docker.io/library/* or *miner*; or of their content: *@sha256:…",
        "mono",
      )}
      ${this.#text("note", "Note", "Whoever is refused reads it; may be empty")}
      <p class="actions">
        <button class="button primary" ?disabled=${this.busy}>Add the rule</button>
      </p>
      ${this.errors[""] ? html`<p class="error" role="alert">${this.errors[""]}</p>` : nothing}
      <p role="status" class="hint">${this.added ? `It counts now: ${this.added}.` : ""}</p>
    </form>`;
  }

  #effect() {
    const error = this.errors.effect;
    const first = this.form.effect === "allow" && !this.#allows();
    const choice = (effect) =>
      html`<label class="segment">
        <input
          type="radio"
          name="rule-effect"
          value=${effect}
          .checked=${live(this.form.effect === effect)}
          @change=${() => this.#type("effect", effect)}
        />
        <span>${EFFECTS[effect]}</span>
      </label>`;
    return html`<fieldset class="field op-effects">
      <legend class="label">Effect</legend>
      <div class="segments">${Object.keys(EFFECTS).map(choice)}</div>
      <span class="hint" role="status"
        >${
          first
            ? "The first rule that allows: everything it does not allow is refused from then on."
            : ""
        }</span
      >
      ${error ? html`<span class="error">${error}</span>` : nothing}
    </fieldset>`;
  }

  #text(name, label, hint, kind = "") {
    return textField({
      id: `rule-${name}`,
      label,
      hint,
      error: this.errors[name],
      kind,
      capitals: "off",
      spelling: kind === "mono" ? "false" : "true",
      value: this.form[name],
      type: (text) => this.#type(name, text),
    });
  }

  #type(name, value) {
    this.form = { ...this.form, [name]: value };
    this.errors = {};
    this.added = undefined;
  }

  /** The rules that allow, without one of them. */
  #allows(but) {
    return this.rules?.some((rule) => rule.effect === "allow" && rule !== but) ?? true;
  }

  async #add(event) {
    event.preventDefault();
    const { effect, pattern, note } = this.form;
    this.added = undefined;
    this.busy = true;
    try {
      const rule = { effect, pattern: pattern.trim(), note: note.trim() || undefined };
      this.added = named(await api.addRule(rule));
      this.form = { ...EMPTY, effect };
      this.errors = {};
    } catch (error) {
      this.errors = mistakesOf(error);
    } finally {
      this.busy = false;
    }
    if (this.added) await this.#read();
    else await this.#showFirstError();
  }

  async #showFirstError() {
    await this.updateComplete;
    this.querySelector("[aria-invalid=true]")?.focus();
  }

  async #remove(rule) {
    const sure = await confirm({
      title: `Remove the rule ${named(rule)}?`,
      text: this.#afterwards(rule),
      yes: "Remove it",
      no: "Keep it",
    });
    if (!sure) return;
    this.busy = true;
    try {
      await api.removeRule(rule.id);
      notice.set({ kind: "info", text: `The rule ${named(rule)} is gone.` });
    } catch (error) {
      notice.set({ kind: "error", text: `The rule was not removed. ${error.message}` });
    } finally {
      this.busy = false;
    }
    await this.#read();
    await this.updateComplete;
    this.querySelector("h2").focus(); // the button that had the focus is gone
  }

  #afterwards(rule) {
    if (rule.effect === "deny") return "Images that only this rule refuses may run again.";
    return this.#allows(rule)
      ? "Images that only this rule allows are refused from then on."
      : "No other rule allows: every image that no rule denies may run again.";
  }
}

const named = ({ effect, pattern }) => `${effect} ${pattern}`;

customElements.define("policy-part", PolicyPart);
