// The log of raw events: the newest first, bounded, with a filter and a pause.
import { element } from "./elements.js";
import { oncePerFrame } from "./frames.js";
import { clockText, countText, jsonText } from "./text.js";

const MOST_ENTRIES = 200;
const JSON_LIMIT = 1000;

// The symbol stands for the eye, the word for the ear.
const KINDS = {
  received: { symbol: "↓", word: "received" },
  sent: { symbol: "↑", word: "sent" },
  connection: { symbol: "•", word: "connection" },
};

export class EventLog {
  #panel = document.getElementById("event-log");
  #list = document.getElementById("log-entries");
  #count = document.getElementById("log-count");
  #state = document.getElementById("log-state");
  #filter = document.getElementById("log-filter");
  #pause = document.getElementById("log-pause");
  // Newest first, like the list.
  #entries = [];
  #undrawn = [];
  #total = 0;
  #paused = false;
  #draw = oncePerFrame(() => this.#drawNow());

  constructor() {
    this.#filter.addEventListener("input", () => this.#redraw());
    this.#panel.addEventListener("toggle", () => this.#redraw());
    this.#pause.addEventListener("click", () => this.#setPaused(!this.#paused));
    document.getElementById("log-clear").addEventListener("click", () => this.#clear());
    this.#describe();
  }

  received(event, data) {
    this.#add("received", event, data === undefined ? "" : jsonText(data, JSON_LIMIT));
  }

  sent(event, data) {
    this.#add("sent", event, data === undefined ? "" : jsonText(data, JSON_LIMIT));
  }

  connection(text) {
    this.#add("connection", text, "");
  }

  #add(kind, event, json) {
    const entry = { kind, event, json, at: clockText(new Date()) };
    this.#total++;
    this.#entries.unshift(entry);
    this.#entries.length = Math.min(this.#entries.length, MOST_ENTRIES);
    this.#undrawn.push(entry);
    if (this.#undrawn.length > MOST_ENTRIES) this.#undrawn.shift();
    this.#draw();
  }

  #setPaused(paused) {
    this.#paused = paused;
    this.#pause.setAttribute("aria-pressed", String(paused));
    this.#pause.textContent = paused ? "Resume" : "Pause";
    if (paused) this.#describe();
    else this.#redraw();
  }

  #clear() {
    this.#entries = [];
    this.#total = 0;
    this.#redraw();
  }

  get #resting() {
    return this.#paused || !this.#panel.open;
  }

  #drawNow() {
    if (!this.#resting) {
      this.#list.prepend(...this.#undrawn.filter((entry) => this.#matches(entry)).reverse().map(row));
      while (this.#list.children.length > MOST_ENTRIES) this.#list.lastElementChild.remove();
      this.#undrawn = [];
    }
    this.#describe();
  }

  #redraw() {
    this.#undrawn = [];
    this.#list.replaceChildren(...(this.#panel.open ? this.#entries.filter((entry) => this.#matches(entry)).map(row) : []));
    this.#describe();
  }

  #matches(entry) {
    const wanted = this.#filter.value.trim().toLowerCase();
    return wanted === "" || `${entry.event} ${entry.json}`.toLowerCase().includes(wanted);
  }

  #describe() {
    this.#count.textContent = this.#total === 0 ? "" : this.#total.toLocaleString("en");
    if (this.#paused) {
      const held = this.#undrawn.length;
      this.#state.textContent = `Paused: ${held >= MOST_ENTRIES ? `${MOST_ENTRIES} or more` : held} newer.`;
    } else if (this.#total === 0) this.#state.textContent = "No events yet.";
    else if (this.#list.children.length === 0) this.#state.textContent = "No event contains this.";
    else if (this.#total > MOST_ENTRIES) this.#state.textContent = `The last ${countText(MOST_ENTRIES, "event")} are kept.`;
    else this.#state.textContent = "";
  }
}

function row(entry) {
  const { symbol, word } = KINDS[entry.kind];
  const sign = element("span", "sign", symbol);
  sign.setAttribute("role", "img");
  sign.setAttribute("aria-label", word);
  const made = element("li", `entry ${entry.kind}`, element("time", "", entry.at), sign, element("span", "event", entry.event));
  if (entry.json !== "") made.append(element("code", "json", entry.json));
  return made;
}
