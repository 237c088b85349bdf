import { html, nothing } from "lit";
import { count } from "../format.js";
import { money } from "../money.js";
import { PageElement } from "../signal.js";
import { isFinal, reasonWord, stateMark } from "../states.js";
import { sellerLink } from "./cards.js";
import "./output-diff.js";

const HASH = /^[0-9a-f]{64}$/;
const SHORT = 12;

/** Who ran a verified job, what each result was, who agrees, and where the outputs differ. */
export class JobVerification extends PageElement {
  static properties = { job: {} };

  render() {
    const { job } = this;
    const results = (job.attempts ?? []).filter(({ result_hash: hash }) => hash !== undefined);
    return html`<section class="card verification" aria-labelledby="verification-title">
      <h2 id="verification-title">Verification</h2>
      <p role="status">${verdict(job, results)}</p>
      ${results.length ? table(job, results) : nothing}
      ${differ(results) ? html`<output-diff .job=${job} .results=${results}></output-diff>` : nothing}
    </section>`;
  }
}

const differ = (results) => new Set(results.map(({ result_hash: hash }) => hash)).size > 1;

function verdict(job, results) {
  const agreed = results.filter((attempt) => attempt.verdict === "agreed").length;
  if (agreed > 0)
    return html`<strong>${agreed} of ${count(results.length, "seller")} agree.</strong> What they
      agree on is the job's result.`;
  if (job.reason === "disagreement")
    return html`<strong>No two sellers agree.</strong> Nobody is paid and nobody is marked: a
      program whose output differs by itself cannot be verified.`;
  if (isFinal(job)) return "The job ended before enough results were in to compare.";
  const wanted = job.verify ?? job.spec.verify;
  const third = wanted > job.spec.verify ? "The first two differ, so a third decides. " : "";
  return `${third}${results.length} of ${wanted} results are in. They run one after the other and are compared at the end.`;
}

const table = (job, results) =>
  html`<table class="results" aria-label="Results">
    <thead>
      <tr>
        <th scope="col">Seller</th>
        <th scope="col">Result</th>
        <th scope="col">Verdict</th>
        <th scope="col" class="amount">Paid</th>
      </tr>
    </thead>
    <tbody>
      ${results.map((attempt) => row(job, attempt))}
    </tbody>
  </table>`;

function row(job, attempt) {
  const { result_hash: hash, reason, exit_code: code } = attempt;
  const end = HASH.test(hash) ? `exit code ${code}` : reasonWord(reason);
  return html`<tr class=${attempt.verdict ?? nothing}>
    <th scope="row">${sellerLink(attempt)}</th>
    <td>
      ${HASH.test(hash) ? html`<code title=${hash}>${hash.slice(0, SHORT)}</code>, ` : nothing}${end}
      ${job.result_attempt === attempt.number ? html`<span class="small-fact">the job's result</span>` : nothing}
    </td>
    <td>${verdictOf(job, attempt)}</td>
    <td class="amount">${paid(job, attempt)}</td>
  </tr>`;
}

const VERDICTS = {
  agreed: ["succeeded", "agrees"],
  disagreed: ["failed", "has another result"],
  undecided: ["cancelled", "nobody agrees"],
  waiting: ["assigned", "to be compared"],
};

function verdictOf(job, { verdict }) {
  const [mark, words] = VERDICTS[verdict ?? (isFinal(job) ? "undecided" : "waiting")];
  return html`${stateMark(mark)} ${words}`;
}

function paid(job, { cost }) {
  if (!isFinal(job)) return "–";
  return cost > 0 ? money(cost) : html`<strong>not paid</strong>`;
}

customElements.define("job-verification", JobVerification);
