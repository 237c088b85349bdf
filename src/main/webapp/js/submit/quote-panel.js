/** A quote in words: what the job costs, who runs it for that, and what is wrong with its price. */
import { html, nothing } from "lit";
import { count, duration } from "../format.js";
import { credits, money } from "../money.js";

const WHOLE_MINUTE_S = 60;
const limitText = (s) =>
  s % WHOLE_MINUTE_S === 0 ? `${s / WHOLE_MINUTE_S} min` : duration(s * 1000).replace(".0 s", " s");

/** Beside the form: lowest to highest price, for ten seconds too, and the sellers behind it. */
export function quotePanel({ value, failure }) {
  return html`<section class="panel quote" aria-label="What it costs">
    <h2>What it costs</h2>
    <div role="status">${value ? prices(value) : noQuote(failure)}</div>
  </section>`;
}

function noQuote(failure) {
  if (failure)
    return html`<p class="verdict">No price</p>
      <p class="hint">${failure.message}</p>`;
  return html`<p class="verdict"><span class="skeleton">0.018434 credits</span></p>
    <p class="hint"><span class="skeleton">for the whole time limit</span></p>`;
}

function prices(quote) {
  const { price, price_10_s: short, budget, problem } = quote;
  return html`${
      price
        ? html`<p class="verdict">${range(price)} credits</p>
            <p class="hint">
              if it runs for the whole ${limitText(quote.timeout_s)}${median(price)}; 10 s cost
              ${range(short)}${median(short)}
            </p>`
        : html`<p class="verdict">No price yet</p>`
    }
    <p class="quote-sellers">${sellersSentence(quote)}</p>
    ${
      budget === undefined || problem
        ? nothing
        : html`<p class="hint">
            ${money(budget)} of your ${money(quote.available)} credits would be held until it ends.
            What it does not use comes back.
          </p>`
    }`;
}

/** `0.0001–0.0002`, or one of them. */
export const range = ({ lowest, highest }) =>
  lowest === highest ? money(lowest) : html`${money(lowest)}–${money(highest)}`;

const median = ({ lowest, median: middle, highest }) =>
  lowest === highest ? nothing : html` (median ${money(middle)})`;

const RULES = {
  closed: ["takes no work at the moment", "take no work at the moment"],
  own: ["is your own", "are your own"],
  not_wanted: ["is one you do not want", "are ones you do not want"],
  record: ["gave too many wrong results", "gave too many wrong results"],
  isolation: ["does not isolate it as you ask", "do not isolate it as you ask"],
  cpus: ["has too few CPUs", "have too few CPUs"],
  memory: ["has too little memory", "have too little memory"],
  policy: ["refuses it by its own rules", "refuse it by their own rules"],
  price: ["asks more than your price limit", "ask more than your price limit"],
};

/** How many can run it, now and at all, and which rule leaves out how many. */
export function sellersSentence({ sellers, dropped }) {
  const { online, can_run: able, can_run_now: now } = sellers;
  if (online === 0) return "No seller is online: a job waits until one comes.";
  const which = online === 1 ? "The one seller online" : `${able} of ${online} sellers online`;
  const when = now === 0 ? ", busy now" : now === able ? " now" : `, ${now} of them now`;
  const first =
    able === 0
      ? `${online === 1 ? "The one seller" : `None of ${online} sellers`} online can${online === 1 ? "not" : ""} run it`
      : `${which} can run it${when}`;
  const left = Object.entries(dropped ?? {}).map(([rule, n]) => {
    const [one, many] = RULES[rule] ?? [`is left out (${rule})`, `are left out (${rule})`];
    return online === 1 ? `it ${one}` : `${n} ${n === 1 ? one : many}`;
  });
  return `${[first, ...left].join("; ")}.`;
}

/** Right above the button: that it cannot be paid, or what a low price limit will do. */
export function priceWarning({ value }) {
  if (!value) return nothing;
  if (value.problem)
    return html`<p class="refusal" role="status">
      ${sentence(value.problem)}
      ${value.problem.startsWith("insufficient_funds") ? html`<a href="/account#add-credits">How to add credits</a>` : nothing}
    </p>`;
  const caution = cautionOf(value);
  return caution ? html`<p class="caution" role="status">${caution}</p>` : nothing;
}

/** The market's words without their code. */
const sentence = (problem) => {
  const text = problem.replace(/^[a-z_]+: /, "");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
};

function cautionOf({ budget, price, sellers, dropped = {}, timeout_s: limit }) {
  if (sellers.can_run === 0 && dropped.price)
    return `No seller runs it for ${credits(budget)} credits: ${count(dropped.price, "seller")} could, but ${dropped.price === 1 ? "asks" : "ask"} more. Raise the price limit or leave it empty; like this the job waits for a cheaper one.`;
  if (price && budget < price.lowest)
    return `${credits(budget)} credits do not pay for ${limitText(limit)} on any seller: the program is stopped when they are used up.`;
  return undefined;
}
