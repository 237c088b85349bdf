/** The screen that only has something to say. */
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
