/* A piece on its stage: the buttons that look at it from a side, turn it and save its picture. */
import "./viewer/jewel-view.js";

export const view = document.querySelector("jewel-view");
export const stage = view?.closest(".stage");

if (view) {
  for (const button of document.querySelectorAll("[data-view]")) button.addEventListener("click", () => look(button.dataset.view));
  stage.querySelector("[data-act=turn]")?.addEventListener("click", turn);
  stage.querySelector("[data-act=snapshot]")?.addEventListener("click", savePicture);
  view.addEventListener("seen", (event) => say(event.detail, 500));
}

export function look(name) {
  view.look(name);
  pressTurn(false);
  for (const button of document.querySelectorAll("[data-view]")) {
    button.setAttribute("aria-pressed", String(button.dataset.view === name));
    if (button.dataset.view === name) say(button.textContent.trim());
  }
}

function turn({ currentTarget }) {
  const on = view.viewer?.spin(currentTarget.getAttribute("aria-pressed") !== "true") ?? false;
  pressTurn(on);
}

function pressTurn(on) {
  stage.querySelector("[data-act=turn]")?.setAttribute("aria-pressed", String(on));
}

async function savePicture() {
  if (!view.viewer) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await view.viewer.snapshot());
  link.download = `${document.querySelector("h1").textContent.trim()}.png`;
  link.click();
  URL.revokeObjectURL(link.href);
}

let saying = 0;
export function say(words, afterMs = 0) {
  clearTimeout(saying);
  saying = setTimeout(() => { stage.querySelector("[data-say]").textContent = words; }, afterMs);
}
