/*
 * The sound of a response on a time axis: what is said, what is counted, which steps are done in it, how long the
 * microphone is open, and what plays by itself afterwards.
 */

import { button, exact, make, seconds } from "./inside_parts.js";

const ROWS = [
  { kind: "speech", label: "Speech", says: "speech, never cut off" },
  { kind: "cell", label: "Cells", says: "exact cell" },
  { kind: "clip", label: "Clips", says: "clip" },
  { kind: "step", label: "Steps" },
];
const STATES = {
  planned: { sign: "", words: "planned" },
  done: { sign: "", words: "done, not yet logged" },
  logged: { sign: "✓", words: "logged" },
  missed: { sign: "×", words: "not over, not logged" },
};
const USUAL = 9; // pixels a second: a whole segment is a few screens wide, a counted second still a bar of its own
const CLOSEST = 80; // pixels a second
const READABLE = 22; // pixels a second from which a number fits into its cell
const HINT = "Point at a bar, or walk along them with the arrow keys: what it is stands here.";
const ROOMY = 9; // pixels a second from which "microphone" fits into its eight seconds
const TICKS = [1, 2, 5, 10, 30, 60, 120]; // seconds between two marks of the axis
const TICK_PX = 46; // room that a mark needs
const KEYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

export class Timeline {
  constructor() {
    this.labels = make("div", "inside-labels");
    this.labels.setAttribute("aria-hidden", "true");
    this.scroller = make("div", "inside-scroll");
    this.readout = make("p", "inside-readout");
    this.now = make("p", "inside-now");
    this.zooms = make(
      "div",
      "inside-zooms",
      button("Whole", "", () => this.zoom(0)),
      button("−", "", () => this.zoom(this.scale / 2)),
      button("+", "", () => this.zoom(this.scale * 2)),
    );
    this.zooms.children[1].setAttribute("aria-label", "Zoom out");
    this.zooms.children[2].setAttribute("aria-label", "Zoom in");
    this.legend = make("p", "inside-legend");
    this.empty = make("p", "note", "This response has no sound.");
    const head = make("div", "inside-now-row", this.now, this.zooms);
    const chart = make("div", "inside-chart", this.labels, this.scroller);
    this.whole = make("div", "", head, chart, this.legend, this.readout);
    this.element = make("div", "inside-timeline", this.empty, this.whole);
    for (const kind of ["wheel", "pointerdown", "keydown"]) {
      this.scroller.addEventListener(kind, () => (this.isFollowing = false), { passive: true });
    }
    this.scroller.addEventListener("keydown", (event) => this.walk(event));
    this.scroller.addEventListener("focusin", (event) => this.tell(event.target));
    this.scroller.addEventListener("pointerover", (event) => this.tell(event.target));
    this.scroller.addEventListener("click", (event) => event.target.closest(".inside-bar")?.focus());
  }

  /** Draws the sound of a turn anew. */
  show(turn) {
    this.turn = turn;
    this.isFollowing = true;
    this.bars = [];
    this.active = null;
    this.scroller.replaceChildren();
    this.labels.replaceChildren(make("span", "inside-axis"));
    this.readout.replaceChildren(make("span", "note", HINT));
    this.empty.hidden = Boolean(turn.playback);
    this.whole.hidden = !turn.playback;
    if (!turn.playback) return;
    const bars = [...soundBars(turn), ...stepBars(turn)];
    const rows = ROWS.filter(({ kind }) => bars.some((bar) => bar.kind === kind));
    this.canvas = make("div", "inside-canvas");
    this.canvas.setAttribute("role", "listbox");
    const told = phases(turn).map(({ words, startMs, endMs }) => `${words}, ${seconds(endMs - startMs)}`);
    this.canvas.setAttribute("aria-label", `Turn ${turn.number}: ${told.join("; ")}`);
    this.axis = make("div", "inside-axis");
    this.axis.setAttribute("aria-hidden", "true");
    this.playhead = make("div", "inside-playhead");
    this.playhead.setAttribute("aria-hidden", "true");
    this.canvas.append(...bands(turn), this.axis, phaseRow(turn), ...rows.map((row) => this.row(row, bars)), this.playhead);
    const labels = rows.map(({ kind, label }) => make("span", `inside-row is-${kind}`, label));
    this.labels.append(make("span", "inside-phases", "Phase"), ...labels);
    this.scroller.append(this.canvas);
    this.legend.replaceChildren(...legend(bars));
    this.bars[0]?.[0]?.element.setAttribute("tabindex", "0");
    this.zoom(Math.max(USUAL, this.fitting));
    this.scroller.scrollLeft = 0;
  }

