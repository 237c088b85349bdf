import { html, nothing } from "lit";
import { absolute, clock, count, duration, serverNow, shortDigest } from "../format.js";
import { PageElement, Ticks } from "../signal.js";
import { limitsSummary } from "../submit/fields.js";
import { isFinal, reasonWord, stateMark, stateWord } from "../states.js";
import { ratingCard, resultAttempt, sellerLink } from "./cards.js";
import "./cost.js";
import "./receipt.js";
import { sandboxSection } from "./sandbox.js";
import "./usage.js";

/** Facts beside the log: result, seller, usage, attempts, sandbox, receipt. */
export class JobSide extends PageElement {
  static properties = { job: {} };

  constructor() {
    super();
    new Ticks(this, 1000, () => this.job && !isFinal(this.job));
  }

  render() {
    const { job } = this;
    const attempts = job.attempts ?? [];
    const latest = resultAttempt(job);
    return html`<aside class="job-side" aria-label="About this job">
      ${resultSection(job, latest)} <job-cost .job=${job}></job-cost> ${ratingCard(job)}
      <job-usage .job=${job}></job-usage>
      ${attempts.length > 1 ? attemptsSection(attempts) : nothing}
      ${sandboxSection(latest?.profile)}
      <job-receipt .job=${job}></job-receipt>
      ${specSection(job)}
    </aside>`;
  }
}

const fact = (name, value, title = nothing) =>
  value === undefined || value === nothing
    ? nothing
    : html`<div>
        <dt>${name}</dt>
        <dd title=${title}>${value}</dd>
      </div>`;

const time = (ms) => html`<time datetime=${new Date(ms).toISOString()}>${absolute(ms)}</time>`;

function resultSection(job, latest) {
  const digest = latest?.image_digest;
  return html`<section class="side-part" aria-labelledby="result-title">
    <h2 id="result-title">Result</h2>
    <dl class="facts">
      ${fact("Exit code", job.exit_code === undefined ? undefined : html`<span class="mono big">${job.exit_code}</span>`)}
      ${fact("Reason", job.reason ? reasonWord(job.reason) : undefined, job.reason)}
      ${fact("Seller", latest ? sellerLink(latest) : "none yet", latest?.seller_id)}
      ${fact("Image digest", digest ? html`<span class="mono">${shortDigest(digest)}</span> <copy-button .text=${digest} label="the digest"></copy-button>` : undefined, digest)}
      ${fact("Sent", time(job.created_at))}
      ${fact("Ended", job.ended_at ? time(job.ended_at) : undefined)} ${deadline(job)}
    </dl>
  </section>`;
}

/** What the clock is running towards: the end of the run, or of the wait. */
function deadline(job) {
  if (isFinal(job)) return nothing;
  const until =
    job.state === "running"
      ? job.must_end_by
      : job.state === "queued"
        ? job.queue_deadline
        : undefined;
  if (!until) return nothing;
  const left = `${clock(until)}, in ${duration(until - serverNow()).replace(/\.\d s$/, " s")}`;
  return fact(job.state === "running" ? "Must end by" : "Waits until", left, absolute(until));
}

function attemptsSection(attempts) {
  return html`<section class="side-part" aria-labelledby="attempts-title">
    <h2 id="attempts-title">${count(attempts.length, "attempt")}</h2>
    <ol class="attempts">
      ${attempts.map(
        (attempt) =>
          html`<li>
            ${stateMark(attempt.state)}
            <div>
              <strong>${stateWord(attempt.state)}</strong> on ${sellerLink(attempt)}
              ${attempt.verdict === "disagreed" ? html`<p class="muted">had another result than the others</p>` : nothing}
              ${attempt.reason ? html`<p class="muted">${attempt.detail ?? reasonWord(attempt.reason)}</p>` : nothing}
            </div>
          </li>`,
      )}
    </ol>
  </section>`;
}

function specSection(job) {
  const { spec } = job;
  const env = Object.entries(spec.env ?? {});
  const labels = Object.entries(spec.labels ?? {});
  return html`<section class="side-part" aria-labelledby="asked-title">
    <h2 id="asked-title">Asked for</h2>
    <dl class="facts">
      ${fact("Limits", limitsSummary(spec))}
      ${fact("Attempts", `${job.attempts?.length ?? 0} of ${job.max_attempts ?? spec.max_attempts}`)}
      ${fact("Environment", env.length ? env.map(([name, value]) => html`<code class="pair-text">${name}=${value}</code>`) : undefined)}
      ${fact("Labels", labels.length ? labels.map(([name, value]) => html`<a class="label-link" href="/jobs?label=${encodeURIComponent(`${name}=${value}`)}">${name}=${value}</a>`) : undefined)}
    </dl>
  </section>`;
}

customElements.define("job-side", JobSide);
