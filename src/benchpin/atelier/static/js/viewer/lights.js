/* What the stones see, baked into two cubes: the studio, once; the setting round the largest stone, for every piece and metal. */
import {
  BackSide, CubeCamera, HalfFloatType, LinearMipmapLinearFilter, Mesh, NoToneMapping, Scene, ShaderMaterial, SphereGeometry,
  WebGLCubeRenderTarget,
} from "three";
import { STUDIO } from "./studio.js";

const SMOOTH = { type: HalfFloatType, generateMipmaps: true, minFilter: LinearMipmapLinearFilter };

export class Lights {
  #studio = new WebGLCubeRenderTarget(256, SMOOTH);
  #setting = new WebGLCubeRenderTarget(128, SMOOTH);
  #tent = new Mesh(new SphereGeometry(5, 32, 16), new ShaderMaterial({
    side: BackSide,
    vertexShader: `varying vec3 vD; void main() { vD = position; gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.); }`,
    fragmentShader: `precision highp float; varying vec3 vD; ${STUDIO} void main() { gl_FragColor = vec4(gemStudio(normalize(vD)), 1.); }`,
  }));

  constructor(shared) {
    shared.uLight.value = this.#studio.texture;
    shared.uSetting.value = this.#setting.texture;
  }

  bakeStudio(renderer) {
    const scene = new Scene();
    scene.add(this.#tent);
    asLight(renderer, () => new CubeCamera(0.1, 10, this.#studio).update(renderer, scene));
  }

  /** `scene` must stand unturned. */
  bakeSetting(renderer, scene, piece, shared, shadow) {
    if (!piece.centre) return;
    const camera = new CubeCamera(0.2, 60, this.#setting);
    camera.position.copy(piece.centre.centre);
    camera.position.y -= piece.centre.radius * 0.12;
    const exposure = shared.uExposure.value;
    const hidden = [shadow.plane, ...piece.stones.map(({ mesh }) => mesh)].filter((object) => object.visible);
    for (const object of hidden) object.visible = false;
    shared.uExposure.value = 1;
    asLight(renderer, () => camera.update(renderer, scene));
    shared.uExposure.value = exposure;
    for (const object of hidden) object.visible = true;
  }
}

function asLight(renderer, draw) {
  const tone = renderer.toneMapping;
  renderer.toneMapping = NoToneMapping;
  draw();
  renderer.toneMapping = tone;
}
