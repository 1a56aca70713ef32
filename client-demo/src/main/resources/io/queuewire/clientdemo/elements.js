// Builds DOM elements. Text goes in as text only, never as markup: it comes from whoever can write to the queue.

/** Makes an element with the given class and children (elements or text). */
export function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

/** Makes an SVG element with the given attributes. */
export function svgElement(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
