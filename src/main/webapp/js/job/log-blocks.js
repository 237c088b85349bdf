/**
 * Keeps a long log light: rows stand in blocks, and only blocks near the visible part have nodes.
 * The others are empty boxes of their height, so the scroll bar tells the truth.
 */
const BLOCK_ROWS = 50;
const NEAR = "900px 0px";

export class LogBlocks {
  #content;
  #render;
  #blocks = [];
  #blockOf = new WeakMap();
  #byElement = new WeakMap();
  #observer;
  #lineHeight = 20;

  /**
   * @param {HTMLElement} scroller what scrolls
   * @param {HTMLElement} content where the blocks go
   * @param {(row: object) => HTMLElement} render makes a row's node
   */
  constructor(scroller, content, render) {
    this.#content = content;
    this.#render = render;
    this.#observer = new IntersectionObserver((entries) => this.#moved(entries), {
      root: scroller,
      rootMargin: NEAR,
    });
    this.#lineHeight = parseFloat(getComputedStyle(content).lineHeight) || 20;
  }

  /** Shows these rows instead of all others. */
  reset(rows) {
    this.#observer.disconnect();
    this.#content.replaceChildren();
    this.#blocks = [];
    this.append(rows);
  }

  append(rows) {
    for (const row of rows) {
      let block = this.#blocks.at(-1);
      if (!block || block.rows.length >= BLOCK_ROWS) block = this.#newBlock();
      block.rows.push(row);
      this.#blockOf.set(row, block);
      if (block.shown) block.element.append(this.#render(row));
      else this.#reserve(block);
    }
  }

  /** Draws rows again whose text has changed. */
  refresh(rows) {
    for (const row of rows) {
      const block = this.#blockOf.get(row);
      if (!block?.shown || !this.#byElement.has(block.element)) continue;
      const old = block.element.children[block.rows.indexOf(row)];
      old?.replaceWith(this.#render(row));
    }
  }

  /** Draws again whatever has nodes: another look of the same rows. */
  redraw() {
    for (const block of this.#blocks) {
      block.height = undefined;
      if (block.shown) this.#show(block);
      else this.#reserve(block);
    }
  }

  /** The node of a row, made if need be; nothing when the row is not shown at all. */
  nodeOf(row) {
    const block = this.#blockOf.get(row);
    if (!block || !this.#byElement.has(block.element)) return undefined;
    if (!block.shown) this.#show(block);
    return block.element.children[block.rows.indexOf(row)];
  }

  disconnect() {
    this.#observer.disconnect();
  }

  #newBlock() {
    const element = document.createElement("div");
    element.className = "log-block";
    const block = { rows: [], element, shown: false };
    this.#byElement.set(element, block);
    this.#blocks.push(block);
    this.#content.append(element);
    this.#observer.observe(element);
    return block;
  }

  #moved(entries) {
    for (const entry of entries) {
      const block = this.#byElement.get(entry.target);
      if (entry.isIntersecting && !block.shown) this.#show(block);
      else if (!entry.isIntersecting && block.shown) this.#hide(block);
    }
  }

  #show(block) {
    block.shown = true;
    block.element.style.height = "";
    block.element.replaceChildren(...block.rows.map((row) => this.#render(row)));
  }

  #hide(block) {
    block.height = block.element.offsetHeight;
    block.shown = false;
    block.element.replaceChildren();
    this.#reserve(block);
  }

  #reserve(block) {
    block.element.style.height = `${block.height ?? block.rows.length * this.#lineHeight}px`;
  }
}
