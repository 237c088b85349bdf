import { html } from "lit";

/** A job that is being loaded, in the size it will have. */
export const jobSkeleton = html`<article
  class="page job"
  aria-busy="true"
  aria-label="The job is being loaded"
>
  <header class="job-head">
    <p class="crumbs">
      <a href="/jobs">Jobs</a> <span aria-hidden="true">/</span>
      <span class="mono skeleton">00000000</span> <span class="icon-button"></span>
    </p>
    <div class="job-title-row">
      <h1 class="mono"><span class="skeleton">lumaris/python:3.11</span></h1>
      <div class="job-actions"><span class="button skeleton">Run again</span></div>
    </div>
    <p class="command-text"><span class="skeleton">python -c 'print(1)'</span></p>
  </header>
  <div class="why quiet">
    <p class="why-state"><span class="skeleton">Succeeded</span></p>
    <p class="why-line"><span class="skeleton">Succeeded on amber-fox after 0.3 s</span></p>
  </div>
  <div class="timeline">
    <ol class="phases">
      ${["Queued", "Assigned", "Pulling", "Starting", "Running", "Ended"].map(
        (name) =>
          html`<li class="phase pending">
            <span class="phase-name">${name}</span><span class="phase-time"></span>
          </li>`,
      )}
    </ol>
  </div>
  <div class="job-body">
    <div class="job-main">
      <div class="log">
        <div class="log-tools"></div>
        <div class="log-scroll"></div>
      </div>
    </div>
  </div>
</article>`;
