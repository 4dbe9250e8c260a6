/* One piece as the server sent it: its metals, its stones, and the measures the views are framed by. Millimetres throughout. */
import { Box3, BufferAttribute, BufferGeometry, Group, InstancedMesh, Matrix4, Mesh, Quaternion, Vector3 } from "three";
import { facetPlanes } from "./facets.js";
import { gemMaterial, optics, smoothGemMaterial } from "./gem.js";
import { readGLB } from "./glb.js";
import { metalMaterial } from "./metal.js";

const MM_PER_M = 1000;
const CHAIN_SHARE = 0.55; // of a pendant's height: how much of its chain belongs to the picture
const ABOVE_TABLE_MM = { ring: 0, bangle: 0, bracelet: 0, stud: 4, earrings: 4 }; // what hangs has no table
const LETTER_SHADE = 0.42;
const NEAR_INSIDE_MM = 0.6; // what counts as the inside of a band

export class Piece {
  group = new Group();
  box = new Box3(); // what the views frame: a pendant's chain runs out of the picture
  stones = []; // one entry for all stones of a shape: { mesh, centre, radius, gem, planes, facets }
  band = new Vector3();

  /** `kit` is what the viewer lends its pieces: { renderer, shared, metal, baker, table }. */
  constructor(buffer, kit) {
    const { root, extras } = readGLB(buffer);
    this.kind = extras.view ?? extras.kind ?? "ring";
    this.carved = Boolean(extras.engraved); // letters are in the mesh already
    this.innerRadius = extras.inner_radius_mm ?? 0;
    root.scale.setScalar(MM_PER_M);
    root.updateMatrixWorld(true);
    this.group.add(root);
    const meshes = [];
    root.traverse((object) => object.isMesh && meshes.push(object));
    for (const mesh of meshes) this.#measure(mesh);
    if (this.kind === "pendant") this.box.max.y += (this.box.max.y - this.box.min.y) * CHAIN_SHARE;
    this.ground = this.kind in ABOVE_TABLE_MM ? this.box.min.y - ABOVE_TABLE_MM[this.kind] : null;
    const stones = new Map(); // meshes by the geometry they share
    for (const mesh of meshes) {
      if (!mesh.userData.material.startsWith("gem")) this.#setMetal(mesh, kit);
      else stones.set(mesh.geometry, [...(stones.get(mesh.geometry) ?? []), mesh]);
    }
    for (const alike of stones.values()) this.#setStones(alike, kit);
  }

  /** The stone the close view looks at: the largest. */
  get centre() {
    return this.stones.reduce((best, stone) => (!best || stone.radius > best.radius + 1e-3 ? stone : best), null);
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
    for (const stone of this.stones.filter(({ planes }) => planes)) {
      stone.facets = baker.bake(renderer, stone.planes);
      stone.mesh.material.uniforms.uFacets.value = stone.facets.texture;
    }
  }

  dispose() {
    this.group.traverse((object) => {
      if (!object.isMesh) return;
      object.geometry.dispose();
      object.material.dispose();
      object.dispose?.(); // instances' matrices
    });
    for (const stone of this.stones) stone.facets?.dispose();
  }

