import { html, nothing } from "lit";
import { api } from "../api.js";
import { absolute, inLocalTime, relative, shortId } from "../format.js";
import { Shortcuts } from "../keyboard.js";
import "../parts/copy-button.js";
import "../parts/twin-panel.js";
import { join } from "../shell.js";
import { PageElement, Ticks } from "../signal.js";
import { isFinal, stateMark, stateWord, tone } from "../states.js";
import { jobs, limits, persistently } from "../store.js";
import { formOf, specOf } from "../spec.js";
import { cancel, change, remove, runAgain } from "./actions.js";
import { auctionCard, verificationCard } from "./cards.js";
import "./job-side.js";
import "./log-view.js";
import { jobSkeleton } from "./skeleton.js";
import "./timeline.js";

/** One job: what it is, why it is where it is, how it got there, and what it prints. */
export class JobScreen extends PageElement {
  static properties = { jobId: {}, job: { state: true }, failure: { state: true } };

  constructor() {
    super();
    this.changed = (event) => event.detail.id === this.jobId && (this.job = event.detail);
    this.deleted = (event) => event.detail === this.jobId && (this.failure = { status: 404 });
    new Ticks(this, 5000);
    new Shortcuts(this, {
      x: { text: "Cancel the job", run: () => this.job && !isFinal(this.job) && cancel(this.job) },
      r: { text: "Run it again", run: () => this.job && runAgain(this.job) },
      c: { text: "Run it again with changes", run: () => this.job && change(this.job) },
    });
  }

  connectedCallback() {
    super.connectedCallback();
    jobs.addEventListener("job", this.changed);
    jobs.addEventListener("deleted", this.deleted);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    jobs.removeEventListener("job", this.changed);
    jobs.removeEventListener("deleted", this.deleted);
  }

  willUpdate(changes) {
    if (changes.has("jobId")) this.#load(this.jobId);
    if (changes.has("job") && this.job)
      document.title = `${stateWord(this.job.state)}: ${this.job.spec.image} · LUMARIS`;
  }

  async #load(id) {
    this.failure = undefined;
    this.job = jobs.get(id);
    try {
      const job = await persistently(() => api.job(id));
      if (this.jobId === id) this.job = jobs.put(job);
    } catch (error) {
      if (this.jobId === id) this.failure = error;
    }
  }

  render() {
    if (this.failure) return this.#failed();
    if (!this.job) return jobSkeleton;
    const { job } = this;
    return html`<article class="page job" aria-labelledby="job-title">
      <header class="job-head">
        <p class="crumbs">
          <a href="/jobs">Jobs</a> <span aria-hidden="true">/</span>
          <span class="mono" title=${job.id}>${shortId(job.id)}</span>
          <copy-button .text=${job.id} label="the job's id"></copy-button>
          <span class="muted" title=${absolute(job.created_at)}
            >sent ${relative(job.created_at)}</span
          >
        </p>
        <div class="job-title-row">
          <h1 id="job-title" class="mono">${job.spec.image}</h1>
          ${this.#buttons(job)}
        </div>
        ${commandText(job.spec)}
      </header>
      <div class="why ${tone(job.state)}" role="status">
        <p class="why-state">${stateMark(job.state)} <strong>${stateWord(job.state)}</strong></p>
        <p class="why-line" title=${job.why}>${whyText(job)}</p>
      </div>
      <job-timeline .job=${job}></job-timeline>
      <div class="job-body">
        <div class="job-main">
          ${auctionCard(job)}
          <log-view .job=${job}></log-view>
          ${verificationCard(job)}
          <details class="fold twin-fold">
            <summary><span class="fold-title">The same job as CLI, curl, JSON</span></summary>
            <div class="fold-body">
              <twin-panel .spec=${specOf(formOf(job.spec, limits.value))}></twin-panel>
            </div>
          </details>
        </div>
        <job-side .job=${job}></job-side>
      </div>
    </article>`;
  }

  #buttons(job) {
    const final = isFinal(job);
    const asked = job.cancel_requested_at !== undefined;
    return html`<div class="job-actions" role="group" aria-label="Actions">
      ${
        final
          ? nothing
          : html`<button
              type="button"
              class="button danger"
              ?disabled=${asked}
              title=${asked ? "It is being cancelled: the seller was told to stop it" : nothing}
              @click=${() => cancel(job)}
            >
              ${asked ? "Cancelling…" : "Cancel"}
            </button>`
      }
      <button type="button" class="button" @click=${() => runAgain(job)}>Run again</button>
      <button type="button" class="button" @click=${() => change(job)}>
        Run again with changes
      </button>
      <span
        title=${final ? "Delete the job and its output" : "A job that has not ended cannot be deleted: cancel it first"}
      >
        <button
          type="button"
          class="button"
          ?disabled=${!final}
          aria-describedby=${final ? nothing : "delete-why"}
          @click=${() => remove(job)}
        >
          Delete
        </button>
      </span>
      ${final ? nothing : html`<span class="hidden" id="delete-why">A job that has not ended cannot be deleted: cancel it first.</span>`}
    </div>`;
  }

  #failed() {
    const gone = this.failure.status === 404;
    return html`<section class="page prose">
      <p class="eyebrow">${gone ? "404" : "Not loaded"}</p>
      <h1>${gone ? "There is no such job here" : "This job could not be loaded"}</h1>
      <p>
        ${
          gone
            ? "It was deleted, or it belongs to another account, or the link lost a character on its way."
            : this.failure.message
        }
      </p>
      <p>
        <a class="button primary" href="/jobs">Your jobs</a>
        <a class="button" href="/">Run a job</a>
      </p>
    </section>`;
  }
}

/** The why line without the state's word, which stands right before it. */
function whyText(job) {
  const { why } = job;
  const word = `${stateWord(job.state)}: `;
  if (!why.startsWith(word)) return inLocalTime(why);
  return inLocalTime(why.charAt(word.length).toUpperCase() + why.slice(word.length + 1));
}

function commandText(spec) {
  const text = spec.args ? join(spec.args) : spec.command;
  if (text === undefined) return html`<p class="muted">What the image itself runs</p>`;
  return html`<pre
    class="command-text"
    tabindex="0"
    aria-label=${spec.args ? "Arguments" : "Command"}
  ><code>${text}</code></pre>`;
}

customElements.define("job-screen", JobScreen);
