import { html, nothing } from "lit";

/** Above the button: which sellers this job is kept from because they are blocked in this browser. */
export const blockedNote = (left, offerAll) =>
  left.length === 0
    ? nothing
    : html`<p class="hint blocked-note">
        Not offered to <span class="mono">${left.map(({ name }) => name).join(", ")}</span>, which
        you <a href="/market?show=blocked">blocked</a>.
        <button type="button" class="link" @click=${offerAll}>Offer this job to all</button>
      </p>`;
