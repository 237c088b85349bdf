/** Quoting for a POSIX shell, both ways: what is copied from here must run as it is. */

const SAFE = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** What no shell touches between double quotes; `!` is for interactive ones, which look for it even there. */
const SAFE_IN_DOUBLE = /^[^"$`\\!]*$/;

/** One word, quoted if it must be, in the way that is easiest to read. */
export function quote(word) {
  if (SAFE.test(word)) return word;
  if (word.includes("'") && SAFE_IN_DOUBLE.test(word)) return `"${word}"`;
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** A list of words as one line. */
export const join = (words) => words.map(quote).join(" ");

/** Takes one quoted part starting at `at`; gives its text and where it ends (-1: never). */
function quoted(line, at) {
  const mark = line[at];
  let text = "";
  for (let i = at + 1; i < line.length; i++) {
    if (line[i] === mark) return [text, i + 1];
    if (mark === '"' && line[i] === "\\" && '"\\$`'.includes(line[i + 1] ?? "x")) i += 1;
    text += line[i];
  }
  return [text, -1];
}

/** Splits a line (or several) into words as a shell does, without expanding anything. */
export function split(line) {
  const words = [];
  let word = null;
  for (let at = 0; at < line.length;) {
    const c = line[at];
    if (/\s/.test(c)) {
      if (word !== null) words.push(word);
      word = null;
      at += 1;
    } else if (c === "'" || c === '"') {
      const [text, end] = quoted(line, at);
      if (end < 0) return { words, error: `a ${c} is opened and never closed` };
      word = (word ?? "") + text;
      at = end;
    } else {
      const escaped = c === "\\" && at + 1 < line.length;
      word = (word ?? "") + (escaped ? line[at + 1] : c);
      at += escaped ? 2 : 1;
    }
  }
  if (word !== null) words.push(word);
  return { words };
}