  /** Pixels a second with which all of it is seen. */
  get fitting() {
    return (this.scroller.clientWidth - 2) / (this.turn.totalMs / 1000);
  }

  zoom(scale) {
    const middleMs = (this.scroller.scrollLeft + this.scroller.clientWidth / 2) / (this.scale || 1);
    this.scale = Math.min(CLOSEST, Math.max(this.fitting, scale));
    this.canvas.style.setProperty("--s", `${this.scale}px`);
    this.canvas.style.width = `calc(var(--s) * ${this.turn.totalMs / 1000})`;
    this.canvas.classList.toggle("is-readable", this.scale >= READABLE);
    this.canvas.classList.toggle("is-tight", this.scale < ROOMY);
    this.scroller.scrollLeft = middleMs * this.scale - this.scroller.clientWidth / 2;
    const step = TICKS.find((each) => each * this.scale >= TICK_PX) ?? TICKS.at(-1);
    const marks = Array.from({ length: Math.ceil(this.turn.totalMs / 1000 / step) }, (_, at) => at * step);
    this.axis.replaceChildren(...marks.map((at) => placed(make("span", "", clock(at)), 1000 * at)));
  }

  row(row, bars) {
    const made = make("div", `inside-row is-${row.kind}`);
    made.setAttribute("role", "group");
    made.setAttribute("aria-label", row.label);
    const own = bars.filter(({ kind }) => kind === row.kind);
    for (const bar of own) {
      bar.element = placed(make("div", "inside-bar", make("span", "", bar.label)), bar.startMs, bar.endMs);
      bar.element.setAttribute("role", "option");
      bar.element.setAttribute("tabindex", "-1");
      bar.element.setAttribute("aria-selected", "false");
      bar.element.setAttribute("aria-label", described(bar));
      bar.element.dataset.startMs = bar.startMs;
      bar.element.dataset.endMs = bar.endMs;
      made.append(bar.element);
    }
    this.bars.push(own);
    return made;
  }

  /** Brings the place where it stopped into view; what was heard to its end is seen from its start. */
  goTo(positionMs) {
    const at = (positionMs / 1000) * this.scale;
    const { clientWidth } = this.scroller;
    if (positionMs < this.turn.totalMs && at > clientWidth - 8) this.scroller.scrollLeft = at - 0.6 * clientWidth;
  }

  /** Draws the present instant: how far it has got, and what has become of each step. */
  draw(positionMs, stateOf) {
    if (!this.turn?.playback) return;
    this.playhead.style.left = `calc(var(--s) * ${positionMs / 1000})`;
    this.playhead.dataset.positionMs = Math.round(positionMs);
    const isOver = this.turn.endedAtMs !== null;
    const wasHeardOut = positionMs >= this.turn.totalMs;
    const verb = isOver ? (wasHeardOut ? "played to its end" : "stopped") : "playing";
    const text = `${seconds(positionMs)} of ${seconds(this.turn.totalMs)} · ${this.place(positionMs, verb)}`;
    if (this.now.textContent !== text) this.now.textContent = text;
    for (const bar of this.bars.flat().filter(({ kind }) => kind === "step")) {
      const state = stateOf(bar);
      if (bar.state === state) continue;
      bar.state = state;
      bar.element.dataset.state = state;
      bar.element.setAttribute("aria-label", described(bar));
      bar.element.firstChild.textContent = `${STATES[state].sign} ${bar.label}`.trim();
      if (bar === this.active) this.readout.textContent = described(bar);
    }
    if (!isOver) this.follow(positionMs);
  }

  place(positionMs, verb) {
    const phase = phases(this.turn).findLast(({ startMs }) => startMs <= positionMs);
    if (phase.kind === "listening") return verb === "playing" ? "the microphone is open" : verb;
    return phase.kind === "reprompt" ? `${verb}, ${phase.words}` : verb;
  }

  /** Keeps the playhead in view, unless somebody has moved away from it. */
  follow(positionMs) {
    const at = (positionMs / 1000) * this.scale;
    const { scrollLeft, clientWidth } = this.scroller;
    const isInView = scrollLeft <= at && at <= scrollLeft + clientWidth - 8;
    if (isInView) this.isFollowing = true;
    else if (this.isFollowing) this.scroller.scrollLeft = at - 0.15 * clientWidth;
  }

