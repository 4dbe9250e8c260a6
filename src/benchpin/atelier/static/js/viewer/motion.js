/* Changes over time, named so that a new one takes the place of the old; at once for those who asked for less motion. */
export class Motion {
  #running = new Map();
  #calm = matchMedia("(prefers-reduced-motion: reduce)");

  get calm() {
    return this.#calm.matches;
  }

  get busy() {
    return this.#running.size > 0;
  }

  /** Calls `step(0..1)` until `ms` are over, then `done`. */
  start(name, ms, step, done) {
    this.#finish(name);
    if (this.calm || ms <= 0) {
      step(1);
      done?.();
    } else {
      this.#running.set(name, { begun: performance.now(), ms, step, done });
    }
  }

  stop(name) {
    this.#running.delete(name);
  }

  advance() {
    const now = performance.now();
    for (const [name, { begun, ms, step }] of [...this.#running]) {
      const part = Math.min(1, (now - begun) / ms);
      if (part < 1) step(ease(part));
      else this.#finish(name);
    }
  }

  #finish(name) {
    const last = this.#running.get(name);
    if (!last) return;
    this.#running.delete(name);
    last.step(1);
    last.done?.();
  }
}

function ease(t) {
  return t < 0.5 ? 4 * t ** 3 : 1 - (2 - 2 * t) ** 3 / 2;
}
