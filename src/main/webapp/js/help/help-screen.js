import { html, nothing } from "lit";
import { route } from "../router.js";
import { Follows, PageElement } from "../signal.js";
import { reasonWord } from "../states.js";
import { REFUND_RULES } from "./refund-rules.js";

/** How it works, for somebody who sees it for the first time. */
class HelpScreen extends PageElement {
  constructor() {
    super();
    new Follows(this, route);
  }

  render() {
    return html`<section class="page prose">
      <p class="eyebrow">Help</p>
      <h1>How it works</h1>
      <p>
        You send a <strong>job</strong>: a container image and a command. A
        <strong>seller</strong> runs it on their own machine, in a locked-down container, and what
        it prints appears on your screen while it is printed.
      </p>
      <h2>What a job may do</h2>
      <p>
        It has the CPUs, memory and time you ask for, a private <code>/tmp</code>, and nothing else:
        no network, no files of the seller, no privileges. Each job's page shows the sandbox as it
        was really applied, read back from the engine.
      </p>
      <h2 id="who-pays">What it costs, and who pays</h2>
      <p>
        Before you send a job you see what it would cost. That much, or your own price limit, is
        <strong>held</strong> until the job ends, and it never costs more. Then the seller is paid
        for the time used, at the price it asked when it took the job, and the rest comes back to
        you.
      </p>
      <p>
        You pay for the time used when the program succeeds, fails, runs out of memory or time, or
        is cancelled by you while it runs. Nobody pays for what a seller or the market did wrong: a
        lost seller, a broken engine, an image that was not pulled. Each job's page says which rule
        applied, and <a href="/account">your account</a> lists every movement.
      </p>
      ${rulesTable(route.value.hash)}
      <p class="hint">
        <strong>Time used</strong> is the smaller of what the seller measured and what the market
        saw. The market's fee is a part of what you pay. Of a verified job each seller is paid whose
        result agrees.
      </p>
      <h2>What happens when something breaks</h2>
      <p>
        When a seller disappears, its Docker fails or it stops working, the job goes to another
        seller by itself. When your program ends with an error, runs out of memory or out of time,
        the job ends and says so. Every job has one sentence, in every state, that says why it is
        where it is.
      </p>
      <h2>From a shell</h2>
      <pre
        class="code"
      ><code>./lumaris run --image lumaris/python:3.11 --command "python -c 'print(1)'"</code></pre>
      <p>
        The form shows every job as a command line, as <code>curl</code> and as JSON. The interface
        is described at <a href="/openapi" target="_blank" rel="noopener">/openapi</a>.
      </p>
      <h2>Keyboard</h2>
      <p>Press <kbd>?</kbd> anywhere to see what works on that screen.</p>
    </section>`;
  }
}

/** Every reason for which a job can end, with a place of its own to link to. */
const rulesTable = (hash) =>
  html`<table class="rules" aria-label="Refund rules">
    <thead>
      <tr>
        <th scope="col">It ended for</th>
        <th scope="col">Whose doing</th>
        <th scope="col">Who pays</th>
        <th scope="col">Tried again</th>
      </tr>
    </thead>
    <tbody>
      ${REFUND_RULES.map(
        ([code, whose, pays, again]) =>
          html`<tr id="rule-${code}" class=${hash === `#rule-${code}` ? "target" : nothing}>
            <th scope="row">${reasonWord(code)} <code class="small-code">${code}</code></th>
            <td>${whose === "buyer" ? "yours" : `the ${whose}'s`}</td>
            <td>${pays.replace("the buyer pays", "you pay")}</td>
            <td>${again}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;

customElements.define("help-screen", HelpScreen);
