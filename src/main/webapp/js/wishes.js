/** What a job says about sellers: who may run it, who goes first, how many check each other, and its auction. */

/** Chosen from a few; the first of each is what the market does when nothing is said. */
export const CHOICES = {
  prefer: ["best", "cheapest", "fastest", "most_reliable"],
  auction_pick: ["best", "buyer"],
  auction_price: ["first", "second"],
  auction_no_bids: ["asks", "fail"],
};

const LISTS = ["sellers", "block_sellers"];
const COUNTS = ["verify", "auction_s"];

/** The part of an untouched form. `leave_out_blocked`: the sellers blocked in this browser as well. */
export const emptyWishes = () => ({
  ...Object.fromEntries([...Object.keys(CHOICES), ...LISTS, ...COUNTS].map((name) => [name, ""])),
  leave_out_blocked: true,
});

/** Names and ids as somebody typed them, one after the other. */
export const namesOf = (text) => [...new Set(text.split(/[\s,]+/).filter(Boolean))];

/** The part of the form that would make this spec. */
export function wishForm(spec) {
  const form = emptyWishes();
  for (const [name, [usual]] of Object.entries(CHOICES))
    if (spec[name] !== undefined && spec[name] !== usual) form[name] = String(spec[name]);
  for (const name of LISTS) form[name] = [spec[name] ?? []].flat().join(", ");
  if (spec.verify > 1) form.verify = String(spec.verify);
  if (spec.auction_s !== undefined) form.auction_s = String(spec.auction_s);
  return form;
}

/** What this form says of sellers; what is left to the market is left out. */
export function wishesOf(form) {
  const spec = {};
  if (form.prefer) spec.prefer = form.prefer;
  for (const name of LISTS) {
    const names = namesOf(form[name]);
    if (names.length) spec[name] = names;
  }
  if (form.verify) spec.verify = Number(form.verify);
  if (form.auction_s === "") return spec;
  spec.auction_s = Number(form.auction_s);
  for (const name of ["auction_pick", "auction_price", "auction_no_bids"])
    if (form[name]) spec[name] = form[name];
  return spec;
}

/** What is wrong with it, by field. `numberError` is the form's rule for numbers. */
export function wishErrors(form, limits, numberError) {
  const found = {};
  for (const [name, choices] of Object.entries(CHOICES))
    if (form[name] && !choices.includes(form[name]))
      found[name] = `must be one of ${choices.join(", ")}, you wrote ${form[name]}`;
  for (const name of LISTS)
    if (namesOf(form[name]).length > limits[name].max_items)
      found[name] = `at most ${limits[name].max_items} sellers are possible`;
  for (const name of COUNTS)
    if (form[name] !== "") found[name] = numberError(form[name], limits[name]);
  return found;
}

/**
 * The spec without the sellers blocked in this browser, as far as the form wants that. Who is named
 * as one that may run it is not left out.
 *
 * @returns {{spec: object, left: {id: string, name: string}[]}} with those that are left out
 */
export function withoutBlocked(spec, form, blocked, most) {
  const named = new Set([...(spec.sellers ?? []), ...(spec.block_sellers ?? [])]);
  const left = form.leave_out_blocked
    ? blocked
        .filter(({ id, name }) => !named.has(id) && !named.has(name))
        .slice(0, Math.max(0, most - (spec.block_sellers?.length ?? 0)))
    : [];
  if (left.length === 0) return { spec, left };
  const all = [...(spec.block_sellers ?? []), ...left.map(({ id }) => id)];
  return { spec: { ...spec, block_sellers: all }, left };
}

const PREFERRED = {
  best: "the best first",
  cheapest: "the cheapest first",
  fastest: "the fastest first",
  most_reliable: "the most reliable first",
};
const few = (names) => (names.length > 2 ? `${names.length} sellers` : names.join(" and "));

/** The folded form's last word. */
export function wishSummary(spec) {
  const said = [PREFERRED[spec.prefer] ?? PREFERRED.best];
  if (spec.verify > 1) said.unshift(`verified on ${spec.verify}`);
  if (spec.auction_s) said.unshift(`auction of ${spec.auction_s} s`);
  if (spec.sellers) said.push(`only ${few(spec.sellers)}`);
  if (spec.block_sellers) said.push(`${spec.block_sellers.length} blocked`);
  return said.join(", ");
}
