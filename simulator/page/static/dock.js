/* The answers that fit the moment, as buttons; a keyboard never loses its place among them. */

import { element } from "./writing.js";

const READY = { label: "Ready", say: "ready" };
const MORE_TIME = { label: "More time", say: "more time" };
const NEXT = { label: "Next", say: "next" };
const PAUSE = { label: "Pause", say: "pause", keys: "Space" };
const HURTS = { label: "That hurts", say: "that hurts" };
const RESUME = { label: "Resume", say: "resume", keys: "Space" };
const STOP = { label: "Stop", say: "stop" };
const TODAY = { label: "What did I do today?", say: "ask my heel stretches what I did today" };
const HOW = { label: "How do I do it?", say: "how do I do it" };

/** The answers to a moment; the most likely one first. */
export function answersTo(echo, { kind, step }) {
  if (kind === "asleep") return [TODAY];
  if (echo.answers.length) return echo.answers.map((say) => ({ label: capital(say), say }));
  if (kind === "paused") return [RESUME, STOP];
  if (kind === "hold" || kind === "repeat") return [PAUSE, HURTS, NEXT];
  if (kind === "rest" || kind === "switch") return [PAUSE, MORE_TIME, NEXT];
  if (step) return [READY, MORE_TIME, HOW];
  return [{ label: "Start", say: "start" }, TODAY, STOP];
}

export class Dock {
  constructor() {
    this.shown = "";
  }

  /** Puts the keyboard at the most likely answer. */
  focus() {
    element("answers").firstElementChild?.focus();
  }

  draw(echo, moment) {
    const answers = answersTo(echo, moment);
    const wanted = JSON.stringify(answers);
    if (wanted === this.shown) return;
    this.shown = wanted;
    const box = element("answers");
    const at = [...box.children].indexOf(document.activeElement);
    box.replaceChildren(...answers.map(button));
    // The button that was pressed is gone, with the focus: its neighbour has it now.
    if (at >= 0) box.children[Math.min(at, answers.length - 1)].focus();
  }
}

function button({ label, say, keys }) {
  const made = document.createElement("button");
  made.type = "button";
  made.dataset.say = say;
  made.textContent = label;
  if (keys) made.setAttribute("aria-keyshortcuts", keys);
  return made;
}

function capital(text) {
  return text[0].toUpperCase() + text.slice(1);
}
