// Checks of what a client sends, driven by tables of rules: LIMITS (limits.json, put in front of this script by the
// build) for a job, the tables beside each RPC for the rest. The first broken rule is told, with the field's name.

const CHECKS = {
  string: checkString,
  number: checkNumber,
  integer: checkNumber,
  boolean: checkBoolean,
  list: checkList,
  map: checkMap,
  uuid: checkUuid,
  choice: checkChoice,
  object: checkObject,
  objects: checkObjects,
  free: checkFree,
};
const PATTERNS = {};

// Returns a copy with defaults filled in. `kind` is the reason of a refusal, `path` what stands before a field's name.
// Every call passes here: plain loops, because in this engine a callback for each field costs as much as its check.
function checked(kind, rules, value, path) {
  const given = Object.keys(value);
  for (let i = 0; i < given.length; i++) {
    if (!Object.hasOwn(rules, given[i])) {
      broken(kind, path + shortened(given[i]), unknownField(kind, rules));
    }
  }
  const copy = {};
  const fields = Object.keys(rules);
  for (let i = 0; i < fields.length; i++) {
    const field = fields[i];
    const rule = rules[field];
    if (value[field] !== undefined) {
      copy[field] = CHECKS[rule.type](kind, path + field, rule, value[field]);
    } else if (rule.required) {
      broken(kind, path + field, "is missing" + (rule.hint ? ": give " + rule.hint : ""));
    } else if (rule.default !== undefined) {
      copy[field] = rule.default;
    }
  }
  return copy;
}

function unknownField(kind, rules) {
  const what = kind === "invalid_job" ? "is no field of a job" : "is no such field";
  return what + "; there are " + (Object.keys(rules).join(", ") || "none");
}

function broken(kind, field, sentence) {
  refuse(3, kind + ": " + field + ": " + sentence);
}

function wrongType(kind, field, wanted, value) {
  broken(kind, field, "must be " + wanted + ", you sent " + shown(value));
}

// The value as sent, cut to what a sentence can bear.
function shown(value) {
  return Array.isArray(value)
    ? "a list"
    : isObject(value)
      ? "an object"
      : shortened(JSON.stringify(value));
}

function shortened(text) {
  return text.length <= 40 ? text : text.slice(0, 40) + "…";
}

function matchesPattern(pattern, text) {
  PATTERNS[pattern] = PATTERNS[pattern] || new RegExp(pattern);
  return PATTERNS[pattern].test(text);
}

function checkString(kind, field, rule, value) {
  if (typeof value !== "string") {
    wrongType(kind, field, "a string", value);
  }
  if (value.length < (rule.min_length || 0)) {
    broken(kind, field, "must not be empty" + (rule.hint ? ": give " + rule.hint : ""));
  }
  if (value.length > rule.max_length) {
    tooLong(kind, field, rule, value.length);
  }
  if (rule.pattern && !matchesPattern(rule.pattern, value)) {
    broken(kind, field, "must be " + rule.hint);
  }
  return noNul(kind, field, value);
}

function tooLong(kind, field, rule, length) {
  broken(kind, field, "must have at most " + rule.max_length + " characters, you sent " + length);
}

function noNul(kind, field, value) {
  if (value.indexOf("\0") >= 0) {
    broken(kind, field, "must not contain the character U+0000");
  }
  return value;
}

function checkNumber(kind, field, rule, value) {
  if (typeof value !== "number") {
    wrongType(kind, field, rule.type === "integer" ? "a whole number" : "a number", value);
  }
  if (rule.type === "integer" && !Number.isInteger(value)) {
    wrongType(kind, field, "a whole number", value);
  }
  if (value < rule.min || value > rule.max) {
    broken(kind, field, "must be between " + rule.min + " and " + rule.max + ", you sent " + value);
  }
  return value;
}

function checkBoolean(kind, field, rule, value) {
  if (typeof value !== "boolean") {
    wrongType(kind, field, "true or false", value);
  }
  return value;
}

function checkList(kind, field, rule, value) {
  if (
    !Array.isArray(value) ||
    !value.every(function (item) {
      return typeof item === "string";
    })
  ) {
    wrongType(kind, field, "a list of strings", value);
  }
  checkCount(kind, field, rule, value.length);
  const length = value.reduce(function (sum, item) {
    return sum + noNul(kind, field, item).length;
  }, 0);
  if (length > rule.max_length) {
    tooLong(kind, field, rule, length);
  }
  if (
    rule.pattern &&
    !value.every(function (item) {
      return matchesPattern(rule.pattern, item);
    })
  ) {
    broken(kind, field, "must hold " + rule.hint);
  }
  return value;
}

function checkCount(kind, field, rule, count) {
  if (count > rule.max_items) {
    broken(kind, field, "must have at most " + rule.max_items + " entries, you sent " + count);
  }
  if (count < (rule.min_items || 0)) {
    broken(kind, field, "must not be empty" + (rule.hint ? ": give " + rule.hint : ""));
  }
}

function checkMap(kind, field, rule, value) {
  if (!isObject(value)) {
    wrongType(kind, field, "an object of strings", value);
  }
  const names = Object.keys(value);
  checkCount(kind, field, rule, names.length);
  names.forEach(function (name) {
    if (name.length > rule.key_max_length || !matchesPattern(rule.key_pattern, name)) {
      broken(kind, field + "." + shortened(name), "is not a valid name: use " + rule.key_pattern);
    }
    if (typeof value[name] !== "string") {
      broken(kind, field + "." + name, "must be a string: put it in quotes");
    }
    checkString(kind, field + "." + name, { max_length: rule.max_length }, value[name]);
  });
  return value;
}

function checkUuid(kind, field, rule, value) {
  if (typeof value !== "string" || !UUID.test(value)) {
    wrongType(kind, field, "a UUID", value);
  }
  return value.toLowerCase();
}

function checkChoice(kind, field, rule, value) {
  if (rule.of.indexOf(value) < 0) {
    wrongType(kind, field, "one of " + rule.of.join(", "), value);
  }
  return value;
}

function checkObject(kind, field, rule, value) {
  if (!isObject(value)) {
    wrongType(kind, field, "an object", value);
  }
  return checked(kind, rule.fields, value, field + ".");
}

function checkObjects(kind, field, rule, value) {
  if (!Array.isArray(value)) {
    wrongType(kind, field, "a list", value);
  }
  checkCount(kind, field, rule, value.length);
  const check = rule.check || checkObject;
  return value.map(function (item, i) {
    return check(kind, field + "[" + i + "]", rule, item);
  });
}

// Facts the market stores and shows but does not act on; only their size is limited, and their depth: readers of JSON refuse
// what is nested too deeply, with all that is around it.
const MOST_LEVELS = 16;

function isDeeperThan(levels, value) {
  return (
    typeof value === "object" &&
    value !== null &&
    (levels === 0 ||
      Object.keys(value).some(function (key) {
        return isDeeperThan(levels - 1, value[key]);
      }))
  );
}

function checkFree(kind, field, rule, value) {
  if (!isObject(value)) {
    wrongType(kind, field, "an object", value);
  }
  if (JSON.stringify(value).length > rule.max_length) {
    broken(kind, field, "must have at most " + rule.max_length + " characters");
  }
  if (isDeeperThan(MOST_LEVELS, value)) {
    broken(kind, field, "must be nested at most " + MOST_LEVELS + " levels deep");
  }
  return value;
}
