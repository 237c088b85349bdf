import { html, nothing } from "lit";
import { api, session } from "../api.js";
import { Follows, PageElement } from "../signal.js";
import { notice } from "../store.js";
import { confirm } from "./confirm.js";

/** Who you are, and the ways in and out. */
export class AccountMenu extends PageElement {
  constructor() {
    super();
    new Follows(this, session);
  }

  render() {
    const who = session.value;
    if (!who) return html`<span class="account-name skeleton">guest</span>`;
    return html`<details class="menu" @focusout=${this.#left} @keydown=${this.#escape}>
      <summary>
        <span class="hidden">Account: </span>
        <span class="account-name">${who.guest ? "Guest" : who.email}</span>
        <svg viewBox="0 0 16 16" width="12" height="12" class="line-icon" aria-hidden="true">
          <path d="m3 6 5 5 5-5" />
        </svg>
      </summary>
      <div class="menu-list">
        <p class="menu-who">${who.email ?? nothing} <span class="mono">${who.name}</span></p>
        ${who.guest ? this.#item("Keep this account…", () => this.#account("keep")) : nothing}
        ${who.guest ? this.#item("Sign in…", () => this.#account("signin")) : nothing}
        ${this.#item("Sign out", () => this.#signOut())}
      </div>
    </details>`;
  }

  #item(text, action) {
    const run = () => {
      this.querySelector("details").open = false;
      action();
    };
    return html`<button type="button" class="menu-item" @click=${run}>${text}</button>`;
  }

  #left(event) {
    const menu = event.currentTarget;
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  }

  #escape(event) {
    if (event.key !== "Escape") return;
    event.currentTarget.open = false;
    event.currentTarget.querySelector("summary").focus();
  }

  #account(kind) {
    this.dispatchEvent(new CustomEvent("account", { detail: kind, bubbles: true }));
  }

  async #signOut() {
    const question = {
      title: "Sign out of the guest account?",
      text: `Nobody can sign in to ${session.value.name} again: its jobs are lost to you. Add an e-mail first to keep them.`,
      yes: "Sign out and lose it",
      no: "Stay",
    };
    if (session.value.guest && !(await confirm(question))) return;
    try {
      await api.signOut();
      sessionStorage.clear();
      location.assign("/");
    } catch (error) {
      notice.set({ kind: "error", text: `You are still signed in. ${error.message}` });
    }
  }
}

customElements.define("account-menu", AccountMenu);
