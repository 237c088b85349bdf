/** The seller's own page: asks this node what it is doing, every second, and shows it. */
import { html, render } from "lit";
import { duration, relative } from "./format.js";
import { usageCharts } from "./parts/usage-charts.js";

const EVERY_MS = 1000;
const MB = 1048576;

const byId = (id) => document.getElementById(id);

function element(name, text) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  return made;
}

function facts(node) {
  return [
    [
      "Market",
      node.connected ? `${node.market}${node.live ? "" : " (no pushes)"}` : "not connected",
    ],
    ["Container engine", node.engine ?? "not available"],
    ["Slots", `${node.slots - node.free.slots} of ${node.slots} in use`],
    ["Free", `${node.free.cpus} CPUs, ${node.free.memory_mb} MB`],
    ["Succeeded", String(node.totals.succeeded)],
    ["Failed", String(node.totals.failed)],
    ["Not done", String(node.totals.not_done)],
    ["Up for", duration(node.now - node.started_at)],
  ];
}

function definition([term, value]) {
  const group = element("div");
  group.append(element("dt", term), element("dd", value));
  return group;
}

function table(target, titles, rows, none) {
  if (rows.length === 0) {
    target.replaceChildren(element("caption", none));
    return;
  }
  target.replaceChildren(row("th", titles), ...rows.map((cells) => row("td", cells)));
}

function row(kind, cells) {
  const line = element("tr");
  line.append(...cells.map((cell) => element(kind, cell)));
  return line;
}

function progress(job) {
  if (!job.progress) return job.phase;
  const { done_bytes: done, total_bytes: total } = job.progress;
  return `${job.phase} ${(done / MB).toFixed(1)} of ${(total / MB).toFixed(1)} MB`;
}

/** Charts of each running job that there are samples of. */
function usage(job) {
  return html`<section class="usage-job" aria-label="Usage of job ${job.job_id.slice(0, 8)}">
    <h3><span class="mono">${job.job_id.slice(0, 8)}</span> ${job.image}</h3>
    ${usageCharts(job.usage, { memory_mb: job.memory_mb })}
  </section>`;
}

function outcome(result) {
  if (!result.reason) return "succeeded";
  const what = result.reason === "exit_code" ? `exit code ${result.exit_code}` : result.reason;
  return result.detail ? `${what}: ${result.detail}` : what;
}

function show(node) {
  byId("name").textContent = node.name ?? "";
  const state = byId("state");
  state.textContent = node.sentence;
  state.className = node.connected && node.engine ? "well" : "bad";
  byId("facts").replaceChildren(...facts(node).map(definition));
  table(
    byId("running"),
    ["Job", "Image", "Doing", "For"],
    node.running.map((job) => [
      job.job_id.slice(0, 8),
      job.image,
      progress(job),
      duration(node.now - job.since),
    ]),
    node.why_idle ?? "Nothing runs at the moment.",
  );
  const watched = node.running.filter((job) => job.usage?.length > 0);
  render(watched.map(usage), byId("usage"));
  table(
    byId("results"),
    ["Job", "Image", "End", "Ran", "When"],
    node.results.map((result) => [
      result.job_id.slice(0, 8),
      result.image,
      outcome(result),
      result.run_ms === undefined ? "" : duration(result.run_ms),
      relative(result.ended_at, node.now),
    ]),
    "Nothing has ended yet.",
  );
}

function fail(sentence) {
  const state = byId("state");
  state.textContent = sentence;
  state.className = "bad";
}

async function look() {
  try {
    const answer = await fetch("/api/node", { cache: "no-store" });
    const body = await answer.json();
    if (answer.ok) show(body);
    else fail(body.detail);
  } catch {
    fail("This node does not answer: is it still running?");
  }
  setTimeout(look, EVERY_MS);
}

look();
