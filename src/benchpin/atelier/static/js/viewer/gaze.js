/* Where one looks at the moment, and how that moves: by hand, by itself, or to a named view. */
import { Vector3 } from "three";
import { LIMITS, namedView } from "./views.js";

const LOOK_MS = 900;
const SPIN_PER_FRAME = 0.006;
const FLING_LEFT = 0.93; // of the speed, each frame
const HAND_RESTS_MS = 120;

export class Gaze {
  yaw = -0.55;
  pitch = 0.3;
  zoom = 1;
  target = new Vector3();
  #motion;
  #spinning = false;
  #speed = 0;
  #touchedAt = -Infinity;

  constructor(motion) {
    this.#motion = motion;
  }

  look(piece, name, ms = LOOK_MS) {
    const from = { yaw: this.yaw, pitch: this.pitch, zoom: this.zoom, target: this.target.clone() };
    const to = namedView(piece, name);
    const turn = Math.atan2(Math.sin(to.yaw - from.yaw), Math.cos(to.yaw - from.yaw)); // the shorter way round
    this.spin(false);
    this.#motion.start("look", ms, (t) => {
      this.yaw = from.yaw + turn * t;
      this.pitch = from.pitch + (to.pitch - from.pitch) * t;
      this.zoom = from.zoom * (to.zoom / from.zoom) ** t;
      this.target.lerpVectors(from.target, to.target, t);
    });
  }

  turn(yaw, pitch) {
    this.#touch();
    this.yaw += yaw;
    this.pitch = clamp(this.pitch + pitch, LIMITS.pitch);
  }

  zoomBy(factor) {
    this.#touch();
    this.zoom = clamp(this.zoom * factor, LIMITS.zoom);
  }

  fling(speed) {
    this.#speed = this.#motion.calm ? 0 : speed;
  }

  spin(on) {
    this.#spinning = on && !this.#motion.calm;
    this.#speed = 0;
    return this.#spinning;
  }

  /** Moves what moves by itself by one frame; false if nothing moves and no hand is on it. */
  advance(now) {
    const flung = Math.abs(this.#speed) > 6e-4;
    if (this.#spinning) this.yaw += SPIN_PER_FRAME;
    if (flung) {
      this.yaw += this.#speed;
      this.#speed *= FLING_LEFT;
    }
    return this.#spinning || flung || now - this.#touchedAt < HAND_RESTS_MS;
  }

  #touch() {
    this.#motion.stop("look");
    this.#touchedAt = performance.now();
  }
}

function clamp(value, [least, most]) {
  return Math.min(most, Math.max(least, value));
}
