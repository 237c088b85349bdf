/** What has to be well for jobs to come and be run. Told by a word and a shape, not by colour alone. */
import { html, svg } from "lit";

const NAMES = {
  connection: "Market",
  engine: "Docker",
  registry: "Registry",
  disk: "Disk",
  clock: "Clock",
};

const MARKS = {
  true: ["good", "well", svg`<path d="m3 8.500 3.500 3.500L13 4.500" />`],
  false: ["bad", "not well", svg`<path d="m4 4 8 8M12 4l-8 8" />`],
  undefined: ["quiet", "not known", svg`<path d="M4 8h8" />`],
};

/** @param {{name: string, well?: boolean, sentence: string}[]} checks what is not well comes first */
export const health = (checks) =>
  html`<section class="health" aria-labelledby="health-title">
    <h2 id="health-title">Health</h2>
    <ul>
      ${[...checks].sort((a, b) => rank(a) - rank(b)).map(check)}
    </ul>
  </section>`;

const rank = ({ well }) => (well === false ? 0 : 1);

function check({ name, well, sentence }) {
  const [kind, word, shape] = MARKS[well];
  return html`<li class="check-line ${kind}">
    <svg class="mark ${kind}" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      ${shape}
    </svg>
    <span class="check-name">${NAMES[name] ?? name} <span class="hidden">${word}:</span></span>
    <span class="check-said">${sentence}</span>
  </li>`;
}
