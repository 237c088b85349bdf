import { html, nothing } from "lit";
import { api, receiptAddress } from "../api.js";
import { absolute, shortId } from "../format.js";
import { PageElement } from "../signal.js";
import { isFinal, stateMark } from "../states.js";

/** A seller signs when the market has taken its end: usually at once, after an outage later. */
const LOOK_AGAIN_MS = [300, 700, 1500, 3000, 6000, 12000, 30000];

const MARKS = { holds: "✓", fails: "✗", not_checked: "–" };
const WORDS = { holds: "Holds", fails: "Does not hold", not_checked: "Not checked" };

/** What the sellers signed of a job, and what the portal found when it verified that. */
export class JobReceipt extends PageElement {
  static properties = { job: {}, found: { state: true }, failure: { state: true } };

  #looks = 0;

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.wanted) this.#look();
  }

  willUpdate(changes) {
    if (!changes.has("job")) return;
    const wanted = `${this.job.id} ${this.#awaited()}`;
    if (wanted === this.wanted) return;
    this.wanted = wanted;
    this.found = this.found?.job_id === this.job.id ? this.found : undefined;
    this.#looks = 0;
    this.#look();
  }

  /** How many receipts there will be: of lost attempts there are none. */
  #awaited() {
    const ended = (this.job.attempts ?? []).filter((attempt) => attempt.ended_at !== undefined);
    return ended.filter((attempt) => attempt.state !== "lost").length;
  }

  async #look() {
    clearTimeout(this.timer);
    const { id } = this.job;
    if (this.#awaited() === 0) return;
    try {
      const found = await api.receipt(id);
      if (this.job.id !== id) return;
      this.found = found;
      this.failure = undefined;
    } catch (error) {
      this.failure = error;
    }
    const missing = (this.found?.receipts.length ?? 0) < this.#awaited();
    if (missing && this.isConnected && this.failure?.status !== 404) this.#lookAgain();
  }

  #lookAgain() {
    const wait = LOOK_AGAIN_MS[Math.min(this.#looks++, LOOK_AGAIN_MS.length - 1)];
    this.timer = setTimeout(() => this.#look(), wait);
  }

  render() {
    const receipts = this.found?.receipts ?? [];
    return html`<section class="side-part" aria-labelledby="receipt-title">
      <h2 id="receipt-title">Receipt</h2>
      ${receipts.length === 0 ? html`<p class="muted" role="status">${this.#none()}</p>` : nothing}
      ${receipts.map((receipt) => one(receipt, receipts.length > 1))}
      ${
        receipts.length === 0
          ? nothing
          : html`<p>
              <a href=${receiptAddress(this.job.id)} download="receipt-${shortId(this.job.id)}.json"
                >Save the receipt</a
              >
            </p>`
      }
    </section>`;
  }

  #none() {
    if (this.failure) return `It could not be read: ${this.failure.message}`;
    if (this.#awaited() > 0) return "Its seller has not handed it over yet; it appears here.";
    return isFinal(this.job)
      ? "No seller ended this job, so there is nothing to sign."
      : "When the job has ended its seller signs what it did.";
  }
}

function one(receipt, several) {
  const of = several ? ` of attempt ${receipt.number}` : "";
  return html`<div class="receipt">
    <p role="status" class="receipt-verdict">
      ${stateMark(receipt.verified ? "succeeded" : "failed")}
      <span>
        <strong>${receipt.verified ? "Verified" : "Does not hold"}</strong>${of}:
        ${receipt.verified ? signedSentence(receipt) : failedSentence(receipt)}
      </span>
    </p>
    <details class="raw">
      <summary>What was checked${of}</summary>
      <ul class="checks">
        ${receipt.checks.map(
          ({ name, result, sentence }) =>
            html`<li class=${result} title=${name}>
              <span aria-hidden="true">${MARKS[result]}</span>
              <span><span class="hidden">${WORDS[result]}: </span>${sentence}</span>
            </li>`,
        )}
      </ul>
    </details>
    <details class="raw">
      <summary>What was signed${of}</summary>
      <pre class="code" tabindex="0"><code>${JSON.stringify(receipt.receipt, null, 2)}</code></pre>
    </details>
  </div>`;
}

const signedSentence = ({ receipt }) =>
  `signed by its seller at ${absolute(receipt.issued_at)} and unchanged since.`;

const failedSentence = ({ checks }) => checks.find(({ result }) => result === "fails")?.sentence;

customElements.define("job-receipt", JobReceipt);
