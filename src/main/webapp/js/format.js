/** How times, durations, sizes and ids are written, everywhere the same. */

let clockOffset = 0;

/** The server's clock, by which all times of jobs are given; the browser's may be wrong by minutes. */
export const serverNow = () => Date.now() + clockOffset;

/** Sets the clock by a time the server gave, unless the difference is only the way of the message. */
export function setServerClock(ms, precision = 250) {
  const offset = ms - Date.now();
  clockOffset = Math.abs(offset) > precision ? offset : 0;
}

const two = (n) => String(n).padStart(2, "0");

/** `0.3 s`, `12.4 s`, `3 m 12.4 s`, `2 h 03 m 12.4 s`. */
export function duration(ms) {
  const tenths = Math.max(0, Math.floor(ms / 100));
  const seconds = ((tenths % 600) / 10).toFixed(1);
  const minutes = Math.floor(tenths / 600);
  if (minutes === 0) return `${seconds} s`;
  if (minutes < 60) return `${minutes} m ${seconds.padStart(4, "0")} s`;
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} m ${seconds.padStart(4, "0")} s`;
}

/** The same to the millisecond, for tooltips and short phases. */
export const exactly = (ms) => `${Math.max(0, Math.round(ms)).toLocaleString("en")} ms`;

/** `just now`, `12 s ago`, `4 min ago`, `3 h ago`, `2 d ago`, then the date. */
export function relative(time, now = serverNow()) {
  const seconds = Math.floor((now - time) / 1000);
  if (seconds < 2) return "just now";
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ago`;
  if (seconds < 7 * 86400) return `${Math.floor(seconds / 86400)} d ago`;
  return day(time);
}

export function day(time) {
  const d = new Date(time);
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`;
}

/** `12:01:03`, the wall clock of whoever looks. */
export function clock(time) {
  const d = new Date(time);
  return `${two(d.getHours())}:${two(d.getMinutes())}:${two(d.getSeconds())}`;
}

export const clockMs = (time) =>
  `${clock(time)}.${String(new Date(time).getMilliseconds()).padStart(3, "0")}`;

/** `2026-11-23 12:01:03`, for tooltips. */
export const absolute = (time) => `${day(time)} ${clock(time)}`;

/** `17 B`, `5.0 KB`, `1.0 MB`; 1 KB = 1,024 bytes. */
export function bytes(n) {
  if (n < 1024) return `${n} B`;
  const units = ["KB", "MB", "GB", "TB"];
  let value = n / 1024;
  let unit = 0;
  while (value >= 1023.95 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value.toFixed(1)} ${units[unit]}`;
}

/** Megabytes as a person says them: `512 MB`, `4 GB`. */
export const megabytes = (mb) =>
  mb >= 1024 && mb % 1024 === 0 ? `${mb / 1024} GB` : `${mb.toLocaleString("en")} MB`;

const UTC_CLOCK = /(?:(\d{4}-\d\d-\d\d) )?(\d\d:\d\d:\d\d) UTC/g;

/** The market's sentences with their times on the clock of whoever reads them. */
export const inLocalTime = (sentence) =>
  sentence.replace(UTC_CLOCK, (_, date, time) => {
    const today = new Date(serverNow()).toISOString().slice(0, 10);
    const at = Date.parse(`${date ?? today}T${time}Z`);
    return date ? absolute(at) : clock(at);
  });

/** `1 seller`, `3 sellers`. */
export const count = (n, noun, plural = `${noun}s`) =>
  `${n.toLocaleString("en")} ${n === 1 ? noun : plural}`;

export const shortId = (id) => id.slice(0, 8);

/** A digest without its last 52 digits, which nobody compares by eye. */
export const shortDigest = (digest) => digest.replace(/^(sha256:[0-9a-f]{12})[0-9a-f]+$/, "$1…");
