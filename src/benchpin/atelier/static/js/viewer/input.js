/* Hands on the piece: drag turns, pinch and wheel zoom, arrow keys do both. A finger moving up or down still scrolls the page. */
const TURN_PER_PIXEL = 0.009;
const TILT_PER_PIXEL = 0.006;
const KEYS = { ArrowLeft: [-0.12, 0], ArrowRight: [0.12, 0], ArrowUp: [0, 0.1], ArrowDown: [0, -0.1] };
const ZOOMS = { "+": 1.12, "=": 1.12, "-": 1 / 1.12 };

/** Listens on `canvas` and calls `on.turn(dx, dy)`, `on.zoom(factor)`, `on.fling(speed)`, `on.hold()`, `on.home()`, `on.keys()`. */
export function listen(canvas, on, signal) {
  const pointers = new Map();
  let span = 0;
  let speed = 0;

  const add = (type, handler, options) => canvas.addEventListener(type, handler, { signal, ...options });

  add("pointerdown", (event) => {
    pointers.set(event.pointerId, event);
    canvas.setPointerCapture(event.pointerId);
    speed = 0;
    on.hold();
  });

  add("pointermove", (event) => {
    const last = pointers.get(event.pointerId);
    if (!last) return;
    pointers.set(event.pointerId, event);
    if (pointers.size === 2) {
      const [a, b] = [...pointers.values()];
      const apart = Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
      if (span) on.zoom(apart / span);
      span = apart;
      return;
    }
    speed = (event.clientX - last.clientX) * TURN_PER_PIXEL;
    on.turn(speed, (event.clientY - last.clientY) * TILT_PER_PIXEL);
  });

  const release = (event) => {
    if (!pointers.delete(event.pointerId)) return;
    span = 0;
    on.fling(event.type === "pointerup" ? speed : 0);
  };
  add("pointerup", release);
  add("pointercancel", release);

  // The wheel belongs to the page until the piece has the focus, or the hand says "zoom".
  add("wheel", (event) => {
    if (!event.ctrlKey && document.activeElement !== canvas) return;
    event.preventDefault();
    on.zoom(Math.exp(-event.deltaY * 0.0012));
  }, { passive: false });

  add("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (KEYS[event.key]) {
      event.preventDefault();
      on.turn(...KEYS[event.key]);
    } else if (ZOOMS[event.key]) on.zoom(ZOOMS[event.key]);
    else if (event.key === "Home") {
      event.preventDefault();
      on.home();
    } else return;
    on.hold();
    on.keys();
  });
}
