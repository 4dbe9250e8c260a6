/* Reads the GLBs our own server writes: nodes, indexed triangles, quantised attributes, extras.
   No textures, skins, animation or compression. */
import { BufferAttribute, BufferGeometry, Group, Mesh } from "three";

const ARRAYS = { 5120: Int8Array, 5121: Uint8Array, 5122: Int16Array, 5123: Uint16Array, 5125: Uint32Array, 5126: Float32Array };
const WIDTHS = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4 };
const NAMES = { POSITION: "position", NORMAL: "normal", TEXCOORD_0: "uv" };
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
    for (const primitive of file.gltf.meshes[node.mesh].primitives) group.add(readMesh(file, node, primitive));
  }
  for (const child of node.children ?? []) group.add(readNode(file, child));
  return group;
}

function readMesh(file, node, primitive) {
  const geometry = new BufferGeometry();
  for (const [name, accessor] of Object.entries(primitive.attributes)) {
    if (NAMES[name]) geometry.setAttribute(NAMES[name], readAccessor(file, accessor));
  }
  geometry.setIndex(readAccessor(file, primitive.indices));
  const mesh = new Mesh(geometry);
  mesh.name = node.name ?? "";
  mesh.userData = { ...node.extras, material: file.gltf.materials?.[primitive.material]?.name ?? "metal" };
  return mesh;
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
