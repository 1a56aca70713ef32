// One column of the page: the state of a connection, what it counted, and its frames, newest first.
import { element } from "./elements.js";
import { oncePerFrame } from "./frames.js";
import { Record } from "./record.js";
import { clockText, countText, cut } from "./text.js";

const MOST_FRAMES = 100;
const FRAME_LIMIT = 600;

const STATES = {
  live: { badge: "live", text: "Live" },
  cut: { badge: "offline", text: "Cut" },
  lost: { badge: "reconnecting", text: "Reconnecting" },
};

export class Lane {
  record = new Record();
  #badge;
  #state;
  #tally;
  #frames;
  #undrawn = [];
  #backAt = 0;
  #changed;
  #draw = oncePerFrame(() => this.#drawNow());

  /** `changed()` is called after each change of the record. */
  constructor(section, changed) {
    this.#badge = section.querySelector(".badge");
    this.#state = section.querySelector(".state");
    this.#tally = section.querySelector(".tally");
    this.#frames = section.querySelector(".frames");
    this.#changed = changed;
  }

  state(name) {
    const { badge, text } = STATES[name];
    if (this.#state.textContent !== text) this.#state.textContent = text;
    this.#badge.dataset.state = badge;
    if (name === "live") {
      this.record.back();
      this.#backAt = Date.now();
    }
    this.#draw();
  }

  frame(text) {
    this.#add("", cut(text, FRAME_LIMIT));
  }

  sent(text) {
    this.#add("sent", cut(text, FRAME_LIMIT));
  }

  event(name, data, position) {
    if (name === "presence") return;
    const late = this.record.add(position, data?.sentAt, this.#backAt, Date.now());
    const frame = this.#undrawn.at(-1);
    if (frame && late) frame.kind = "late";
    this.#changed();
  }

  gap() {
    this.record.gap();
    this.note("Gap: something was missed that can no longer be had.");
    this.#changed();
  }

  note(text) {
    this.#add("note", text);
  }

  #add(kind, text) {
    this.#undrawn.push({ kind, text, at: clockText(new Date()) });
    if (this.#undrawn.length > MOST_FRAMES) this.#undrawn.shift();
    this.#draw();
  }

  #drawNow() {
    this.#frames.prepend(...this.#undrawn.map(row).reverse());
    this.#undrawn = [];
    while (this.#frames.children.length > MOST_FRAMES) this.#frames.lastElementChild.remove();
    const { heard, caughtUp } = this.record;
    this.#tally.textContent = countText(heard, "message") + (caughtUp > 0 ? `, ${caughtUp.toLocaleString("en")} of them caught up` : "");
  }
}

const MARKS = { late: " · sent while the connection was cut", sent: " · from this page" };

function row({ kind, text, at }) {
  return element("li", `frame ${kind}`, element("span", "mark", at + (MARKS[kind] ?? "")), text);
}
