/** The phases of a job's attempts, from the times the market wrote down. */

export const PHASES = ["queued", "assigned", "pulling", "starting", "running"];

const ENDED = new Set(["succeeded", "failed", "lost", "cancelled"]);

/** When each phase began. What has no time of its own is part of the phase before it. */
const starts = (from, attempt) => ({
  queued: from,
  assigned: attempt?.assigned_at,
  pulling: attempt?.pulling_at,
  starting: attempt?.starting_at,
  running: attempt?.started_at,
});

/**
 * One phase: `done`, `live`, `pending`, `skipped` (nothing to do, so no time of its own), `never`
 * (the attempt ended before), or the state in which the attempt ended in it.
 */
function phase(name, begins, ended, endState, reached) {
  const from = begins[name];
  const next = PHASES.slice(PHASES.indexOf(name) + 1).find((later) => begins[later] !== undefined);
  if (from === undefined) {
    if (next) return { name, mark: "skipped" };
    return { name, mark: ended === undefined ? "pending" : "never" };
  }
  const to = next ? begins[next] : ended;
  if (to === undefined) return { name, from, mark: "live" };
  const last = !next && reached;
  return { name, from, to, mark: last && endState !== "succeeded" ? endState : "done" };
}

function row(number, from, attempt, job) {
  const begins = starts(from, attempt);
  const cancelledWaiting = !attempt && job.ended_at !== undefined;
  const ended = attempt ? (ENDED.has(attempt.state) ? attempt.ended_at : undefined) : job.ended_at;
  const endState =
    attempt && ENDED.has(attempt.state) ? attempt.state : cancelledWaiting ? job.state : undefined;
  return {
    number,
    attempt,
    endState,
    from,
    to: ended,
    phases: PHASES.map((name) => phase(name, begins, ended, endState, true)),
  };
}

/** A row for each attempt, and one for the wait for the next when the job is queued. */
export function phaseRows(job) {
  const attempts = job.attempts ?? [];
  const rows = attempts.map((attempt, i) =>
    row(
      attempt.number,
      i === 0 ? job.created_at : (attempts[i - 1].ended_at ?? attempt.assigned_at),
      attempt,
      job,
    ),
  );
  const last = attempts.at(-1);
  const waiting = !last || (job.state === "queued" && ENDED.has(last.state));
  if (waiting)
    rows.push(row((last?.number ?? 0) + 1, last?.ended_at ?? job.created_at, undefined, job));
  return rows;
}
