/* The screen of an Echo Show: a frame in which Amazon's renderer runs the document, in step with the Echo's clock. */

import { send } from "./commands.js";
import { element, write } from "./writing.js";

export class Show {
  /** echo: what is known of the Echo. tell: isHeard() returns whether this tab is the one that is heard; trouble(text). */
  constructor(echo, tell) {
    this.echo = echo;
    this.tell = tell;
    this.box = element("show");
    this.frame = null;
    this.state = "away"; // "away", "loading", "ready" or "missing": whether there is a renderer
    this.shown = null; // the document in the frame, as it was told, with what it has come to
    new ResizeObserver(() => this.fit()).observe(this.box);
    window.addEventListener("message", ({ source, data }) => {
      if (this.frame && source === this.frame.contentWindow) this[`hear_${data.kind}`]?.(data);
    });
    window.addEventListener("pagehide", () => this.offer(false));
  }

  /** Whether a document is on the screen, and a renderer is there for it. */
  get isOn() {
    return Boolean(this.shown) && this.state === "ready";
  }

  /** Shows what the Echo shows; gets ready as soon as the Echo is a Show. */
  draw(hasScreen) {
    const { screen } = this.echo;
    if ((hasScreen || screen) && this.state === "away") this.load();
    if (this.state === "ready" && screen?.number !== this.shown?.number) this.change(screen);
    this.box.hidden = !this.isOn;
    element("show-missing").hidden = !(this.state === "missing" && (hasScreen || screen));
    element("echo").classList.toggle("is-show", this.isOn);
  }

  load() {
    this.state = "loading";
    this.frame = document.createElement("iframe");
    this.frame.title = "The Echo's screen";
    this.frame.setAttribute("sandbox", "allow-scripts");
    this.frame.src = "/show/";
    this.box.hidden = false; // a frame that is not laid out does not run
    this.box.append(this.frame);
  }

  change(screen) {
    this.shown = screen && { ...screen, speaksFromMs: null };
    delete this.box.dataset.inStep;
    if (!screen) return this.post({ kind: "clear" });
    const { document: json, data, viewport } = screen;
    // Until it is in step it runs by itself: a document that is given no time never comes to its SpeakItem.
    this.post({ kind: "show", document: json, data, viewport, rate: this.rate || 1 });
    this.fit();
  }

  /** Gives the screen its own size, and lets it fill the room there is. */
  fit() {
    const { viewport } = this.shown ?? {};
    if (!viewport || !this.box.clientWidth) return;
    const { width, height, shape } = viewport;
    const scale = Math.min(this.box.clientWidth / width, this.box.clientHeight / height);
    Object.assign(this.frame.style, {
      width: `${width}px`,
      height: `${height}px`,
      transform: `translate(-50%, -50%) scale(${scale})`,
      borderRadius: shape === "ROUND" ? "50%" : "24px",
    });
  }

  get rate() {
    return this.echo.clock.isRunning ? this.echo.clock.rate : 0;
  }

  /** The Echo's clock runs otherwise, or has jumped; a sound has begun. */
  keepStep() {
    const { echo, shown } = this;
    if (!shown?.isDrawn) return;
    if (!shown.speaks) return this.setClock(echo.nowMs - shown.at_ms);
    const saidFrom = echo.screen?.saidFrom ?? null;
    if (shown.speaksFromMs === null || saidFrom === null) return;
    this.setClock(shown.speaksFromMs + echo.nowMs - saidFrom);
  }

  setClock(elapsedMs) {
    this.post({ kind: "clock", elapsedMs, rate: this.rate });
    this.box.dataset.inStep = String(this.shown.number);
  }

  /** What plays is over: so is what the document says. */
  finish() {
    if (this.shown?.speaksFromMs != null) this.post({ kind: "finished" });
  }

  /** Tells the Echo whether this page runs its documents. */
  offer(isRendered) {
    if (this.state !== "ready" || !this.tell.isHeard()) return;
    send("rendered", { is_rendered: isRendered }, true);
  }

  post(message) {
    this.frame.contentWindow.postMessage(message, "*"); // the sandbox has no origin that could be named
  }

  hear_ready() {
    this.state = "ready";
    this.offer(true);
    this.tell.changed();
  }

  hear_missing() {
    this.state = "missing";
    this.tell.changed();
  }

  hear_drawn() {
    if (!this.shown) return;
    this.shown.isDrawn = true;
    this.keepStep();
  }

  hear_speaking({ elapsedMs }) {
    if (!this.shown) return;
    this.shown.speaksFromMs = elapsedMs;
    this.shown.isDrawn = true;
    this.keepStep();
    if (!this.tell.isHeard()) return;
    const { playback, screen } = this.echo;
    if (screen?.saidFrom == null) send("screen-speaks");
    else if (playback?.isOver) this.finish();
  }

  hear_stopped() {
    if (this.tell.isHeard()) send("screen-stops");
  }

  hear_event({ arguments: sent, source, components }) {
    if (this.shown && this.tell.isHeard()) send("event", { token: this.shown.token, arguments: sent, source, components });
  }

  hear_warning({ text }) {
    write("show-trouble", text);
  }
}
