/** The address bar is the page's memory: every screen and filter has an address, and links are links. */
import { Signal } from "./signal.js";

const ROUTES = [
  [/^\/$/, "submit"],
  [/^\/jobs\/?$/, "jobs"],
  [/^\/jobs\/([0-9a-fA-F-]{36})$/, "job"],
  [/^\/market\/?$/, "market"],
  [/^\/market\/([0-9a-fA-F-]{36})$/, "seller"],
  [/^\/account\/?$/, "account"],
  [/^\/operator\/?$/, "operator"],
  [/^\/help\/?$/, "help"],
];

function match(url) {
  for (const [pattern, screen] of ROUTES) {
    const found = pattern.exec(url.pathname);
    if (found)
      return { screen, id: found[1]?.toLowerCase(), query: url.searchParams, hash: url.hash };
  }
  return { screen: "lost", query: url.searchParams, hash: url.hash };
}

const here = () => match(new URL(location.href));

/** Where the page is: `{screen, id, query, hash}`. */
export const route = new Signal(here());

/** Goes to an address of the page. */
export function go(path) {
  history.pushState(null, "", path);
  route.set(here());
  scrollTo(0, 0);
}

/** Changes the address without a new step in the history: a filter being typed, a line being linked. */
export function replace(path) {
  history.replaceState(history.state, "", path);
  route.set(here());
}

addEventListener("popstate", () => route.set(here()));

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  const plain =
    event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (!link || !plain || event.defaultPrevented || link.target || link.hasAttribute("download"))
    return;
  const url = new URL(link.href);
  if (url.origin !== location.origin || match(url).screen === "lost") return;
  if (url.pathname === location.pathname && url.search === location.search && url.hash) return;
  event.preventDefault();
  go(url.pathname + url.search + url.hash);
});
