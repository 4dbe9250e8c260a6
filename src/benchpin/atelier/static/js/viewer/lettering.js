/* Words inside the band as a picture the metal's shader reads as depth: the typeface is the file the engraver's letters are cut from. */
import { CanvasTexture, LinearMipmapLinearFilter } from "three";

const PIXELS = 96;
const PADDING = 60;
const HEIGHT = 150;
const WIDEST = 2048;
const BOX_HEIGHT_MM = 1.75; // of the whole picture; the letters are about 1.1 mm

/** Writes `text` into the metal's uniforms; waits for the typeface. Nothing for no text. */
export async function write(uniforms, text, family) {
  uniforms.uTextOn.value = 0;
  if (!text) return;
  const font = `${PIXELS}px "${family}", serif`;
  await document.fonts.load(font, text);
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  pen.font = font;
  canvas.width = Math.min(WIDEST, Math.ceil(pen.measureText(text).width) + PADDING);
  canvas.height = HEIGHT;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  Object.assign(pen, { font, fillStyle: "#fff", textBaseline: "middle", textAlign: "center" });
  pen.fillText(text, canvas.width / 2, HEIGHT / 2 + 4, canvas.width - 20);
  uniforms.uText.value?.dispose();
  const texture = new CanvasTexture(canvas);
  texture.minFilter = LinearMipmapLinearFilter;
  texture.anisotropy = 8;
  uniforms.uText.value = texture;
  uniforms.uTextBox.value.set((BOX_HEIGHT_MM * canvas.width) / HEIGHT, BOX_HEIGHT_MM);
  uniforms.uTextOn.value = 1;
}
