/* <jewel-view glb label metal finish gem engraving typeface>: the piece in 3D over its still picture.

   Must never stand inside something that is swapped. What it is doing is told by attributes a style or a test can read:
   data-ready (a piece is shown), data-settled (it rests, fully drawn), data-lost (the graphics went away),
   data-still (no 3D here: the still picture stays and nothing is downloaded). */

const CHOICES = ["metal", "finish", "gem", "engraving", "typeface"];
const LATEST_START_MS = 1200;

export class JewelView extends HTMLElement {
  static observedAttributes = ["glb", "label", ...CHOICES];
  viewer = null;
  #observers = [];
  #begun = false;

  connectedCallback() {
    if (this.#begun) return;
    this.#begun = true;
    if (!canDraw()) {
      this.dataset.still = "";
      return;
    }
    const idle = window.requestIdleCallback ?? ((start) => setTimeout(start, 200));
    idle(() => this.#start(), { timeout: LATEST_START_MS });
  }

  disconnectedCallback() {
    for (const observer of this.#observers) observer.disconnect();
    this.viewer?.dispose();
    this.viewer = null;
    this.replaceChildren();
    this.#begun = false;
  }

  attributeChangedCallback(name, before, after) {
    if (before === after || !this.viewer) return;
    if (name === "glb") this.#load();
    else if (name === "label") this.#canvas.setAttribute("aria-label", after);
    else this.viewer.set({ [name]: after ?? "" });
  }

  look(view) {
    this.viewer?.look(view);
  }

  get #canvas() {
    return this.querySelector("canvas");
  }

  async #start() {
    const { JewelViewer } = await import("./viewer.js");
    if (!this.isConnected) return;
    const table = JSON.parse(document.getElementById(this.getAttribute("table") ?? "viewer-table").textContent);
    const samples = Number(this.getAttribute("samples") ?? 24);
    this.append(this.#makeCanvas());
    this.viewer = new JewelViewer(this.#canvas, { table, samples });
    this.#tell();
    this.#watch();
    this.viewer.set(Object.fromEntries(CHOICES.map((name) => [name, this.getAttribute(name) ?? ""])));
    await this.#load();
  }

  async #load() {
    this.setAttribute("aria-busy", "true");
    try {
      const shown = await this.viewer.load(this.getAttribute("glb"));
      if (!shown) return; // a later one is on its way
      delete this.dataset.failed;
    } catch (error) {
      if (error.name === "AbortError") return;
      this.dataset.failed = String(error.message); // the last piece, or the still picture, stays
    }
    this.removeAttribute("aria-busy");
  }

  #makeCanvas() {
    const canvas = document.createElement("canvas");
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "application");
    canvas.setAttribute("aria-roledescription", "3D view");
    canvas.setAttribute("aria-label", this.getAttribute("label") ?? "The piece");
    canvas.setAttribute("aria-describedby", "view-help");
    return canvas;
  }

  #tell() {
    const on = (type, handler) => this.viewer.addEventListener(type, handler);
    on("ready", () => { this.dataset.ready = ""; });
    on("settled", () => { this.dataset.settled = ""; });
    on("stirred", () => { delete this.dataset.settled; });
    on("lost", () => { this.dataset.lost = ""; });
    on("restored", () => { delete this.dataset.lost; });
    on("seen", (event) => this.dispatchEvent(new CustomEvent("seen", { detail: event.detail, bubbles: true })));
  }

  #watch() {
    const measure = () => {
      const { width, height } = this.getBoundingClientRect();
      this.viewer.resize(width, height, parseFloat(getComputedStyle(this).getPropertyValue("--covered-below")) || 0);
    };
    const size = new ResizeObserver(measure);
    const sight = new IntersectionObserver(([entry]) => {
      this.viewer.visible = entry.isIntersecting;
      if (entry.isIntersecting) this.viewer.invalidate();
    });
    size.observe(this);
    sight.observe(this);
    this.#observers = [size, sight];
    measure();
  }
}

/* Stones need WebGL 2 and light kept in half floats. */
function canDraw() {
  const gl = document.createElement("canvas").getContext("webgl2");
  if (!gl) return false;
  const enough = gl.getExtension("EXT_color_buffer_float") ?? gl.getExtension("EXT_color_buffer_half_float");
  gl.getExtension("WEBGL_lose_context")?.loseContext(); // browsers count contexts
  return Boolean(enough);
}

customElements.define("jewel-view", JewelView);
