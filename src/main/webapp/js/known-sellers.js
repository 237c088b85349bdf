/** Sellers somebody likes or does not want, kept in this browser only. */
import { Signal } from "./signal.js";

const KEYS = { favourite: "lumaris.favourite-sellers", blocked: "lumaris.blocked-sellers" };
const MOST = 100;

const isSeller = (seller) => typeof seller?.id === "string" && typeof seller.name === "string";

function read(key) {
  try {
    const kept = JSON.parse(localStorage.getItem(key));
    return Array.isArray(kept) ? kept.filter(isSeller).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** `[{id, name}]`, the latest last. */
export const favourites = new Signal(read(KEYS.favourite));
export const blocked = new Signal(read(KEYS.blocked));

function keep(signal, key, list) {
  try {
    localStorage.setItem(key, JSON.stringify(list));
  } catch {
    // Full or forbidden: it holds until the page is left.
  }
  signal.set(list);
}

// Another tab of the same browser has changed them.
addEventListener("storage", ({ key }) => {
  if (key === KEYS.favourite) favourites.set(read(key));
  if (key === KEYS.blocked) blocked.set(read(key));
});

const has = (signal, id) => signal.value.some((seller) => seller.id === id);
export const isFavourite = (id) => has(favourites, id);
export const isBlocked = (id) => has(blocked, id);

function toggle(signal, key, { id, name }) {
  const others = signal.value.filter((seller) => seller.id !== id);
  const list = others.length < signal.value.length ? others : [...others, { id, name }];
  keep(signal, key, list.slice(-MOST));
}

const without = (signal, key, id) =>
  has(signal, id) &&
  keep(
    signal,
    key,
    signal.value.filter((seller) => seller.id !== id),
  );

/** Nobody is both. */
export function toggleFavourite(seller) {
  without(blocked, KEYS.blocked, seller.id);
  toggle(favourites, KEYS.favourite, seller);
}

export function toggleBlocked(seller) {
  without(favourites, KEYS.favourite, seller.id);
  toggle(blocked, KEYS.blocked, seller);
}
