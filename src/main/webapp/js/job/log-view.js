import { html, nothing } from "lit";
import { api } from "../api.js";
import { bytes, count } from "../format.js";
import { Shortcuts } from "../keyboard.js";
import { live } from "../live.js";
import { LogLines, plainText } from "../log-lines.js";
import { replace } from "../router.js";
import { PageElement } from "../signal.js";
import { connection } from "../store.js";
import { LogBlocks } from "./log-blocks.js";
import { rowNode } from "./log-rows.js";
import { LogSearch } from "./log-search.js";
import { logTools } from "./log-tools.js";

const FRAME_MS = 8;
const WITHOUT_LIVE_MS = 1500;
const AT_BOTTOM_PX = 8;

/** A job's output as it is printed: follows the end until somebody scrolls up. */
export class LogView extends PageElement {
  static properties = {
    job: {},
    stream: { state: true },
    wrap: { state: true },
    times: { state: true },
    unseen: { state: true },
    cutBytes: { state: true },
    complete: { state: true },
    matches: { state: true },
  };

  constructor() {
    super();
    Object.assign(this, { stream: "all", wrap: true, times: "off", unseen: 0, cutBytes: 0, complete: false });
    this.lines = new LogLines();
    this.search = new LogSearch();
    this.queue = [];
    this.stick = true;
    this.matches = "";
    new Shortcuts(this, {
      "/": { text: "Search the output", run: () => this.querySelector("#log-search").focus() },
      f: { text: "Follow the end of the output", run: () => this.follow() },
      w: { text: "Wrap long lines", run: () => this.look({ wrap: !this.wrap }) },
      t: { text: "Times: none, elapsed, clock", run: () => this.look({ times: NEXT_TIMES[this.times] }) },
    });
  }

  firstUpdated() {
    const scroller = this.querySelector(".log-scroll");
    const content = this.querySelector(".log-content");
    this.blocks = new LogBlocks(scroller, content, (row) => rowNode(row, this));
    this.sized = new ResizeObserver(() => this.stick && this.#toBottom());
    this.sized.observe(content);
    this.target = Number(/^#L(\d+)$/.exec(location.hash)?.[1] ?? 0);
    if (this.target) this.stick = false;
    this.#watch();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.unwatch?.();
    this.blocks?.disconnect();
    this.sized?.disconnect();
    connection.removeEventListener("change", this.onConnection);
    cancelAnimationFrame(this.frame);
    clearTimeout(this.late);
  }

  /** When an attempt began to print, for elapsed times. */
  startOf(number) {
    const attempt = this.job?.attempts?.find((each) => each.number === number);
    return attempt?.started_at ?? attempt?.assigned_at ?? this.job?.created_at ?? 0;
  }

  #watch() {
    const reader = { after: () => this.lastQueued ?? 0, log: (message) => this.#take(message) };
    this.unwatch = live.watch(this.job.id, reader);
    this.onConnection = () => this.#connectionChanged();
    connection.addEventListener("change", this.onConnection);
    this.late = setTimeout(() => !connection.value.live && this.#readByRest(), WITHOUT_LIVE_MS);
  }

  #connectionChanged() {
    if (!connection.value.live) this.broken = this.lines.lineCount > 0 && !this.complete;
    else if (this.broken) this.resumed = true;
  }

  /** While pushes are off, what is there already can still be read. */
  async #readByRest() {
    for (let more = true; more && this.isConnected;) {
      const page = await api.logs(this.job.id, this.lastQueued ?? 0).catch(() => ({ chunks: [] }));
      if (page.chunks.length) this.#take(page);
      more = page.more === true;
    }
  }

  #take({ chunks, cut_bytes: cutBytes, final }) {
    const fresh = chunks.filter((chunk) => chunk.seq > (this.lastQueued ?? 0));
    if (fresh.length && this.resumed) {
      this.queue.push({ resumed: true, time: fresh[0].time });
      this.resumed = this.broken = false;
    }
    this.queue.push(...fresh);
    this.lastQueued = fresh.at(-1)?.seq ?? this.lastQueued;
    this.cutBytes = Math.max(this.cutBytes, cutBytes ?? 0);
    if (final) this.complete = true;
    this.frame ??= requestAnimationFrame(() => this.#work());
  }

  /** Takes as many chunks as a frame bears; a megabyte comes in over several without a stutter. */
  #work() {
    this.frame = undefined;
    const until = performance.now() + FRAME_MS;
    const { dropped } = this.lines;
    const before = this.lines.rows.length;
    while (this.queue.length && performance.now() < until) this.#append(this.queue.shift());
    const changed = this.lines.takeChanged();
    if (this.lines.dropped > dropped) this.#rebuild();
    else this.#extend(this.lines.rows.slice(before), changed);
    if (this.queue.length) this.frame = requestAnimationFrame(() => this.#work());
    else this.#arrived();
  }

  #append(chunk) {
    if (chunk.resumed) this.lines.note(`Connection was lost; resumed at line ${this.lines.lineCount + 1}`, chunk.time);
    else this.lines.append(chunk);
  }

  #extend(added, changed) {
    const shown = added.filter((row) => this.#passes(row));
    this.blocks.refresh([...changed].filter((row) => !added.includes(row)));
    this.blocks.append(shown);
    if (!this.stick) this.unseen += shown.filter((row) => row.number > 0 && !row.continued).length;
    if (this.search.query) this.#find();
    this.requestUpdate();
  }

  #arrived() {
    if (this.target && !this.wentToTarget) {
      this.wentToTarget = this.#goToLine(this.target);
    } else if (this.stick) this.#toBottom();
  }

  #passes(row) {
    return this.stream === "all" || row.stream === this.stream || row.stream === "note";
  }

  #rebuild() {
    this.shownRows = this.lines.rows.filter((row) => this.#passes(row));
    this.blocks.reset(this.shownRows);
    if (this.stick) this.#toBottom();
    this.requestUpdate();
  }

  #toBottom() {
    const scroller = this.querySelector(".log-scroll");
    scroller.scrollTop = scroller.scrollHeight;
    this.unseen = 0;
  }

  #goToLine(number) {
    const row = this.lines.rows.find((each) => each.number === number);
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
    this.search.find(this.lines.rows, (row) => this.#passes(row), plainText);
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
        ${this.lines.dropped ? html`<p class="log-note">The first ${count(this.lines.dropped, "line")} are not shown here; the download has them.</p>` : nothing}
        <div class="log-content"></div>
        ${this.#end()}
      </div>
      <button type="button" class="button small log-new" ?hidden=${!this.unseen} @click=${this.follow}>
        ${count(this.unseen, "new line")} ↓
      </button>
    </section>`;
  }

  #end() {
    const silent = this.lines.rows.length === 0 && this.queue.length === 0;
    if (this.cutBytes > 0) {
      return html`<p class="log-note cut" role="status">
        Cut here: a job keeps 1.0 MB of output, and the program printed ${bytes(this.cutBytes)} more.
      </p>`;
    }
    if (!silent) return nothing;
    if (this.complete) return html`<p class="log-note">The program printed nothing.</p>`;
    return html`<p class="log-note">${this.job.state === "running" ? "Running; it has printed nothing yet." : "Output appears here as soon as the program prints it."}</p>`;
  }
}

const NEXT_TIMES = { off: "elapsed", elapsed: "clock", clock: "off" };

customElements.define("log-view", LogView);
