/** What stands there when there is nothing to list. */
import { html } from "lit";
import { saveDraft } from "../draft.js";
import "../parts/copy-button.js";
import { go } from "../router.js";
import { formOf } from "../spec.js";
import { limits, samples } from "../store.js";
import { asCli } from "../twin.js";

const SAMPLE = { image: "lumaris/python:3.11", command: "python -c 'print(\"Hello world!\")'" };

/** Nothing has ever been run: the first command to type, and the form with it filled in. */
export function nothingYet() {
  const sample = samples.value[0] ?? SAMPLE;
  const command = asCli({ image: sample.image, command: sample.command }).replaceAll(" \\\n ", "");
  const fill = () => {
    saveDraft(formOf(sample, limits.value));
    go("/");
  };
  return html`<section class="empty">
    <h2>No job yet</h2>
    <p>Your first one takes a second. From a shell:</p>
    <div class="code-line">
      <pre class="code" tabindex="0"><code>${command}</code></pre>
      <copy-button .text=${command} label="the command"></copy-button>
    </div>
    <p>or right here:</p>
    <button type="button" class="button primary" @click=${fill}>Fill in the sample job</button>
  </section>`;
}

/** There are jobs, but none like this. */
export const noMatch = html`<section class="empty">
  <h2>No job matches</h2>
  <p>None of your jobs fits this filter.</p>
  <a class="button" href="/jobs">Show all jobs</a>
</section>`;
