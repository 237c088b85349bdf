/** Whose output is shown, of a job that several sellers ran. */
import { html, nothing } from "lit";
import { resultAttempt } from "./cards.js";

/** All, where one attempt follows a failed one; the result's alone, where results are compared. */
export const ALL = 0;

export const usualAttempt = (job) =>
  job.spec.verify > 1 ? (resultAttempt(job)?.number ?? ALL) : ALL;

/** @param {import("./log-view.js").LogView} log */
export function attemptChoice(log) {
  const { attempts = [], result_attempt: result } = log.job;
  if (attempts.length < 2) return nothing;
  const option = (number, text) =>
    html`<option value=${number} .selected=${log.only === number}>${text}</option>`;
  return html`<select
    aria-label="Whose output"
    @change=${(event) => log.look({ attempt: Number(event.target.value) })}
  >
    ${option(ALL, "All attempts")}
    ${attempts.map(({ number, seller_name: name }) =>
      option(number, `${number}: ${name ?? "?"}${number === result ? ", the result" : ""}`),
    )}
  </select>`;
}
