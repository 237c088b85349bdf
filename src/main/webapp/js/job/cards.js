/** What only some jobs have: each is fetched when the first such job is shown. */
import { html, nothing } from "lit";
import { need, sheets } from "../lazy.js";

const PARTS = {
  auction: () => import("./auction.js"),
  verification: () => import("./verification.js"),
  rating: () => import("./rating.js"),
};

const needed = (part) => need(part, () => sheets("cards").then(PARTS[part]));

/** The bids for a job with an auction, while they come and when it is over. */
export function auctionCard(job) {
  if (!job.auction) return nothing;
  needed("auction");
  return html`<job-auction .job=${job}></job-auction>`;
}

/** Whose results agree, of a job that several sellers run. */
export function verificationCard(job) {
  if (!(job.spec.verify > 1)) return nothing;
  needed("verification");
  return html`<job-verification .job=${job}></job-verification>`;
}

/** The attempt whose seller a buyer may rate: the last that was paid. */
export const ratedAttempt = (job) =>
  job.settlement && job.attempts?.findLast((attempt) => attempt.cost > 0);

/** Stars for the seller that was paid. */
export function ratingCard(job) {
  if (!ratedAttempt(job)) return nothing;
  needed("rating");
  return html`<job-rating .job=${job}></job-rating>`;
}

/** The attempt whose result is the job's: the one that counts, else the latest. */
export const resultAttempt = (job) =>
  job.attempts?.find(({ number }) => number === job.result_attempt) ?? job.attempts?.at(-1);

/** A seller's name, leading to its record. */
export const sellerLink = ({ seller_id: id, seller_name: name }) =>
  html`<a class="mono" href="/market/${id}">${name ?? id}</a>`;
