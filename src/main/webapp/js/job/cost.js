import { html, nothing } from "lit";
import { duration, exactly, serverNow } from "../format.js";
import { credits, money, moneyInColumn } from "../money.js";
import { bar } from "../parts/bar.js";
import { hourly, price } from "../price.js";
import { PageElement, Ticks } from "../signal.js";
import { isFinal, stateWord } from "../states.js";

const runs = (attempt) => attempt?.state === "running" && attempt.started_at !== undefined;

/** What the job costs: counting against its budget while it runs, then settled line by line. */
export class JobCost extends PageElement {
  static properties = { job: {} };

  constructor() {
    super();
    new Ticks(this, 200, () => runs(this.job?.attempts?.at(-1)));
  }

  render() {
    const { job } = this;
    if (job?.budget === undefined) return nothing;
    return html`<section class="side-part cost" aria-labelledby="cost-title">
      <h2 id="cost-title">Cost</h2>
      ${job.settlement ? settled(job) : soFar(job)}
    </section>`;
  }
}

/** What the running attempt costs by now, by the market's clock; never more than what is left. */
function runningCost(job) {
  const attempt = job.attempts?.at(-1);
  if (isFinal(job) || !runs(attempt) || !attempt.ask) return 0;
  const now = price(attempt.ask, job.spec, serverNow() - attempt.started_at);
  return Math.min(now, job.budget - (job.cost ?? 0));
}

function soFar(job) {
  const cost = (job.cost ?? 0) + runningCost(job);
  const said = `${credits(cost)} of ${credits(job.budget)} credits used`;
  return html`<p class="cost-now">
      <strong class="big">${moneyInColumn(cost)}</strong> of ${money(job.budget)} credits
    </p>
    ${bar({ label: said, parts: [{ name: "used", amount: cost }], whole: job.budget })}
    <dl class="sums">${(job.attempts ?? []).map((attempt) => attemptLine(job, attempt))}</dl>
    <p class="muted">
      ${job.state === "running" ? "The program is stopped before it costs more." : "Nothing is paid before a program starts."}
      What is not used comes back.
    </p>`;
}

function settled(job) {
  const { held, returned, fee, rule } = job.settlement;
  return html`<dl class="sums">
      ${line("Held", moneyInColumn(held))}
      ${(job.attempts ?? []).map((attempt) => attemptLine(job, attempt))}
      ${fee === undefined ? nothing : line("of it the market's fee", moneyInColumn(fee), "part")}
      ${line("Returned", moneyInColumn(returned), "total")}
    </dl>
    <p class="rule">
      ${rule} <a href="/help#${job.reason ? `rule-${job.reason}` : "who-pays"}">Who pays when</a>
    </p>`;
}

const line = (name, amount, kind = "") =>
  html`<div class=${kind}>
    <dt>${name}</dt>
    <dd>${amount}</dd>
  </div>`;

/** One attempt: how long, for how much, and how that comes about. */
function attemptLine(job, attempt) {
  const live = runs(attempt) && !isFinal(job);
  const several = job.attempts.length > 1 ? `Attempt ${attempt.number}: ` : "";
  const ms = live ? serverNow() - attempt.started_at : attempt.charged_ms;
  const cost = live ? runningCost(job) : (attempt.cost ?? 0);
  const what =
    ms === undefined
      ? several + (several ? stateWord(attempt.state).toLowerCase() : "Used nothing")
      : `${several}${several ? "used" : "Used"} ${duration(ms)}`;
  return html`<div>
    <dt title=${ms === undefined ? nothing : exactly(ms)}>
      ${what}
      ${attempt.ask ? html`<span class="sum-of">${sumOf(job, attempt, cost, ms)}</span>` : nothing}
    </dt>
    <dd>${cost > 0 ? moneyInColumn(-cost) : moneyInColumn(0)}</dd>
  </div>`;
}

/** `0.0001 to start + 3.2 s × 0.11 an hour`, or why it is not that. */
function sumOf({ spec }, { ask }, cost, ms) {
  const rate = credits(Math.round(hourly(ask, spec)));
  const terms = `${credits(ask.start)} to start + ${ms === undefined ? "the time" : duration(ms)} × ${rate} an hour`;
  if (ms === undefined || Math.abs(price(ask, spec, ms) - cost) <= 1) return terms;
  return cost === 0 ? `${terms}, not charged` : "the whole rest of the budget";
}

customElements.define("job-cost", JobCost);
