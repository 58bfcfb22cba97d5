/*
 * Runs one document after another with Amazon's renderer, by the Echo's clock and without a sound of its own.
 *
 * The page around it sends messages: { kind: "show", document, data, viewport, rate }, { kind: "clock", elapsedMs, rate },
 * { kind: "finished" } when the sound is over, { kind: "clear" }. It is told { kind: "ready" } or { kind: "missing" },
 * { kind: "drawn" }, { kind: "speaking", elapsedMs } when the document comes to its SpeakItem, { kind: "stopped" } when it
 * breaks that off, as it does at a touch, { kind: "still" } when it has got to where the clock stands still,
 * { kind: "event", arguments, source, components } and { kind: "warning", text }.
 */

const [RUN_UP_MS, RUN_UP_FRAMES] = [300, 3]; // some ticks of any document
const FRAMES_TO_DRAW = 3; // the renderer measures text and mounts within these

const tell = (message) => parent.postMessage(message, "*"); // a sandbox knows no origin, and sends nothing secret
const warn = (text) => tell({ kind: "warning", text });

/** The document's time: the Echo's, which may run faster, stand still or jump, and never goes back. */
class Clock {
  constructor(rate) {
    this.latestMs = 0;
    this.set(0, rate);
  }

  set(elapsedMs, rate) {
    Object.assign(this, { elapsedMs, rate, since: performance.now() });
    if (!rate) this.latestMs = Math.max(this.latestMs, elapsedMs - RUN_UP_MS);
  }

  /** Whether it stands still at its instant. */
  get isThere() {
    return !this.rate && this.latestMs >= this.elapsedMs;
  }

  /** The time of the next frame. A document acts in its ticks: where time stands still, it gets some up to the instant. */
  next() {
    const nowMs = this.rate
      ? this.elapsedMs + this.rate * (performance.now() - this.since)
      : Math.min(this.elapsedMs, this.latestMs + RUN_UP_MS / RUN_UP_FRAMES);
    this.latestMs = Math.max(this.latestMs, nowMs);
    return this.latestMs;
  }
}

/** Stands in for the renderer's audio player: the page plays the sound, and says when it is over. */
class Player {
  constructor(listener, clock) {
    Object.assign(this, { listener, clock, id: null });
  }

  prepare(address) {
    queueMicrotask(() => this.listener.onPrepared(address)); // the caller has to know the id first
    return address;
  }

  play(id) {
    this.id = id;
    this.listener.onPlaybackStarted(id);
    tell({ kind: "speaking", elapsedMs: this.clock.latestMs });
  }

  finish() {
    if (this.id === null) return;
    const { id } = this;
    this.id = null;
    this.listener.onPlaybackFinished(id);
  }

  flush() {
    if (this.id !== null && shown?.player === this) tell({ kind: "stopped" });
    this.id = null;
  }
}

let shown = null; // what runs: { renderer, clock, player }

async function show({ document: json, data, viewport, rate }) {
  clear();
  const { Content, default: Renderer } = AplRenderer;
  const content = Content.create(JSON.stringify(json));
  for (const name of parametersOf(json)) content.addData(name, JSON.stringify(name === "payload" ? data : data[name] ?? {}));
  const clock = new Clock(rate);
  const own = { clock, player: null, renderer: null };
  shown = own;
  own.renderer = Renderer.create({
    view: document.getElementById("view"),
    theme: "dark",
    mode: viewport.mode,
    content,
    viewport: { ...viewport, isRound: viewport.shape === "ROUND" },
    environment: { agentName: "PretendEcho", agentVersion: "1.0", allowOpenUrl: false, disallowVideo: true },
    utcTime: Date.now(),
    localTimeAdjustment: 0,
    notLoadFonts: true,
    audioPlayerFactory: (listener) => (own.player = new Player(listener, clock)),
    onSendEvent: ({ source, arguments: sent, components }) =>
      shown === own && tell({ kind: "event", arguments: sent, source: source ?? {}, components: components ?? {} }),
    onRunTimeError: (errors) => warn(JSON.stringify(errors)),
  });
  own.renderer.updateTime = () => own.renderer.context.updateTime(clock.next(), Date.now());
  await own.renderer.init();
  if (!own.renderer.context) return warn("the document could not be inflated");
  for (let left = FRAMES_TO_DRAW; left > 0; left--) await new Promise(requestAnimationFrame);
  if (shown === own) tell({ kind: "drawn" });
}

async function setClock({ elapsedMs, rate }) {
  if (!shown) return;
  const { clock } = shown;
  clock.set(elapsedMs, rate);
  if (rate) return;
  while (!clock.isThere && shown?.clock === clock) await new Promise(requestAnimationFrame);
  for (let left = FRAMES_TO_DRAW; left > 0; left--) await new Promise(requestAnimationFrame);
  if (clock.isThere && shown?.clock === clock) tell({ kind: "still" });
}

/** The names that a document gives its data. */
function parametersOf({ mainTemplate }) {
  return (mainTemplate?.parameters ?? []).map((parameter) => parameter.name ?? parameter);
}

function clear() {
  const gone = shown;
  shown = null;
  if (gone?.renderer) {
    gone.renderer.stopUpdate();
    gone.renderer.destroy();
  }
  const view = document.getElementById("view");
  const fresh = view.cloneNode(false); // the old one has the listeners of the old renderer
  fresh.removeAttribute("style");
  view.replaceWith(fresh);
}

const wishes = {
  show: (message) => show(message).catch((error) => warn(String(error))),
  clock: setClock,
  finished: () => shown?.player.finish(),
  clear,
};

for (const level of ["warn", "error"]) {
  const print = console[level].bind(console);
  console[level] = (...words) => {
    print(...words);
    warn(words.join(" "));
  };
}

/*
 * The renderer brings a style sheet with 26 fonts of Amazon's, which would be fetched, or refused with as many complaints,
 * though it is told not to load them. They are taken out as it writes them; frame.html names what stands in for them.
 */
const createTextNode = document.createTextNode.bind(document);
document.createTextNode = (text) => createTextNode(String(text).replace(/@font-face\s*{[^}]*}/g, ""));

async function begin() {
  if (typeof AplRenderer === "undefined") return tell({ kind: "missing" });
  await AplRenderer.initEngine();
  window.addEventListener("message", ({ source, data }) => {
    if (source === parent) wishes[data.kind]?.(data);
  });
  tell({ kind: "ready" });
}

window.addEventListener("load", () => begin().catch((error) => warn(String(error))));
