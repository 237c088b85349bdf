import { html, nothing } from "lit";
import { api } from "../api.js";
import { count } from "../format.js";
import { PageElement } from "../signal.js";
import { MOST_LINES, diffLines, folded, linesOf } from "./line-diff.js";

/** The numbering of a job's output: see docs/wire.md. */
const PER_ATTEMPT = 10_000_000;
const PAGE = 1000;

/** Where the outputs of two attempts differ. The text is a stranger's: it only ever becomes text. */
export class OutputDiff extends PageElement {
  static properties = {
    job: {},
    results: {},
    left: { state: true },
    right: { state: true },
    rows: { state: true },
    failure: { state: true },
  };

  willUpdate(changes) {
    if (!changes.has("results")) return;
    const said = this.results.map((each) => `${each.number}${each.verdict}`).join();
    if (said === this.said) return;
    this.said = said;
    const { left, right } = usualPair(this.results);
    this.#compare(left.number, right.number);
  }

  async #compare(left, right) {
    Object.assign(this, { left, right, rows: undefined, failure: undefined });
    try {
      const texts = await Promise.all([left, right].map((number) => printed(this.job.id, number)));
      if (this.left !== left || this.right !== right) return;
      const [before, after] = texts.map(linesOf);
      this.rows = folded(diffLines(before, after));
      this.long = before.length >= MOST_LINES || after.length >= MOST_LINES;
    } catch (error) {
      this.failure = error;
    }
  }

  render() {
    return html`<div class="diff-part" role="group" aria-label="Where the outputs differ">
      <div class="diff-head">
        <h3>Where the outputs differ</h3>
        ${this.#choice("left", "−")}${this.#choice("right", "+")}
      </div>
      ${this.#body()}
    </div>`;
  }

  #choice(side, sign) {
    const other = side === "left" ? "right" : "left";
    return html`<label class="diff-side ${side}">
      <span aria-hidden="true">${sign}</span>
      <select
        aria-label=${side === "left" ? "Compare the output of" : "with the output of"}
        @change=${(event) => {
          const pair = { left: this.left, right: this.right, [side]: Number(event.target.value) };
          this.#compare(pair.left, pair.right);
        }}
      >
        ${this.results.map(
          ({ number, seller_name: name, seller_id: id }) =>
            html`<option
              value=${number}
              ?disabled=${number === this[other]}
              .selected=${number === this[side]}
            >
              ${name ?? id}
            </option>`,
        )}
      </select>
    </label>`;
  }

  #body() {
    if (this.failure)
      return html`<p class="error">It could not be read: ${this.failure.message}</p>`;
    if (!this.rows) return html`<p class="muted">Comparing…</p>`;
    if (this.rows.every(({ kind }) => kind === "same" || kind === "skipped"))
      return html`<p class="muted">
        What is kept of stdout is the same${this.long ? ` in its first ${MOST_LINES} lines` : ""}.
        The results differ in their exit codes, or in what is not kept.
      </p>`;
    return html`<pre class="diff" tabindex="0" aria-label="Lines that differ">
${this.rows.map(line)}</pre>
      ${this.long ? html`<p class="muted">Only the first ${MOST_LINES} lines of each are compared.</p>` : nothing}`;
  }
}

function line({ kind, text, lines }) {
  if (kind === "skipped")
    return html`<span class="diff-line skipped">${count(lines, "equal line")} </span>`;
  if (kind === "left") return html`<del class="diff-line">${text} </del>`;
  if (kind === "right") return html`<ins class="diff-line">${text} </ins>`;
  return html`<span class="diff-line">${text} </span>`;
}

/** First one that agrees (or the first at all) beside the first that has another result. */
function usualPair(results) {
  const left = results.find(({ verdict }) => verdict === "agreed") ?? results[0];
  return { left, right: results.find(({ result_hash: hash }) => hash !== left.result_hash) };
}

/** What an attempt printed on stdout, as far as it is compared. */
async function printed(id, number) {
  const end = (number + 1) * PER_ATTEMPT;
  let text = "";
  for (let after = number * PER_ATTEMPT, more = true; more;) {
    const page = await api.logs(id, after, PAGE);
    const own = page.chunks.filter(({ seq }) => seq < end);
    text += own.map((chunk) => (chunk.stream === "stdout" ? chunk.text : "")).join("");
    after = page.chunks.at(-1)?.seq ?? end;
    more = page.more && after < end && text.split("\n", MOST_LINES + 2).length <= MOST_LINES;
  }
  return text;
}

customElements.define("output-diff", OutputDiff);
