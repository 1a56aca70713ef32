// Draws the latency panel: the last value, the median, and one bar per message.
import { svgElement } from "./elements.js";
import { oncePerFrame } from "./frames.js";
import { latencyOf, LatencyWindow, scaleTop, WINDOW } from "./latency.js";
import { countText, durationText } from "./text.js";

const WIDTH = 300;
const HEIGHT = 64;
const SLOT = WIDTH / WINDOW;
const BAR = SLOT * 0.62;
const LOWEST_BAR = 2;

export class LatencyPanel {
  #samples = new LatencyWindow();
  #panel = document.getElementById("latency");
  #last = document.getElementById("latency-last");
  #median = document.getElementById("latency-median");
  #count = document.getElementById("latency-count");
  #scale = document.getElementById("latency-scale");
  #hint = document.getElementById("latency-hint");
  #usualHint = this.#hint.textContent;
  #chart = document.getElementById("latency-chart");
  #bars = Array.from({ length: WINDOW }, (_, slot) =>
    svgElement("rect", { class: "bar-of-one", x: slot * SLOT + (SLOT - BAR) / 2, width: BAR, y: HEIGHT, height: 0 }),
  );
  #medianLine = svgElement("line", { class: "median-line", visibility: "hidden", x1: 0, x2: WIDTH, y1: HEIGHT, y2: HEIGHT });
  #draw = oncePerFrame(() => this.#drawNow());

  constructor() {
    this.#chart.append(...this.#bars, this.#medianLine);
  }

  /** Takes the time of one message and returns its latency, or null when the message has no time. */
  measure(sentAt) {
    const latency = latencyOf(sentAt, Date.now());
    if (latency !== null) {
      this.#samples.add(latency);
      this.#draw();
    }
    return latency;
  }

  #drawNow() {
    const { last, median, counted } = this.#samples;
    const differs = last < 0;
    this.#last.textContent = differs ? "clock differs" : durationText(last);
    this.#last.classList.toggle("differs", differs);
    this.#median.textContent = median === undefined ? "–" : durationText(median);
    this.#count.textContent = counted.length === 0 ? "" : countText(counted.length, "message");
    this.#hint.classList.toggle("warning", differs);
    this.#panel.dataset.last = last;
    if (median !== undefined) this.#panel.dataset.median = median;
    this.#hint.textContent = differs
      ? `The last message seems to be ${durationText(-last)} from the future: its sender’s clock is ahead of this device’s.`
      : this.#usualHint;
    if (counted.length > 0) this.#drawBars(counted, median);
  }

  #drawBars(latencies, median) {
    const top = scaleTop(latencies, median);
    const height = (latency) => Math.max(LOWEST_BAR, (Math.min(latency, top) / top) * HEIGHT);
    const firstSlot = WINDOW - latencies.length;
    this.#bars.forEach((bar, slot) => {
      const latency = latencies[slot - firstSlot];
      const tall = latency === undefined ? 0 : height(latency);
      bar.setAttribute("y", HEIGHT - tall);
      bar.setAttribute("height", tall);
      bar.classList.toggle("cut", latency > top);
      bar.classList.toggle("newest", slot === WINDOW - 1);
    });
    const y = HEIGHT - height(median);
    this.#medianLine.removeAttribute("visibility");
    this.#medianLine.setAttribute("y1", y);
    this.#medianLine.setAttribute("y2", y);
    this.#scale.textContent = durationText(top);
    this.#chart.setAttribute(
      "aria-label",
      `Latency of the last ${countText(latencies.length, "message")}: median ${durationText(median)}, ` +
        `fastest ${durationText(Math.min(...latencies))}, slowest ${durationText(Math.max(...latencies))}`,
    );
  }
}
