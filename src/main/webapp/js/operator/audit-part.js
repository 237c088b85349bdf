import { html, nothing } from "lit";
import { api } from "../api.js";
import { count, shortId } from "../format.js";
import { money } from "../money.js";
import { stateMark } from "../states.js";
import { PageElement } from "../signal.js";

/** Looks through the books when asked: it reads all of them. */
export class AuditPart extends PageElement {
  static properties = {
    report: { state: true },
    failure: { state: true },
    busy: { state: true },
  };

  async #run() {
    this.busy = true;
    try {
      this.report = await api.audit();
      this.failure = undefined;
    } catch (error) {
      this.failure = error;
    } finally {
      this.busy = false;
    }
  }

  render() {
    return html`<section class="op-audit" aria-labelledby="op-audit">
      <h2 id="op-audit">Audit of the ledger</h2>
      <p class="hint">
        Reads every entry, in one snapshot, and says of every rule how many break it.
      </p>
      <p class="actions">
        <button type="button" class="button" ?disabled=${this.busy} @click=${this.#run}>
          ${this.busy ? "Reading the books…" : this.report ? "Run it again" : "Run the audit"}
        </button>
      </p>
      ${this.failure ? html`<p class="refusal" role="alert">${this.failure.message}</p>` : nothing}
      <div role="status">${this.report ? result(this.report) : nothing}</div>
    </section>`;
  }
}

function result({ ok, totals, checks, wrong }) {
  return html`<p class="op-verdict">
      ${
        ok
          ? html`${stateMark("succeeded")} Everything holds:
            ${count(totals.entries, "entry", "entries")}, all money together is 0.`
          : html`${stateMark("failed")} The books are wrong: see what breaks which rule.`
      }
    </p>
    <p class="hint">
      Available ${money(totals.available)} + held ${money(totals.held)} + outside
      ${money(totals.external)} + fees ${money(totals.fees)} =
      ${money(totals.available + totals.held + totals.external + totals.fees)}
    </p>
    <ul class="op-checks" aria-label="Checks">
      ${checks.map(
        (check) =>
          html`<li>
            ${stateMark(check.wrong === 0 ? "succeeded" : "failed")}
            ${check.rule.replaceAll("_", " ")}:
            ${check.wrong === 0 ? "holds" : `${check.wrong} wrong`}
          </li>`,
      )}
    </ul>
    ${
      wrong.length > 0
        ? html`<ul class="op-wrong" aria-label="What is wrong">
            ${wrong.map(
              ({ rule, id, what }) =>
                html`<li>
                  ${rule.replaceAll("_", " ")}${id ? html` <code title=${id}>${shortId(id)}</code>` : nothing}:
                  ${what}
                </li>`,
            )}
          </ul>`
        : nothing
    }`;
}

customElements.define("audit-part", AuditPart);
