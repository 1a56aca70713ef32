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
    this.#undrawn.push({ text: cut(text, FRAME_LIMIT), late: false, note: false, at: clockText(new Date()) });
    if (this.#undrawn.length > MOST_FRAMES) this.#undrawn.shift();
    this.#draw();
  }

  event(name, data, position) {
    if (name === "presence") return;
    const late = this.record.add(position, data?.sentAt, this.#backAt, Date.now());
    const frame = this.#undrawn.at(-1);
    if (frame) frame.late = late;
    this.#changed();
  }

  gap() {
    this.record.gap();
    this.note("Gap: something was missed that can no longer be had.");
    this.#changed();
  }

  note(text) {
    this.#undrawn.push({ text, late: false, note: true, at: clockText(new Date()) });
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

function row({ text, late, note, at }) {
  const kind = note ? "frame note" : late ? "frame late" : "frame";
  return element("li", kind, element("span", "mark", late ? `${at} · sent while the connection was cut` : at), text);
}
