/* Keeps a slow machine smooth: while the piece moves, stones are traced more simply and then with fewer pixels.
   At rest everything is drawn in full. */
const SLOW_FRAME_MS = 22;
const FRAMES = 20; // before it is judged
const STEPS = [
  { together: false, bounces: 6, pixels: 2 },
  { together: true, bounces: 4, pixels: 2 },
  { together: true, bounces: 4, pixels: 1.5 },
  { together: true, bounces: 3, pixels: 1 },
];
const AT_REST = { together: false, bounces: 6 };

export class Pace {
  #step = 0;
  #times = [];
  #last = 0;

  get pixels() {
    return STEPS[this.#step].pixels;
  }

  quality(moving) {
    return moving ? STEPS[this.#step] : AT_REST;
  }

  /** Notes a moving frame; true when a step down changed the number of pixels. */
  note(now) {
    const took = now - this.#last;
    this.#last = now;
    if (took < 250) this.#times.push(took); // longer: it stood still in between
    if (this.#times.length < FRAMES) return false;
    const middle = this.#times.sort((a, b) => a - b)[FRAMES / 2];
    this.#times = [];
    if (middle <= SLOW_FRAME_MS || this.#step === STEPS.length - 1) return false;
    const before = this.pixels;
    this.#step++;
    return this.pixels !== before;
  }
}
