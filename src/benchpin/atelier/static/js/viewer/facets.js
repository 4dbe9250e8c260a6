/* A cut stone is convex: a list of planes says all about it. Baked into a small cube of planes, seen from the
   stone's middle, a ray finds its facet with three look-ups instead of ninety tests. */
import {
  BackSide, CubeCamera, HalfFloatType, Mesh, NearestFilter, Scene, ShaderMaterial, SphereGeometry, Vector3, Vector4,
  WebGLCubeRenderTarget,
} from "three";

const MOST_PLANES = 200; // phones promise 224 uniform vectors
const SAME_NORMAL = 1 - 2e-6; // cosine; int16 positions bend a small facet by half a thousandth
const SAME_OFFSET_MM = 4e-3;
const OUTSIDE_MM = 2e-3; // a sliver's plane leaves corners of the stone outside: its own facet has a better triangle
const CUBE_PIXELS = 256;

/** Returns the planes n·x + w <= 0 of a convex, non-indexed geometry: the largest triangle speaks for its facet. */
export function facetPlanes(geometry) {
  const positions = geometry.attributes.position;
  const triangles = [];
  for (let i = 0; i < positions.count; i += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => new Vector3().fromBufferAttribute(positions, i + k));
    const normal = b.sub(a).cross(c.sub(a));
    const area = normal.length();
    if (area > 1e-9) triangles.push({ area, plane: new Vector4(...normal.divideScalar(area).toArray(), -normal.dot(a)) });
  }
  triangles.sort((one, other) => other.area - one.area);
  const planes = [];
  for (const { plane } of triangles) {
    if (!planes.some((known) => samePlane(known, plane)) && holds(plane, positions)) planes.push(plane);
  }
  return planes.slice(0, MOST_PLANES);
}

function samePlane(a, b) {
  return a.x * b.x + a.y * b.y + a.z * b.z > SAME_NORMAL && Math.abs(a.w - b.w) < SAME_OFFSET_MM;
}

function holds(plane, positions) {
  for (let i = 0; i < positions.count; i++) {
    const height = plane.x * positions.getX(i) + plane.y * positions.getY(i) + plane.z * positions.getZ(i) + plane.w;
    if (height > OUTSIDE_MM) return false;
  }
  return true;
}

/** Bakes planes into cubes; one baker for all stones of a viewer. */
export class FacetBaker {
  #material = new ShaderMaterial({
    side: BackSide,
    uniforms: { uPlanes: { value: [] }, uCount: { value: 0 } },
    vertexShader: `varying vec3 vD; void main() { vD = position; gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.); }`,
    fragmentShader: /* glsl */ `
      varying vec3 vD;
      uniform vec4 uPlanes[${MOST_PLANES}];
      uniform int uCount;
      void main() {
        vec3 d = normalize(vD);
        vec4 hit = vec4(0.);
        float nearest = 1e9;
        for (int i = 0; i < uCount; i++) {
          float towards = dot(uPlanes[i].xyz, d);
          float t = towards > 1e-4 ? -uPlanes[i].w / towards : 1e9;
          if (t < nearest) { nearest = t; hit = uPlanes[i]; }
        }
        gl_FragColor = hit;
      }`,
  });
  #scene = new Scene();

  constructor() {
    this.#scene.add(new Mesh(new SphereGeometry(1, 48, 24), this.#material));
  }

  bake(renderer, planes) {
    const target = new WebGLCubeRenderTarget(CUBE_PIXELS, { type: HalfFloatType, minFilter: NearestFilter, magFilter: NearestFilter });
    const { uPlanes, uCount } = this.#material.uniforms;
    uPlanes.value = Array.from({ length: MOST_PLANES }, (_, i) => planes[i] ?? new Vector4());
    uCount.value = planes.length;
    new CubeCamera(0.05, 5, target).update(renderer, this.#scene);
    return target;
  }
}
