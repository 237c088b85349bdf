import { html, nothing } from "lit";
import { account } from "../account.js";
import { api } from "../api.js";
import { absolute, relative, shortId } from "../format.js";
import { moneyInColumn } from "../money.js";
import { PageElement, Ticks } from "../signal.js";
import { notice, persistently } from "../store.js";

/** Every movement of the account's money, the newest first; new ones come by themselves. */
export class AccountStatement extends PageElement {
  static properties = {
    entries: { state: true },
    cursor: { state: true },
    failure: { state: true },
    busy: { state: true },
  };

  #changed = () => this.#newest();

  constructor() {
    super();
    new Ticks(this, 5000);
  }

  connectedCallback() {
    super.connectedCallback();
    account.addEventListener("change", this.#changed);
    this.#newest();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    account.removeEventListener("change", this.#changed);
  }

  /** The first page. What was loaded behind it stays, unless there is a gap between. */
  async #newest() {
    try {
      const page = await persistently(() => api.ledger());
      const oldest = page.entries.at(-1)?.seq ?? 0;
      const known = this.entries ?? [];
      const joins = known.length > page.entries.length && known[0].seq >= oldest;
      this.entries = joins
        ? [...page.entries, ...known.filter(({ seq }) => seq < oldest)]
        : page.entries;
      if (!joins) this.cursor = page.cursor;
      this.failure = undefined;
    } catch (error) {
      this.failure = error;
    }
  }

  async #more() {
    this.busy = true;
    try {
      const page = await api.ledger(this.cursor);
      this.entries = [...this.entries, ...page.entries];
      this.cursor = page.cursor;
    } catch (error) {
      notice.set({ kind: "error", text: `No more lines came. ${error.message}` });
    } finally {
      this.busy = false;
    }
  }

  async #save() {
    try {
      await saveTable();
    } catch (error) {
      notice.set({ kind: "error", text: `The statement was not saved. ${error.message}` });
    }
  }

  render() {
    return html`<section class="statement" aria-labelledby="statement-title">
      <div class="page-head row">
        <h2 id="statement-title">Statement</h2>
        <button type="button" class="button small" @click=${this.#save}>Download CSV</button>
      </div>
      ${this.failure ? html`<p class="refusal" role="alert">It could not be read: ${this.failure.message}</p>` : nothing}
      ${this.entries?.length === 0 ? html`<p class="muted">No money has moved yet.</p>` : table(this.entries)}
      ${
        this.cursor
          ? html`<p class="paging">
              <button type="button" class="button" ?disabled=${this.busy} @click=${this.#more}>
                ${this.busy ? "Loading…" : "Show older lines"}
              </button>
            </p>`
          : nothing
      }
    </section>`;
  }
}

/** What goes from one bucket to the other is one line with both amounts. */
function linesOf(entries) {
  const lines = new Map();
  for (const entry of entries) {
    const key = [entry.transfer, entry.reason, entry.attempt_id].join();
    const line = lines.get(key) ?? { ...entry };
    line[entry.bucket] = (line[entry.bucket] ?? 0) + entry.amount;
    lines.set(key, line);
  }
  return [...lines.values()];
}

const table = (entries) =>
  html`<table class="ledger" aria-labelledby="statement-title" aria-busy=${entries === undefined}>
    <thead>
      <tr>
        <th scope="col">When</th>
        <th scope="col">What</th>
        <th scope="col" class="amount">Available</th>
        <th scope="col" class="amount">Held</th>
      </tr>
    </thead>
    <tbody>
      ${linesOf(entries ?? []).map(row)}
    </tbody>
  </table>`;

const WORDS = {
  starter: "Starter credits",
  top_up: "Credits added",
  top_up_refund: "Taken back: the payment was paid back",
  hold: "Held for",
  charge: "Paid for",
  earning: "Earned with",
  refund: "Returned from",
  payout_request: "Payout asked for",
  payout: "Paid out",
  payout_refusal: "Payout refused",
};

function row(line) {
  return html`<tr>
    <td class="when" title=${absolute(line.time)}>${relative(line.time)}</td>
    <td class="what">
      ${WORDS[line.reason] ?? line.reason} ${line.job_id ? jobOf(line) : nothing}
      ${line.rule ? html`<p class="muted">${line.rule}</p>` : nothing}
    </td>
    ${amount("available", line.available)}${amount("held", line.held)}
  </tr>`;
}

/** A seller may not look at the buyer's job. */
const jobOf = ({ reason, job_id: id }) =>
  reason === "earning"
    ? html`job <span class="mono" title=${id}>${shortId(id)}</span>`
    : html`<a href="/jobs/${id}" title=${id}>job <span class="mono">${shortId(id)}</span></a>`;

const amount = (bucket, micro) =>
  html`<td class="amount ${bucket} ${micro === undefined ? "none" : ""}">
    ${micro === undefined ? nothing : html`<span class="bucket">${bucket} </span>${moneyInColumn(micro, { signed: true })}`}
  </td>`;

/** The whole statement as a file of the browser's. */
async function saveTable() {
  const address = URL.createObjectURL(await api.ledgerTable());
  const link = document.createElement("a");
  link.href = address;
  link.download = "ledger.csv";
  link.click();
  URL.revokeObjectURL(address);
}

customElements.define("account-statement", AccountStatement);
