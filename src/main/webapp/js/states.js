/** The words and marks of states and reasons. A state is told by word and shape; colour only helps. */
import { svg } from "lit";

/** Every state in the order of its life, with its word. */
export const STATES = ["queued", "assigned", "running", "succeeded", "failed", "cancelled"];

const WORDS = {
  queued: "Queued",
  assigned: "Assigned",
  running: "Running",
  succeeded: "Succeeded",
  failed: "Failed",
  cancelled: "Cancelled",
  lost: "Lost",
};

export const stateWord = (state) => WORDS[state] ?? state;

export const isFinal = (job) =>
  job.state === "succeeded" || job.state === "failed" || job.state === "cancelled";

/** `alive`, `good`, `bad` or `quiet`: which of the page's few colours a state has. */
export function tone(state) {
  if (state === "succeeded") return "good";
  if (state === "failed" || state === "lost") return "bad";
  return state === "cancelled" ? "quiet" : "alive";
}

const SHAPES = {
  queued: svg`<circle cx="8" cy="8" r="5.5" stroke-dasharray="2.6 2.2" />`,
  assigned: svg`<circle cx="8" cy="8" r="5.5" /><circle cx="8" cy="8" r="1.8" class="solid" />`,
  running: svg`<circle cx="8" cy="8" r="5.5" class="faint" /><path d="M8 2.5a5.5 5.5 0 0 1 5.5 5.5" class="turn" />`,
  succeeded: svg`<circle cx="8" cy="8" r="6.75" class="solid" /><path d="m5 8.2 2.1 2.2L11 6" class="cut" />`,
  failed: svg`<path d="M8 1.2 15 14H1z" class="solid" /><path d="M8 5.6v4" class="cut" /><path d="M8 11.8v.2" class="cut" />`,
  cancelled: svg`<circle cx="8" cy="8" r="5.9" /><path d="M4 12 12 4" />`,
  lost: svg`<path d="M8 1.5 14.5 8 8 14.5 1.5 8z" /><path d="M5.5 8h5" />`,
};

/** The mark of a state; the word stands beside it, so it is silent for a screen reader. */
export const stateMark = (state) => svg`
  <svg class="mark ${tone(state)} mark-${state}" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
    ${SHAPES[state] ?? SHAPES.queued}
  </svg>`;

const REASONS = {
  exit_code: "error in the program",
  out_of_memory: "out of memory",
  run_timeout: "out of time",
  budget_reached: "budget reached",
  write_limit: "wrote too much",
  image_not_found: "image not found",
  image_not_allowed: "image not allowed",
  command_not_found: "command not found",
  invalid_job: "not a valid job",
  image_pull_failed: "image not pulled",
  seller_lost: "seller lost",
  seller_error: "seller failed",
  seller_quit: "seller stopped",
  seller_refused: "seller refused",
  no_seller: "no seller in time",
  no_bids: "no bids",
  disagreement: "results differ",
  cancelled_by_buyer: "cancelled by you",
};

/** A reason in two or three words; the why line has the whole sentence. */
export const reasonWord = (reason) => REASONS[reason] ?? reason?.replaceAll("_", " ") ?? "";
