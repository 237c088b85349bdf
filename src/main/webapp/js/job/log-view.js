import { html } from "lit";
import { count } from "../format.js";
import { Shortcuts } from "../keyboard.js";
import { plainText } from "../log-lines.js";
import { replace, route } from "../router.js";
import { PageElement } from "../signal.js";
import { ALL, usualAttempt } from "./log-attempts.js";
import { LogBlocks } from "./log-blocks.js";
import { LogFeed } from "./log-feed.js";
import { endNote, startNote } from "./log-notes.js";
import { rowNode } from "./log-rows.js";
import { LogSearch } from "./log-search.js";
import { logTools } from "./log-tools.js";

const AT_BOTTOM_PX = 8;
const BESIDE_PX = 80;
const CHARACTER_PX = 7.8;

/** A job's output as it is printed: follows the end until somebody scrolls up. */
export class LogView extends PageElement {
  static properties = {
    job: {},
    stream: { state: true },
    attempt: { state: true },
    wrap: { state: true },
    times: { state: true },
    unseen: { state: true },
    matches: { state: true },
  };

  constructor() {
    super();
    Object.assign(this, { stream: "all", wrap: true, times: "off", unseen: 0, matches: "" });
    this.search = new LogSearch();
    this.stick = true;
    new Shortcuts(this, {
      "/": {
        text: "Search the output",
        run: () => this.querySelector("#log-search").focus(),
      },
      f: { text: "Follow the end of the output", run: () => this.follow() },
      w: { text: "Wrap long lines", run: () => this.look({ wrap: !this.wrap }) },
      t: {
        text: "Times: none, elapsed, clock",
        run: () => this.look({ times: NEXT_TIMES[this.times] }),
      },
    });
  }

  connectedCallback() {
    super.connectedCallback();
    this.feed = new LogFeed(this.job.id, (news) => this.#show(news));
  }

  firstUpdated() {
    const content = this.querySelector(".log-content");
    const scroller = this.querySelector(".log-scroll");
    this.blocks = new LogBlocks(
      scroller,
      content,
      (row) => rowNode(row, this),
      () =>
        this.wrap ? Math.max(20, (scroller.clientWidth - BESIDE_PX) / CHARACTER_PX) : Infinity,
    );
    this.sized = new ResizeObserver(() => this.stick && this.#toBottom());
    this.sized.observe(this.querySelector(".log-inner"));
    this.shownOnly = this.only;
    this.onRoute = () => this.#aim();
    route.addEventListener("change", this.onRoute);
    this.#aim();
    this.feed.start();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.feed.stop();
    route.removeEventListener("change", this.onRoute);
    this.blocks?.disconnect();
    this.sized?.disconnect();
  }

  /** When an attempt began to print, for elapsed times. */
  startOf(number) {
    const attempt = this.job.attempts?.find((each) => each.number === number);
    return attempt?.started_at ?? attempt?.assigned_at ?? this.job.created_at;
  }

  /** The number of the attempt whose output alone is shown, or all. */
  get only() {
    return this.attempt ?? usualAttempt(this.job);
  }

  updated() {
    if (this.only === this.shownOnly) return;
    this.shownOnly = this.only;
    this.#rebuild();
  }

  #show({ added, changed, dropped, idle }) {
    if (dropped) this.#rebuild();
    else this.#extend(added, changed);
    if (idle && this.aiming) this.aiming = !this.#goToLine(this.target);
    else if (this.stick) this.#toBottom();
    this.requestUpdate();
  }

  #extend(added, changed) {
    const shown = added.filter((row) => this.#passes(row));
    for (const row of added) changed.delete(row);
    this.blocks.refresh(changed);
    this.blocks.append(shown, this.stick);
    if (!this.stick) this.unseen += shown.filter((row) => row.number && !row.continued).length;
    if (this.search.query) this.#find();
  }

  /** Goes to the line that the address names, now or as soon as it is there. */
  #aim() {
    const line = Number(/^#L(\d+)$/.exec(route.value.hash)?.[1] ?? 0);
    if (line === (this.target ?? 0)) return;
    this.target = line;
    this.stick = false;
    this.blocks.redraw();
    this.aiming = !this.#goToLine(line);
  }

  #passes(row) {
    if (this.only !== ALL && row.attempt !== this.only) return false;
    return this.stream === "all" || row.stream === this.stream || row.stream === "note";
  }

  #showsNone() {
    return !this.feed.lines.rows.some((row) => this.#passes(row));
  }

  #rebuild() {
    const shown = this.feed.lines.rows.filter((row) => this.#passes(row));
    this.blocks.reset(shown, this.stick);
    if (this.stick) this.#toBottom();
    this.requestUpdate();
  }

  #toBottom() {
    const scroller = this.querySelector(".log-scroll");
    scroller.scrollTop = scroller.scrollHeight;
    this.unseen = 0;
  }

  #goToLine(number) {
    const row = this.feed.lines.rows.find((each) => each.number === number);
    if (row && !this.#passes(row)) {
      Object.assign(this, { attempt: row.attempt, stream: "all", shownOnly: row.attempt });
      this.#rebuild();
    }
    const node = row && this.blocks.nodeOf(row);
    node?.scrollIntoView({ block: "center" });
    return node !== undefined;
  }

  #scrolled(event) {
    const { scrollTop, scrollHeight, clientHeight } = event.target;
    this.stick = scrollHeight - clientHeight - scrollTop <= AT_BOTTOM_PX;
    if (this.stick) this.unseen = 0;
  }

  #clicked(event) {
    const link = event.target.closest("a.ln");
    if (!link) return;
    event.preventDefault();
    this.target = Number(link.hash.slice(2));
    replace(`${location.pathname}${location.search}${link.hash}`);
    this.blocks.redraw();
  }

  follow() {
    this.stick = true;
    this.#toBottom();
  }

  /** Another look of the same output: which stream, wrapped or not, with which times. */
  look(change) {
    Object.assign(this, change);
    this.updateComplete.then(() => this.#rebuild());
  }

  find(text) {
    this.search.query = text.toLowerCase();
    this.#find();
    this.blocks.redraw();
    this.step(0);
  }

  #find() {
    this.search.find(this.feed.lines.rows, (row) => this.#passes(row), plainText);
    this.matches = this.search.told;
  }

  /** To the next (1) or the previous (-1) match. */
  step(by) {
    const row = this.search.step(by);
    this.matches = this.search.told;
    if (!row) return;
    this.stick = false;
    this.querySelector(".log-row.found")?.classList.remove("found");
    const node = this.blocks.nodeOf(row);
    node?.classList.add("found");
    node?.scrollIntoView({ block: "center" });
  }

  render() {
    return html`<section class="log ${this.wrap ? "wrap" : ""}" aria-labelledby="log-title">
      ${logTools(this)}
      <div
        class="log-scroll"
        role="log"
        aria-live="off"
        aria-label="Output of the job"
        tabindex="0"
        @scroll=${this.#scrolled}
        @click=${this.#clicked}
      >
        <div class="log-inner">
          ${startNote(this.feed)}
          <div class="log-content"></div>
          ${endNote(this.feed, this.job, () => this.#showsNone())}
        </div>
      </div>
      <button
        type="button"
        class="button small log-new"
        ?hidden=${!this.unseen}
        @click=${this.follow}
      >
        ${count(this.unseen, "new line")} ↓
      </button>
    </section>`;
  }
}

const NEXT_TIMES = { off: "elapsed", elapsed: "clock", clock: "off" };

customElements.define("log-view", LogView);
