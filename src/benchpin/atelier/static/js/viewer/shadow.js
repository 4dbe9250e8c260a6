/* The shadow on the table: the piece projected along many directions of light into one picture, sharp where it
   touches and soft away from it. Baked once a piece; it turns with the piece. */
import {
  AddEquation, CustomBlending, DoubleSide, HalfFloatType, LinearMipmapLinearFilter, MaxEquation, Mesh, OneFactor,
  OrthographicCamera, PlaneGeometry, Scene, ShaderMaterial, Vector2, Vector3, WebGLRenderTarget,
} from "three";

const PIXELS = 320;
const DIRECTIONS = 64;
const GOLDEN_ANGLE = 2.399963;
const FULL_SCREEN = `varying vec2 v; void main() { v = uv; gl_Position = vec4(position.xy, 0., 1.); }`;

export class GroundShadow {
  #one = new WebGLRenderTarget(PIXELS, PIXELS, { depthBuffer: false });
  #sum = new WebGLRenderTarget(PIXELS, PIXELS, {
    depthBuffer: false, type: HalfFloatType, generateMipmaps: true, minFilter: LinearMipmapLinearFilter,
  });
  #camera = new OrthographicCamera(-1, 1, 1, -1, -1, 1);
  #project = new ShaderMaterial({
    side: DoubleSide, depthTest: false, depthWrite: false, transparent: true,
    blending: CustomBlending, blendEquation: MaxEquation, blendSrc: OneFactor, blendDst: OneFactor,
    uniforms: { uLight: { value: new Vector3(0, 1, 0) }, uGround: { value: 0 }, uReach: { value: 24 }, uMiddle: { value: new Vector2() } },
    vertexShader: /* glsl */ `
      uniform vec3 uLight;
      uniform vec2 uMiddle;
      uniform float uGround, uReach;
      varying float vHeight;
      void main() {
        vec4 p = vec4(position, 1.);
        #ifdef USE_INSTANCING
          p = instanceMatrix * p;
        #endif
        p = modelMatrix * p;
        vHeight = p.y - uGround;
        vec2 q = p.xz - uLight.xz * (vHeight / uLight.y) - uMiddle;
        gl_Position = vec4(q.x / uReach, -q.y / uReach, 0., 1.);
      }`,
    fragmentShader: `varying float vHeight; void main() { gl_FragColor = vec4(exp(-max(vHeight, 0.) / 5.5)); }`,
  });
  #add = new Mesh(new PlaneGeometry(2, 2), new ShaderMaterial({
    depthTest: false, depthWrite: false,
    blending: CustomBlending, blendEquation: AddEquation, blendSrc: OneFactor, blendDst: OneFactor,
    uniforms: { uPicture: { value: this.#one.texture }, uShare: { value: 1 / DIRECTIONS } },
    vertexShader: FULL_SCREEN,
    fragmentShader: `varying vec2 v; uniform sampler2D uPicture; uniform float uShare;
      void main() { gl_FragColor = vec4(texture2D(uPicture, v).r * uShare); }`,
  }));
  #adding = new Scene();

  plane = new Mesh(new PlaneGeometry(2, 2), new ShaderMaterial({
    transparent: true, depthWrite: false,
    uniforms: { uPicture: { value: this.#sum.texture } },
    vertexShader: `varying vec2 v; void main() { v = uv; gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.); }`,
    fragmentShader: /* glsl */ `
      varying vec2 v;
      uniform sampler2D uPicture;
      void main() {
        float s = textureLod(uPicture, v, 1.).r * .35 + textureLod(uPicture, v, 2.2).r * .65;
        vec2 edge = smoothstep(vec2(1.), vec2(.72), abs(v * 2. - 1.));
        gl_FragColor = vec4(vec3(.056, .044, .035), (1. - exp(-1.9 * s)) * .78 * edge.x * edge.y);
      }`,
  }));

  constructor() {
    this.#add.frustumCulled = false;
    this.#adding.add(this.#add);
    this.plane.rotation.x = -Math.PI / 2;
    this.plane.renderOrder = -1;
  }

  /** `scene` must stand unturned; `box` is the piece in it, `ground` the height of the table, or null for none. */
  bake(renderer, scene, { box, ground }) {
    this.plane.visible = false;
    if (ground === null) return;
    const middle = box.getCenter(new Vector3());
    const reach = Math.max(Math.hypot(box.max.x - box.min.x, box.max.z - box.min.z) * 1.2, 8);
    const { uLight, uGround, uReach, uMiddle } = this.#project.uniforms;
    this.plane.scale.set(reach, reach, 1);
    this.plane.position.set(middle.x, ground, middle.z);
    uGround.value = ground;
    uReach.value = reach;
    uMiddle.value.set(middle.x, middle.z);
    scene.overrideMaterial = this.#project;
    renderer.setClearColor(0, 0);
    renderer.setRenderTarget(this.#sum);
    renderer.clear();
    for (let i = 0; i < DIRECTIONS; i++) {
      const r = ((i + 0.5) / DIRECTIONS) ** 0.62 * 0.86; // denser about the zenith, as light from a tent is
      uLight.value.set(r * Math.cos(i * GOLDEN_ANGLE), Math.sqrt(1 - r * r), r * Math.sin(i * GOLDEN_ANGLE));
      renderer.autoClear = true;
      renderer.setRenderTarget(this.#one);
      renderer.render(scene, this.#camera);
      renderer.autoClear = false;
      renderer.setRenderTarget(this.#sum);
      renderer.render(this.#adding, this.#camera);
    }
    renderer.autoClear = true;
    renderer.setRenderTarget(null);
    scene.overrideMaterial = null;
    this.plane.visible = true;
  }
}
