/* While nothing moves, pictures taken from slightly different places are averaged: edges become smooth, and the
   steps inside a stone become light. Then drawing stops. */
import {
  AddEquation, ConstantAlphaFactor, CustomBlending, FramebufferTexture, HalfFloatType, LinearFilter, Mesh, NearestFilter,
  NoBlending, NoToneMapping, OneMinusConstantAlphaFactor, OrthographicCamera, PlaneGeometry, Scene, ShaderMaterial,
  WebGLRenderTarget,
} from "three";

const SPREAD_PIXELS = 1.15;
const VERTEX = `varying vec2 v; void main() { v = uv; gl_Position = vec4(position.xy, 0., 1.); }`;
const FRAGMENT = `varying vec2 v; uniform sampler2D uPicture; void main() { gl_FragColor = texture2D(uPicture, v); }`;

export class Refinement {
  samples = 0;
  #mean = new WebGLRenderTarget(4, 4, { type: HalfFloatType, depthBuffer: false, minFilter: LinearFilter });
  #frame = null;
  #add = new ShaderMaterial({
    depthTest: false, depthWrite: false, transparent: true,
    blending: CustomBlending, blendEquation: AddEquation,
    blendSrc: ConstantAlphaFactor, blendDst: OneMinusConstantAlphaFactor,
    blendSrcAlpha: ConstantAlphaFactor, blendDstAlpha: OneMinusConstantAlphaFactor,
    uniforms: { uPicture: { value: null } }, vertexShader: VERTEX, fragmentShader: FRAGMENT,
  });
  #show = new ShaderMaterial({
    depthTest: false, depthWrite: false, blending: NoBlending,
    uniforms: { uPicture: { value: this.#mean.texture } }, vertexShader: VERTEX, fragmentShader: FRAGMENT,
  });
  #quad = new Mesh(new PlaneGeometry(2, 2), this.#add);
  #scene = new Scene();
  #camera = new OrthographicCamera(-1, 1, 1, -1, -1, 1);

  constructor() {
    this.#quad.frustumCulled = false;
    this.#scene.add(this.#quad);
  }

  resize(width, height) {
    this.#mean.setSize(width, height);
    this.#frame?.dispose();
    this.#frame = new FramebufferTexture(width, height);
    this.#frame.minFilter = this.#frame.magFilter = NearestFilter;
    this.#add.uniforms.uPicture.value = this.#frame;
    this.samples = 0;
  }

  /** Where to take the next picture from: pixels aside, and how far the stone's colours part (-1 to 1). */
  next() {
    const i = this.samples;
    if (i === 0) return { x: 0, y: 0, spectrum: 0 };
    const [x, y, spectrum] = [halton(i, 2) - 0.5, halton(i, 3) - 0.5, halton(i, 5) * 2 - 1];
    return { x: x * SPREAD_PIXELS, y: y * SPREAD_PIXELS, spectrum };
  }

  /** Takes what was just drawn into the mean, and shows the mean instead. */
  take(renderer) {
    const tone = renderer.toneMapping;
    renderer.copyFramebufferToTexture(this.#frame);
    renderer.toneMapping = NoToneMapping;
    renderer.autoClear = false;
    this.#quad.material = this.#add;
    this.#add.blendAlpha = 1 / (this.samples + 1);
    renderer.setRenderTarget(this.#mean);
    renderer.render(this.#scene, this.#camera);
    renderer.setRenderTarget(null);
    this.#quad.material = this.#show;
    renderer.render(this.#scene, this.#camera);
    renderer.autoClear = true;
    renderer.toneMapping = tone;
    this.samples++;
  }
}

function halton(index, base) {
  let [value, share] = [0, 1];
  for (let i = index; i > 0; i = Math.floor(i / base)) {
    share /= base;
    value += share * (i % base);
  }
  return value;
}
