// Values of any kind as short text.
import assert from "node:assert/strict";
import { test } from "node:test";
import { countText, cut, durationText, jsonText } from "../../main/resources/io/queuewire/clientdemo/text.js";

test("durations have a sensible unit", () => {
  assert.equal(durationText(0), "0 ms");
  assert.equal(durationText(999), "999 ms");
  assert.equal(durationText(1200), "1.2 s");
  assert.equal(durationText(59_990), "1.0 min");
  assert.equal(durationText(5_400_000), "1.5 h");
  assert.equal(durationText(3 * 24 * 3_600_000), "3 days");
});

test("text within the limit stays as it is", () => {
  assert.equal(cut("abc", 3), "abc");
  assert.equal(cut("abcd", 3), "abc…");
});

test("any value has a JSON text, also the one that JSON does not know", () => {
  assert.equal(jsonText({ a: [1, null] }, 100), '{"a":[1,null]}');
  assert.equal(jsonText(undefined, 100), "undefined");
});

test("counts agree with their noun", () => {
  assert.equal(countText(1, "item"), "1 item");
  assert.equal(countText(1200, "item"), "1,200 items");
});