  /** Arrow keys: along a row, and to the bar of another row that is nearest in time. */
  walk(event) {
    const row = this.bars.findIndex((bars) => bars.some(({ element }) => element === event.target));
    if (row < 0) return;
    const at = this.bars[row].findIndex(({ element }) => element === event.target);
    const [along, across] = KEYS[event.key] ?? [0, 0];
    let next = null;
    if (event.key === "Home") next = this.bars[row][0];
    else if (event.key === "End") next = this.bars[row].at(-1);
    else if (along) next = this.bars[row][at + along];
    else if (across) next = nearest(this.bars[row + across] ?? [], this.bars[row][at].startMs);
    else return;
    event.preventDefault();
    next?.element.focus();
  }

  /** Tells of the bar under the pointer, or of the one that has the focus. */
  tell(target) {
    const bar = this.bars.flat().find(({ element }) => element === target.closest(".inside-bar"));
    if (!bar || bar === this.active) return;
    for (const each of this.bars.flat()) {
      each.element.setAttribute("tabindex", each === bar ? "0" : "-1");
      each.element.setAttribute("aria-selected", String(each === bar));
    }
    this.active = bar;
    this.readout.textContent = described(bar);
  }
}

/** What follows what: the response's own sound, the open microphone, what plays when nobody speaks. */
function phases({ playback, repromptMs, totalMs }) {
  const { length_ms: lengthMs, reprompt } = playback;
  const listeningMs = 1000 * playback.listening_seconds;
  const found = [{ kind: "own", words: "response", startMs: 0, endMs: lengthMs }];
  const listen = (startMs) => found.push({ kind: "listening", words: "microphone", startMs, endMs: startMs + listeningMs });
  if (listeningMs) listen(lengthMs);
  if (repromptMs !== null) {
    const words = reprompt.steps.length ? "by itself" : "reprompt";
    found.push({ kind: "reprompt", words, startMs: repromptMs, endMs: repromptMs + reprompt.length_ms });
    listen(totalMs - listeningMs);
  }
  return found;
}

function phaseRow(turn) {
  const row = make("div", "inside-phases");
  row.setAttribute("aria-hidden", "true"); // the list's name says the same
  for (const { kind, words, startMs, endMs } of phases(turn)) {
    row.append(placed(make("span", `is-${kind}`, make("span", "", words)), startMs, endMs));
  }
  return row;
}

/** Behind all rows: while the microphone is open. */
function bands(turn) {
  return phases(turn)
    .filter(({ kind }) => kind === "listening")
    .map(({ startMs, endMs }) => {
      const band = placed(make("div", "inside-band"), startMs, endMs);
      band.setAttribute("aria-hidden", "true");
      return band;
    });
}

/** The sounds of a turn as bars, those of what plays by itself behind the microphone. */
function soundBars({ playback, repromptMs }) {
  const bar = ({ kind, start_ms: startMs, end_ms: endMs, text, count }, offsetMs) => ({
    kind,
    label: count ?? text,
    words: text,
    startMs: startMs + offsetMs,
    endMs: endMs + offsetMs,
  });
  const after = repromptMs === null ? [] : playback.reprompt.sounds.map((sound) => bar(sound, repromptMs));
  return [...playback.sounds.map((sound) => bar(sound, 0)), ...after];
}

function stepBars({ steps }) {
  return steps.map((step) => ({ kind: "step", label: step.id, words: step.id, ...step }));
}

/** A bar in words: what it is, and its exact times. */
function described({ kind, words, name, startMs, endMs, state = "planned" }) {
  const { says } = ROWS.find((row) => row.kind === kind);
  const what = kind === "step" ? [words, name, STATES[state].words] : [`“${words}”`, says];
  return [...what.filter(Boolean), `${exact(startMs)} to ${exact(endMs)} ms`].join(" · ");
}

/** What the looks of a step mean; nothing where there is none. */
function legend(bars) {
  if (bars.every(({ kind }) => kind !== "step")) return [];
  return Object.entries(STATES).map(([state, { sign, words }]) => {
    const swatch = make("span", "inside-swatch", sign);
    swatch.dataset.state = state;
    return make("span", "", swatch, words);
  });
}

/** Puts an element to its place on the time axis. */
function placed(made, startMs, endMs = null) {
  made.style.left = `calc(var(--s) * ${startMs / 1000})`;
  if (endMs !== null) made.style.width = `calc(var(--s) * ${(endMs - startMs) / 1000})`;
  return made;
}

function nearest(bars, startMs) {
  const apart = (bar) => Math.abs(bar.startMs - startMs);
  return bars.reduce((best, bar) => (best && apart(best) <= apart(bar) ? best : bar), null);
}

const clock = (at) => (at < 60 ? `${at} s` : `${Math.floor(at / 60)}:${String(at % 60).padStart(2, "0")}`);
