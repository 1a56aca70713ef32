// Reads the data of an `item_added` event, which may be any JSON, as an item that can be shown.
import { cut, jsonText } from "./text.js";

const NAME_LIMIT = 160;
const FACT_LIMIT = 40;
const NOTE_LIMIT = 160;

const PRICE = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const STOCK = new Intl.NumberFormat("en");

/**
 * An item to show. `id` is as the sender wrote it, or null when there is none that could name the item to others;
 * `note` is the raw JSON where the data says nothing that the board knows; `sentAt` is whatever the data has there.
 */
export function readItem(data) {
  if (typeof data !== "object" || data === null || Array.isArray(data)) return bareValue(data);
  const name = nameOf(data.name);
  return {
    id: isId(data.id) ? data.id : null,
    name: name ?? "Unnamed item",
    price: priceOf(data.price),
    stock: stockOf(data.stock),
    note: name === null ? jsonText(data, NOTE_LIMIT) : null,
    sentAt: data.sentAt,
  };
}

/** What `item_removed` names, an id or an object with one, or null. */
export function readRemovedId(data) {
  const id = typeof data === "object" && data !== null ? data.id : data;
  return isId(id) ? id : null;
}

function isId(value) {
  return (typeof value === "string" && value !== "") || (typeof value === "number" && Number.isFinite(value));
}

function bareValue(data) {
  const nothing = { id: null, price: null, stock: null, note: null, sentAt: undefined };
  if (Array.isArray(data)) {
    return { ...nothing, name: `A list of ${data.length}`, note: jsonText(data, NOTE_LIMIT) };
  }
  return { ...nothing, name: nameOf(data) ?? (data === null ? "A null message" : "An empty message") };
}

function nameOf(value) {
  if (typeof value === "string") return value.trim() === "" ? null : cut(value.trim(), NAME_LIMIT);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return null;
}

function priceOf(value) {
  if (typeof value === "number") return PRICE.format(value);
  if (typeof value === "string" && value.trim() !== "") return cut(value.trim(), FACT_LIMIT);
  return null;
}

function stockOf(value) {
  if (typeof value === "number") {
    return value > 0 ? { level: value <= 3 ? "low" : "some", text: `${STOCK.format(value)} in stock` } : { level: "none", text: "Sold out" };
  }
  if (typeof value === "string" && value.trim() !== "") return { level: "unknown", text: cut(value.trim(), FACT_LIMIT) };
  return null;
}
