/** How the market is, in numbers, and what should not be: stuck things and disputes. */
import { html, nothing } from "lit";
import { absolute, relative, shortId } from "../format.js";
import { money as amount } from "../money.js";
import { reasonWord, stateMark } from "../states.js";

const line = (name, value, title = nothing) =>
  html`<div title=${title}>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;

const number = (n) => n.toLocaleString("en");

const part = (title, id, lines) =>
  html`<section aria-labelledby=${id}>
    <h2 id=${id}>${title}</h2>
    <dl class="operator-numbers">${lines}</dl>
  </section>`;

export const jobs = (now) =>
  part("Jobs", "op-jobs", [
    line("Queued", number(now.queued)),
    line("Assigned", number(now.assigned)),
    line("Running", number(now.running)),
    line("In an auction", number(now.auctions)),
    line(
      "Oldest in the queue",
      now.oldest_queued_at === undefined ? "–" : relative(now.oldest_queued_at),
      now.oldest_queued_at === undefined ? nothing : absolute(now.oldest_queued_at),
    ),
    line("Ended in 24 hours", number(now.ended_24_h)),
    line("Of them succeeded", number(now.succeeded_24_h)),
  ]);

export const sellers = (now) =>
  part("Sellers", "op-sellers", [
    line("Known", number(now.known)),
    line("Online", number(now.online)),
    line("Free slots", number(now.free_slots)),
    line(
      "Not trusted",
      now.not_trusted.length === 0
        ? "0"
        : now.not_trusted.map(
            ({ id, name, agreed, disagreed }) =>
              html`<a class="op-distrusted" href="/market/${id}">${name}</a>
                <span class="hint">${agreed} agreed, ${disagreed} did not</span> `,
          ),
    ),
  ]);

export const money = (now) =>
  part("Money", "op-money", [
    line("Accounts", number(now.accounts)),
    line("Available", amount(now.available)),
    line("Held", amount(now.held)),
    line("Payouts that wait", number(now.payouts_requested)),
    line(
      "For checking results",
      amount(now.for_checks),
      "What the market has put aside of its fees",
    ),
  ]);

const WHAT = {
  lease_ran_out: "A seller's lease ran out and nobody took the job back",
  waits_beyond_its_queue_timeout: "It waits beyond its queue timeout",
  auction_did_not_close: "Its auction did not close",
};

export const stuck = (things) =>
  html`<section class="op-stuck" aria-labelledby="op-stuck">
    <h2 id="op-stuck">Stuck</h2>
    ${
      things.length === 0
        ? html`<p>${stateMark("succeeded")} Nothing is stuck.</p>`
        : html`<p class="refusal">
              The market itself has not dealt with ${number(things.length)} of its jobs. Look
              whether Nakama runs and what its log says of the sweeper.
            </p>
            <ul>
              ${things.map(
                ({ what, job_id: id, since }) =>
                  html`<li>
                    ${WHAT[what] ?? what}: job <span class="mono" title=${id}>${shortId(id)}</span>,
                    <span title=${absolute(since)}>${relative(since)}</span>
                  </li>`,
              )}
            </ul>`
    }
  </section>`;

export const disputes = (all) =>
  html`<section class="op-disputes" aria-labelledby="op-disputes">
    <h2 id="op-disputes">Disputes of seven days</h2>
    ${
      all.length === 0
        ? html`<p class="muted">No two sellers differed over a result.</p>`
        : html`<table class="op-table" aria-labelledby="op-disputes">
            <thead>
              <tr>
                <th scope="col">Ended</th>
                <th scope="col">Job</th>
                <th scope="col">What</th>
              </tr>
            </thead>
            <tbody>
              ${all.map(dispute)}
            </tbody>
          </table>`
    }
  </section>`;

const dispute = (each) =>
  html`<tr>
    <td title=${absolute(each.ended_at)}>${relative(each.ended_at)}</td>
    <td class="mono" title=${each.job_id}>${shortId(each.job_id)}</td>
    <td>
      ${each.odd ? `${each.odd.join(", ")} came to another result than the others` : "No two sellers agreed"}${each.reason ? ` (${reasonWord(each.reason)})` : ""}
    </td>
  </tr>`;
