/**
 * Makes the nodes of log rows. The text comes from a stranger's program: it only ever becomes text
 * nodes, and colours become classes or values set through the style object.
 */
import { clockMs, duration } from "../format.js";
import { plainText } from "../log-lines.js";

const EMPHASIS = ["bold", "dim", "italic", "underline", "strike"];

/**
 * @typedef {object} RowLook
 * @property {"off"|"elapsed"|"clock"} times what stands before each line
 * @property {(attempt: number) => number} startOf when the attempt began to run
 * @property {{query: string}} search what to mark, in lower case
 * @property {number} target the line a link points to
 */

/** One row: number, time, text. @param {object} row @param {RowLook} look */
export function rowNode(row, look) {
  const node = document.createElement("div");
  node.className = `log-row ${row.stream}`;
  if (row.continued) node.classList.add("continued");
  if (row.number > 0) node.append(numberNode(row));
  if (look.target === row.number && row.number > 0) node.classList.add("target");
  if (look.times !== "off" && row.time) node.append(timeNode(row, look));
  const text = document.createElement("span");
  text.className = "tx";
  for (const run of markedRuns(row, look.search.query)) text.append(runNode(run));
  node.append(text);
  return node;
}

function numberNode(row) {
  const link = document.createElement("a");
  link.className = "ln";
  link.tabIndex = -1;
  link.href = `#L${row.number}`;
  if (row.continued) link.setAttribute("aria-hidden", "true");
  else link.dataset.line = row.number;
  link.setAttribute("aria-label", `Line ${row.number}`);
  return link;
}

function timeNode(row, look) {
  const time = document.createElement("span");
  time.className = "tm";
  time.dataset.time =
    look.times === "clock" ? clockMs(row.time) : duration(row.time - look.startOf(row.attempt));
  return time;
}

function runNode({ text, style, marked }) {
  if (!marked && Object.keys(style).length === 0) return document.createTextNode(text);
  const node = document.createElement(marked ? "mark" : "span");
  for (const name of EMPHASIS) if (style[name]) node.classList.add(name);
  const [front, back] = style.inverse
    ? [style.bg ?? "ground", style.fg ?? "ink"]
    : [style.fg, style.bg];
  colour(node, "color", "f", front);
  colour(node, "backgroundColor", "b", back);
  node.append(text);
  return node;
}

function colour(node, property, prefix, value) {
  if (value === undefined) return;
  if (typeof value === "string" && value.startsWith("#")) node.style[property] = value;
  else node.classList.add(`${prefix}-${value}`);
}

/** The runs, cut so that what is searched for stands alone. */
function markedRuns(row, search) {
  if (!search) return row.runs;
  const text = plainText(row).toLowerCase();
  const marks = [];
  for (let at = text.indexOf(search); at >= 0; at = text.indexOf(search, at + search.length)) {
    marks.push(at, at + search.length);
  }
  return marks.length ? cutAt(row.runs, marks) : row.runs;
}

/** `marks` are positions: inside a mark between the first and second, third and fourth, and so on. */
function cutAt(runs, marks) {
  const cut = [];
  let at = 0;
  let mark = 0;
  for (const { text, style } of runs) {
    let from = 0;
    while (from < text.length) {
      while (mark < marks.length && marks[mark] <= at + from) mark += 1;
      const to = Math.min(text.length, (marks[mark] ?? Infinity) - at);
      cut.push({ text: text.slice(from, to), style, marked: mark % 2 === 1 });
      from = to;
    }
    at += text.length;
  }
  return cut;
}
