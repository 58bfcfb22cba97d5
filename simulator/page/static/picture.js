/* Draws the Echo as it is at this moment: where one is, the count, the bar, the light. */

const NUMBER = /^\d{1,3}$/;

const element = (id) => document.getElementById(id);

/** Draws. positionMs: how far the sound has got; null when nothing plays. */
export function draw(echo, positionMs) {
  if (positionMs !== null) echo.remember(positionMs);
  drawPlace(echo);
  drawStage(echo, positionMs);
  drawBar(echo, positionMs);
  drawState(echo, positionMs);
}

function drawPlace(echo) {
  write("exercise", echo.exercise);
  write("set-and-side", [echo.set, echo.side.toLowerCase()].filter(Boolean).join(" · "));
}

/** The count, or the words that were spoken last: they stay where the Echo waits for an answer. */
function drawStage(echo, positionMs) {
  const isAwake = positionMs !== null || echo.isInSession;
  const heardMs = positionMs ?? echo.playback?.playedMs ?? 0;
  const { sound, run } = isAwake && echo.playback ? echo.heardAt(heardMs) : {};
  const isCount = Boolean(run) && positionMs !== null && positionMs < run.endMs;
  element("start").hidden = isAwake;
  write("count", isCount ? sound.count : "");
  element("count").classList.toggle("is-long", isCount && !NUMBER.test(sound.count));
  write("words", sound && !run ? sentenceAt(sound, heardMs) : "");
  const ring = element("ring-left");
  ring.style.visibility = isCount ? "visible" : "hidden";
  if (isCount) ring.style.strokeDashoffset = String((100 * (positionMs - run.startMs)) / (run.endMs - run.startMs));
}

function drawBar(echo, positionMs) {
  const isPlaying = positionMs !== null && echo.playback.length_ms > 0;
  element("progress").style.visibility = isPlaying ? "visible" : "hidden";
  element("segment").value = isPlaying ? positionMs / echo.playback.length_ms : 0;
  write("segment-clock", isPlaying ? `${minutes(positionMs)} / ${minutes(echo.playback.length_ms)}` : "");
}

function drawState(echo, positionMs) {
  const { listening } = echo;
  element("state").classList.toggle("is-listening", Boolean(listening));
  let left = 0;
  if (listening) left = Math.max(0, 1 - (echo.nowMs - listening.atMs) / (1000 * listening.seconds));
  element("light-left").style.width = `${100 * left}%`;
  if (listening) write("state", listening.goesOn ? "Listening: it goes on by itself" : "Listening: your turn");
  else if (positionMs !== null && echo.isInSession) write("state", "Speak or press to interrupt");
  else if (echo.isInSession) write("state", "One moment");
  else write("state", positionMs === null ? "Asleep until you call it" : "");
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

function minutes(lengthMs) {
  const seconds = Math.floor(lengthMs / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Writes only what changed: a status that is written anew is read out anew. */
function write(id, text) {
  if (element(id).textContent !== text) element(id).textContent = text;
}
