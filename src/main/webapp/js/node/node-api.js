/** What the node says of itself and takes, to its own page only. */
import { ask } from "../api.js";
import { mistakesOf } from "../submit/fields.js";

const NODE = "/api/node";
const SETTINGS = `${NODE}/settings`;

export const nodeApi = {
  status: () => ask("GET", NODE),
  settings: () => ask("GET", SETTINGS),
  /** Changes what is given, at once and for good. */
  choose: (choices) => ask("PUT", SETTINGS, choices),
  forget: () => ask("DELETE", SETTINGS),
  /** @param {{start: number, cpu_hour: number, gb_hour: number}=} price to try; without one, its own */
  insight: (price, signal) =>
    ask(
      "GET",
      price ? `${NODE}/insight?${new URLSearchParams(price)}` : `${NODE}/insight`,
      undefined,
      {},
      signal,
    ),
};

/** What went wrong, for whoever sits at the machine. */
export const said = (error) =>
  error.reason === "unreachable"
    ? "This node does not answer: is it still running?"
    : error.message;

/** The mistakes of a form by their fields; what belongs to no field is under `""`. */
export const mistakes = (error) => mistakesOf(error, said(error));
