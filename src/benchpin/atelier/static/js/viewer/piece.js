/* One piece as the server sent it: its metal, its stones, and the measures the views are framed by. Millimetres throughout. */
import { Box3, BufferAttribute, BufferGeometry, Group, Mesh, Vector3 } from "three";
import { facetPlanes } from "./facets.js";
import { gemMaterial, optics } from "./gem.js";
import { readGLB } from "./glb.js";
import { metalMaterial } from "./metal.js";

const MM_PER_M = 1000;
const CHAIN_SHARE = 0.55; // of a pendant's height: how much of its chain belongs to the picture
const ABOVE_TABLE_MM = { ring: 0, earrings: 4 }; // what hangs from a neck has no table
const NEAR_INSIDE_MM = 0.6; // what counts as the inside of a band

export class Piece {
  group = new Group();
  box = new Box3(); // what the views frame: a chain runs out of the picture
  stones = [];
  band = new Vector3();

  /** `kit` holds what the viewer lends its pieces: { renderer, shared, metal, baker }. */
  constructor(buffer, kit) {
    const { root, extras } = readGLB(buffer);
    this.kind = extras.kind ?? "ring";
    this.carved = Boolean(extras.engraved); // letters are in the mesh already
    this.innerRadius = extras.inner_radius_mm ?? 0;
    root.scale.setScalar(MM_PER_M);
    root.updateMatrixWorld(true);
    this.group.add(root);
    const meshes = [];
    root.traverse((object) => object.isMesh && meshes.push(object));
    for (const mesh of meshes) this.#measure(mesh);
    if (this.kind === "necklace") this.box.max.y += (this.box.max.y - this.box.min.y) * CHAIN_SHARE;
    this.ground = this.kind in ABOVE_TABLE_MM ? this.box.min.y - ABOVE_TABLE_MM[this.kind] : null;
    for (const mesh of meshes) {
      if (mesh.userData.material.startsWith("gem")) this.#setStone(mesh, kit);
      else this.#setMetal(mesh, kit);
    }
  }

  /** The stone the close view looks at: the largest. */
  get centre() {
    return this.stones.reduce((best, stone) => (!best || stone.radius > best.radius ? stone : best), null);
  }

  /** Gives stones of the piece's main gem another gem's optics; returns what must be blended, stone by stone. */
  optics(table, chosen) {
    const main = this.centre?.gem;
    return this.stones.map((stone) => {
      const gem = chosen && stone.gem === main ? chosen : stone.gem;
      return { uniforms: stone.mesh.material.uniforms, ...optics(table[gem] ?? table.diamond, stone.radius * 2) };
    });
  }

  /** Bakes the stones' planes again, after the graphics came back. */
  rebake({ renderer, baker }) {
    for (const stone of this.stones) {
      stone.facets = baker.bake(renderer, stone.planes);
      stone.mesh.material.uniforms.uFacets.value = stone.facets.texture;
    }
  }

  dispose() {
    this.group.traverse((object) => {
      if (!object.isMesh) return;
      object.geometry.dispose();
      object.material.dispose();
    });
    for (const stone of this.stones) stone.facets.dispose();
  }

  #measure(mesh) {
    const part = new Box3().setFromObject(mesh, true);
    if (!isChain(mesh)) this.box.union(part);
    if (!this.innerRadius || mesh.userData.material.startsWith("gem")) return;
    for (const point of points(mesh)) {
      if (Math.hypot(point.x, point.y) > this.innerRadius + NEAR_INSIDE_MM) continue;
      this.band.set(this.innerRadius, Math.max(this.band.y, Math.abs(point.z)), 1);
    }
  }

  #setMetal(mesh, { shared, metal }) {
    const finished = mesh.userData.material === "metal";
    const band = /band/.test(mesh.name) ? this.band : new Vector3();
    mesh.material = metalMaterial(shared, metal, { band, girthMm: girth(mesh), finished });
    if (!mesh.geometry.attributes.normal) mesh.geometry.computeVertexNormals();
  }

  /* A stone's geometry is taken out of its quantised node into millimetres about its own middle: planes need true angles. */
  #setStone(mesh, { renderer, shared, baker }) {
    const corners = [...points(mesh, true)];
    const centre = new Box3().setFromPoints(corners).getCenter(new Vector3());
    const geometry = new BufferGeometry();
    geometry.setAttribute("position", new BufferAttribute(new Float32Array(corners.flatMap((p) => p.sub(centre).toArray())), 3));
    geometry.computeVertexNormals(); // not indexed: one normal a triangle
    const radius = Math.max(...corners.map((p) => p.length()));
    const planes = facetPlanes(geometry);
    const facets = baker.bake(renderer, planes);
    const stone = new Mesh(geometry, gemMaterial(shared, facets, radius));
    stone.position.copy(centre);
    this.group.add(stone);
    mesh.geometry.dispose();
    mesh.removeFromParent();
    const width = Math.max(...corners.map((p) => Math.hypot(p.x, p.z)), 0.5);
    this.stones.push({ mesh: stone, centre, radius: Math.min(radius, width), gem: mesh.userData.gem ?? "diamond", planes, facets });
  }
}

function isChain(mesh) {
  return /chain/.test(mesh.name);
}

function girth(mesh) {
  const uv = mesh.geometry.attributes.uv;
  if (!uv) return MM_PER_M;
  let [least, most] = [Infinity, -Infinity];
  for (let i = 0; i < uv.count; i++) {
    least = Math.min(least, uv.getX(i));
    most = Math.max(most, uv.getX(i));
  }
  return Math.max(most - least, 1);
}

/* Every vertex in the piece's millimetres; `corners`: in the order of the triangles, shared ones again. */
function* points(mesh, corners = false) {
  const { index, attributes } = mesh.geometry;
  const count = corners ? index.count : attributes.position.count;
  for (let i = 0; i < count; i++) {
    yield new Vector3().fromBufferAttribute(attributes.position, corners ? index.getX(i) : i).applyMatrix4(mesh.matrixWorld);
  }
}
