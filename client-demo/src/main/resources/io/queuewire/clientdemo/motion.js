// Lets cards slide in and move to their new places when others come or go, unless the reader asked for less motion.

const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");
const GLIDE = { duration: 320, easing: "cubic-bezier(0.2, 0.8, 0.2, 1)" };
const FADE = { duration: 200, easing: "ease-out" };

// Motion explains a change only while the board is calm: with more changes, or changes in quicker succession, cards that
// are all on their way somewhere could not be read, and would cost the frames that a flood needs.
export const MOST_CHANGES = 6;
const CALM_AFTER = 800;

let lastChange = -Infinity;

/**
 * Runs `change`, which adds and removes children of `list`; then what is new slides in, and what was there before moves
 * from its old place to its new one. `changes` is how many children come or go.
 */
export function glide(list, changes, change) {
  if (changes === 0) {
    change();
    return;
  }
  const now = performance.now();
  const calm = changes <= MOST_CHANGES && now - lastChange > CALM_AFTER;
  lastChange = now;
  if (!calm || reducedMotion.matches || document.hidden) {
    for (const child of list.children) settle(child);
    change();
    return;
  }
  const before = new Map(Array.from(list.children, (child) => [child, child.getBoundingClientRect()]));
  change();
  const after = Array.from(list.children, (child) => [child, child.getBoundingClientRect()]);
  for (const [child, place] of after) {
    const old = before.get(child);
    if (!inView(place) && !(old && inView(old))) continue;
    const from = startOf(old, place);
    if (from) child.animate([from, {}], GLIDE);
  }
}

/** How a card at `place` starts to move, or null when it stays. */
function startOf(old, place) {
  if (!old) return { opacity: 0, transform: "translateY(-18px) scale(0.98)" };
  const right = old.left - place.left;
  const down = old.top - place.top;
  if (right === 0 && down === 0) return null;
  // A card that moves on to another row comes in from the side, as text does: flying there, it would cross all others.
  if (right !== 0 && down !== 0) return { opacity: 0, transform: `translateX(${right > 0 ? -24 : 24}px)` };
  return { transform: `translate(${right}px, ${down}px)` };
}

function settle(card) {
  for (const animation of card.getAnimations()) animation.cancel();
}

function inView(place) {
  return place.bottom > 0 && place.top < innerHeight;
}

/** Lets a copy of `card` fade in `stage` where the card is now; the card itself is free to go at once. */
export function fadeGhost(stage, card) {
  if (reducedMotion.matches || document.hidden) return;
  const place = card.getBoundingClientRect();
  const origin = stage.getBoundingClientRect();
  const ghost = card.cloneNode(true);
  delete ghost.dataset.itemId;
  ghost.classList.add("ghost");
  ghost.inert = true;
  ghost.setAttribute("aria-hidden", "true");
  Object.assign(ghost.style, {
    left: `${place.left - origin.left}px`,
    top: `${place.top - origin.top}px`,
    width: `${place.width}px`,
    height: `${place.height}px`,
  });
  stage.append(ghost);
  ghost.animate([{ opacity: 1 }, { opacity: 0, transform: "scale(0.94)" }], FADE).finished.finally(() => ghost.remove());
}
