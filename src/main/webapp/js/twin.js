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

/** As `lumaris run` types it. */
export function asCli(spec) {
  const parts = [`--image ${quote(spec.image || "IMAGE")}`];
  for (const [name, option] of Object.entries(OPTIONS)) {
    if (spec[name] !== undefined) parts.push(`${option} ${spec[name]}`);
  }
  parts.push(...each("--env", spec.env), ...each("--label", spec.labels));
  if (spec.budget !== undefined) parts.push(`--max-price ${plainCredits(spec.budget)}`);
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
