/* The product page: options and answers from the server on one side, the piece on the other.

   The form itself is htmx's: it fetches the offer, which is swapped in. Metal, finish, gem and words change in the
   picture at once; everything else waits for the new piece named by the offer's data-glb. */
import "./options.js";
import { look, say, stage, view } from "./stage.js";

const AT_ONCE = ["metal", "finish", "gem", "engraving", "typeface"];
const LOOKS_ALIKE = ["finish", "gem"]; // in whatever of these, the piece has one shape; claws of silver are thicker

const form = document.querySelector("form[data-configure]");

if (view && form) {
  form.addEventListener("input", showAtOnce);
  form.addEventListener("change", showAtOnce);
  form.addEventListener("focusin", lookWhereItMatters);
  document.addEventListener("htmx:after:swap", takeOffer);
  stage.querySelector("[data-act=share]")?.addEventListener("click", share);
  document.addEventListener("htmx:after:swap", markImpossible);
  showOnlyWhatApplies();
  takeOffer();
}

function showAtOnce({ target }) {
  if (AT_ONCE.includes(target.name)) view.setAttribute(target.name, target.value);
  const shown = form.querySelector(`[data-shown="${target.name}"]`);
  if (shown && target.dataset.label) shown.textContent = target.dataset.label;
  if (target.name === "typeface") writeIn(target.value);
  showOnlyWhatApplies();
}

/* What the server said: this very piece, in words and as a model. */
function takeOffer() {
  const offer = document.querySelector("[data-glb]");
  if (!offer) return;
  if (offer.dataset.description) view.setAttribute("label", offer.dataset.description);
  const address = shapeOf(offer.dataset.glb);
  if (address !== view.getAttribute("glb")) view.setAttribute("glb", address);
}

function shapeOf(address) {
  const url = new URL(address, window.location.href);
  for (const key of LOOKS_ALIKE) url.searchParams.delete(key);
  return url.pathname + url.search;
}

/* An option that means nothing beside the others is put away, and not sent: one for another kind, or letters for no words. */
function showOnlyWhatApplies() {
  for (const option of form.querySelectorAll("[data-only-with], [data-only-if]")) {
    const { onlyWith, onlyValues, onlyIf } = option.dataset;
    const applies = (!onlyWith || onlyValues.split(" ").includes(chosen(onlyWith))) && (!onlyIf || chosen(onlyIf).trim() !== "");
    option.hidden = !applies;
    for (const control of option.querySelectorAll("input, select, textarea")) control.disabled = !applies;
  }
}

function chosen(name) {
  return new FormData(form).get(name) ?? "";
}

/* The server lists what does not go with the present choices; here its chips and entries are marked anew. They stay in reach. */
function markImpossible() {
  for (const list of form.querySelectorAll(".option__impossible")) {
    const why = new Map([...list.children].flatMap((line) => line.dataset.values.split("|").map((value) => [value, line.id])));
    for (const entry of list.closest(".option").querySelectorAll("input[type=radio], option")) {
      const radio = entry.tagName === "INPUT";
      (radio ? entry.closest(".chip") : entry).classList.toggle(radio ? "chip--impossible" : "impossible", why.has(entry.value));
      if (radio && why.has(entry.value)) entry.setAttribute("aria-describedby", why.get(entry.value));
      else if (radio) entry.removeAttribute("aria-describedby");
    }
  }
}

function writeIn(typeface) {
  for (const field of form.querySelectorAll(".lettering")) field.dataset.face = typeface;
  look("inside");
}

function lookWhereItMatters({ target }) {
  if (target.name === "engraving") look("inside");
}

async function share() {
  const what = { title: document.title, url: window.location.href };
  if (navigator.share && matchMedia("(pointer: coarse)").matches) {
    await navigator.share(what).catch((reason) => { if (reason.name !== "AbortError") throw reason; });
    return;
  }
  await navigator.clipboard.writeText(what.url);
  say("The link to this design is copied.");
  stage.querySelector("[data-act=share]").classList.add("icon-button--done");
  setTimeout(() => stage.querySelector("[data-act=share]").classList.remove("icon-button--done"), 1500);
}
