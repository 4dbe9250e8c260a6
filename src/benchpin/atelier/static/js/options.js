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
