/* Connects the parts: events in, wishes out, and a picture for every frame in between. */

import { send } from "./commands.js";
import { DevicePanel } from "./device.js";
import { Dock } from "./dock.js";
import { Echo } from "./echo.js";
import { InsidePanel } from "./inside.js";
import { connectMicrophone } from "./microphone.js";
import { Panels } from "./panels.js";
import { ProgressPanel } from "./progress.js";
import { Rail } from "./rail.js";
import { Show } from "./show.js";
import { Sound } from "./sound.js";
import { Stage } from "./stage.js";
import { Transcript } from "./transcript.js";
import { element, write } from "./writing.js";

const echo = new Echo();
const transcript = new Transcript(element("transcript"));
const stage = new Stage();
const rail = new Rail();
const dock = new Dock();
const sound = new Sound(element("player"), {
  positionMs: () => echo.positionMs,
  isSilent: (fromMs, toMs) => echo.isSilent(fromMs, toMs),
  blocked: (isBlocked) => (element("unblock").hidden = !isBlocked),
  elsewhere: (isElsewhere) => (element("elsewhere").hidden = !isElsewhere),
});
const screen = new Show(echo, { isHeard: () => sound.isHere, changed: () => show() });
const body = (name) => document.querySelector(`#panel-${name} .panel-body`);
const panels = new Panels({
  progress: new ProgressPanel(body("progress"), ask),
  inside: new InsidePanel(body("inside"), ask),
  device: new DevicePanel(body("device"), ask, echo),
});
let isLive = false; // whether what arrives happens now, and not before this page was there
let hasVoice = false;
let hasScreen = false; // whether the Echo is a Show

stage.load(await (await fetch("/echo/drawings")).json());

// Events in

const events = new EventSource("/echo/events");

events.addEventListener("error", () => {
  isLive = false;
  element("gone").hidden = false;
  sound.stop();
  echo.setClock(echo.nowMs, false, 1);
  show();
});
events.addEventListener("begin", () => {
  echo.begin();
  transcript.begin();
});
events.addEventListener("present", (message) => {
  const present = JSON.parse(message.data);
  isLive = true;
  hasVoice = present.has_voice;
  hasScreen = present.device.in_use.has_screen;
  element("gone").hidden = true;
  echo.take_time(present);
  sound.setRate(present.rate);
  panels.take({ kind: "present", ...present });
  element("no-voice").hidden = hasVoice;
  element("volume-row").hidden = !hasVoice;
  startSound();
  show();
  screen.offer(true);
  screen.keepStep();
  transcript.scrollToEnd();
  element("transcript").setAttribute("aria-busy", "false");
  document.documentElement.dataset.ready = "true";
});
events.addEventListener("message", (message) => {
  const event = JSON.parse(message.data);
  echo.take(event);
  transcript.take(event);
  panels.take(event);
  if (!isLive) return;
  if (event.rate) sound.setRate(event.rate);
  if (event.device) hasScreen = event.device.in_use.has_screen;
  if (["playback", "time", "replayed"].includes(event.kind)) startSound();
  if (event.kind === "restarted" || (event.kind === "silence" && event.was_interrupted)) sound.stop();
  show();
  screen.keepStep();
  if (event.kind === "silence" && !event.was_interrupted) screen.finish();
});

function startSound() {
  if (hasVoice && !echo.isSkipping && echo.positionMs !== null) sound.play(echo.playback.number);
}

// A picture for every frame

let frame = null;

function show() {
  const clockMs = echo.positionMs;
  const positionMs = clockMs === null ? null : (sound.positionMs(echo.playback.number) ?? clockMs);
  const moment = stage.draw(echo, positionMs);
  screen.draw(hasScreen);
  if (positionMs !== null) transcript.reveal(positionMs);
  if (positionMs !== null) sound.keepStep();
  rail.draw(echo, moment);
  dock.draw(echo, moment);
  panels.draw(echo, positionMs);
  keepFocus();
  const isMoving = echo.clock.isRunning && (positionMs !== null || echo.listening);
  if (isMoving && frame === null) {
    frame = requestAnimationFrame(() => {
      frame = null;
      show();
    });
  }
}

// The keyboard: what had its focus may vanish, as the start button does

let focused = null;

document.addEventListener("focusin", (event) => (focused = event.target));
document.addEventListener("focusout", () => {
  if (focused?.checkVisibility()) focused = null;
});

function keepFocus() {
  if (!focused || focused.checkVisibility()) return;
  focused = null;
  dock.focus();
}

document.addEventListener("keydown", (event) => {
  const isTaken = event.target.closest("input, button, a, summary, select, textarea, [tabindex='0']");
  if (event.ctrlKey || event.metaKey || event.altKey || (isTaken && event.key !== "/") || event.target.matches("input, textarea")) return;
  if (event.key === "/") element("say-text").focus();
  else if (event.key === " " && echo.isInSession) ask("say", { text: echo.isPaused ? "resume" : "pause" });
  else return;
  event.preventDefault();
});

// Wishes out

let asked = Promise.resolve(); // wishes arrive in the order in which they were made

function ask(what, details) {
  asked = asked.then(async () => write("say-trouble", await send(what, details)));
  return asked;
}

document.querySelector("nav").addEventListener("click", show); // a panel that was opened, while nothing moves

document.addEventListener("click", (event) => {
  const { say } = event.target.closest("button")?.dataset ?? {};
  if (say) ask("say", { text: say });
});

element("say-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const box = element("say-text");
  if (box.value.trim()) ask("say", { text: box.value });
  box.value = "";
});

connectMicrophone(element("microphone"), element("microphone-note"), {
  heard: (text) => ask("say", { text }),
  trouble: (text) => write("say-trouble", text),
});

element("replay-file").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  if (file) await ask("replay", { script: await file.text(), is_fast: element("replay-fast").checked });
  event.target.value = "";
});

// Volume, remembered by the browser

const player = element("player");

function setVolume(percent, isMuted) {
  player.volume = percent / 100;
  player.muted = isMuted;
  element("volume").value = percent;
  element("mute").setAttribute("aria-pressed", String(isMuted));
  localStorage.setItem("volume", JSON.stringify({ percent, isMuted }));
}

const remembered = JSON.parse(localStorage.getItem("volume") ?? '{"percent": 80, "isMuted": false}');
setVolume(remembered.percent, remembered.isMuted);
element("volume").addEventListener("input", (event) => setVolume(Number(event.target.value), player.muted));
element("mute").addEventListener("click", () => setVolume(Number(element("volume").value), !player.muted));
element("unblock").addEventListener("click", startSound);
element("play-here").addEventListener("click", () => sound.playHere());
