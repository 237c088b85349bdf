/** Shortcuts: each screen says which it has while it is on the page, and `?` shows them all. */

const active = new Set();

/** What works right now: `[{key, text}]`, for the help sheet. */
export const shortcuts = () =>
  [...active].flatMap((keys) => Object.entries(keys).map(([key, { text }]) => ({ key, text })));

/** Keys of an element: `{ "j": { text: "Next job", run: () => … } }`. `Ctrl+Enter` also works inside fields. */
export class Shortcuts {
  constructor(host, keys) {
    this.hostConnected = () => active.add(keys);
    this.hostDisconnected = () => active.delete(keys);
    host.addController(this);
  }
}

function nameOf(event) {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return "Ctrl+Enter";
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  return event.key === " " ? undefined : event.key;
}

const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]") !== null;

document.addEventListener("keydown", (event) => {
  const name = nameOf(event);
  if (!name || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  if (typing(event.target) && name !== "Ctrl+Enter") {
    if (name === "Escape") event.target.blur();
    return;
  }
  for (const keys of [...active].reverse()) {
    if (!Object.hasOwn(keys, name)) continue;
    event.preventDefault();
    keys[name].run();
    return;
  }
});
