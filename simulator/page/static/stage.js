/* Draws the Echo as it is at this moment: the movement, the count, where one is, the light. */

import { Figure } from "./figure.js";
import { momentAt } from "./moment.js";
import { element, minutes, write } from "./writing.js";

const isStill = window.matchMedia("(prefers-reduced-motion: reduce)");

export class Stage {
  constructor() {
    this.figure = new Figure(element("figure"));
    this.otherPose = new Figure(element("figure-other-pose"));
    this.dots = ""; // what the dots show
  }

  /** drawings: the movements, as Figure wants them. */
  load(drawings) {
    this.drawings = drawings;
    element("movements").replaceChildren(...Object.keys(drawings).map((movement) => small(drawings, movement)));
    this.figure.load(drawings);
    this.otherPose.load(drawings);
  }

  /** Draws. positionMs: how far the sound has got; null when nothing plays. Returns the moment. */
  draw(echo, positionMs) {
    if (positionMs !== null) echo.remember(positionMs);
    const moment = momentAt(echo, positionMs);
    element("echo").dataset.kind = moment.kind;
    element("echo").dataset.drawn = moment.figure || moment.kind === "asleep" ? "yes" : "no";
    this.drawFigure(echo, moment);
    drawDial(moment);
    drawPlace(echo, moment);
    this.drawDots(echo, moment);
    drawWords(echo, moment, positionMs);
    drawPause(echo, moment);
    drawLight(echo, positionMs);
    return moment;
  }

  drawFigure(echo, { figure, kind }) {
    element("figures").hidden = !figure;
    const both = Boolean(figure) && isStill.matches && kind !== "paused";
    element("figure-other-pose").toggleAttribute("hidden", !both);
    if (!figure) return;
    const { movement, side } = figure;
    const words = this.drawings[movement]?.alternative;
    element("figure").setAttribute("aria-label", words?.[side] ?? words?.both ?? "");
    this.figure.draw(isStill.matches ? { movement, side, pose: 0 } : { ...figure, pace: echo.outlook.pace });
    if (both) this.otherPose.draw({ movement, side, pose: 1 });
  }

  /** The sets of the exercise: a row for each side, a dot for each set. */
  drawDots(echo, { step, kind }) {
    const own = step ? echo.outlook.steps.filter(({ unit }) => unit === step.unit) : [];
    const sides = [...new Set(own.map(({ side }) => side))];
    const isNow = (each) => each.id === step.id && kind !== "talk";
    const rows = sides.map((side) => [side, own.filter((each) => each.side === side).map((each) => dotOf(echo.isDone(each), isNow(each)))]);
    const wanted = JSON.stringify(rows);
    if (wanted === this.dots) return;
    this.dots = wanted;
    element("dots").replaceChildren(...rows.map(([side, dots]) => dotRow(rows.length > 1 ? side : "", dots)));
  }
}

/** A movement at its end, as one of a row. */
function small(drawings, movement) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const figure = new Figure(svg);
  figure.load(drawings);
  figure.draw({ movement, side: "left", pose: 1 });
  return svg;
}

function dotOf(isDone, isNow) {
  if (isDone) return "is-done";
  return isNow ? "is-now" : "is-open";
}

function dotRow(side, dots) {
  const row = document.createElement("span");
  row.className = "dot-row";
  if (side) row.append(capital(side));
  for (const name of dots) {
    const dot = document.createElement("i");
    dot.className = name;
    row.append(dot);
  }
  return row;
}

function drawDial({ big, small, phase, share, isCount }) {
  element("dial").hidden = share === null;
  write("count", big);
  write("of-count", small);
  write("phase", phase);
  element("dial").classList.toggle("is-count", isCount);
  if (share !== null) element("ring-left").style.strokeDashoffset = String(100 * (1 - share));
}

function drawPlace(echo, { step, kind }) {
  element("welcome").hidden = kind !== "asleep";
  element("place").hidden = kind === "asleep";
  write("exercise", kind === "done" ? "All done" : (step?.name ?? ""));
  write("set-and-side", step && kind !== "done" ? whereIn(step) : "");
  write("last-place", kind === "asleep" && step && echo.outlook.steps.some(({ is_done: isDone }) => isDone) ? `It goes on where you were: ${step.name.toLowerCase()}, ${whereIn(step).toLowerCase()}.` : "");
}

/** "Set 1 of 3 · left" */
function whereIn({ is_hold_of_round: isHold, number, numbers, side }) {
  return [`${isHold ? "Hold" : "Set"} ${number} of ${numbers}`, side].filter(Boolean).join(" · ");
}

/** What is being said, as a caption; the count needs none. Words that ask something stay until they are answered. */
function drawWords(echo, { isCount, kind }, positionMs) {
  const isHeard = echo.playback && !isCount && kind !== "asleep";
  const heardMs = positionMs ?? echo.playback?.playedMs ?? 0;
  const sound = isHeard ? echo.playback.sounds.findLast((each) => each.start_ms <= heardMs) : null;
  write("words", sound && sound.count === undefined ? sentenceAt(sound, heardMs) : "");
}

/** Where it was stopped, and for how long it can be gone on with from there. */
function drawPause(echo, { kind, step, big, small, isCount }) {
  element("pause").hidden = kind !== "paused";
  if (kind !== "paused" || !step) return;
  const at = small ? `At ${big} ${small}; the set begins again.` : `${big} seconds to go; the hold begins again.`;
  write("pause-at", isCount ? at : "Before the count.");
  const { kept_ms: keptMs } = echo.outlook;
  const until = new Date((echo.stopped?.atMs ?? echo.nowMs) + keptMs);
  write("pause-kept", keptMs ? `Kept until ${until.toLocaleTimeString("en-GB", { hour: "numeric", minute: "2-digit", timeZone: echo.zone })}.` : "");
}

function drawLight(echo, positionMs) {
  const { listening } = echo;
  element("state").classList.toggle("is-listening", Boolean(listening));
  let left = 0;
  if (listening) left = Math.max(0, 1 - (echo.nowMs - listening.atMs) / (1000 * listening.seconds));
  element("light-left").style.width = `${100 * left}%`;
  if (listening) write("state", listening.goesOn ? "Listening: it goes on by itself" : "Listening: your turn");
  else if (positionMs !== null && echo.isInSession) write("state", "Speak or press to interrupt");
  else if (echo.isInSession) write("state", "One moment");
  else write("state", positionMs === null ? "Asleep until you call it" : "");
  const isPlaying = positionMs !== null && echo.playback.length_ms > 0;
  write("segment-clock", isPlaying ? `${minutes(positionMs)} / ${minutes(echo.playback.length_ms)}` : "");
}

/** The sentence of a longer speech that is probably spoken now: by its share of the characters. */
function sentenceAt(sound, positionMs) {
  const sentences = sound.text.match(/[^.!?]+[.!?]*\s*/g) ?? [sound.text];
  const share = (positionMs - sound.start_ms) / Math.max(1, sound.end_ms - sound.start_ms);
  let left = share * sound.text.length;
  for (const sentence of sentences) {
    left -= sentence.length;
    if (left < 0) return sentence.trim();
  }
  return sentences.at(-1).trim();
}

function capital(text) {
  return text[0].toUpperCase() + text.slice(1);
}