  #measure(mesh) {
    if (this.kind !== "pendant" || !/chain/.test(mesh.name)) this.box.union(boxOf(mesh));
    if (!this.innerRadius || !/band/.test(mesh.name)) return;
    for (const frame of framesOf(mesh)) {
      for (const point of points(mesh.geometry, frame)) {
        if (Math.hypot(point.x, point.y) > this.innerRadius + NEAR_INSIDE_MM) continue;
        this.band.set(this.innerRadius, Math.max(this.band.y, Math.abs(point.z)), 1);
      }
    }
  }

  #setMetal(mesh, { shared, metal, table }) {
    const { material, look } = mesh.userData;
    const coat = table.coats[look.coat];
    const own = {
      f0: coat?.rgb ?? table.metals[look.alloy]?.f0,
      finish: table.finishes[look.finish],
      glaze: coat && !coat.metal,
      roughness: coat?.roughness,
      shade: material === "metal_letters" ? LETTER_SHADE : 1,
    };
    const finished = material === "metal" || look.finish !== undefined;
    const band = /band/.test(mesh.name) ? this.band : new Vector3();
    mesh.material = metalMaterial(shared, metal, { band, girthMm: mesh.userData.girth_mm ?? MM_PER_M, finished, own });
    mesh.frustumCulled = false; // it is always in the picture, and instances have no box of their own
  }

  /* Stones of one shape, in their own axes and true millimetres: planes need true angles. */
  #setStones(alike, { renderer, shared, baker }) {
    const [first] = alike;
    const frames = alike.flatMap((mesh) => [...framesOf(mesh)]);
    const scale = new Vector3().setFromMatrixScale(frames[0]);
    const corners = [...points(first.geometry, new Matrix4().makeScale(scale.x, scale.y, scale.z), true)];
    const middle = new Box3().setFromPoints(corners).getCenter(new Vector3());
    const geometry = new BufferGeometry();
    geometry.setAttribute("position", new BufferAttribute(new Float32Array(corners.flatMap((p) => p.sub(middle).toArray())), 3));
    const smooth = first.userData.material === "gem_smooth";
    if (smooth) geometry.setAttribute("normal", cornerNormals(first.geometry));
    else geometry.computeVertexNormals(); // not indexed: one normal a triangle
    const radius = Math.max(...corners.map((p) => p.length()));
    const planes = smooth ? null : facetPlanes(geometry);
    const facets = planes && baker.bake(renderer, planes);
    const base = Math.min(...corners.map((p) => p.z));
    const material = smooth ? smoothGemMaterial(shared, base) : gemMaterial(shared, facets, radius);
    const mesh = new InstancedMesh(geometry, material, frames.length);
    frames.forEach((frame, i) => mesh.setMatrixAt(i, standing(frame, middle)));
    mesh.frustumCulled = false;
    this.group.add(mesh);
    const centre = new Vector3().setFromMatrixPosition(standing(frames[0], middle));
    const width = Math.max(...corners.map((p) => Math.hypot(p.x, p.y)), 0.5);
    this.stones.push({ mesh, centre, radius: Math.min(radius, width), gem: first.userData.gem ?? "diamond", planes, facets });
    first.geometry.dispose();
    for (const each of alike) each.removeFromParent();
  }
}

/* A frame of true millimetres for a stone whose own middle is its origin: turned and moved, not scaled. */
function standing(frame, middle) {
  const turn = new Quaternion();
  const at = new Vector3();
  frame.decompose(at, turn, new Vector3());
  return new Matrix4().compose(at.add(middle.clone().applyQuaternion(turn)), turn, new Vector3(1, 1, 1));
}

/* Where a mesh stands in the piece: once, or once for each of its instances. */
function* framesOf(mesh) {
  if (!mesh.isInstancedMesh) return yield mesh.matrixWorld;
  for (let i = 0; i < mesh.count; i++) {
    const one = new Matrix4();
    mesh.getMatrixAt(i, one);
    yield one.premultiply(mesh.matrixWorld);
  }
}

function boxOf(mesh) {
  const box = new Box3();
  mesh.geometry.computeBoundingBox();
  for (const frame of framesOf(mesh)) {
    if (mesh.isInstancedMesh) box.union(mesh.geometry.boundingBox.clone().applyMatrix4(frame));
    else for (const point of points(mesh.geometry, frame)) box.expandByPoint(point);
  }
  return box;
}

/* Every vertex in the piece's millimetres; `corners`: in the order of the triangles, shared ones again. */
function* points({ index, attributes }, frame, corners = false) {
  const count = corners ? index.count : attributes.position.count;
  for (let i = 0; i < count; i++) {
    yield new Vector3().fromBufferAttribute(attributes.position, corners ? index.getX(i) : i).applyMatrix4(frame);
  }
}

/* The normals that came with a mesh, in the order of its triangles. */
function cornerNormals({ index, attributes }) {
  const normals = Array.from({ length: index.count }, (_, i) => {
    return new Vector3().fromBufferAttribute(attributes.normal, index.getX(i)).normalize().toArray();
  });
  return new BufferAttribute(new Float32Array(normals.flat()), 3);
}
