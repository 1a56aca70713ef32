// Builds and updates the card of one item.
import { element, svgElement } from "./elements.js";
import { clockText, durationText } from "./text.js";

/** The list entry of one item, with a button that calls `onRemove` where the item can be named to others. */
export class Card {
  #tile = element("span", "tile");
  #name = element("h3", "name");
  #price = element("span", "price");
  #stock = element("span", "stock");
  #note = element("p", "note");
  #arrived = element("time");
  #took = element("span", "took");
  #remove;

  constructor(domId, item, arrival, onRemove) {
    this.#tile.setAttribute("aria-hidden", "true");
    this.#name.dir = "auto";
    const facts = element("p", "facts", this.#price, this.#stock);
    const when = element("p", "when", this.#arrived, this.#took);
    this.#remove = item.id === null ? null : removeButton(onRemove);
    const foot = element("div", "foot", when, this.#remove ?? cannotRemove());
    this.element = element("li", "card", this.#tile, element("div", "what", this.#name, facts, this.#note), foot);
    this.element.dataset.itemId = domId;
    this.update(item, arrival);
  }

  /** Shows the item as it is now. */
  update(item, arrival) {
    this.#tile.textContent = monogram(item.name);
    this.#tile.style.setProperty("--hue", hue(item.name));
    this.#name.textContent = item.name;
    this.#name.title = item.name;
    const nothingKnown = item.price === null && item.stock === null;
    this.#price.textContent = item.price ?? (nothingKnown ? "No price or stock given" : "No price");
    this.#price.classList.toggle("unknown", item.price === null);
    this.#stock.textContent = item.stock?.text ?? (nothingKnown ? "" : "Stock unknown");
    this.#stock.dataset.level = item.stock?.level ?? "unknown";
    this.#note.textContent = item.note ?? "";
    this.#note.hidden = item.note === null;
    this.#arrived.textContent = clockText(arrival.at);
    this.#arrived.dateTime = arrival.at.toISOString();
    this.#took.textContent = tookText(arrival.latency);
    this.#remove?.setAttribute("aria-label", `Remove ${item.name} for everybody`);
  }

  /** Shows whether the item is on its way out; the button keeps the focus, so it is not truly disabled. */
  set pending(pending) {
    this.element.classList.toggle("pending", pending);
    if (!this.#remove) return;
    this.#remove.textContent = pending ? "Removing…" : "Remove";
    this.#remove.setAttribute("aria-disabled", String(pending));
  }
}

function removeButton(onRemove) {
  const button = element("button", "remove", "Remove");
  button.type = "button";
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-disabled") !== "true") onRemove();
  });
  return button;
}

function cannotRemove() {
  const why = element("span", "cannot-remove", "No id");
  why.title = "This message has no id, so there is no way to tell the other pages which card to remove.";
  return why;
}

function tookText(latency) {
  if (latency === null) return "";
  return latency < 0 ? "clock differs" : durationText(latency);
}

function monogram(name) {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.slice(0, 2).map((word) => Array.from(word)[0].toUpperCase()).join("") || "·";
}

/** A colour that stays with the name. */
function hue(name) {
  let hash = 0;
  for (const character of name) hash = (hash * 31 + character.codePointAt(0)) % 360;
  return hash;
}
