/* What a person is at, at one moment of the sound: which movement, how far into it, and what is counted. Draws nothing. */

const INTO_MS = 3000; // the way into a stretch, up to the first second that counts
const OUT_MS = 1500; // the way out of it
const BREATH_MS = 6000; // one slow breath in a hold
const RELAX_MS = 2000; // "And relax", before the next movement comes in
const TURN_MS = 900; // the other side's turn, after the same words
const CHANGE_MS = 1200; // one movement's picture into the next one's

/**
 * Returns the moment. positionMs: how far the sound has got; null when nothing plays.
 *
 * kind: "asleep", "talk", "ready", "hold", "repeat", "rest", "switch", "asking", "paused" or "done";
 * step: the step of the routine it is about, or null; figure: what Figure.draw is told, or null; big, small, phase: what
 * is written; share: how much of a count or of a pause is left, 1 to 0, or null; isCount: whether it is a count.
 */
export function momentAt(echo, positionMs) {
  if (positionMs === null) return quietMoment(echo);
  const steps = echo.playback.steps.map((step) => timed(step, echo)).filter(Boolean);
  const now = steps.find((step) => step.countMs <= positionMs && positionMs < step.endMs);
  if (now) return now.repetitions ? repeating(now, positionMs) : holding(now, positionMs);
  const before = steps.findLast((step) => step.endMs <= positionMs) ?? null;
  const next = steps.find((step) => step.countMs > positionMs);
  return next ? between(before, next, positionMs) : talking(echo, before, positionMs);
}

/** A step of what plays with its times: of the signal, of the first second or repetition, of the end. */
function timed({ id, start_ms: startMs, end_ms: endMs }, echo) {
  const step = echo.step(id);
  return step && { ...step, startMs, endMs, countMs: endMs - step.work_ms };
}

function holding(step, positionMs) {
  const leftMs = step.endMs - positionMs;
  const breath = (1 - Math.cos((2 * Math.PI * (step.work_ms - leftMs)) / BREATH_MS)) / 2;
  return {
    kind: "hold",
    step,
    figure: { ...drawn(step), pose: 1, breath },
    ...count(leftMs, step.work_ms),
    small: "",
    phase: "Hold",
    isCount: true,
  };
}

function repeating(step, positionMs) {
  const eachMs = step.work_ms / step.repetitions;
  const doneMs = positionMs - step.countMs;
  return {
    kind: "repeat",
    step,
    figure: { ...drawn(step), cycle: (doneMs % eachMs) / eachMs },
    big: String(Math.floor(doneMs / eachMs) + 1),
    small: `of ${step.repetitions}`,
    share: 1 - doneMs / step.work_ms,
    phase: "Repeat",
    isCount: true,
  };
}

/** From one step, or the start of the sound, to the next one: words, getting ready, a rest, the other side. */
function between(before, next, positionMs) {
  const fromMs = before?.endMs ?? 0;
  const gapMs = next.countMs - fromMs;
  const intoMs = Math.min(INTO_MS, 0.4 * gapMs);
  const into = next.repetitions ? 0 : eased(1 - (next.countMs - positionMs) / intoMs);
  const figure = before ? coming(before, next, positionMs - fromMs, gapMs, into) : { ...drawn(next), pose: into };
  return { ...pauseBefore(before, next), step: next, figure, ...count(next.countMs - positionMs, gapMs), small: "", isCount: false };
}

/** What a pause is for, by what was before it and what comes after. */
function pauseBefore(before, next) {
  if (before?.exercise !== next.exercise) return { kind: "ready", phase: "Get ready" };
  if (before.unit !== next.unit) return { kind: "ready", phase: "Change" };
  if (before.side !== next.side) return { kind: "switch", phase: "Change sides" };
  return { kind: "rest", phase: before.repetitions ? "Rest" : "Relax" };
}

/** Out of one step and over to the next: the same again, the other side, or another movement. */
function coming(before, next, passedMs, gapMs, into) {
  const out = outOf(before, passedMs, gapMs);
  const isSame = before.unit === next.unit;
  if (isSame && before.side === next.side) return { ...drawn(next), pose: Math.max(out, into) };
  const over = eased((passedMs - RELAX_MS) / (isSame ? TURN_MS : CHANGE_MS));
  if (over === 1) return { ...drawn(next), pose: into };
  return { ...drawn(before), pose: out, ...(isSame ? { turn: over } : { next: drawn(next), mix: over }) };
}

/** Words after the last step, or without one. */
function talking(echo, before, positionMs) {
  const next = echo.step(echo.playback.next_step) ?? null;
  if (echo.isPaused && !before) return paused(echo, next);
  const figure = before ? coming(before, next ?? before, positionMs - before.endMs, 5 * OUT_MS, 0) : still(next);
  return { kind: "talk", step: next ?? before, figure, ...nothingCounted, phase: "" };
}

/** Nothing plays: the microphone is open, the routine is paused, or nobody is there. */
function quietMoment(echo) {
  const step = echo.step(echo.playback?.next_step) ?? echo.step(echo.outlook.at) ?? null;
  if (!echo.isInSession) return { kind: "asleep", step: echo.step(echo.outlook.at) ?? null, figure: null, ...nothingCounted, phase: "" };
  if (echo.isPaused) return paused(echo, step);
  const isOver = !step && echo.outlook.steps.length > 0;
  return { kind: isOver ? "done" : "asking", step, figure: still(step), ...nothingCounted, phase: "" };
}

/** Where it was interrupted, as it was then: nothing moves. */
function paused(echo, step) {
  const stopped = echo.stopped?.moment;
  const isThere = stopped?.step && step && stopped.step.id === step.id && stopped.figure;
  const shown = isThere ? stopped : { step, figure: still(step), ...nothingCounted };
  return { ...shown, kind: "paused", phase: "Paused" };
}

const nothingCounted = { big: "", small: "", share: null, isCount: false };

function count(leftMs, wholeMs) {
  return { big: String(Math.max(1, Math.ceil(leftMs / 1000))), share: Math.min(1, Math.max(0, leftMs / wholeMs)) };
}

/** A step's movement in position, and nothing more; null without a step. */
function still(step) {
  return step && { ...drawn(step), pose: 0 };
}

function drawn({ unit, side }) {
  return { movement: unit, side: side || "both" };
}

/** How far one still is in a stretch that is over: 1 to 0. */
function outOf(step, passedMs, gapMs) {
  return step.repetitions ? 0 : 1 - eased(passedMs / Math.min(OUT_MS, 0.3 * gapMs));
}

/** 0 to 1, slow at both ends. */
function eased(share) {
  const within = Math.min(1, Math.max(0, share));
  return within * within * (3 - 2 * within);
}
