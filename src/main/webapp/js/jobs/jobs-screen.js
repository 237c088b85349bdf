import { html, nothing } from "lit";
import { api } from "../api.js";
import { count } from "../format.js";
import { Shortcuts } from "../keyboard.js";
import { confirm } from "../parts/confirm.js";
import { go, replace, route } from "../router.js";
import { Follows, PageElement, Ticks } from "../signal.js";
import { isFinal } from "../states.js";
import { connection, jobs, limits, notice, persistently, samples } from "../store.js";
import { noMatch, nothingYet } from "./empty.js";
import { addressOf, filterOf, isFiltered, mayMatch, parametersOf } from "./filter.js";
import { filterBar } from "./filter-bar.js";
import { skeletonTable, table } from "./rows.js";

const RECOUNT_MS = 400;
const TYPING_MS = 250;

/** The account's jobs, newest first. Rows change in place; new ones wait until they are called. */
export class JobsScreen extends PageElement {
  static properties = {
    rows: { state: true },
    counts: { state: true },
    waiting: { state: true },
    chosen: { state: true },
    busy: { state: true },
    failure: { state: true },
  };

  constructor() {
    super();
    Object.assign(this, { counts: {}, waiting: new Set(), chosen: new Set(), busy: true });
    new Follows(this, route, samples, limits);
    new Ticks(this, 1000, () => this.rows?.length > 0);
    this.onRoute = () => this.#routeChanged();
    this.onConnection = () => this.#connectionChanged();
    this.onJob = (event) => this.#jobChanged(event.detail);
    this.onDeleted = (event) => (this.rows = this.rows?.filter((job) => job.id !== event.detail));
    new Shortcuts(this, {
      "/": { text: "Search the jobs", run: () => this.querySelector("#jobs-text").focus() },
      j: { text: "Next job", run: () => this.#move(1) },
      k: { text: "Previous job", run: () => this.#move(-1) },
      x: {
        text: "Choose this job",
        run: () => document.activeElement.closest("tr")?.querySelector("input:enabled")?.click(),
      },
      ".": { text: "Show the new jobs", run: () => this.#load() },
    });
  }

  connectedCallback() {
    super.connectedCallback();
    route.addEventListener("change", this.onRoute);
    connection.addEventListener("change", this.onConnection);
    jobs.addEventListener("job", this.onJob);
    jobs.addEventListener("deleted", this.onDeleted);
    this.#load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    route.removeEventListener("change", this.onRoute);
    connection.removeEventListener("change", this.onConnection);
    jobs.removeEventListener("job", this.onJob);
    jobs.removeEventListener("deleted", this.onDeleted);
    clearTimeout(this.recounting);
    clearTimeout(this.typing);
  }

  get filter() {
    return filterOf(route.value.query);
  }

  #routeChanged() {
    if (route.value.screen === "jobs" && addressOf(this.filter) !== this.loaded) this.#load();
  }

  /** What changed while pushes were off is not only among the newest jobs: the list is read again. */
  #connectionChanged() {
    const { live } = connection.value;
    if (live && this.paused) this.#load();
    this.paused = !live;
  }

  async #load() {
    const { filter } = this;
    this.loaded = addressOf(filter);
    this.busy = true;
    try {
      const page = await persistently(() => api.jobs(parametersOf(filter)));
      if (addressOf(this.filter) === addressOf(filter)) this.#show(page);
    } catch (error) {
      this.failure = error.message;
    } finally {
      this.busy = false;
    }
  }

