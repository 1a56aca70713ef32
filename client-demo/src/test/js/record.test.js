// What the page of the three protocols counts and compares.
import assert from "node:assert/strict";
import { test } from "node:test";
import { agree, Record } from "../../main/resources/io/queuewire/clientdemo/record.js";

const BACK = 1_763_600_000_000;

function record(...positions) {
  const made = new Record();
  for (const position of positions) made.add(position, BACK, BACK, BACK);
  return made;
}

test("what was sent before the return came late", () => {
  const made = record("a");
  made.cut();
  made.back();
  assert.equal(made.add("b", BACK - 1, BACK, BACK + 5), true);
  assert.equal(made.add("c", BACK + 1, BACK, BACK + 5), false);
  assert.equal(made.caughtUp, 1);
  assert.deepEqual(made.sinceCut, ["b", "c"]);
});

test("without a time it is the moment that tells", () => {
  const made = record();
  made.cut();
  made.back();
  assert.equal(made.add("a", undefined, BACK, BACK + 10), true);
  assert.equal(made.add("b", undefined, BACK, BACK + 1000), false);
});

test("nothing is late that was never cut off", () => {
  assert.equal(record("a").caughtUp, 0);
});

test("records agree when they hold the same, in the same order, and nothing twice", () => {
  assert.equal(agree([record("a", "b"), record("a", "b"), record("a", "b")]), true);
  assert.equal(agree([record("a", "b"), record("b", "a")]), false);
  assert.equal(agree([record("a", "b"), record("a")]), false);
  assert.equal(agree([record("a", "a"), record("a", "a")]), false);
});
