/* The piece on the screen: one canvas, drawn only while something changes. Tells what happens with events:
   ready, settled, stirred, seen (by keyboard), lost, restored. */
import { Group, Matrix3, NeutralToneMapping, PerspectiveCamera, Scene, Vector3, WebGLRenderer } from "three";
import { Appearance } from "./appearance.js";
import { FacetBaker } from "./facets.js";
import { Gaze } from "./gaze.js";
import { listen } from "./input.js";
import { Lights } from "./lights.js";
import { metalUniforms } from "./metal.js";
import { Motion } from "./motion.js";
import { Pace } from "./pace.js";
import { Piece } from "./piece.js";
import { pose, poseUnturned } from "./pose.js";
import { Refinement } from "./refine.js";
import { GroundShadow } from "./shadow.js";
import { fieldOfView, inWords } from "./views.js";

const EXPOSURE = 0.86;
const REFINE_MS = 6000; // a slow machine stops refining after this

export class JewelViewer extends EventTarget {
  piece = null;
  visible = true;
  #asked = 0;
  #pending = false;
  #settled = false;
  #restSince = 0;
  #size = { width: 0, height: 0, covered: 0, css: [0, 0, 0] };
  #motion = new Motion();
  gaze = new Gaze(this.#motion);
  #appearance = new Appearance(this, this.#motion);
  #pace = new Pace();
  #stop = new AbortController();

  /** `table` is the server's: { metals: {id: {f0}}, stones: {id: {ior, dispersion, tint}}, finishes: {id: number} }. */
  constructor(canvas, { table, samples = 24 }) {
    super();
    this.canvas = canvas;
    this.table = table;
    this.samples = samples;
    this.renderer = new WebGLRenderer({ canvas, antialias: true, alpha: true, powerPreference: "high-performance", stencil: false });
    this.renderer.toneMapping = NeutralToneMapping; // keeps the colour of gold where others bleach it
    this.renderer.setClearColor(0, 0);
    this.metal = metalUniforms();
    this.shared = {
      uExposure: { value: EXPOSURE }, uLight: { value: null }, uSetting: { value: null }, uJitter: { value: 0 },
      uUnturn: { value: new Matrix3() }, uPivot: { value: new Vector3() }, uBounces: { value: 6 }, uTogether: { value: false },
    };
    this.scene = new Scene();
    this.turntable = new Group();
    this.camera = new PerspectiveCamera(fieldOfView, 1, 5, 400);
    this.scene.add(this.turntable);
    this.shadow = new GroundShadow();
    this.lights = new Lights(this.shared);
    this.lights.bakeStudio(this.renderer);
    this.baker = new FacetBaker();
    this.refinement = new Refinement();
    this.turntable.add(this.shadow.plane);
    this.#listen();
  }

  /** Fetches a piece and shows it in place of the last one, in one frame. False if a later call overtook this one. */
  async load(address) {
    const turn = ++this.#asked;
    const answer = await fetch(address, { signal: this.#stop.signal });
    if (turn !== this.#asked) return false;
    if (!answer.ok) throw new Error(`${answer.status} for ${address}`);
    const buffer = await answer.arrayBuffer();
    if (turn !== this.#asked) return false;
    const piece = new Piece(buffer, this);
    this.#appearance.dress(piece);
    await this.#compile(piece);
    if (turn !== this.#asked) {
      piece.dispose();
      return false;
    }
    this.#show(piece);
    return true;
  }

  /** Changes what needs no new piece: metal, finish, gem, engraving, typeface. */
  set(changes) {
    this.#appearance.set(changes);
    this.invalidate();
  }

  /** Moves to a named view: hero, front, side, top, stone, inside. */
  look(name, ms) {
    if (!this.piece) return;
    this.gaze.look(this.piece, name, ms);
    this.invalidate();
  }

  turn(yaw, pitch = 0) {
    this.gaze.turn(yaw, pitch);
    this.invalidate();
  }

  zoom(factor) {
    this.gaze.zoomBy(factor);
    this.invalidate();
  }

  /** Turns the piece slowly; returns whether it does, for those who asked for less motion it does not. */
  spin(on) {
    const spinning = this.gaze.spin(on);
    this.invalidate();
    return spinning;
  }

  /** Returns the present view as a picture with a clear ground, as fine as at rest. */
  async snapshot(type = "image/png", quality = 0.86) {
    const picture = document.createElement("canvas");
    picture.width = this.#size.width;
    picture.height = this.#size.height;
    this.refinement.samples = 0;
    while (this.refinement.samples < this.samples) this.#refine();
    picture.getContext("2d").drawImage(this.canvas, 0, 0); // before the browser clears it
    return new Promise((resolve) => picture.toBlob(resolve, type, quality));
  }

  /** `below` are CSS pixels at the lower edge that something covers: the piece is framed above them. */
  resize(width, height, below = 0) {
    if (!width || !height) return;
    const pixels = Math.min(devicePixelRatio || 1, this.#pace.pixels);
    this.renderer.setPixelRatio(pixels);
    this.renderer.setSize(width, height, false);
    this.camera.aspect = width / height;
    this.#size = { width: this.canvas.width, height: this.canvas.height, covered: below / height, css: [width, height, below] };
    this.refinement.resize(this.#size.width, this.#size.height);
    this.invalidate();
    this.#draw(0, 0); // in the same task: a resized canvas is empty
  }

  /** Shadow and reflections of the piece as it is now. */
  bake() {
    if (!this.piece) return;
    poseUnturned(this);
    this.shadow.bake(this.renderer, this.scene, this.piece);
    this.lights.bakeSetting(this.renderer, this.scene, this.piece, this.shared, this.shadow);
  }

  invalidate() {
    this.refinement.samples = 0;
    this.#restSince = 0;
    if (this.#settled) this.dispatchEvent(new Event("stirred"));
    this.#settled = false;
    this.#kick();
  }

  dispose() {
    this.#asked++;
    this.#stop.abort();
    this.renderer.dispose();
    this.renderer.forceContextLoss(); // takes all that was kept on the graphics card with it
  }

  #listen() {
    const { signal } = this.#stop;
    listen(this.canvas, {
      turn: (yaw, pitch) => this.turn(yaw, pitch),
      zoom: (factor) => this.zoom(factor),
      hold: () => this.spin(false),
      fling: (speed) => { this.gaze.fling(speed); this.#kick(); },
      home: () => this.look("hero"),
      keys: () => this.dispatchEvent(new CustomEvent("seen", { detail: inWords(this.gaze) })),
    }, signal);
    this.canvas.addEventListener("webglcontextlost", (event) => {
      event.preventDefault(); // so that the browser gives it back
      this.dispatchEvent(new Event("lost"));
    }, { signal });
    this.canvas.addEventListener("webglcontextrestored", () => {
      this.lights.bakeStudio(this.renderer);
      this.piece?.rebake(this);
      this.bake();
      this.invalidate();
      this.dispatchEvent(new Event("restored"));
    }, { signal });
  }

  async #compile(piece) {
    const aside = this.renderer.extensions.has("KHR_parallel_shader_compile");
    if (aside) await this.renderer.compileAsync(piece.group, this.camera, this.scene);
    else this.renderer.compile(piece.group, this.camera, this.scene);
  }

  #show(piece) {
    const last = this.piece;
    this.piece = piece;
    last?.group.removeFromParent();
    this.turntable.add(piece.group);
    this.bake();
    last?.dispose();
    if (!last || last.kind !== piece.kind) this.look("hero", 0);
    this.#appearance.engrave();
    this.invalidate();
    this.#draw(0, 0);
    if (!last) this.dispatchEvent(new Event("ready"));
  }

  #kick() {
    if (this.#pending || !this.visible || !this.piece) return;
    this.#pending = true;
    requestAnimationFrame((now) => {
      this.#pending = false;
      if (this.visible) this.#frame(now);
    });
  }

  #frame(now) {
    const blending = this.#motion.busy;
    this.#motion.advance();
    const moving = this.gaze.advance(now) || blending;
    if (moving) {
      this.refinement.samples = 0;
      this.#restSince = 0;
      if (this.#pace.note(now)) this.resize(...this.#size.css);
      this.#draw(0, 0, true);
      return this.#kick();
    }
    this.#restSince ||= now;
    this.#refine();
    const enough = this.refinement.samples >= this.samples || now - this.#restSince > REFINE_MS;
    if (!enough) return this.#kick();
    this.#settled = true;
    return this.dispatchEvent(new Event("settled"));
  }

  #refine() {
    const { x, y, spectrum } = this.refinement.next();
    this.shared.uJitter.value = spectrum;
    this.#draw(x, y);
    this.refinement.take(this.renderer);
  }

  #draw(x, y, moving = false) {
    if (!this.piece || !this.#size.width) return;
    const { together, bounces } = this.#pace.quality(moving);
    this.shared.uTogether.value = together;
    this.shared.uBounces.value = bounces;
    if (moving) this.shared.uJitter.value = 0;
    pose(this, this.#size.covered);
    const { width, height, covered } = this.#size;
    this.camera.setViewOffset(width, height, x, y + (covered * height) / 2, width, height);
    this.renderer.setRenderTarget(null);
    this.renderer.render(this.scene, this.camera);
  }
}
