/* Reads the GLBs our own server writes: nodes, instances, indexed triangles, quantised attributes, extras.
   No textures, skins, animation or compression. */
import { BufferAttribute, BufferGeometry, Group, InstancedMesh, Matrix4, Mesh, Quaternion, Vector3 } from "three";

const ARRAYS = { 5120: Int8Array, 5121: Uint8Array, 5122: Int16Array, 5123: Uint16Array, 5125: Uint32Array, 5126: Float32Array };
const WIDTHS = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4 };
const NAMES = { POSITION: "position", NORMAL: "normal", TEXCOORD_0: "uv" };
const UV_UNIT_MM = 0.01; // finish coordinates come as whole hundredths of a millimetre
const MAGIC = 0x46546c67; // "glTF"

/** Returns { root, extras }: a Group in the file's own units, and the extras of its root. */
export function readGLB(buffer) {
  const view = new DataView(buffer);
  if (view.getUint32(0, true) !== MAGIC) throw new Error("this is not a GLB");
  const jsonLength = view.getUint32(12, true);
  const gltf = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 20, jsonLength)));
  const file = { buffer, gltf, start: 20 + jsonLength + 8 };
  const scene = gltf.scenes[gltf.scene ?? 0];
  const root = new Group();
  for (const index of scene.nodes) root.add(readNode(file, index));
  return { root, extras: gltf.nodes[scene.nodes[0]].extras ?? scene.extras ?? gltf.asset.extras ?? {} };
}

function readNode(file, index) {
  const node = file.gltf.nodes[index];
  const group = new Group();
  group.name = node.name ?? "";
  group.userData = node.extras ?? {};
  if (node.matrix) group.matrix.fromArray(node.matrix).decompose(group.position, group.quaternion, group.scale);
  if (node.translation) group.position.fromArray(node.translation);
  if (node.rotation) group.quaternion.fromArray(node.rotation);
  if (node.scale) group.scale.fromArray(node.scale);
  if (node.mesh !== undefined) {
    const frames = readInstances(file, node);
    for (const primitive of file.gltf.meshes[node.mesh].primitives) group.add(readMesh(file, node, primitive, frames));
  }
  for (const child of node.children ?? []) group.add(readNode(file, child));
  return group;
}

/* Every frame of a node that stands many times over, or null. */
function readInstances(file, node) {
  const attributes = node.extensions?.EXT_mesh_gpu_instancing?.attributes;
  if (!attributes) return null;
  const [shift, turn, scale] = ["TRANSLATION", "ROTATION", "SCALE"].map((name) => readAccessor(file, attributes[name]));
  return Array.from({ length: shift.count }, (_, i) => new Matrix4().compose(
    new Vector3().fromBufferAttribute(shift, i),
    new Quaternion().fromArray(turn.array, i * 4),
    new Vector3().fromBufferAttribute(scale, i),
  ));
}

function readMesh(file, node, primitive, frames) {
  const geometry = geometryOf(file, primitive);
  const mesh = frames ? new InstancedMesh(geometry, undefined, frames.length) : new Mesh(geometry);
  frames?.forEach((frame, i) => mesh.setMatrixAt(i, frame));
  const material = file.gltf.materials?.[primitive.material];
  mesh.name = node.name ?? "";
  mesh.userData = { ...node.extras, material: material?.name ?? "metal", look: material?.extras ?? {} };
  return mesh;
}

/* One geometry for all nodes that show it. */
function geometryOf(file, primitive) {
  file.geometries ??= new Map();
  if (file.geometries.has(primitive)) return file.geometries.get(primitive);
  const geometry = new BufferGeometry();
  file.geometries.set(primitive, geometry);
  for (const [name, accessor] of Object.entries(primitive.attributes)) {
    if (NAMES[name]) geometry.setAttribute(NAMES[name], readAccessor(file, accessor));
  }
  const { uv } = geometry.attributes;
  if (uv) geometry.setAttribute("uv", new BufferAttribute(Float32Array.from(uv.array, (part) => part * UV_UNIT_MM), 2));
  geometry.setIndex(readAccessor(file, primitive.indices));
  return geometry;
}

function readAccessor({ buffer, gltf, start }, index) {
  const accessor = gltf.accessors[index];
  const view = gltf.bufferViews[accessor.bufferView];
  const Type = ARRAYS[accessor.componentType];
  const width = WIDTHS[accessor.type];
  const offset = start + (view.byteOffset ?? 0) + (accessor.byteOffset ?? 0);
  const stride = (view.byteStride ?? width * Type.BYTES_PER_ELEMENT) / Type.BYTES_PER_ELEMENT;
  if (stride === width) return new BufferAttribute(new Type(buffer, offset, accessor.count * width), width, !!accessor.normalized);
  const source = new Type(buffer, offset, (accessor.count - 1) * stride + width); // padded to four bytes
  const tight = new Type(accessor.count * width);
  for (let i = 0; i < accessor.count; i++) {
    for (let k = 0; k < width; k++) tight[i * width + k] = source[i * stride + k];
  }
  return new BufferAttribute(tight, width, !!accessor.normalized);
}
