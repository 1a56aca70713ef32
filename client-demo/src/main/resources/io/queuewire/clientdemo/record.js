// What one connection has heard: positions in the order of arrival, and how much of it came late.

/** Events that a connection heard. `cut()` marks the loss of the connection and `back()` its return. */
export class Record {
  #positions = [];
  #beforeCut = 0;
  #state = "live";
  #caughtUp = 0;
  #gaps = 0;

  /**
   * Takes an event with its position and returns whether it came late: sent before the connection was back. `sentAt` and
   * `backAt` are epoch milliseconds; without a time it is late if it came within the first moment after the return.
   */
  add(position, sentAt, backAt, now) {
    this.#positions.push(position);
    const late = this.#state === "back" && (typeof sentAt === "number" ? sentAt < backAt : now - backAt < 250);
    if (late) this.#caughtUp++;
    return late;
  }

  gap() {
    this.#gaps++;
  }

  cut() {
    this.#state = "cut";
    this.#caughtUp = 0;
    this.#beforeCut = this.#positions.length;
  }

  back() {
    if (this.#state === "cut") this.#state = "back";
  }

  get heard() {
    return this.#positions.length;
  }

  /** How many events came late after the last return. */
  get caughtUp() {
    return this.#caughtUp;
  }

  /** How often the server said that something is missing. */
  get gaps() {
    return this.#gaps;
  }

  /** Everything since the moment before the last cut. */
  get sinceCut() {
    return this.#positions.slice(this.#beforeCut);
  }

  /** Whether nothing came twice. */
  get once() {
    return new Set(this.#positions).size === this.#positions.length;
  }
}

/** Whether all records hold the same since the last cut, in the same order and nothing twice. */
export function agree(records) {
  const [first, ...others] = records.map((record) => record.sinceCut.join(" "));
  return records.every((record) => record.once) && others.every((other) => other === first);
}
