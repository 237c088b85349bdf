/** The same job as a command line, as curl and as JSON. */
import { plainCredits } from "./money.js";
import { join, quote } from "./shell.js";

const OPTIONS = {
  cpus: "--cpus",
  memory_mb: "--memory",
  timeout_s: "--timeout",
  queue_timeout_s: "--queue-timeout",
  max_attempts: "--max-attempts",
  priority: "--priority",
};

const each = (option, map = {}) =>
  Object.entries(map).map(([name, value]) => `${option} ${quote(`${name}=${value}`)}`);

const WISHES = {
  prefer: "--prefer",
  verify: "--verify",
  auction_pick: "--auction-pick",
  auction_price: "--auction-price",
  auction_no_bids: "--auction-no-bids",
};

function aboutSellers(spec) {
  const options = Object.entries(WISHES).filter(([name]) => spec[name] !== undefined);
  return [
    ...(spec.sellers ?? []).map((name) => `--seller ${quote(name)}`),
    ...(spec.block_sellers ?? []).map((name) => `--block-seller ${quote(name)}`),
    ...(spec.auction_s === undefined ? [] : [`--auction ${spec.auction_s}s`]),
    ...options.map(([name, option]) => `${option} ${quote(spec[name].toString())}`),
  ];
}

/** As `lumaris run` types it. */
export function asCli(spec) {
  const parts = [`--image ${quote(spec.image || "IMAGE")}`];
  for (const [name, option] of Object.entries(OPTIONS)) {
    if (spec[name] !== undefined) parts.push(`${option} ${spec[name]}`);
  }
  parts.push(...each("--env", spec.env), ...each("--label", spec.labels));
  if (spec.budget !== undefined) parts.push(`--max-price ${plainCredits(spec.budget)}`);
  parts.push(...aboutSellers(spec));
  if (spec.retry_on_exit_code) parts.push("--retry-on-exit-code");
  if (spec.command !== undefined) parts.push(`--command ${quote(spec.command)}`);
  const line = ["./lumaris run", ...parts].join(" \\\n  ");
  return spec.args ? `${line} \\\n  -- ${join(spec.args)}` : line;
}

/** As one shell script with curl: a session first, then the job. */
export function asCurl(spec, origin) {
  const body = JSON.stringify(spec);
  return [
    `curl -s -c lumaris.cookie -H 'Content-Type: application/json' -d '{}' ${quote(`${origin}/api/session`)}`,
    `curl -s -b lumaris.cookie -H 'Content-Type: application/json' \\\n  -d ${quote(body)} \\\n  ${quote(`${origin}/api/jobs`)}`,
  ].join("\n");
}

export const asJson = (spec) => JSON.stringify(spec, null, 2);
