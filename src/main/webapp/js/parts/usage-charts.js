/** How a program fares, as four small charts of its last minute. Each says in words what it shows. */
import { html, svg } from "lit";
import { bytes } from "../format.js";

/** As many as a minute has at one a second. */
export const MOST_SAMPLES = 60;

/** A program that has run for less time than this does not fill the width. */
const LEAST_DRAWN = 20;
const WIDTH = 120;
const HEIGHT = 28;

const percent = (n) => `${Math.round(n)} %`;
const value = (samples, of) => of(samples.at(-1));
const highest = (samples, of) => samples.reduce((most, each) => Math.max(most, of(each)), 0);

/** `[name, what is drawn, the top of the scale, the words beside it]` for each chart. */
const CHARTS = [
  [
    "CPU",
    (each) => each.cpu_percent,
    () => 100,
    (samples, of) =>
      `${percent(value(samples, of))}, peak ${percent(highest(samples, of))} of its limit`,
  ],
  [
    "Memory",
    (each) => each.memory_bytes,
    (limits) => (limits.memory_mb ?? 0) * 1048576,
    (samples, of, top) =>
      `${bytes(value(samples, of))}, peak ${bytes(highest(samples, of))}${top ? ` of ${bytes(top)}` : ""}`,
  ],
  [
    "Processes",
    (each) => each.pids,
    (limits) => limits.pids ?? 0,
    (samples, of, top) =>
      `${value(samples, of)}, peak ${highest(samples, of)}${top ? ` of ${top}` : ""}`,
  ],
  [
    "Disk",
    (each) => each.block_read_bytes + each.block_written_bytes,
    () => 0,
    (samples) => {
      const { block_read_bytes: read, block_written_bytes: written } = samples.at(-1);
      return `${bytes(read)} read, ${bytes(written)} written`;
    },
  ],
];

/**
 * @param {object[]} samples from the oldest to the newest, at least one
 * @param {{memory_mb?: number, pids?: number}} limits tops of the scales; without one, the highest value
 */
export function usageCharts(samples, limits) {
  const held = samples.at(-1).throttled_percent;
  return html`<dl class="usage-charts">
    ${CHARTS.map(([name, of, topOf, words]) => {
      const top = topOf(limits);
      const text = words(samples, of, top);
      return html`<div>
        <dt>${name}</dt>
        <dd>
          ${chart(`${name} of the last minute`, samples, of, Math.max(top, highest(samples, of), 1))}
          <span
            >${text}${name === "CPU" && held >= 50 ? `, held back ${percent(held)} of the time` : ""}</span
          >
        </dd>
      </div>`;
    })}
  </dl>`;
}

/** At most a minute, to the right the newest. */
function chart(label, told, of, top) {
  const samples = told.length > 1 ? told : [told[0], told[0]];
  const step = WIDTH / (Math.max(samples.length, LEAST_DRAWN) - 1);
  const from = WIDTH - (samples.length - 1) * step;
  const y = (each) => (HEIGHT - 1 - ((HEIGHT - 2) * Math.min(of(each), top)) / top).toFixed(1);
  const points = samples.map((each, i) => `${(from + i * step).toFixed(1)},${y(each)}`);
  const area = `${from.toFixed(1)},${HEIGHT} ${points.join(" ")} ${WIDTH},${HEIGHT}`;
  return html`<svg
    class="usage-chart"
    role="img"
    aria-label=${label}
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    preserveAspectRatio="none"
  >
    ${svg`<polygon class="usage-area" points=${area} /><polyline class="usage-line" points=${points.join(" ")} />`}
  </svg>`;
}
