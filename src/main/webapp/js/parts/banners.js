import { html, nothing } from "lit";
import { session } from "../api.js";
import { clock } from "../format.js";
import { live } from "../live.js";
import { Follows, PageElement, Ticks } from "../signal.js";
import { connection, notice } from "../store.js";

const HIDE_KEY = "lumaris.keep-later";

/** Says that what is on screen may be old, since when, and when it is tried again. Nothing while all is well. */
export class ConnectionBanner extends PageElement {
  constructor() {
    super();
    new Follows(this, connection);
    new Ticks(this, 250, () => !connection.value.live);
  }

  render() {
    const { live: well, retryAt, since, cause, message } = connection.value;
    if (message)
      return html`<div class="banner alive">
        <div role="status" class="banner-text">
          <strong>Not connected yet.</strong> ${message}
          <span class="muted">This page goes on trying by itself.</span>
        </div>
      </div>`;
    // A pause of under a second mends itself before anybody has read about it.
    if (well || !retryAt || Date.now() - since < 900) return html`<div role="status"></div>`;
    const seconds = Math.max(0, Math.ceil((retryAt - Date.now()) / 1000));
    const when = seconds > 0 ? `trying again in ${seconds} s` : "trying again now";
    return html`<div class="banner alive">
      <div role="status" class="banner-text">
        <strong>Live updates paused</strong>, <span aria-live="off">${when}.</span>
        <span class="muted">What you see is as of ${clock(since)}.</span>
      </div>
      ${cause === "portal" ? html`<button class="button small" type="button" @click=${() => live.now()}>Try now</button>` : nothing}
    </div>`;
  }
}

/** Offers a guest, who has run something, to keep the account. Quiet, and gone for this visit when told so. */
export class KeepBanner extends PageElement {
  static properties = { hidden_: { state: true } };

  constructor() {
    super();
    new Follows(this, session);
    this.hidden_ = sessionStorage.getItem(HIDE_KEY) === "yes";
  }

  render() {
    if (session.value?.guest === false || this.hidden_) return nothing;
    // Until the portal has said who is here, the place is kept free, so that nothing jumps.
    const known = session.value !== undefined;
    return html`<div
      class="banner quiet ${known ? "" : "unknown"}"
      role="region"
      aria-label="Your account"
    >
      <p class="banner-text">
        You are a guest here as <span class="mono">${session.value?.name ?? "somebody"}</span>: this
        browser alone knows your jobs.
        <button type="button" class="link" @click=${this.#keep}>Add an e-mail to keep them</button>
      </p>
      <button
        class="icon-button"
        type="button"
        aria-label="Not now"
        title="Not now"
        @click=${this.#later}
      >
        <svg viewBox="0 0 16 16" width="16" height="16" class="line-icon" aria-hidden="true">
          <path d="m4 4 8 8m0-8-8 8" />
        </svg>
      </button>
    </div>`;
  }

  #keep() {
    this.dispatchEvent(new CustomEvent("account", { detail: "keep", bubbles: true }));
  }

  #later() {
    sessionStorage.setItem(HIDE_KEY, "yes");
    this.hidden_ = true;
  }
}

/** One sentence about what was just done or could not be done. */
export class NoticeBar extends PageElement {
  constructor() {
    super();
    new Follows(this, notice);
  }

  updated() {
    clearTimeout(this.timer);
    const shown = notice.value;
    if (shown?.kind === "info")
      this.timer = setTimeout(() => notice.value === shown && notice.set(undefined), 6000);
  }

  render() {
    const shown = notice.value;
    return html`<div
      class=${shown ? `notice ${shown.kind}` : ""}
      role=${shown?.kind === "error" ? "alert" : "status"}
    >
      ${shown ? html`<span>${shown.text}</span>` : nothing}
      ${shown ? html`<button type="button" class="link" @click=${() => notice.set(undefined)}>Dismiss</button>` : nothing}
    </div>`;
  }
}

customElements.define("connection-banner", ConnectionBanner);
customElements.define("keep-banner", KeepBanner);
customElements.define("notice-bar", NoticeBar);
