/** Where two outputs differ, line by line. */

/** As many lines of each are compared; more would hold up the page. */
export const MOST_LINES = 500;
const LONGEST = 1000;
const AROUND = 3;
const CONTROL_PICTURES = 0x2400;

/** Control characters as pictures, so that what differs is seen and nothing acts. */
const visible = (line) =>
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  line.replace(/[\u0000-\u001f]/g, (c) => String.fromCharCode(CONTROL_PICTURES + c.charCodeAt(0)));

/** A text's first lines, each cut to what can be read. */
export function linesOf(text) {
  const lines = text.split("\n", MOST_LINES + 1);
  if (lines.at(-1) === "") lines.pop();
  return lines.slice(0, MOST_LINES).map((line) => visible(line.slice(0, LONGEST)));
}

/** Lengths of the longest common sequences of all ends of both. */
function lengths(left, right) {
  const width = right.length + 1;
  const found = new Uint16Array((left.length + 1) * width);
  for (let i = left.length - 1; i >= 0; i--)
    for (let j = right.length - 1; j >= 0; j--)
      found[i * width + j] =
        left[i] === right[j]
          ? found[(i + 1) * width + j + 1] + 1
          : Math.max(found[(i + 1) * width + j], found[i * width + j + 1]);
  return (i, j) => found[i * width + j];
}

/** @returns {{kind: "same"|"left"|"right", text: string}[]} */
export function diffLines(left, right) {
  const common = lengths(left, right);
  const rows = [];
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && left[i] === right[j]) {
      rows.push({ kind: "same", text: left[i] });
      i += 1;
      j += 1;
    } else if (j >= right.length || (i < left.length && common(i + 1, j) >= common(i, j + 1)))
      rows.push({ kind: "left", text: left[i++] });
    else rows.push({ kind: "right", text: right[j++] });
  }
  return rows;
}

/** The same with long equal stretches as one row: `{kind: "skipped", lines}`. */
export function folded(rows) {
  const near = rows.map((_, at) =>
    rows.slice(Math.max(0, at - AROUND), at + AROUND + 1).some(({ kind }) => kind !== "same"),
  );
  const shown = [];
  rows.forEach((row, at) => {
    if (near[at]) shown.push(row);
    else if (shown.at(-1)?.kind === "skipped") shown.at(-1).lines += 1;
    else shown.push({ kind: "skipped", lines: 1 });
  });
  return shown;
}
