import { html, svg } from "lit";

const STAR = "m8 1.3 2.05 4.2 4.6.65-3.3 3.25.75 4.6L8 11.85 3.9 14l.75-4.6L1.35 6.15l4.6-.65z";
const MOST = 5;

/** Stars as a picture with its words; a part of a star stays open. */
export const stars = (n) =>
  html`<svg
    class="stars"
    role="img"
    aria-label="${n.toFixed(Number.isInteger(n) ? 0 : 1)} of ${MOST} stars"
    viewBox="0 0 ${MOST * 16} 16"
    width=${MOST * 16}
    height="16"
  >
    ${Array.from({ length: MOST }, (_, i) => svg`<path class=${i < Math.round(n) ? "full" : "open"} transform="translate(${i * 16} 0)" d=${STAR} />`)}
  </svg>`;
