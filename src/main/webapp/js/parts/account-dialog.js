import { html, nothing } from "lit";
import { api, session } from "../api.js";
import { PageElement } from "../signal.js";
import { notice } from "../store.js";

const KINDS = {
  keep: {
    title: "Keep this account",
    text: "Your jobs and your name stay as they are, and you can sign in from any browser.",
    action: "Keep account",
    autocomplete: "new-password",
    hint: "8 characters or more",
    send: (email, password) => api.keepAccount(email, password),
  },
  signin: {
    title: "Sign in",
    text: "With the e-mail and password you kept an account with.",
    action: "Sign in",
    autocomplete: "current-password",
    send: (email, password) => api.signIn(email, password),
  },
};

/** The two things done with an e-mail: keeping a guest's account and coming back to it. */
export class AccountDialog extends PageElement {
  static properties = { kind: { state: true }, error: { state: true }, busy: { state: true } };

  /** @param {"keep"|"signin"} kind */
  async open(kind) {
    this.kind = kind;
    this.error = undefined;
    await this.updateComplete;
    this.querySelector("dialog").showModal();
  }

  render() {
    if (!this.kind) return nothing;
    const kind = KINDS[this.kind];
    return html`<dialog class="dialog" aria-labelledby="account-title">
      <form @submit=${this.#send}>
        <h2 id="account-title">${kind.title}</h2>
        <p>${kind.text}</p>
        <label class="field">
          <span class="label">E-mail</span>
          <input type="email" name="email" required autocomplete="username" />
        </label>
        <label class="field">
          <span class="label">Password</span>
          <input
            type="password"
            name="password"
            required
            minlength="8"
            maxlength="200"
            autocomplete=${kind.autocomplete}
          />
          ${kind.hint ? html`<span class="hint">${kind.hint}</span>` : nothing}
        </label>
        <p class="error" role="alert">${this.error}</p>
        <div class="actions">
          <button type="button" class="button" @click=${this.#close}>Not now</button>
          <button class="button primary" ?disabled=${this.busy}>${kind.action}</button>
        </div>
      </form>
    </dialog>`;
  }

  async #send(event) {
    event.preventDefault();
    const { email, password } = Object.fromEntries(new FormData(event.target));
    this.busy = true;
    this.error = undefined;
    try {
      this.#done(await KINDS[this.kind].send(email, password));
    } catch (error) {
      this.error = error.message;
    } finally {
      this.busy = false;
    }
  }

  #done(now) {
    // Another account: nothing of the former one may stay on the page.
    if (now.id !== session.value?.id) return location.assign("/jobs");
    session.set(now);
    this.#close();
    notice.set({
      kind: "info",
      text: `This account is kept: sign in as ${now.email} from anywhere.`,
    });
  }

  #close() {
    this.querySelector("dialog").close();
  }
}

customElements.define("account-dialog", AccountDialog);
