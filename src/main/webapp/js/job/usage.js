import { html, nothing } from "lit";
import { bytes, duration, exactly } from "../format.js";
import { usageCharts } from "../parts/usage-charts.js";
import { PageElement } from "../signal.js";
import { isFinal } from "../states.js";
import { liveUsage } from "../usage.js";

/** What the program uses: charts while it runs, then what it came to. */
export class JobUsage extends PageElement {
  static properties = { job: {} };

  constructor() {
    super();
    this.changed = ({ detail }) => detail === this.job?.id && this.requestUpdate();
  }

  connectedCallback() {
    super.connectedCallback();
    liveUsage.addEventListener("usage", this.changed);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    liveUsage.removeEventListener("usage", this.changed);
  }

  render() {
    const latest = this.job?.attempts?.at(-1);
    const samples = latest ? liveUsage.of(this.job.id, latest.number) : [];
    if (!latest?.usage && samples.length === 0) return nothing;
    const limits = { memory_mb: this.job.spec.memory_mb, pids: latest.profile?.pids };
    return html`<section class="side-part usage" aria-labelledby="usage-title">
      <h2 id="usage-title">Usage</h2>
      ${samples.length > 0 ? usageCharts(samples, limits) : nothing}
      ${latest.usage && isFinal(this.job) ? totals(latest.usage, limits) : nothing}
    </section>`;
  }
}

const fact = (name, value, title = nothing) =>
  value === undefined
    ? nothing
    : html`<div>
        <dt>${name}</dt>
        <dd title=${title}>${value}</dd>
      </div>`;

const of = (value, limit) => (limit ? `${value} of ${limit}` : value);
const known = (value, words) => (value === undefined ? undefined : words(value));

function totals(usage, limits) {
  const memory = limits.memory_mb && bytes(limits.memory_mb * 1048576);
  return html`<dl class="facts">
    ${fact("Ran", known(usage.run_ms, duration), exactly(usage.run_ms ?? 0))}
    ${fact("CPU time", known(usage.cpu_ms, duration), exactly(usage.cpu_ms ?? 0))}
    ${fact("Held back", usage.throttled_ms ? duration(usage.throttled_ms) : undefined, "Time it waited at its CPU limit, summed over CPUs")}
    ${fact(
      "Peak memory",
      known(usage.peak_memory_bytes, (n) => of(bytes(n), memory)),
    )}
    ${fact("Memory kill", usage.oom_killed ? "a process was killed at the limit" : undefined)}
    ${fact(
      "Peak processes",
      known(usage.peak_pids, (n) => of(n, limits.pids)),
    )}
    ${fact(
      "Disk",
      known(
        usage.block_written_bytes,
        (n) => `${bytes(usage.block_read_bytes ?? 0)} read, ${bytes(n)} written`,
      ),
    )}
    ${fact("Output", known(usage.output_bytes, bytes))}
  </dl>`;
}

customElements.define("job-usage", JobUsage);
