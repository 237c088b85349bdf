/** What of the market is shown, as it stands in the address. */
import { isBlocked, isFavourite } from "../known-sellers.js";
import { price } from "../price.js";

export const SHOWN = {
  online: "Online",
  all: "All",
  favourites: "Favourites",
  blocked: "Blocked",
};

export const SORTED = {
  best: "Best first",
  price: "Cheapest first",
  success: "Most reliable first",
  start: "Fastest start first",
  name: "By name",
};

const oneOf = (words, word) => (Object.hasOwn(words, word ?? "") ? word : Object.keys(words)[0]);

/** @param {URLSearchParams} query */
export const filterOf = (query) => ({
  show: oneOf(SHOWN, query.get("show")),
  sort: oneOf(SORTED, query.get("sort")),
  text: query.get("text") ?? "",
});

/** The address of the market under this filter; what is usual is left out. */
export function addressOf({ show, sort, text }) {
  const query = new URLSearchParams();
  if (show !== "online") query.set("show", show);
  if (sort !== "best") query.set("sort", sort);
  if (text) query.set("text", text);
  const said = query.toString();
  return said ? `/market?${said}` : "/market";
}

const PASSES = {
  online: (seller) => seller.online,
  all: () => true,
  favourites: ({ id }) => isFavourite(id),
  blocked: ({ id }) => isBlocked(id),
};

/** How many each choice shows. */
export const counts = (sellers) =>
  Object.fromEntries(Object.keys(SHOWN).map((show) => [show, sellers.filter(PASSES[show]).length]));

export const EXAMPLE_MS = 10_000;

/** The market's own measure: what ten seconds cost for each correct result to be expected. */
const score = ({ ask, record }, spec) =>
  price(ask, spec, EXAMPLE_MS) / (record?.expected_success || 0.01);

const ORDER = {
  best: (seller, spec) => score(seller, spec),
  price: (seller, spec) => price(seller.ask, spec, EXAMPLE_MS),
  success: ({ record }) => -(record?.expected_success ?? 0),
  start: ({ record }) => record?.start_ms ?? Infinity,
  name: () => 0,
};

/** Those that pass, in order; who is online stands before who is not. */
export function listed(sellers, { show, sort, text }, spec) {
  const wanted = text.toLowerCase();
  const by = ORDER[sort];
  return sellers
    .filter((seller) => PASSES[show](seller) && seller.name.toLowerCase().includes(wanted))
    .map((seller) => ({ seller, key: by(seller, spec) }))
    .sort(
      (a, b) =>
        b.seller.online - a.seller.online ||
        (a.key === b.key ? a.seller.name.localeCompare(b.seller.name) : a.key - b.key),
    )
    .map(({ seller }) => seller);
}
