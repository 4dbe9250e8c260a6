/* Turns the piece under the fixed lights; the camera only rises and comes nearer, so it sparkles as in the hand. */
import { Vector3 } from "three";
import { fitDistance } from "./views.js";

const UP = new Vector3(0, 1, 0);

/** `covered` is the share of the picture's height, from below, that something lies over. */
export function pose({ piece, gaze, turntable, camera, shared }, covered) {
  const { yaw, pitch, zoom, target } = gaze;
  const free = 1 - covered;
  const distance = ((fitDistance(piece) / zoom) * Math.max(1, free / camera.aspect)) / free;
  turntable.rotation.y = yaw;
  turntable.position.set(-target.x, 0, -target.z).applyAxisAngle(UP, yaw);
  turntable.updateMatrixWorld(true);
  camera.position.set(0, target.y + Math.sin(pitch) * distance, Math.cos(pitch) * distance);
  camera.near = Math.max(1, distance - 120);
  camera.far = distance + 160;
  camera.lookAt(0, target.y, 0);
  camera.updateMatrixWorld(true);
  shared.uPivot.value.copy(turntable.position);
  shared.uUnturn.value.setFromMatrix4(turntable.matrixWorld).transpose();
}

/** Stands the piece unturned, as shadow and reflections are baked. */
export function poseUnturned({ turntable, shared }) {
  turntable.rotation.y = 0;
  turntable.position.set(0, 0, 0);
  turntable.updateMatrixWorld(true);
  shared.uPivot.value.set(0, 0, 0);
  shared.uUnturn.value.identity();
}
