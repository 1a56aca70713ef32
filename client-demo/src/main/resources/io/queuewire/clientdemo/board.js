// The inventory board: which items are on it, newest first, and their cards.
import { Card } from "./card.js";
import { oncePerFrame } from "./frames.js";
import { fadeGhost, glide, MOST_CHANGES } from "./motion.js";
import { countText } from "./text.js";

const MOST_ITEMS = 200;

/**
 * The board knows its items at once and draws them on the next frame, so that a burst costs no more than the cards that
 * are left of it. `onRemove(id, name)` is called when the reader asks to remove an item for everybody.
 */
export class Board {
  #list = document.getElementById("board");
  #title = document.getElementById("board-title");
  #count = document.getElementById("board-count");
  #empty = document.getElementById("board-empty");
  #onRemove;
  // Oldest first: the order in which a Map keeps its keys is the order in which items leave when there are too many.
  #entries = new Map();
  #arrived = [];
  #changed = new Set();
  #leaving = [];
  #dropped = false;
  #withoutId = 0;
  #draw = oncePerFrame(() => this.#drawNow());

  constructor(onRemove) {
    this.#onRemove = onRemove;
  }

  /** Whether an item with this id is on the board. */
  has(id) {
    return id !== null && this.#entries.has(keyOf(id));
  }

  /** Puts an item on the board, or updates the one with the same id: nothing is shown twice. */
  put(item, latency) {
    const key = item.id === null ? Symbol("no id") : keyOf(item.id);
    const arrival = { at: new Date(), latency };
    const known = this.#entries.get(key);
    if (known) {
      known.item = item;
      this.#changed.add(known);
    } else {
      const domId = item.id === null ? `without-id-${++this.#withoutId}` : String(item.id);
      const entry = { key, domId, item, arrival, card: null, pending: false };
      this.#entries.set(key, entry);
      this.#arrived.push(entry);
      if (this.#entries.size > MOST_ITEMS) {
        this.#dropped = true;
        this.#take(this.#entries.keys().next().value);
      }
    }
    this.#draw();
  }

  /** Takes an item off the board and returns its name, or null if it was not there. */
  remove(id) {
    const entry = this.#take(keyOf(id));
    if (entry) this.#draw();
    return entry?.item.name ?? null;
  }

  /** Marks an item as on its way out, or not; the mark ends when the removal comes back from the server. */
  setPending(id, pending) {
    const entry = this.#entries.get(keyOf(id));
    if (!entry) return;
    entry.pending = pending;
    this.#changed.add(entry);
    this.#draw();
  }

  /** Ends all marks: after a lost connection no removal is known to be on its way. */
  endPending() {
    for (const entry of this.#entries.values()) {
      if (entry.pending) this.setPending(entry.item.id, false);
    }
  }

  #take(key) {
    const entry = this.#entries.get(key);
    if (!entry) return null;
    this.#entries.delete(key);
    if (entry.card) this.#leaving.push(entry.card.element);
    return entry;
  }

  #drawNow() {
    const arrived = this.#arrived.filter((entry) => this.#entries.get(entry.key) === entry);
    const leaving = this.#leaving;
    const changed = this.#changed;
    this.#arrived = [];
    this.#leaving = [];
    this.#changed = new Set();

    glide(this.#list, arrived.length + leaving.length, () => {
      this.#keepFocusFrom(new Set(leaving));
      for (const card of leaving) {
        if (leaving.length === 1 && arrived.length === 0) fadeGhost(this.#list.parentElement, card);
        card.remove();
      }
      const cards = arrived.map((entry) => this.#cardOf(entry));
      if (cards.length <= MOST_CHANGES) for (const card of cards) card.classList.add("fresh");
      this.#list.prepend(...cards.reverse());
    });
    for (const entry of changed) {
      entry.card?.update(entry.item, entry.arrival);
      if (entry.card) entry.card.pending = entry.pending;
    }
    this.#describe();
  }

  #cardOf(entry) {
    const { id, name } = entry.item;
    entry.card = new Card(entry.domId, entry.item, entry.arrival, () => this.#onRemove(id, name));
    return entry.card.element;
  }

  #describe() {
    const size = this.#entries.size;
    this.#empty.hidden = size > 0;
    if (size === 0) this.#count.textContent = "";
    else if (this.#dropped && size === MOST_ITEMS) this.#count.textContent = `the newest ${MOST_ITEMS} items`;
    else this.#count.textContent = size === 1 ? "1 item" : `${countText(size, "item")}, newest first`;
  }

  /** Moves the focus from a card that leaves to the nearest one that stays, so that a keyboard reader keeps the place. */
  #keepFocusFrom(leaving) {
    const focused = document.activeElement?.closest("#board > li");
    if (!leaving.has(focused)) return;
    const cards = [...this.#list.children];
    const at = cards.indexOf(focused);
    const nearest = [...cards.slice(at + 1), ...cards.slice(0, at).reverse()]
      .filter((card) => !leaving.has(card))
      .map((card) => card.querySelector(".remove"))
      .find((button) => button !== null);
    (nearest ?? this.#title).focus({ preventScroll: nearest === undefined });
  }
}

/** The same id whether it was written as a number or as text. */
function keyOf(id) {
  return String(id);
}
