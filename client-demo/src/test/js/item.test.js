// What the board shows for any JSON that somebody may put on the queue.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readItem, readRemovedId } from "../../main/resources/io/queuewire/clientdemo/item.js";

test("a whole item is shown with its price and stock", () => {
  const item = readItem({ id: "a-1", name: "Brass lamp", price: 1042.5, stock: 7, sentAt: 1763600000000 });
  assert.deepEqual(item, {
    id: "a-1",
    name: "Brass lamp",
    price: "1,042.50",
    stock: { level: "some", text: "7 in stock" },
    note: null,
    sentAt: 1763600000000,
  });
});

test("the stock has a level", () => {
  assert.deepEqual(readItem({ stock: 3 }).stock, { level: "low", text: "3 in stock" });
  assert.deepEqual(readItem({ stock: 0 }).stock, { level: "none", text: "Sold out" });
  assert.deepEqual(readItem({ stock: -2 }).stock, { level: "none", text: "Sold out" });
  assert.deepEqual(readItem({ stock: "plenty" }).stock, { level: "unknown", text: "plenty" });
});

test("what is missing or of another type is left out, and an item without a name shows its JSON", () => {
  assert.deepEqual(readItem({ id: {}, name: ["x"], price: null, stock: {} }), {
    id: null,
    name: "Unnamed item",
    price: null,
    stock: null,
    note: '{"id":{},"name":["x"],"price":null,"stock":{}}',
    sentAt: undefined,
  });
});

test("a price may be text, and a name a number", () => {
  const item = readItem({ name: 4711, price: " 5 EUR " });
  assert.equal(item.name, "4711");
  assert.equal(item.price, "5 EUR");
});

test("data that is no object still has a name", () => {
  assert.equal(readItem("Brass lamp").name, "Brass lamp");
  assert.equal(readItem(42.5).name, "42.5");
  assert.equal(readItem(false).name, "false");
  assert.equal(readItem(null).name, "A null message");
  assert.equal(readItem("").name, "An empty message");
  assert.equal(readItem(undefined).name, "An empty message");
  assert.deepEqual(readItem([1, 2]), {
    id: null,
    price: null,
    stock: null,
    note: "[1,2]",
    sentAt: undefined,
    name: "A list of 2",
  });
});

test("a long name is cut between characters, never inside one", () => {
  const name = readItem({ name: "😀".repeat(200) }).name;
  assert.equal(name, `${"😀".repeat(80)}…`);
  const odd = readItem({ name: `x${"😀".repeat(200)}` }).name;
  assert.equal(odd, `x${"😀".repeat(79)}…`);
});

test("only text and numbers are ids", () => {
  assert.equal(readItem({ id: 7 }).id, 7);
  assert.equal(readItem({ id: 0 }).id, 0);
  assert.equal(readItem({ id: "" }).id, null);
  assert.equal(readItem({ id: true }).id, null);
});

test("a removal names its item by an id or an object with one", () => {
  assert.equal(readRemovedId("a-1"), "a-1");
  assert.equal(readRemovedId({ id: 7 }), 7);
  assert.equal(readRemovedId({}), null);
  assert.equal(readRemovedId(null), null);
  assert.equal(readRemovedId(undefined), null);
});
