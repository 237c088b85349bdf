/**
 * Keeps a long log light: rows stand in blocks, and only blocks near the visible part have nodes.
 * The others are empty boxes of their height, so the scroll bar tells the truth.
 */
const BLOCK_ROWS = 50;
const BLOCK_CHARACTERS = 12_000;
const NEAR = "900px 0px";

export class LogBlocks {
  #content;
  #render;
  #columns;
  #blocks = [];
  #blockOf = new WeakMap();
  #byElement = new WeakMap();
  #observer;
  #lineHeight = 20;

  /**
   * @param {HTMLElement} scroller what scrolls
   * @param {HTMLElement} content where the blocks go
   * @param {(row: object) => HTMLElement} render makes a row's node
   * @param {() => number} columns how many characters stand in a line; Infinity when lines are not wrapped
   */
  constructor(scroller, content, render, columns) {
    this.#content = content;
    this.#render = render;
    this.#columns = columns;
    this.#observer = new IntersectionObserver((entries) => this.#moved(entries), {
      root: scroller,
      rootMargin: NEAR,
    });
    this.#lineHeight = parseFloat(getComputedStyle(content).lineHeight) || 20;
  }

  /** Shows these rows instead of all others. */
  reset(rows, follow) {
    this.#observer.disconnect();
    this.#content.replaceChildren();
    this.#blocks = [];
    this.append(rows, follow);
  }

  /** Adds rows at the end. With `follow` the last of them are drawn at once: they are looked at. */
  append(rows, follow = false) {
    for (const row of rows) this.#append(row);
    if (!follow) return;
    for (const block of this.#blocks.slice(-2)) if (!block.shown) this.#show(block);
  }

  #append(row) {
    let block = this.#blocks.at(-1);
    if (!block || isFull(block)) block = this.#newBlock();
    block.rows.push(row);
    block.characters += row.length;
    this.#blockOf.set(row, block);
    if (block.shown) block.element.append(this.#render(row));
    else this.#reserve(block);
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
    const block = { rows: [], characters: 0, element, shown: false };
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

  /** The height a block will have, as near as it can be told without drawing it. */
  #estimate({ rows }) {
    const columns = this.#columns();
    const lines = rows.reduce((sum, row) => sum + Math.max(1, Math.ceil(row.length / columns)), 0);
    return lines * this.#lineHeight;
  }

  #reserve(block) {
    block.element.style.height = `${block.height ?? this.#estimate(block)}px`;
  }
}

const isFull = ({ rows, characters }) =>
  rows.length >= BLOCK_ROWS || characters >= BLOCK_CHARACTERS;
