/** A seller's facts in words, the same in the list and on its own page. */
import { html, nothing, svg } from "lit";
import { count, duration, exactly, megabytes, relative } from "../format.js";
import { isBlocked, isFavourite, toggleBlocked, toggleFavourite } from "../known-sellers.js";
import { credits, money } from "../money.js";
import { hourly, price } from "../price.js";
import { EXAMPLE_MS } from "./filter.js";

/** `0.993` as `99.3 %`. */
export const percent = (share) => `${(100 * share).toFixed(share === 1 ? 0 : 1)} %`;

/** Whether it is there and has room: `{kind, text}`. */
export function presence(seller) {
  if (!seller.online)
    return { kind: "off", text: `offline, seen ${relative(seller.last_seen_at)}` };
  if (seller.state !== "open") return { kind: "off", text: `online, ${seller.state}` };
  if (seller.record?.trusted === false)
    return { kind: "off", text: "online, gets no jobs: wrong results" };
  if (seller.free_slots < 1) return { kind: "busy", text: "online, all slots busy" };
  return {
    kind: "on",
    text: `online, ${seller.free_slots} of ${count(seller.slots, "slot")} free`,
  };
}

export const presenceMark = (kind) =>
  html`<span class="presence ${kind}" aria-hidden="true"></span>`;

const ISOLATION = {
  runc: "Containers share the seller's kernel",
  runsc: "gVisor: a kernel of its own between the program and the seller's",
};

export const badges = ({ isolation = [] }) =>
  isolation.map(
    (kind) => html`<span class="badge mono" title=${ISOLATION[kind] ?? kind}>${kind}</span>`,
  );

export const has = ({ cpus, memory_mb: memory }) => `${count(cpus, "CPU")}, ${megabytes(memory)}`;

/** What ten seconds of this job cost, and what that is made of. */
export const asks = ({ ask }, spec) =>
  html`<span class="big-fact">${money(price(ask, spec, EXAMPLE_MS))}</span>
    <span class="small-fact"
      >${credits(ask.start)} to start + ${credits(Math.round(hourly(ask, spec)))} an hour</span
    >`;

/** `412 of 415 jobs; 2 lost, 1 disputed`. */
export function evidence({ attempts, succeeded, failed, lost, disagreed }) {
  if (!attempts) return "no job has ended yet";
  const against = [
    [lost, "lost"],
    [failed, "failed"],
    [disagreed, "disputed"],
  ].filter(([n]) => n > 0);
  const what = against.map(([n, word]) => `${n} ${word}`).join(", ");
  return `${succeeded} of ${count(attempts, "job")}${what ? `; ${what}` : ""}`;
}

/** The success rate with its evidence; of few jobs the interval says how little that is. */
export const success = ({ record }) =>
  record?.attempts
    ? html`<span
          class="big-fact"
          title="95 % interval: ${percent(record.success_low)} to ${percent(record.success_high)}"
          >${percent(record.success_rate)}</span
        >
        <span class="small-fact">${evidence(record)}</span>`
    : html`<span class="big-fact none">new</span> <span class="small-fact">${evidence({})}</span>`;

/** Its median start. */
export const start = ({ record }) =>
  record?.start_ms === undefined
    ? html`<span class="none">–</span>`
    : html`<span title=${exactly(record.start_ms)}>${duration(record.start_ms)}</span>`;

const BAR_WIDTH = 9;
const GAP = 3;
const HEIGHT = 24;

/** Seven days as bars, the oldest first; what is missing of a day stays a line. */
export function uptimeBars(shares) {
  if (!shares) return nothing;
  const said = shares.map(percent).join(", ");
  const bar = (share, i) => {
    const height = Math.max(share > 0 ? 2 : 1, share * HEIGHT);
    return svg`<rect class=${share > 0 ? "up" : "down"} x=${i * (BAR_WIDTH + GAP)} y=${HEIGHT - height}
      width=${BAR_WIDTH} height=${height} rx="1" />`;
  };
  const width = shares.length * (BAR_WIDTH + GAP) - GAP;
  return html`<svg
    class="uptime"
    role="img"
    aria-label="Online in the last ${shares.length} days, the oldest first: ${said}"
    viewBox="0 0 ${width} ${HEIGHT}"
    width=${width}
    height=${HEIGHT}
  >
    ${shares.map(bar)}
  </svg>`;
}

/** Two buttons that stay pressed. */
export const choices = (seller) =>
  html`<span class="seller-choices" role="group" aria-label="What you think of ${seller.name}">
    <button
      type="button"
      class="icon-button star"
      aria-pressed=${isFavourite(seller.id)}
      aria-label="Favourite ${seller.name}"
      title="A favourite is offered to you when you name sellers for a job"
      @click=${() => toggleFavourite(seller)}
    >
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" class="line-icon">
        <path
          d="m8 1.800 1.900 3.900 4.300.600-3.100 3 .700 4.300L8 11.600l-3.800 2 .700-4.300-3.100-3 4.300-.600z"
        />
      </svg>
    </button>
    <button
      type="button"
      class="icon-button block"
      aria-pressed=${isBlocked(seller.id)}
      aria-label="Block ${seller.name}"
      title="Your jobs are not offered to a blocked seller"
      @click=${() => toggleBlocked(seller)}
    >
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" class="line-icon">
        <circle cx="8" cy="8" r="6" />
        <path d="m3.800 3.800 8.400 8.400" />
      </svg>
    </button>
  </span>`;
