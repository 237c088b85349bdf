import { html } from "lit";
import { count } from "../format.js";
import { Follows, PageElement, Ticks } from "../signal.js";
import { connection, refreshSellers, sellers } from "../store.js";

const REFRESH_MS = 5000;

/** How many sellers are there, and whether changes come by themselves. Reads the sellers again every few seconds. */
export class MarketStatus extends PageElement {
  constructor() {
    super();
    new Follows(this, sellers, connection);
    new Ticks(this, REFRESH_MS);
  }

  connectedCallback() {
    super.connectedCallback();
    this.timer = setInterval(
      () => !document.hidden && sellers.value && refreshSellers(),
      REFRESH_MS,
    );
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  render() {
    const online = sellers.value?.filter((seller) => seller.online).length;
    const text =
      online === undefined
        ? "looking for sellers"
        : online === 0
          ? "no seller online"
          : `${count(online, "seller")} online`;
    const well = connection.value.live && online > 0;
    return html`<span
      class="market-status ${well ? "well" : ""}"
      title=${connection.value.live ? "Live updates are on" : "Live updates are paused"}
    >
      <span class="dot" aria-hidden="true"></span>${text}
    </span>`;
  }
}

customElements.define("market-status", MarketStatus);
