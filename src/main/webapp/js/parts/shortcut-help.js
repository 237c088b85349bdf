import { html } from "lit";
import { Shortcuts, shortcuts } from "../keyboard.js";
import { PageElement } from "../signal.js";

/** The sheet of shortcuts that work on this screen. */
export class ShortcutHelp extends PageElement {
  constructor() {
    super();
    new Shortcuts(this, { "?": { text: "Show these shortcuts", run: () => this.open() } });
  }

  open() {
    this.requestUpdate();
    this.updateComplete.then(() => this.querySelector("dialog").showModal());
  }

  render() {
    return html`<dialog class="dialog" aria-labelledby="shortcuts-title">
      <form method="dialog">
        <h2 id="shortcuts-title">Keyboard shortcuts</h2>
        <dl class="keys">
          ${shortcuts().map(
            ({ key, text }) =>
              html`<div>
                <dt><kbd>${key}</kbd></dt>
                <dd>${text}</dd>
              </div>`,
          )}
        </dl>
        <div class="actions"><button class="button" autofocus>Close</button></div>
      </form>
    </dialog>`;
  }
}

customElements.define("shortcut-help", ShortcutHelp);
