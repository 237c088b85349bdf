/** Parts of the page that the first screen does without: they are fetched when somebody needs them. */
import { notice } from "./store.js";

const asked = new Map();

/**
 * Fetches a part once; after a failure the next call tries again.
 *
 * @param {string} name which part
 * @param {() => Promise<unknown>} load its import
 */
export function need(name, load) {
  if (asked.has(name)) return asked.get(name);
  const loading = load().catch(() => {
    asked.delete(name);
    notice.set({
      kind: "error",
      text: `A part of the page (${name}) could not be fetched: the portal does not answer. Try it again in a moment.`,
    });
  });
  asked.set(name, loading);
  return loading;
}

const linked = new Map();

/** Style sheets of the page by their names, there when what they are for is shown. */
export const sheets = (...names) => Promise.all(names.map(sheet));

function sheet(name) {
  if (!linked.has(name)) linked.set(name, link(`/css/${name}.css`));
  return linked.get(name).catch((error) => {
    linked.delete(name);
    throw error;
  });
}

function link(href) {
  return new Promise((resolve, reject) => {
    const node = document.createElement("link");
    node.rel = "stylesheet";
    node.href = href;
    node.onload = resolve;
    node.onerror = () => {
      node.remove();
      reject(new Error(`${href} was not fetched`));
    };
    document.head.append(node);
  });
}
