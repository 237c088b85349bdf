/**
 * A job as the form holds it (texts, as typed) and as the market wants it (typed values, defaults
 * left out). What the limits say about a field is said at the field before anything is sent; the
 * portal checks again and its word counts.
 */
import { parseCredits, plainCredits } from "./money.js";
import { join, split } from "./shell.js";
import { emptyWishes, wishErrors, wishForm, wishesOf } from "./wishes.js";

export const NUMBERS = [
  "cpus",
  "memory_mb",
  "timeout_s",
  "queue_timeout_s",
  "max_attempts",
  "priority",
];

/** An untouched form. */
export const emptyForm = () => ({
  image: "",
  mode: "shell",
  command: "",
  env: [],
  labels: [],
  retry_on_exit_code: false,
  budget: "",
  ...emptyWishes(),
  ...Object.fromEntries(NUMBERS.map((name) => [name, ""])),
});

const pairs = (map) =>
  Object.entries(map ?? {}).map(([name, value]) => ({ name, value: String(value) }));

/** The form that would make this spec. */
export function formOf(spec, limits) {
  const form = { ...emptyForm(), ...wishForm(spec) };
  form.image = spec.image ?? "";
  form.mode = spec.args ? "args" : "shell";
  form.command = spec.args ? join(spec.args) : (spec.command ?? "");
  form.env = pairs(spec.env);
  form.labels = pairs(spec.labels);
  form.retry_on_exit_code = spec.retry_on_exit_code === true;
  form.budget = spec.budget === undefined ? "" : plainCredits(spec.budget);
  for (const name of NUMBERS) {
    const value = spec[name];
    form[name] = value === undefined || value === limits?.[name]?.default ? "" : String(value);
  }
  return form;
}

function mapOf(rows) {
  const filled = rows.filter(({ name, value }) => name !== "" || value !== "");
  return filled.length
    ? Object.fromEntries(filled.map(({ name, value }) => [name, value]))
    : undefined;
}

/** The spec this form says, without what is left to the defaults. */
export function specOf(form) {
  const spec = { image: form.image.trim() };
  if (form.command.trim()) {
    if (form.mode === "args") spec.args = split(form.command).words;
    else spec.command = form.command;
  }
  for (const name of NUMBERS) if (form[name] !== "") spec[name] = Number(form[name]);
  const env = mapOf(form.env);
  const labels = mapOf(form.labels);
  if (env) spec.env = env;
  if (labels) spec.labels = labels;
  if (form.retry_on_exit_code) spec.retry_on_exit_code = true;
  const budget = parseCredits(form.budget);
  if (budget !== undefined) spec.budget = budget;
  return { ...spec, ...wishesOf(form) };
}

/** The spec with the defaults of the fields it leaves out, as the market will store it. */
export function withDefaults(spec, limits) {
  const defaults = Object.entries(limits ?? {}).filter(([, rule]) => rule.default !== undefined);
  return { ...Object.fromEntries(defaults.map(([name, rule]) => [name, rule.default])), ...spec };
}

function numberError(text, rule) {
  const value = Number(text);
  if (Number.isNaN(value)) return `must be a number, you wrote ${text}`;
  if (rule.type === "integer" && !Number.isInteger(value))
    return `must be a whole number, you wrote ${text}`;
  if (value < rule.min || value > rule.max)
    return `must be between ${rule.min} and ${rule.max}, you wrote ${text}`;
  return undefined;
}

function mapError(rows, rule) {
  const filled = rows.filter(({ name, value }) => name || value);
  const wrong = filled.find(({ name }) => !new RegExp(rule.key_pattern).test(name));
  if (wrong) return wrong.name ? `${wrong.name} is not a possible name` : "a value has no name";
  if (new Set(filled.map(({ name }) => name)).size < filled.length)
    return "the same name stands there twice";
  if (filled.length > rule.max_items) return `at most ${rule.max_items} are possible`;
  return undefined;
}

function imageError(image, rule) {
  if (!image) return "which image shall run?";
  if (image.length > rule.max_length) return `at most ${rule.max_length} characters`;
  if (!new RegExp(rule.pattern).test(image)) return `must be ${rule.hint}`;
  return undefined;
}

/** What is wrong with the form, by field; an empty object when nothing is. */
export function errorsOf(form, limits) {
  if (!limits) return {};
  const found = { image: imageError(form.image.trim(), limits.image) };
  if (form.mode === "args") found.command = split(form.command).error;
  if (form.command.length > limits.command.max_length)
    found.command = `at most ${limits.command.max_length} characters`;
  for (const name of NUMBERS)
    if (form[name] !== "") found[name] = numberError(form[name], limits[name]);
  if (form.budget !== "" && parseCredits(form.budget) === undefined)
    found.budget = `must be credits such as 0.0125, with a point and at most 6 digits behind it, you wrote ${form.budget}`;
  found.env = mapError(form.env, limits.env);
  found.labels = mapError(form.labels, limits.labels);
  Object.assign(found, wishErrors(form, limits, numberError));
  return Object.fromEntries(Object.entries(found).filter(([, sentence]) => sentence));
}

/** Reads a spec somebody pasted; throws a sentence when it is none. */
export function parseSpec(text, limits) {
  let value;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`This is not JSON: ${error.message}`, { cause: error });
  }
  const spec = value?.spec ?? value;
  if (typeof spec !== "object" || spec === null || Array.isArray(spec))
    throw new Error('A job is a JSON object: { "image": … }');
  const unknown = Object.keys(spec).find((name) => limits && !(name in limits));
  if (unknown)
    throw new Error(`A job has no field ${unknown}. It has: ${Object.keys(limits).join(", ")}.`);
  return spec;
}
