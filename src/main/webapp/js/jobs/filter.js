/** The filter of the job list, as it stands in the address. */
import { STATES } from "../states.js";

/** @param {URLSearchParams} query */
export const filterOf = (query) => ({
  states: STATES.filter((state) => query.getAll("state").includes(state)),
  label: query.get("label") ?? "",
  text: query.get("text") ?? "",
  cursor: query.get("cursor") ?? "",
});

/** The address of the list under this filter. */
export function addressOf({ states, label, text, cursor }) {
  const query = new URLSearchParams(states.map((state) => ["state", state]));
  if (label) query.set("label", label);
  if (text) query.set("text", text);
  if (cursor) query.set("cursor", cursor);
  const said = query.toString();
  return said ? `/jobs?${said}` : "/jobs";
}

/** As the portal wants it. */
export const parametersOf = ({ states, label, text, cursor }) => ({
  state: states,
  label,
  text,
  cursor,
});

export const isFiltered = ({ states, label, text }) =>
  states.length > 0 || label !== "" || text !== "";

/** Whether a job that has just appeared would stand in this list. The portal decides when it is loaded. */
export function mayMatch(job, { states, label, text }) {
  if (states.length && !states.includes(job.state)) return false;
  const [name, value] = label.split(/=(.*)/s);
  const labels = job.spec.labels ?? {};
  if (label && !(name in labels && (value === undefined || labels[name] === value))) return false;
  const words = [job.spec.image, job.spec.command ?? "", ...(job.spec.args ?? [])]
    .join(" ")
    .toLowerCase();
  return words.includes(text.toLowerCase());
}
