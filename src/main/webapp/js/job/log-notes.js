/** What the page itself says before and after the output. */
import { html, nothing } from "lit";
import { bytes, count } from "../format.js";

/** @param {import("./log-feed.js").LogFeed} feed */
export function startNote(feed) {
  const { dropped } = feed.lines;
  if (!dropped) return nothing;
  return html`<p class="log-note">
    The first ${count(dropped, "row")} are not shown here, to keep the page quick. The download has
    them.
  </p>`;
}

/**
 * @param {import("./log-feed.js").LogFeed} feed
 * @param {object} job
 * @param {() => boolean} showsNone whether the chosen attempt and stream have no line
 */
export function endNote(feed, job, showsNone) {
  const { cutBytes, silent, complete } = feed ?? {};
  if (cutBytes > 0) {
    return html`<p class="log-note cut" role="status">
      Cut here: a job keeps 1.0 MB of output, and the program printed ${bytes(cutBytes)} more.
    </p>`;
  }
  if (!silent) {
    return complete && showsNone()
      ? html`<p class="log-note">Nothing was printed here; the choices above show the rest.</p>`
      : nothing;
  }
  if (complete) return html`<p class="log-note">The program printed nothing.</p>`;
  return html`<p class="log-note">
    ${
      job.state === "running"
        ? "Running; it has printed nothing yet."
        : "Output appears here as soon as the program prints it."
    }
  </p>`;
}
