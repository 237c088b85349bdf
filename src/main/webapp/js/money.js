/**
 * Money is kept in whole micro-credits and written in credits, everywhere the same and exact: a
 * credit has six digits behind the point, and zeros at its end are left out.
 */
import { html } from "lit";

const CREDIT = 1_000_000;
const DIGITS = 6;
const TYPED = /^(\d{1,9})(?:\.(\d{1,6}))?$/;

/** Micro-credits of what somebody typed as credits; undefined when it is none. */
export function parseCredits(text) {
  const [found, whole, behind = ""] = TYPED.exec(text.trim()) ?? [];
  return found ? Number(whole) * CREDIT + Number(behind.padEnd(DIGITS, "0")) : undefined;
}

const digitsBehind = (micro) => String(Math.abs(micro) % CREDIT).padStart(DIGITS, "0");
const whole = (micro) => Math.trunc(Math.abs(micro) / CREDIT);
const sign = (micro) => (micro < 0 ? "−" : "");

/** `.000406`; nothing of a whole number. */
const fraction = (micro) => {
  const digits = digitsBehind(micro).replace(/0+$/, "");
  return digits ? `.${digits}` : "";
};
const zerosOf = (digits) => /0*$/.exec(digits)[0];

/** `1234.5`: as it is typed, in a field or behind an option. Never negative. */
export const plainCredits = (micro) => `${whole(micro)}${fraction(micro)}`;

/** `1,234.5`, `−0.000406`: as it is read. */
export const credits = (micro) =>
  `${sign(micro)}${whole(micro).toLocaleString("en")}${fraction(micro)}`;

const micros = (micro) => `${sign(micro)}${Math.abs(micro).toLocaleString("en")} micro-credits`;

/** An amount in credits, with the micro-credits in its tooltip. */
export const money = (micro) =>
  html`<span class="money" title=${micros(micro)}>${credits(micro)}</span>`;

/**
 * The same for a column or a counter: the zeros keep their place unseen, so that the points stand
 * below each other and nothing moves. `signed` writes the plus, too.
 */
export function moneyInColumn(micro, { signed = false } = {}) {
  const digits = digitsBehind(micro);
  const zeros = zerosOf(digits);
  const unseen = zeros.length === DIGITS ? `.${zeros}` : zeros;
  return html`<span class="money column" title=${micros(micro)}
    >${signed && micro > 0 ? "+" : ""}${credits(micro)}<span class="zeros" aria-hidden="true"
      >${unseen}</span
    ></span
  >`;
}
