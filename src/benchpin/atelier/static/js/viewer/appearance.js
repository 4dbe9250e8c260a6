/* What changes without a new piece: metal, finish, gem, engraving. Each is a blend of numbers the shaders read. */
import { Color } from "three";
import { write } from "./lettering.js";

const CHANGE_MS = 400;

export class Appearance {
  chosen = { metal: "", finish: "", gem: "", engraving: "", typeface: "" };
  #viewer;
  #motion;

  constructor(viewer, motion) {
    this.#viewer = viewer;
    this.#motion = motion;
  }

  /** Takes what is different from before; at once while no piece is shown. */
  set(changes) {
    const now = Object.fromEntries(Object.entries(changes).filter(([key, value]) => this.chosen[key] !== value));
    const ms = this.#viewer.piece ? CHANGE_MS : 0;
    Object.assign(this.chosen, now);
    if (now.metal) this.#changeMetal(ms);
    if (now.finish) this.#changeFinish(ms);
    if (now.gem && this.#viewer.piece) this.#changeGem(ms);
    if (now.engraving !== undefined || now.typeface !== undefined) this.engrave();
  }

  /** Gives a new piece the chosen gem. */
  dress(piece) {
    for (const { uniforms, ior, absorb } of piece.optics(this.#viewer.table.stones, this.chosen.gem)) {
      uniforms.uIor.value.copy(ior);
      uniforms.uAbsorb.value.copy(absorb);
    }
  }

  /** Writes the chosen words inside the band, unless the piece comes with its letters cut. */
  async engrave() {
    const { piece, metal } = this.#viewer;
    await write(metal, piece?.carved ? "" : this.chosen.engraving, this.chosen.typeface);
    this.#viewer.invalidate();
  }

  #changeMetal(ms) {
    const known = this.#viewer.table.metals[this.chosen.metal];
    if (!known) return;
    const { value } = this.#viewer.metal.uF0;
    const [from, to] = [value.clone(), new Color().fromArray(known.f0)];
    this.#motion.start("metal", ms, (t) => value.lerpColors(from, to, t), () => this.#viewer.bake());
  }

  #changeFinish(ms) {
    const { uFinish, uNextFinish, uMix } = this.#viewer.metal;
    uNextFinish.value = this.#viewer.table.finishes[this.chosen.finish] ?? 0;
    const mix = (t) => { uMix.value = t; };
    this.#motion.start("finish", ms, mix, () => {
      uFinish.value = uNextFinish.value;
      uMix.value = 0;
    });
  }

  #changeGem(ms) {
    const blends = this.#viewer.piece.optics(this.#viewer.table.stones, this.chosen.gem).map(({ uniforms, ior, absorb }) => {
      const [ior0, absorb0] = [uniforms.uIor.value.clone(), uniforms.uAbsorb.value.clone()];
      return (t) => {
        uniforms.uIor.value.lerpVectors(ior0, ior, t);
        uniforms.uAbsorb.value.lerpVectors(absorb0, absorb, t);
      };
    });
    this.#motion.start("gem", ms, (t) => blends.forEach((blend) => blend(t)));
  }
}
