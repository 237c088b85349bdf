/** What runs here, and what ran. */
import { html, nothing, svg } from "lit";
import { absolute, count, duration, megabytes, relative, shortId } from "../format.js";
import { usageCharts } from "../parts/usage-charts.js";

const MB = 1048576;
const MOST_BOXES = 64;

/** A box for each slot, filled while a job has it. */
export function slots(node) {
  const used = node.slots - node.free.slots;
  const jobs = node.running.filter(({ phase }) => phase !== "ended");
  const boxes = Array.from({ length: Math.min(node.slots, MOST_BOXES) }, (_, i) => jobs[i]);
  return html`<section aria-labelledby="slots-title">
    <h2 id="slots-title">Slots</h2>
    <p class="muted">
      ${used} of ${node.slots} in use; free: ${count(node.free.cpus, "CPU")},
      ${megabytes(node.free.memory_mb)}.
    </p>
    <ul class="slots" aria-label="Slots">
      ${boxes.map(slot)}
    </ul>
    ${node.slots > MOST_BOXES ? html`<p class="muted">And ${node.slots - MOST_BOXES} more.</p>` : nothing}
  </section>`;
}

const slot = (job) =>
  html`<li class="slot ${job ? "busy" : "free"}">
    ${
      job
        ? html`<svg class="slot-fill" aria-hidden="true">
              ${svg`<rect width="${share(job)}%" height="100%" />`}</svg
            ><span class="slot-said"
              ><span class="mono">${shortId(job.job_id)}</span> ${job.phase}</span
            >`
        : html`<span class="slot-said">free</span>`
    }
  </li>`;

/** An image fills its slot as it comes; a program has all of it. */
function share({ phase, progress }) {
  if (phase === "running") return 100;
  return progress?.total_bytes ? (100 * progress.done_bytes) / progress.total_bytes : 8;
}

/** The jobs that run, with how they fare. */
export const running = (node) =>
  html`<section aria-labelledby="running-title">
    <h2 id="running-title">Running</h2>
    ${
      node.running.length === 0
        ? html`<p class="why-idle">${node.why_idle ?? "Nothing runs at the moment."}</p>`
        : html`<table>
            ${head(["Job", "Image", "Doing", "For"])}
            <tbody>
              ${node.running.map(
                (job) =>
                  html`<tr>
                    <td class="mono">${shortId(job.job_id)}</td>
                    <td>${job.image}</td>
                    <td>${progress(job)}</td>
                    <td>${duration(node.now - job.since)}</td>
                  </tr>`,
              )}
            </tbody>
          </table>`
    }
    ${node.running.filter((job) => job.usage?.length > 0).map(usage)}
  </section>`;

const head = (titles) =>
  html`<thead>
    <tr>
      ${titles.map((title) => html`<th scope="col">${title}</th>`)}
    </tr>
  </thead>`;

function progress(job) {
  if (!job.progress) return job.phase;
  const { done_bytes: done, total_bytes: total } = job.progress;
  return `${job.phase} ${(done / MB).toFixed(1)} of ${(total / MB).toFixed(1)} MB`;
}

const usage = (job) =>
  html`<section class="usage-job" aria-label="Usage of job ${shortId(job.job_id)}">
    <h3><span class="mono">${shortId(job.job_id)}</span> ${job.image}</h3>
    ${usageCharts(job.usage, { memory_mb: job.memory_mb })}
  </section>`;

/** The last attempts that ended. */
export const results = (node) =>
  html`<section aria-labelledby="results-title">
    <h2 id="results-title">Last results</h2>
    ${
      node.results.length === 0
        ? html`<p class="muted">Nothing has ended yet.</p>`
        : html`<table class="results">
            ${head(["Job", "Image", "End", "Ran", "When"])}
            <tbody>
              ${node.results.map(
                (result) =>
                  html`<tr>
                    <td class="mono">${shortId(result.job_id)}</td>
                    <td>${result.image}</td>
                    <td>${outcome(result)}</td>
                    <td>${result.run_ms === undefined ? "" : duration(result.run_ms)}</td>
                    <td title=${absolute(result.ended_at)}>
                      ${relative(result.ended_at, node.now)}
                    </td>
                  </tr>`,
              )}
            </tbody>
          </table>`
    }
  </section>`;

function outcome(result) {
  if (!result.reason) return "succeeded";
  const what = result.reason === "exit_code" ? `exit code ${result.exit_code}` : result.reason;
  return result.detail ? `${what}: ${result.detail}` : what;
}
