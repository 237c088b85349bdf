/** The frame around every screen. */
import { html, nothing } from "lit";
import { keyed } from "lit-html/directives/keyed.js";
import { account } from "./account.js";
import { api, session } from "./api.js";
import { Shortcuts } from "./keyboard.js";
import { live } from "./live.js";
import "./parts/account-balance.js";
import "./parts/account-dialog.js";
import "./parts/account-menu.js";
import "./parts/banners.js";
import { brand } from "./parts/brand.js";
import "./parts/market-status.js";
import "./parts/shortcut-help.js";
import { go, route } from "./router.js";
import { Follows, PageElement } from "./signal.js";
import { connection, loadBasics, notice, persistently } from "./store.js";
import "./job/job-screen.js";
import "./submit/submit-screen.js";
import { need, sheets } from "./lazy.js";
import { lostScreen } from "./screens.js";

const TITLES = {
  submit: "Run a job",
  jobs: "Jobs",
  job: "Job",
  market: "Market",
  seller: "Seller",
  account: "Account",
  operator: "Operator",
  help: "Help",
  lost: "Not found",
};

/** Screens that few visits begin with. */
const LATER = {
  account: () => import("./account/account-screen.js"),
  jobs: () => import("./jobs/jobs-screen.js"),
  help: () => sheets("help").then(() => import("./help/help-screen.js")),
  operator: () => sheets("operator").then(() => import("./operator/operator-screen.js")),
  market: () => sheets("market").then(() => import("./market/market-screen.js")),
  seller: () => sheets("market", "seller").then(() => import("./market/seller-screen.js")),
};

class App extends PageElement {
  constructor() {
    super();
    new Follows(this, route, session, account);
    new Shortcuts(this, {
      n: { text: "New job", run: () => go("/") },
      l: { text: "List of jobs", run: () => go("/jobs") },
    });
    this.addEventListener("account", (event) =>
      this.querySelector("account-dialog").open(event.detail),
    );
    route.addEventListener("change", () => this.#arrived());
  }

  async connectedCallback() {
    super.connectedCallback();
    loadBasics().catch((error) => notice.set({ kind: "error", text: error.message }));
    try {
      await persistently(api.session, ({ message }) => connection.set({ live: false, message }));
      live.start();
    } catch (error) {
      notice.set({ kind: "error", text: `The portal gave no session: ${error.message}` });
    }
  }

  /** A new screen: its title, and the focus at its start for those who go by keyboard or ear. */
  async #arrived() {
    if (route.value.screen === this.shown && route.value.id === this.shownId) return;
    this.shown = route.value.screen;
    this.shownId = route.value.id;
    document.title = `${TITLES[this.shown]} · LUMARIS`;
    await this.updateComplete;
    this.querySelector("main").focus({ preventScroll: true });
    this.#toPlace();
  }

  firstUpdated() {
    this.shown = route.value.screen;
    this.shownId = route.value.id;
    document.title = `${TITLES[this.shown]} · LUMARIS`;
    this.#toPlace();
  }

  /** To the part of the screen that the address names, once it is there. */
  async #toPlace() {
    const { hash, screen } = route.value;
    if (!hash) return;
    if (LATER[screen]) await need(screen, LATER[screen]);
    requestAnimationFrame(() => document.getElementById(hash.slice(1))?.scrollIntoView());
  }

  render() {
    return html`
      <a class="skip" href="#main">Skip to the content</a>
      <header class="top">
        <a class="brand" href="/" aria-label="LUMARIS, run a job">${brand}</a>
        <nav aria-label="Main">
          ${this.#tab("/", "Run", ["submit"])}${this.#tab("/jobs", "Jobs", ["jobs", "job"])}${this.#tab("/market", "Market", ["market", "seller"])}${this.#tab("/account", "Account", ["account"])}${account.value?.operator ? this.#tab("/operator", "Operator", ["operator"]) : nothing}
        </nav>
        <div class="top-right">
          <market-status></market-status><account-balance></account-balance
          ><account-menu></account-menu>
        </div>
      </header>
      <connection-banner></connection-banner>
      <notice-bar></notice-bar>
      <main id="main" tabindex="-1">${this.#screen()}</main>
      <keep-banner></keep-banner>
      <footer class="bottom">
        <span>LUMARIS, a compute marketplace</span>
        <nav aria-label="More">
          <a href="/help">How it works</a>
          <a href="/openapi" target="_blank" rel="noopener">API</a>
          <button
            type="button"
            class="link"
            @click=${() => this.querySelector("shortcut-help").open()}
          >
            Shortcuts <kbd>?</kbd>
          </button>
        </nav>
      </footer>
      <account-dialog></account-dialog>
      <shortcut-help></shortcut-help>
    `;
  }

  #tab(path, text, screens) {
    const current = screens.includes(route.value.screen);
    return html`<a href=${path} aria-current=${current ? "page" : nothing}>${text}</a>`;
  }

  #screen() {
    const { screen, id } = route.value;
    if (LATER[screen]) need(screen, LATER[screen]);
    if (screen === "submit") return html`<submit-screen></submit-screen>`;
    if (screen === "jobs") return html`<jobs-screen></jobs-screen>`;
    if (screen === "account") return html`<account-screen></account-screen>`;
    if (screen === "market") return html`<market-screen></market-screen>`;
    if (screen === "seller")
      return keyed(id, html`<seller-screen .sellerId=${id}></seller-screen>`);
    if (screen === "operator") return html`<operator-screen></operator-screen>`;
    if (screen === "help") return html`<help-screen></help-screen>`;
    if (screen === "job") return keyed(id, html`<job-screen .jobId=${id}></job-screen>`);
    return lostScreen(location.pathname);
  }
}

customElements.define("lumaris-app", App);
