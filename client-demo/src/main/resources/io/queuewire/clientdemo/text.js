// Turns values of any kind into short, readable text.

/** Cuts text to `limit` characters, with an ellipsis where something was left out. */
export function cut(text, limit) {
  if (text.length <= limit) return text;
  // An emoji that the limit would halve goes as a whole.
  const kept = text.slice(0, limit).replace(/[\uD800-\uDBFF]$/, "");
  // Joining makes a string of its own: a mere slice would keep a body of a megabyte in memory.
  return Array.from(kept).join("") + "…";
}

/** The JSON text of a value, on one line, cut to `limit` characters. */
export function jsonText(value, limit) {
  return cut(JSON.stringify(value) ?? String(value), limit);
}

/** A duration in words of a sensible unit; `milliseconds` is not negative. */
export function durationText(milliseconds) {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const minutes = seconds / 60;
  if (minutes < 59.95) return `${minutes.toFixed(1)} min`;
  const hours = minutes / 60;
  if (hours < 47.95) return `${hours.toFixed(1)} h`;
  return `${Math.round(hours / 24)} days`;
}

/** `1 item`, `2 items`. */
export function countText(count, singular, plural = `${singular}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? singular : plural}`;
}

// Made once: making a formatter costs more than a thousand uses of it, and a burst has thousands.
const CLOCK = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });

/** The reader's local time of day, to the second. */
export function clockText(date) {
  return CLOCK.format(date);
}
