/** What it earned: today, in seven days, in thirty, and each day as a bar. */
import { html, svg } from "lit";
import { credits, money } from "../money.js";

const WIDTH = 8;
const GAP = 2;
const HEIGHT = 40;

/** @param {{day: string, amount: number, attempts: number}[]=} days thirty days of UTC, the oldest first */
export const earnings = (days) =>
  html`<section class="earnings" aria-labelledby="earnings-title">
    <h2 id="earnings-title">Earnings</h2>
    ${days ? sums(days) : html`<p class="muted">The market has not told yet.</p>`}
  </section>`;

const sums = (days) =>
  html`<dl class="earned">
      ${sum("Today", days.slice(-1))}${sum("7 days", days.slice(-7))}${sum("30 days", days)}
    </dl>
    ${bars(days)}
    <p class="hint">In credits, by days of UTC, after the market's fee.</p>`;

function sum(name, days) {
  const total = (of) => days.reduce((all, day) => all + day[of], 0);
  const attempts = total("attempts");
  return html`<div>
    <dt>${name}</dt>
    <dd>
      ${money(total("amount"))}<span class="hint"
        >${attempts} ${attempts === 1 ? "job" : "jobs"}</span
      >
    </dd>
  </div>`;
}

function bars(days) {
  const most = Math.max(1, ...days.map(({ amount }) => amount));
  const width = days.length * (WIDTH + GAP) - GAP;
  const bar = ({ day, amount }, i) => {
    const height = amount > 0 ? Math.max(2, (HEIGHT * amount) / most) : 1;
    return svg`<rect class=${amount > 0 ? "earned-some" : "earned-none"} x=${i * (WIDTH + GAP)} y=${HEIGHT - height}
      width=${WIDTH} height=${height}><title>${day}: ${credits(amount)}</title></rect>`;
  };
  const best = Math.max(...days.map(({ amount }) => amount));
  return html`<svg
    class="earned-bars"
    role="img"
    aria-label="Earned on each of the last ${days.length} days, at most ${credits(best)} credits on one"
    viewBox="0 0 ${width} ${HEIGHT}"
    preserveAspectRatio="none"
  >
    ${days.map(bar)}
  </svg>`;
}
