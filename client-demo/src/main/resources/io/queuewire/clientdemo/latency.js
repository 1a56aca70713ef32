// Measures how long messages took from the queue to this page, over the last messages.

/** How many messages the median and the chart look back on. */
export const WINDOW = 60;

// No queue keeps a message longer than 14 days: a time further away is no time in milliseconds.
const LONGEST = 14 * 24 * 3600 * 1000;

/**
 * The milliseconds from `sentAt` to `now`, both epoch milliseconds; negative when the sender's clock is ahead of this
 * device's, and null when `sentAt` is not a time.
 */
export function latencyOf(sentAt, now) {
  if (typeof sentAt !== "number" || !Number.isFinite(sentAt)) return null;
  const latency = now - sentAt;
  if (Math.abs(latency) > LONGEST) return null;
  // Both clocks are rounded to milliseconds, each at its own moment: one step back is no difference of clocks.
  return latency < 0 && latency >= -1 ? 0 : latency;
}

/** The last latencies, of which those with a differing clock are kept but not counted. */
export class LatencyWindow {
  #samples = [];

  add(latency) {
    this.#samples.push(latency);
    if (this.#samples.length > WINDOW) this.#samples.shift();
  }

  /** The latencies that can be true, oldest first. */
  get counted() {
    return this.#samples.filter((latency) => latency >= 0);
  }

  /** The newest latency, negative when the clocks differ, or undefined before the first message. */
  get last() {
    return this.#samples.at(-1);
  }

  /** The median of the counted latencies, or undefined when there are none. */
  get median() {
    const sorted = this.counted.sort((a, b) => a - b);
    const middle = Math.floor(sorted.length / 2);
    return sorted.length % 2 === 1 ? sorted[middle] : sorted.length > 0 ? (sorted[middle - 1] + sorted[middle]) / 2 : undefined;
  }
}

/**
 * The value at the top of the chart: a round number over the longest bar, unless that one is an outlier, which would press
 * all others flat; it is cut instead.
 */
export function scaleTop(latencies, median) {
  const tallest = Math.max(10, Math.min(Math.max(...latencies), median * 4));
  const magnitude = 10 ** Math.floor(Math.log10(tallest));
  return [1, 2, 5, 10].map((step) => step * magnitude).find((round) => round >= tallest);
}
