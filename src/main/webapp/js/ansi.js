/**
 * Reads a program's terminal output. It knows colours and emphasis (SGR), line ends, carriage
 * returns and "erase line"; every other control is dropped. What it gives are plain texts with a
 * style: making nodes of them is somebody else's work, and markup never comes into being.
 */

const PLAIN = Object.freeze({});
const MAX_PARAMETERS = 64;

/** The 256-colour palette beyond its first 16, as `#rrggbb`. */
function paletteColour(index) {
  if (index < 16) return index;
  if (index >= 232)
    return rgb(8 + (index - 232) * 10, 8 + (index - 232) * 10, 8 + (index - 232) * 10);
  const step = (n) => (n === 0 ? 0 : 55 + n * 40);
  const cube = index - 16;
  return rgb(step(Math.floor(cube / 36)), step(Math.floor(cube / 6) % 6), step(cube % 6));
}

function rgb(...parts) {
  return `#${parts
    .map((n) =>
      Math.min(255, Math.max(0, n | 0))
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}

/** Reads `5;n` or `2;r;g;b` from `codes` at `at`; gives the colour and how many codes it took. */
function extendedColour(codes, at) {
  if (codes[at] === 5 && codes[at + 1] <= 255) return [paletteColour(codes[at + 1]), 2];
  if (codes[at] === 2 && codes.length > at + 3)
    return [rgb(codes[at + 1], codes[at + 2], codes[at + 3]), 4];
  return [undefined, codes.length];
}

const EMPHASIS = { 1: "bold", 2: "dim", 3: "italic", 4: "underline", 7: "inverse", 9: "strike" };
const RESET = {
  22: ["bold", "dim"],
  23: ["italic"],
  24: ["underline"],
  27: ["inverse"],
  29: ["strike"],
  39: ["fg"],
  49: ["bg"],
};

/** The style after the SGR sequence with these codes. */
function restyle(style, codes) {
  let next = { ...style };
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i];
    if (code === 0) next = {};
    else if (EMPHASIS[code]) next[EMPHASIS[code]] = true;
    else if (RESET[code]) for (const name of RESET[code]) delete next[name];
    else if (code >= 30 && code <= 37) next.fg = code - 30;
    else if (code >= 90 && code <= 97) next.fg = code - 82;
    else if (code >= 40 && code <= 47) next.bg = code - 40;
    else if (code >= 100 && code <= 107) next.bg = code - 92;
    else if (code === 38 || code === 48) {
      const [colour, taken] = extendedColour(codes, i + 1);
      if (colour !== undefined) next[code === 38 ? "fg" : "bg"] = colour;
      i += taken;
    }
  }
  return Object.keys(next).length === 0 ? PLAIN : Object.freeze(next);
}

// Whatever is neither text nor understood: the C0 and C1 controls but TAB, LF, CR and ESC, and the
// marks that turn the direction of writing, by which a line could be made to read as another.
const DROPPED =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b\u000c\u000e-\u001a\u001c-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;
// eslint-disable-next-line no-control-regex
const STOP = /[\n\r\u001b]/g;

/** One stream of output. It may be cut anywhere, also within a sequence. */
export class Ansi {
  #style = PLAIN;
  #state = "text";
  #sequence = "";

  /**
   * @param {string} text the next piece
   * @param {{text: (text: string, style: object) => void, newline: () => void, carriageReturn: () => void,
   *   eraseLine: (mode: number) => void}} sink receives what was understood, in order
   */
  feed(text, sink) {
    let at = 0;
    while (at < text.length)
      at = this.#state === "text" ? this.#text(text, at, sink) : this.#control(text, at, sink);
  }

  #text(text, from, sink) {
    STOP.lastIndex = from;
    const stop = STOP.exec(text);
    const end = stop ? stop.index : text.length;
    const plain = text.slice(from, end).replace(DROPPED, "");
    if (plain) sink.text(plain, this.#style);
    if (!stop) return end;
    if (stop[0] === "\n") sink.newline();
    else if (stop[0] === "\r") sink.carriageReturn();
    else this.#state = "escape";
    return end + 1;
  }

  #control(text, at, sink) {
    const c = text[at];
    if (c === "\n") {
      // No sequence goes over a line end: what is broken costs one line, not the rest of the log.
      this.#state = "text";
      return at;
    }
    if (this.#state === "escape") this.#escape(c);
    else if (this.#state === "csi") this.#csi(c, sink);
    else if (c === "\u0007") this.#state = "text";
    else if (c === "\u001b") this.#state = "escape";
    return at + 1;
  }

  #escape(c) {
    this.#sequence = "";
    if (c === "[") this.#state = "csi";
    else if ("]PX^_".includes(c)) this.#state = "string";
    else if (c < " " || c > "/") this.#state = "text";
  }

  #csi(c, sink) {
    if (c < "@" || c > "~") {
      if (this.#sequence.length < 4 * MAX_PARAMETERS) this.#sequence += c;
      return;
    }
    this.#state = "text";
    if (!/^[\d;:]*$/.test(this.#sequence)) return;
    const codes = this.#sequence.split(/[;:]/, MAX_PARAMETERS).map(Number);
    if (c === "m") this.#style = restyle(this.#style, codes);
    else if (c === "K") sink.eraseLine(codes[0]);
  }
}
