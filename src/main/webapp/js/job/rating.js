import { html, nothing, svg } from "lit";
import { live } from "lit-html/directives/live.js";
import { api } from "../api.js";
import { absolute, relative } from "../format.js";
import { PageElement } from "../signal.js";
import { jobs } from "../store.js";
import { ratedAttempt, sellerLink } from "./cards.js";

const WORDS = ["very bad", "bad", "middling", "good", "very good"];
const LONGEST = 500;

/** Stars and a line of text for the seller that was paid. They can be changed. */
export class JobRating extends PageElement {
  static properties = {
    job: {},
    stars: { state: true },
    text: { state: true },
    busy: { state: true },
    failure: { state: true },
  };

  willUpdate(changes) {
    if (!changes.has("job") || this.stars !== undefined) return;
    this.text ??= this.job.rating?.text ?? "";
  }

  get #chosen() {
    return this.stars ?? this.job.rating?.stars ?? 0;
  }

  render() {
    const { rating } = this.job;
    return html`<section class="side-part rating" aria-labelledby="rating-title">
      <h2 id="rating-title">Rating</h2>
      <form @submit=${this.#send}>
        <fieldset class="star-field">
          <legend>How did ${sellerLink(ratedAttempt(this.job))} do?</legend>
          ${WORDS.map((word, i) => this.#star(i + 1, word))}
          <span class="star-word" aria-hidden="true">${WORDS[this.#chosen - 1] ?? ""}</span>
        </fieldset>
        <input
          aria-label="A line about it"
          placeholder="A line about it, if you like"
          maxlength=${LONGEST}
          autocomplete="off"
          .value=${live(this.text)}
          @input=${(event) => (this.text = event.target.value)}
        />
        <div class="rating-row">
          <button class="button small" ?disabled=${!this.#chosen || !this.#changed || this.busy}>
            ${this.busy ? "Saving…" : rating ? "Change the rating" : "Rate"}
          </button>
          <span class="muted" role="status">${this.#said(rating)}</span>
        </div>
        ${this.failure ? html`<p class="error" role="alert">It was not saved. ${this.failure.message}</p>` : nothing}
      </form>
    </section>`;
  }

  get #changed() {
    const { rating } = this.job;
    return this.#chosen !== rating?.stars || this.text.trim() !== (rating?.text ?? "");
  }

  #said(rating) {
    if (!rating) return this.#chosen ? "" : "Choose 1 to 5 stars.";
    return html`<span title=${absolute(rating.rated_at)}>rated ${relative(rating.rated_at)}</span>`;
  }

  #star(n, word) {
    return html`<label class="star-choice" title=${word}>
      <input
        type="radio"
        name="stars"
        value=${n}
        aria-label="${n} ${n === 1 ? "star" : "stars"}, ${word}"
        .checked=${live(this.#chosen === n)}
        @change=${() => (this.stars = n)}
      />
      <svg viewBox="0 0 16 16" width="24" height="24" aria-hidden="true">
        ${svg`<path class=${n <= this.#chosen ? "full" : "open"} d="m8 1.3 2.05 4.2 4.6.65-3.3 3.25.75 4.6L8 11.85 3.9 14l.75-4.6L1.35 6.15l4.6-.65z" />`}
      </svg>
    </label>`;
  }

  async #send(event) {
    event.preventDefault();
    this.busy = true;
    this.failure = undefined;
    try {
      jobs.put(await api.rate(this.job.id, this.#chosen, this.text.trim() || undefined));
    } catch (error) {
      this.failure = error;
    } finally {
      this.busy = false;
    }
  }
}

customElements.define("job-rating", JobRating);
