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

/** A style sheet of the page by its name, there when what it is for is shown. */
export function sheet(name) {
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = `/css/${name}.css`;
    link.onload = resolve;
    link.onerror = () => {
      link.remove();
      reject(new Error(`${link.href} was not fetched`));
    };
    document.head.append(link);
  });
}
