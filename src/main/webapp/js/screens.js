/** The screens that only have something to say. */
import { html } from "lit";

/** No such page. */
export const lostScreen = (path) =>
  html`<section class="page prose">
    <p class="eyebrow">404</p>
    <h1>There is nothing at this address</h1>
    <p>
      <code>${path}</code> is not a page of LUMARIS. Perhaps a character of the link was lost on its
      way.
    </p>
    <p>
      <a class="button primary" href="/">Run a job</a> <a class="button" href="/jobs">Your jobs</a>
    </p>
  </section>`;

/** How it works, for somebody who sees it for the first time. */
export const helpScreen = html`<section class="page prose">
  <p class="eyebrow">Help</p>
  <h1>How it works</h1>
  <p>
    You send a <strong>job</strong>: a container image and a command. A <strong>seller</strong> runs
    it on their own machine, in a locked-down container, and what it prints appears on your screen
    while it is printed.
  </p>
  <h2>What a job may do</h2>
  <p>
    It has the CPUs, memory and time you ask for, a private <code>/tmp</code>, and nothing else: no
    network, no files of the seller, no privileges. Each job's page shows the sandbox as it was
    really applied, read back from the engine.
  </p>
  <h2 id="who-pays">What it costs, and who pays</h2>
  <p>
    Before you send a job you see what it would cost. That much, or your own price limit, is
    <strong>held</strong> until the job ends, and it never costs more. Then the seller is paid for
    the time used, at the price it asked when it took the job, and the rest comes back to you.
  </p>
  <p>
    You pay for the time used when the program succeeds, fails, runs out of memory or time, or is
    cancelled by you while it runs. Nobody pays for what a seller or the market did wrong: a lost
    seller, a broken engine, an image that was not pulled. Each job's page says which rule applied,
    and <a href="/account">your account</a> lists every movement.
  </p>
  <h2>What happens when something breaks</h2>
  <p>
    When a seller disappears, its Docker fails or it stops working, the job goes to another seller
    by itself. When your program ends with an error, runs out of memory or out of time, the job ends
    and says so. Every job has one sentence, in every state, that says why it is where it is.
  </p>
  <h2>From a shell</h2>
  <pre
    class="code"
  ><code>./lumaris run --image lumaris/python:3.11 --command "python -c 'print(1)'"</code></pre>
  <p>
    The form shows every job as a command line, as <code>curl</code> and as JSON. The interface is
    described at <a href="/openapi" target="_blank" rel="noopener">/openapi</a>.
  </p>
  <h2>Keyboard</h2>
  <p>Press <kbd>?</kbd> anywhere to see what works on that screen.</p>
</section>`;