  #show(page) {
    this.failure = undefined;
    this.rows = page.jobs;
    this.rows = page.jobs.map((job) => jobs.put(job));
    this.counts = page.counts;
    this.cursor = page.cursor;
    this.waiting = new Set();
    this.newest = Math.max(this.newest ?? 0, ...page.jobs.map((job) => job.seq));
    this.chosen = new Set(
      [...this.chosen].filter((id) => this.rows.some((job) => job.id === id && !isFinal(job))),
    );
  }

  #jobChanged(job) {
    if (!this.rows) return;
    const index = this.rows.findIndex((row) => row.id === job.id);
    if (index >= 0) this.rows = this.rows.with(index, job);
    else if (job.seq > this.newest && !this.filter.cursor && mayMatch(job, this.filter))
      this.#waits(job);
    this.recounting ??= setTimeout(() => this.#recount(), RECOUNT_MS);
  }

  #waits(job) {
    if (this.rows.length === 0) this.#load();
    else this.waiting = new Set(this.waiting).add(job.id);
  }

  async #recount() {
    this.recounting = undefined;
    const { label, text } = this.filter;
    try {
      this.counts = (await api.jobs({ label, text, limit: 1 })).counts;
    } catch (error) {
      if (!error.temporary) throw error;
    }
  }

  /** A filter being typed does not fill the history; one being chosen does. */
  change(part, typed = false) {
    const address = addressOf({ ...this.filter, cursor: "", ...part });
    clearTimeout(this.typing);
    if (typed) this.typing = setTimeout(() => replace(address), TYPING_MS);
    else go(address);
  }

  #move(step) {
    const links = [...this.querySelectorAll(".row-link")];
    const at = links.indexOf(document.activeElement?.closest("tr")?.querySelector(".row-link"));
    links[Math.min(links.length - 1, Math.max(0, at + step))]?.focus();
  }

  #choose(id, on) {
    const chosen = new Set(this.chosen);
    if (on) chosen.add(id);
    else chosen.delete(id);
    this.chosen = chosen;
  }

  async #cancelChosen() {
    const ids = [...this.chosen];
    const images = [
      ...new Set(this.rows.filter((job) => this.chosen.has(job.id)).map((job) => job.spec.image)),
    ].join(", ");
    const question = {
      title: `Cancel ${count(ids.length, "job")}?`,
      text: `They stop at once: ${images}. What they have printed so far is kept.`,
      yes: `Cancel ${count(ids.length, "job")}`,
      no: "Let them run",
    };
    if (!(await confirm(question))) return;
    const answers = await Promise.allSettled(ids.map((id) => api.cancel(id)));
    for (const { value } of answers) if (value) jobs.put(value.job);
    this.chosen = new Set(ids.filter((_, i) => answers[i].status === "rejected"));
    const failed = answers.find(({ status }) => status === "rejected");
    if (failed)
      notice.set({
        kind: "error",
        text: `${this.chosen.size} of ${ids.length} were not cancelled. ${failed.reason.message}`,
      });
  }

  render() {
    const { filter } = this;
    return html`<section class="page jobs" aria-labelledby="jobs-title">
      <header class="page-head row">
        <h1 id="jobs-title">Jobs</h1>
        <div class="list-actions">
          ${this.#called()}
          <a class="button primary" href="/">New job</a>
        </div>
      </header>
      ${filterBar(this)}
      ${this.failure ? html`<p class="refusal" role="alert">The list could not be loaded. ${this.failure}</p>` : nothing}
      ${this.#body(filter)}
      <nav class="paging" aria-label="Pages">
        ${filter.cursor ? html`<a class="button" href=${addressOf({ ...filter, cursor: "" })}>Newest</a>` : nothing}
        ${this.cursor ? html`<a class="button" href=${addressOf({ ...filter, cursor: this.cursor })}>Older</a>` : nothing}
      </nav>
    </section>`;
  }

  /** What there is to do with the list just now: see the new jobs, cancel the chosen ones. */
  #called() {
    const waiting = count(this.waiting.size, "new job");
    const chosen = count(this.chosen.size, "job");
    return html`<div role="status">
        ${this.waiting.size ? html`<button type="button" class="button alive" @click=${() => this.#load()}>${waiting} ↑</button>` : nothing}
      </div>
      ${this.chosen.size ? html`<button type="button" class="button danger" @click=${this.#cancelChosen}>Cancel ${chosen}</button>` : nothing}`;
  }

  #body(filter) {
    if (!this.rows) return this.failure ? nothing : skeletonTable;
    if (this.rows.length > 0) {
      return table({
        rows: this.rows,
        chosen: this.chosen,
        choose: (id, on) => this.#choose(id, on),
        busy: this.busy,
      });
    }
    return isFiltered(filter) || filter.cursor ? noMatch : nothingYet();
  }
}

customElements.define("jobs-screen", JobsScreen);
