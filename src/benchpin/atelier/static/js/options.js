/* Small hands for the option controls: − and + walk a number or a list, a counter counts letters, a size shows its other names. */

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-step]");
  if (!button) return;
  const control = button.closest("[data-stepper]").querySelector("input, select");
  step(control, Number(button.dataset.step));
});

document.addEventListener("input", ({ target }) => {
  const counter = document.querySelector(`[data-count-of="${target.id}"]`);
  if (target.id && counter) counter.textContent = [...target.value].length;
});

document.addEventListener("change", ({ target }) => {
  const picker = target.closest?.("[data-size-picker]");
  if (picker) showOtherNames(picker, target.selectedOptions[0].dataset);
});

/* A drawing is read by the server as soon as it is chosen; what comes of it is a choice like any other. */
for (const button of document.querySelectorAll("[data-without-script]")) button.hidden = true;

for (const kind of ["input", "change"]) {
  document.addEventListener(kind, (event) => {
    if (!event.target.dataset?.draws) return;
    event.stopPropagation(); // the form around it asks for a new offer only when the drawing is read
    if (kind === "change" && event.target.files.length) readDrawing(event.target);
  }, true);
}

async function readDrawing(target) {
  const form = target.form;
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } }).catch(() => null);
  const said = answer?.headers.get("Content-Type")?.includes("json") ? await answer.json() : { refusal: "The drawing could not be sent. Please try again." };
  target.value = "";
  draw(document.getElementById(target.dataset.draws), said);
}

document.addEventListener("click", ({ target }) => {
  if (target.dataset?.undraws) draw(document.getElementById(target.dataset.undraws), { text: "" });
});

function draw(control, { text, refusal = "" }) {
  document.getElementById(`error-${control.name}`).textContent = refusal;
  if (refusal) return;
  control.value = text;
  document.querySelector(`[data-drawn="${control.name}"]`).textContent = text ? "uploaded" : "";
  document.querySelector(`[data-undraws="${control.id}"]`).hidden = !text;
  control.dispatchEvent(new Event("input", { bubbles: true }));
  control.dispatchEvent(new Event("change", { bubbles: true }));
}

function step(control, by) {
  if (control.tagName === "SELECT") {
    const next = control.options[control.selectedIndex + by];
    if (!next || next.parentElement !== control.selectedOptions[0].parentElement) return; // stay in one system of sizes
    control.selectedIndex += by;
  } else if (by > 0) control.stepUp();
  else control.stepDown();
  control.dispatchEvent(new Event("input", { bubbles: true }));
  control.dispatchEvent(new Event("change", { bubbles: true }));
}

function showOtherNames(picker, names) {
  for (const place of picker.querySelectorAll("[data-size]")) place.textContent = names[place.dataset.size] ?? "";
}
