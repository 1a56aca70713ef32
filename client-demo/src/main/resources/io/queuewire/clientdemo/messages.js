// Short messages to the reader: toasts to see, and a spoken summary of what moves on the board.
import { element } from "./elements.js";
import { countText } from "./text.js";

const TOAST_TIME = 7000;
const MOST_TOASTS = 3;
const SPEAK_EVERY = 5000;

const toasts = document.getElementById("toasts");

/** Shows a quiet message for some seconds. */
export function toast(text) {
  const shown = element("p", "toast", text);
  toasts.append(shown);
  while (toasts.children.length > MOST_TOASTS) toasts.firstElementChild.remove();
  setTimeout(() => shown.remove(), TOAST_TIME);
}

/** Tells readers who listen what came and went, summed up every few seconds: a screen reader cannot follow a stream. */
export class Announcer {
  #region = document.getElementById("announcements");
  #arrived = [];
  #removed = [];
  #timer = null;

  arrived(name) {
    this.#arrived.push(name);
    this.#speakSoon();
  }

  removed(name) {
    this.#removed.push(name);
    this.#speakSoon();
  }

  #speakSoon() {
    this.#timer ??= setTimeout(() => {
      this.#region.textContent = [sentence(this.#arrived, "arrived"), sentence(this.#removed, "removed")].filter(Boolean).join(" ");
      this.#arrived = [];
      this.#removed = [];
      this.#timer = null;
    }, SPEAK_EVERY);
  }
}

function sentence(names, verb) {
  if (names.length === 0) return "";
  if (names.length === 1) return `${names[0]} ${verb}.`;
  return `${countText(names.length, "item")} ${verb}, last ${names.at(-1)}.`;
}
