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

/** 128 random bits in hexadecimal. The browser's own UUIDs are there over TLS only. */
const randomHex = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");

/** A key of our own for a submit, so that a repeated one makes one job. */
export const newToken = () => `page-${randomHex()}`;

/** A random UUID. */
export const newUuid = () =>
  randomHex().replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-8$4-$5");
