import { Ansi } from "./ansi.js";

/**
 * The log as rows. A row is at most `MAX_ROW` characters: a line of a megabyte becomes many rows
 * with one number, so that no single element gets too large. At most `MAX_ROWS` are kept; older
 * ones are only in the download, and `dropped` says how many.
 */
export const MAX_ROW = 1000;
export const MAX_ROWS = 100_000;

/** Colour changes within one row; what comes after them keeps the last colour. */
const MAX_RUNS = 200;

/** One output stream of one attempt; it has an open row of its own, so that mixed output stays readable. */
class Stream {
  constructor(lines, attempt, name) {
    this.lines = lines;
    this.attempt = attempt;
    this.name = name;
    this.ansi = new Ansi();
    this.row = null;
    this.column = 0;
  }

  feed(chunk) {
    this.time = chunk.time;
    this.ansi.feed(chunk.text, this);
  }

  text(text, style) {
    for (let at = 0; at < text.length;) {
      if (!this.row) this.#add(false);
      if (this.column >= MAX_ROW) this.#add(true);
      const piece = text.slice(at, at + MAX_ROW - this.column);
      overwrite(this.row, this.column, piece, style);
      this.column += piece.length;
      at += piece.length;
    }
    this.lines.touched(this.row);
  }

  newline() {
    if (!this.row) this.#add(false);
    this.row = null;
  }

  carriageReturn() {
    this.column = 0;
  }

  eraseLine(mode) {
    if (!this.row) return;
    keepFirst(this.row, mode === 2 ? 0 : this.column);
    this.lines.touched(this.row);
  }

  #add(continued) {
    this.column = 0;
    this.row = this.lines.add({
      attempt: this.attempt,
      stream: this.name,
      time: this.time,
      runs: [],
      length: 0,
      continued,
    });
  }
}

/** Writes over the row from `column` on, as a terminal does after a carriage return. */
function overwrite(row, column, text, style) {
  if (column === row.length) return addRun(row, text, style);
  const { runs, length } = row;
  const end = column + text.length;
  row.runs = [];
  row.length = 0;
  copy(runs, 0, column, row);
  addRun(row, text, style);
  if (end < length) copy(runs, end, length, row);
}

function keepFirst(row, length) {
  const { runs } = row;
  row.runs = [];
  row.length = 0;
  copy(runs, 0, length, row);
}

function copy(runs, from, to, row) {
  let at = 0;
  for (const run of runs) {
    const text = run.text.slice(Math.max(0, from - at), Math.max(0, to - at));
    if (text) addRun(row, text, run.style);
    at += run.text.length;
  }
}

function addRun(row, text, style) {
  const last = row.runs.at(-1);
  if (last && (last.style === style || row.runs.length >= MAX_RUNS)) last.text += text;
  else row.runs.push({ text, style });
  row.length += text.length;
}

/** All rows of a job's log, in the order in which their first character was printed. */
export class LogLines {
  rows = [];
  dropped = 0;
  lastSeq = 0;
  #streams = new Map();
  #changed = new Set();
  #number = 0;
  #attempt = 0;

  /** Takes a chunk, unless it was taken before. Says whether it was new. */
  append(chunk) {
    if (chunk.seq <= this.lastSeq) return false;
    this.lastSeq = chunk.seq;
    if (chunk.attempt !== this.#attempt) this.#nextAttempt(chunk);
    let stream = this.#streams.get(chunk.stream);
    if (!stream)
      this.#streams.set(chunk.stream, (stream = new Stream(this, chunk.attempt, chunk.stream)));
    stream.feed(chunk);
    return true;
  }

  /** A remark of the page itself between the program's lines. */
  note(text, time, attempt = this.#attempt) {
    this.#push({
      attempt,
      stream: "note",
      time,
      runs: [{ text, style: {} }],
      length: text.length,
      continued: false,
      number: 0,
    });
  }

  add(row) {
    const numbered = row.stream !== "system";
    if (numbered && !row.continued) this.#number += 1;
    row.number = numbered ? this.#number : 0;
    return this.#push(row);
  }

  touched(row) {
    this.#changed.add(row);
  }

  /** The rows changed since this was asked last. */
  takeChanged() {
    const changed = this.#changed;
    this.#changed = new Set();
    return changed;
  }

  get lineCount() {
    return this.#number;
  }

  #nextAttempt(chunk) {
    this.#streams.clear();
    if (this.#attempt > 0)
      this.note(`Attempt ${chunk.attempt} begins here`, chunk.time, chunk.attempt);
    this.#attempt = chunk.attempt;
  }

  #push(row) {
    this.rows.push(row);
    this.#changed.add(row);
    if (this.rows.length > MAX_ROWS * 1.25) {
      this.dropped += this.rows.splice(0, this.rows.length - MAX_ROWS).length;
    }
    return row;
  }
}

/** The row's characters without colours: for searching and copying. */
export const plainText = (row) => row.runs.map((run) => run.text).join("");
