// Lets cards slide in and glide to their new places when others come or go, unless the reader asked for less motion.

const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");
const EASE = "cubic-bezier(0.2, 0.8, 0.2, 1)";
const GLIDE = { duration: 320, easing: EASE };
const FADE = { duration: 200, easing: "ease-out" };

// More than this at a time is a flood: gliding would be noise then, and cost the frames that the flood needs.
const MOST_CHANGES = 6;

/**
 * Runs `change`, which adds and removes children of `list`; then what is new slides in, and what was there before glides
 * from its old place to its new one. `changes` is how many children come or go.
 */
export function glide(list, changes, change) {
  if (reducedMotion.matches || changes > MOST_CHANGES || document.hidden) {
    change();
    return;
  }
  const before = new Map();
  for (const child of list.children) before.set(child, child.getBoundingClientRect());
  change();
  // A card that is still gliding starts anew from where it is seen.
  for (const child of before.keys()) child.getAnimations().filter((a) => a.id === "glide").forEach((a) => a.cancel());
  const moves = [];
  for (const child of list.children) {
    const old = before.get(child);
    const now = child.getBoundingClientRect();
    if (!inView(now) && !(old && inView(old))) continue;
    if (!old) {
      child.classList.add("fresh");
      moves.push([child, { opacity: 0, transform: "translateY(-18px) scale(0.98)" }]);
    } else if (old.left !== now.left || old.top !== now.top) {
      moves.push([child, { transform: `translate(${old.left - now.left}px, ${old.top - now.top}px)` }]);
    }
  }
  for (const [child, from] of moves) child.animate([from, {}], GLIDE).id = "glide";
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
