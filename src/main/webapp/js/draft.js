/** What was typed and what was used before, kept in this browser only. */
import { emptyForm } from "./spec.js";

const DRAFT = "lumaris.draft";
const IMAGES = "lumaris.images";
const REMEMBERED = 5;

function read(storage, key, otherwise) {
  try {
    return JSON.parse(storage.getItem(key)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

function write(storage, key, value) {
  try {
    storage.setItem(key, JSON.stringify(value));
  } catch {
    // Full or forbidden: the page works without, it only forgets.
  }
}

export const loadDraft = () => ({ ...emptyForm(), ...read(sessionStorage, DRAFT, {}) });

export const saveDraft = (form) => write(sessionStorage, DRAFT, form);

/** The images used last, newest first. */
export const lastImages = () =>
  read(localStorage, IMAGES, []).filter((image) => typeof image === "string");

export const rememberImage = (image) =>
  write(
    localStorage,
    IMAGES,
    [image, ...lastImages().filter((other) => other !== image)].slice(0, REMEMBERED),
  );

/** A key of our own for a submit, so that a repeated one makes one job. Also works without TLS. */
export function newToken() {
  const random = crypto.getRandomValues(new Uint8Array(16));
  return `page-${Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
