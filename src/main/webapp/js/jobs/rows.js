/** The rows of the job list. */
import { html, nothing } from "lit";
import { absolute, duration, inLocalTime, relative, serverNow, shortId } from "../format.js";
import { join } from "../shell.js";
import { isFinal, reasonWord, stateMark, stateWord, tone } from "../states.js";

const COLUMNS = ["State", "Image and command", "Sent", "Waited", "Ran", "Seller"];

/** @param {{rows: object[], chosen: Set<string>, choose: (id: string, on: boolean) => void, busy: boolean}} list */
export const table = ({ rows, chosen, choose, busy }) =>
  html`<table class="jobs-table" aria-label="Jobs" aria-busy=${busy}>
    <thead>
      <tr>
        <th scope="col" class="pick"><span class="hidden">Choose</span></th>
        ${COLUMNS.map((name) => html`<th scope="col" class="col-${name.split(" ")[0].toLowerCase()}">${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map((job) => row(job, chosen.has(job.id), choose))}
    </tbody>
  </table>`;

function row(job, chosen, choose) {
  const final = isFinal(job);
  const name = `${job.spec.image}, ${shortId(job.id)}`;
  return html`<tr class=${tone(job.state)}>
    <td class="pick">
      <input
        type="checkbox"
        aria-label="Choose ${name}"
        .checked=${chosen}
        ?disabled=${final}
        title=${final ? "It has ended: there is nothing to cancel" : "Choose it to cancel it"}
        @change=${(event) => choose(job.id, event.target.checked)}
      />
    </td>
    <td class="col-state" title=${job.why ? inLocalTime(job.why) : nothing}>
      ${stateMark(job.state)} ${stateWord(job.state)}
      ${job.state === "failed" ? html`<span class="reason">${failure(job)}</span>` : nothing}
    </td>
    <td class="col-image">
      <a class="row-link" href="/jobs/${job.id}"><span class="mono">${job.spec.image}</span></a>
      <code class="row-command">${commandLine(job.spec)}</code>
    </td>
    <td class="col-sent" title=${absolute(job.created_at)}>${relative(job.created_at)}</td>
    <td class="col-waited mono">${duration(waited(job))}</td>
    <td class="col-ran mono">
      ${job.started_at ? duration((job.ended_at ?? serverNow()) - job.started_at) : "–"}
    </td>
    <td class="col-seller mono">${job.seller_name ?? job.attempts?.at(-1)?.seller_name ?? "–"}</td>
  </tr>`;
}

const failure = ({ reason, exit_code: code }) =>
  reason === "exit_code" && code !== undefined ? `exit code ${code}` : reasonWord(reason);

/** How long it was (or is) nobody's. */
const waited = (job) => (job.assigned_at ?? job.ended_at ?? serverNow()) - job.created_at;

const commandLine = (spec) =>
  (spec.args ? join(spec.args) : (spec.command ?? "")).split("\n").find((line) => line.trim()) ??
  "";

/** As many grey rows as there will be, so that nothing jumps. */
export const skeletonTable = html`<table class="jobs-table" aria-label="Jobs" aria-busy="true">
  <thead>
    <tr>
      <th scope="col" class="pick"><span class="hidden">Choose</span></th>
      ${COLUMNS.map((name) => html`<th scope="col" class="col-${name.split(" ")[0].toLowerCase()}">${name}</th>`)}
    </tr>
  </thead>
  <tbody>
    ${Array.from(
      { length: 8 },
      () =>
        html`<tr>
          <td class="pick"></td>
          <td class="col-state"><span class="skeleton">Succeeded</span></td>
          <td class="col-image">
            <span class="skeleton">lumaris/python:3.11</span>
          </td>
          <td class="col-sent"><span class="skeleton">1 min ago</span></td>
          <td class="col-waited"></td>
          <td class="col-ran"></td>
          <td class="col-seller"></td>
        </tr>`,
    )}
  </tbody>
</table>`;
