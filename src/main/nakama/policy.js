// Which images may run: the operators' rules for the market, and what a seller refuses.

// A pattern is matched against a whole name, so one that could fit none is a mistake: it begins with a registry or with *.
// The same words are in io.lumaris.job.ImageRules.
const IMAGE_PATTERN = "^(\\*|localhost/|[a-zA-Z0-9-]*[.:*][a-zA-Z0-9.:*-]*/)[a-zA-Z0-9._/:@*-]*$";
const IMAGE_PATTERN_HINT =
  "a pattern for an image's whole name, with * for anything: docker.io/library/busybox:* or *busybox* or *@sha256:…";
const IMAGE_PATTERNS = {
  type: "list",
  max_items: 100,
  max_length: 16384,
  pattern: IMAGE_PATTERN,
  hint: "patterns for images' whole names, with * for anything, such as docker.io/library/* or *busybox*",
};
const TIME_OF_DAY = {
  type: "string",
  required: true,
  max_length: 5,
  pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]$",
  hint: "a time of day in UTC from 00:00 to 23:59",
};
const FILTERS = {
  type: "object",
  fields: {
    images: { type: "object", fields: { allow: IMAGE_PATTERNS, deny: IMAGE_PATTERNS } },
    buyers: {
      type: "object",
      fields: {
        deny: {
          type: "list",
          max_items: 200,
          max_length: 8192,
          pattern: "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
          hint: "ids of accounts, in lower case",
        },
      },
    },
    max_cpus: { type: "number", min: 0.1, max: 4096 },
    max_memory_mb: { type: "integer", min: 16, max: 16777216 },
    max_timeout_s: { type: "integer", min: 1, max: 86400 },
    hours: { type: "object", fields: { from: TIME_OF_DAY, to: TIME_OF_DAY } },
  },
};
const POLICY_ADD = {
  effect: { type: "choice", of: ["allow", "deny"], required: true },
  pattern: {
    type: "string",
    required: true,
    min_length: 1,
    max_length: 300,
    pattern: IMAGE_PATTERN,
    hint: IMAGE_PATTERN_HINT,
  },
  note: { type: "string", min_length: 1, max_length: 200 },
};
const POLICY_REMOVE = { rule_id: { type: "uuid", required: true } };

function checkFilters(filters) {
  const hours = filters && filters.hours;
  if (hours && hours.from === hours.to) {
    broken("invalid_request", "filters.hours", "must not begin when they end: leave them out");
  }
}

function rpcPolicyList(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function policyList(caller, body) {
    checked("invalid_request", NO_FIELDS, body, "");
    return run(caller, "policy_list()", []);
  });
}

function rpcPolicyAdd(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function policyAdd(caller, body) {
    const rule = checked("invalid_request", POLICY_ADD, body, "");
    return run(caller, "policy_add($1, $2, $3, $4)", [
      caller.userId,
      rule.effect,
      rule.pattern,
      orNull(rule.note),
    ]);
  });
}

function rpcPolicyRemove(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function policyRemove(caller, body) {
    const rule = checked("invalid_request", POLICY_REMOVE, body, "");
    return run(caller, "policy_remove($1, $2)", [caller.userId, rule.rule_id]);
  });
}
