/** On how many sellers a job runs, with the price of each choice. */
import { html, nothing } from "lit";
import { live } from "lit-html/directives/live.js";
import { count } from "../format.js";
import { range } from "./quote-panel.js";

const EXPLAINED = {
  1: "Its result is taken as it is.",
  2: "One after the other. The same exit code and output: it counts. If not, a third decides.",
  3: "Two of three decide. Who stands alone is not paid.",
};

/** @param {(value: string) => void} set gets what the form holds: empty for one seller */
export function verifyField(form, error, quote, set) {
  const chosen = form.verify || "1";
  const option = (n) => {
    const price = quote?.verified?.find(({ verify }) => verify === n);
    return html`<label class="option">
      <input
        type="radio"
        name="verify"
        value=${n}
        .checked=${live(chosen === String(n))}
        @change=${() => set(n === 1 ? "" : String(n))}
      />
      <span class="option-name">${count(n, "seller")}</span>
      <span class="option-price"
        >${price ? html`${range(price)} credits` : quote ? tooFew(n) : ""}</span
      >
      <span class="option-said">${EXPLAINED[n]}</span>
    </label>`;
  };
  return html`<fieldset class="field options ${error ? "wrong" : ""}" id="verify">
    <legend class="label">Verify: run it on</legend>
    ${[1, 2, 3].map(option)}
    ${error ? html`<span class="error" id="verify-error">${error}</span>` : nothing}
  </fieldset>`;
}

const tooFew = (n) => (n === 1 ? "no seller can run it now" : `fewer than ${n} can run it now`);
