/**
 * The portal's REST interface, as functions. Whatever goes wrong becomes an `ApiError` with a
 * sentence for a person; the one who called decides where it is shown.
 */
import { setServerClock } from "./format.js";
import { Signal } from "./signal.js";

/** Who is here: `{id, name, guest, email?}`; undefined until the portal has said so. */
export const session = new Signal(undefined);

let signedIn;
const firstSession = new Promise((resolve) => (signedIn = resolve));

/** What the portal (or the way to it) answered instead of what was asked. */
export class ApiError extends Error {
  /** @param {{status: number, reason: string, detail: string, errors?: {field: string, detail: string}[]}} problem */
  constructor({ status, reason, detail, errors = [] }) {
    super(detail);
    this.status = status;
    this.reason = reason;
    this.errors = errors;
  }

  /** Nobody answered, or somebody who is not ready or not the portal (its server while it starts): worth trying again. */
  get temporary() {
    const foreign = this.reason === FOREIGN;
    return foreign || this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

const JSON_TYPE = "application/json";
const FOREIGN = "foreign_answer";
const UNREACHABLE = {
  status: 0,
  reason: "unreachable",
  detail: "The portal does not answer. Nothing was lost; try again in a moment.",
};

async function problemOf(response) {
  const problem = await response.json().catch(() => ({}));
  return new ApiError({
    status: response.status,
    reason: problem.reason ?? FOREIGN,
    detail:
      problem.detail ??
      problem.title ??
      `The portal answered ${response.status} without saying why.`,
    errors: problem.errors,
  });
}

/** One call, as whoever the browser is; failures are an `ApiError`. */
export async function ask(method, path, body, headers = {}, signal = undefined) {
  const init = { method, signal, headers: { Accept: JSON_TYPE, ...headers } };
  if (body !== undefined) {
    init.headers["Content-Type"] = JSON_TYPE;
    init.body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(path, init);
  } catch {
    throw new ApiError(UNREACHABLE);
  }
  const date = Date.parse(response.headers.get("Date") ?? "");
  if (date) setServerClock(date + 500, 2000);
  if (!response.ok) throw await problemOf(response);
  if (response.status === 204) return {};
  return init.headers.Accept === JSON_TYPE ? response.json() : response.blob();
}

/** A call as somebody: waits for the first session, and gets a new one when the old has ended. */
async function askAs(...call) {
  await firstSession;
  try {
    return await ask(...call);
  } catch (error) {
    if (error.reason !== "not_signed_in") throw error;
  }
  await getSession();
  return ask(...call);
}

/** The present session; who has none becomes a guest. */
async function getSession() {
  const now = await ask("POST", "/api/session", {});
  // The former session is gone for good: nothing of its account may stay on the page.
  if (session.value && session.value.id !== now.id) location.reload();
  session.set(now);
  signedIn();
}

const query = (parameters) => {
  const known = Object.entries(parameters).filter(
    ([, value]) => value !== undefined && value !== "",
  );
  const text = new URLSearchParams(
    known.flatMap(([key, value]) => [value].flat().map((v) => [key, v])),
  ).toString();
  return text ? `?${text}` : "";
};

const job = (id) => `/api/jobs/${encodeURIComponent(id)}`;

/** Where a job's receipts are, to fetch and to save. */
export const receiptAddress = (id) => `${job(id)}/receipt`;

const LEDGER = "/api/account/ledger";
const OPERATOR = "/api/operator";

export const api = {
  session: getSession,
  signIn: (email, password) => ask("POST", "/api/session", { email, password }),
  keepAccount: (email, password) => askAs("POST", "/api/session/email", { email, password }),
  signOut: () => askAs("DELETE", "/api/session"),

  submit: (spec, token) => askAs("POST", "/api/jobs", spec, { "Idempotency-Key": token }),
  jobs: (filter) => askAs("GET", `/api/jobs${query(filter)}`),
  job: (id) => askAs("GET", job(id)),
  cancel: (id) => askAs("POST", `${job(id)}/cancel`),
  remove: (id) => askAs("DELETE", job(id)),
  logs: (id, after, limit = 1000) => askAs("GET", `${job(id)}/logs${query({ after, limit })}`),
  receipt: (id) => askAs("GET", receiptAddress(id)),
  logsText: (id) => `${job(id)}/logs`,

  /** What the spec so far would cost; `signal` ends the asking. */
  quote: (spec, signal) => askAs("POST", "/api/quotes", spec, {}, signal),
  account: () => askAs("GET", "/api/account"),
  ledger: (cursor) => askAs("GET", `${LEDGER}${query({ limit: 50, cursor })}`),
  /** The whole statement as a file. */
  ledgerTable: () => askAs("GET", LEDGER, undefined, { Accept: "text/csv" }),

  /** How to have more credits. */
  payments: () => ask("GET", "/api/payments"),
  /** Begins a payment; the answer says where it is paid. */
  checkout: (amount, token) =>
    askAs("POST", "/api/payments/checkout", { amount }, { "Idempotency-Key": token }),
  payouts: () => askAs("GET", "/api/payouts"),
  payOut: (wish, token) => askAs("POST", "/api/payouts", wish, { "Idempotency-Key": token }),

  /** What operators see and do; anybody else is refused. */
  overview: () => askAs("GET", `${OPERATOR}/overview`),
  audit: () => askAs("GET", `${OPERATOR}/audit`),
  settings: () => askAs("GET", `${OPERATOR}/settings`),
  set: (name, value) => askAs("PUT", `${OPERATOR}/settings/${encodeURIComponent(name)}`, { value }),
  payoutsWaiting: () => askAs("GET", `${OPERATOR}/payouts`),
  settle: (id, decision) => askAs("POST", `${OPERATOR}/payouts/${id}`, decision),
  topUp: (payment) => askAs("POST", `${OPERATOR}/top-ups`, payment),
  imageRules: () => askAs("GET", "/api/policy"),
  addRule: (rule) => askAs("POST", `${OPERATOR}/image-rules`, rule),
  removeRule: (id) => askAs("DELETE", `${OPERATOR}/image-rules/${id}`),

  sellers: () => askAs("GET", "/api/sellers"),
  seller: (id, filter) => askAs("GET", `/api/sellers/${encodeURIComponent(id)}${query(filter)}`),
  /** Takes this seller's bid. */
  pick: (id, seller) => askAs("POST", `${job(id)}/auction/pick`, { seller_id: seller }),
  rate: (id, stars, text) => askAs("PUT", `${job(id)}/rating`, { stars, text }),
  limits: () => ask("GET", "/api/limits"),
  samples: () => ask("GET", "/api/samples"),
};
