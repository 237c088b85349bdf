const MOST = 10_000;

/** Where a text stands in the log, and which of the places is looked at. */
export class LogSearch {
  query = "";
  #found = [];
  #current = 0;

  /** Looks through the rows that pass; the place looked at stays. */
  find(rows, passes, textOf) {
    const current = this.#found[this.#current];
    this.#found = [];
    if (!this.query) return;
    for (const row of rows) {
      if (!passes(row) || !textOf(row).toLowerCase().includes(this.query)) continue;
      this.#found.push(row);
      if (this.#found.length >= MOST) break;
    }
    this.#current = Math.max(0, this.#found.indexOf(current));
  }

  /** Moves on by `by` places, around the end; gives the row there, if there is one. */
  step(by) {
    const { length } = this.#found;
    if (length === 0) return undefined;
    this.#current = (this.#current + by + length) % length;
    return this.#found[this.#current];
  }

  /** `3 of 12 lines`, or that there is none. */
  get told() {
    if (!this.query) return "";
    const { length } = this.#found;
    if (length === 0) return "not found";
    return `${this.#current + 1} of ${length >= MOST ? `${MOST.toLocaleString("en")}+` : length}`;
  }
}
