/* Where one looks from. A view turns the piece by `yaw`, lifts the eye by `pitch`, looks at `target` from `distance` times a fit. */
import { Vector3 } from "three";

const FIELD_OF_VIEW_DEG = 22; // a portrait lens: little perspective at a hand's distance
const AIR = 1.2; // the piece stands in a frame this much larger than itself
const HALF_ANGLE = Math.tan((FIELD_OF_VIEW_DEG * Math.PI) / 360);

export const LIMITS = { pitch: [-0.12, 1.45], zoom: [0.8, 5] };
export const fieldOfView = FIELD_OF_VIEW_DEG;

/* A ring or bangle is turned about in the hand; what hangs is looked at from the front. */
const turnedAbout = ({ kind }) => kind === "ring" || kind === "bangle";
const lying = ({ kind }) => kind === "bracelet"; // in a circle on the table: from higher up, or one sees a line

/** Returns the distance in mm at which a square picture holds the whole piece. */
export function fitDistance(piece) {
  const size = piece.box.getSize(new Vector3());
  // A ring is turned about and must fit from every side; what hangs is seen from the front.
  const across = turnedAbout(piece) ? Math.hypot(size.x, size.z) * 0.43 : size.x * (lying(piece) ? 0.52 : 0.66);
  return (Math.max(size.y / 2, across) * AIR) / HALF_ANGLE;
}

/** Returns { yaw, pitch, zoom, target } of a named view of this piece. */
export function namedView(piece, name) {
  const middle = piece.box.getCenter(new Vector3());
  const stone = piece.centre;
  const whole = { yaw: -0.55, pitch: 0.3, zoom: 1, target: middle };
  const close = (size) => Math.min(LIMITS.zoom[1], Math.max(1, (fitDistance(piece) * HALF_ANGLE) / size));
  const faces = turnedAbout(piece) ? {} : { yaw: -0.38, pitch: lying(piece) ? 0.52 : 0.16 };
  const views = {
    hero: { ...whole, ...faces },
    front: { ...whole, yaw: 0, pitch: 0.1 },
    side: { ...whole, yaw: Math.PI / 2, pitch: 0.08 },
    top: { ...whole, yaw: 0, pitch: 1.3, ...(stone && { zoom: close(stone.radius * 2.6), target: stone.centre }) },
    inside: {
      yaw: -0.12,
      pitch: 0.62,
      zoom: close(5.6),
      target: new Vector3(0, 0.6 - piece.innerRadius, 0),
    },
  };
  if (stone) {
    const tilt = turnedAbout(piece) ? { yaw: -0.5, pitch: 0.62 } : { yaw: -0.25, pitch: 0.18 };
    views.stone = { ...tilt, zoom: close(stone.radius * 2.3), target: stone.centre };
  }
  return views[name] ?? views.hero;
}

/** Says in words where the piece is seen from. */
export function inWords({ yaw, pitch }) {
  const quarter = Math.round((((yaw % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI)) / (Math.PI / 2)) % 4;
  return `Seen from the ${["front", "left", "back", "right"][quarter]}${pitch > 0.9 ? ", from above" : ""}`;
}
