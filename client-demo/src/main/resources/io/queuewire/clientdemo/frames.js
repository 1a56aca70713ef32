// Gathers work and does it once per animation frame, so that a burst of events costs one layout, not one each.

/** Returns a function that asks for `work`; however often it is asked within a frame, the work is done once. */
export function oncePerFrame(work) {
  let asked = false;
  let frame = 0;
  let timer = 0;

  const run = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    asked = false;
    work();
  };

  return () => {
    if (asked) return;
    asked = true;
    frame = requestAnimationFrame(run);
    // A hidden page gets no frames, but its board should be right when the reader comes back.
    timer = setTimeout(run, 250);
  };
}
