// The numbers of the latency panel, with clocks that differ and messages that carry no time.
import assert from "node:assert/strict";
import { test } from "node:test";
import { latencyOf, LatencyWindow, scaleTop, WINDOW } from "../../main/resources/io/queuewire/clientdemo/latency.js";

const NOW = 1_763_600_000_000;

test("the latency is the time since the message was sent", () => {
  assert.equal(latencyOf(NOW - 12, NOW), 12);
});

test("a sender whose clock is ahead gives a negative latency, but a rounding step does not", () => {
  assert.equal(latencyOf(NOW + 40, NOW), -40);
  assert.equal(latencyOf(NOW + 1, NOW), 0);
});

test("what is no time in milliseconds gives no latency", () => {
  for (const sentAt of [undefined, null, "2026-11-20", NaN, {}, 0, NOW / 1000]) assert.equal(latencyOf(sentAt, NOW), null);
});

test("the median is taken of the last messages only, without those of differing clocks", () => {
  const samples = new LatencyWindow();
  assert.equal(samples.last, undefined);
  assert.equal(samples.median, undefined);
  for (let i = 0; i < WINDOW; i++) samples.add(1000);
  for (const latency of [8, 2, 4]) samples.add(latency);
  for (let i = 0; i < WINDOW - 4; i++) samples.add(-5);
  samples.add(6);
  assert.deepEqual(samples.counted, [8, 2, 4, 6]);
  assert.equal(samples.median, 5);
  assert.equal(samples.last, 6);
});

test("the chart ends at a round number, and an outlier does not press the others flat", () => {
  assert.equal(scaleTop([3, 4], 3.5), 10);
  assert.equal(scaleTop([12, 34], 23), 50);
  assert.equal(scaleTop([12, 13, 9000], 13), 100);
  assert.equal(scaleTop([7_000_000], 7_000_000), 10_000_000);
});
