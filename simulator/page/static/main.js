/* Connects the parts: events in, commands out, and a picture for every frame in between. */

import { Echo } from "./echo.js";
import { connectMicrophone } from "./microphone.js";
import { Sound } from "./sound.js";
import { draw } from "./picture.js";
import { Transcript } from "./transcript.js";
import { send } from "./commands.js";
import { DevicePanel } from "./device.js";
import { InsidePanel } from "./inside.js";
import { Panels } from "./panels.js";
import { ProgressPanel } from "./progress.js";

const element = (id) => document.getElementById(id);
const echo = new Echo();
const transcript = new Transcript(element("transcript"));
const sound = new Sound(element("player"), (isBlocked) => {
  element("unblock").hidden = !isBlocked;
});
const body = (name) => document.querySelector(`#panel-${name} .panel-body`);
const panels = new Panels({
  progress: new ProgressPanel(body("progress"), ask),
  inside: new InsidePanel(body("inside"), ask),
  device: new DevicePanel(body("device"), ask, echo),
});
let isLive = false; // whether what arrives happens now, and not before this page was there
let hasVoice = false;

// Events in

const events = new EventSource("/echo/events");

events.addEventListener("open", () => {
  isLive = false;
  element("line").textContent = "";
});
events.addEventListener("error", () => {
  element("line").textContent = "Not connected to the Echo; trying again.";
});
events.addEventListener("begin", () => {
  echo.begin();
  transcript.begin();
});
events.addEventListener("present", (message) => {
  const present = JSON.parse(message.data);
  isLive = true;
  hasVoice = present.has_voice;
  echo.take_time(present);
  sound.setRate(present.rate);
  panels.take({ kind: "present", ...present });
  element("no-voice").hidden = hasVoice;
  element("volume-row").hidden = !hasVoice;
  if (echo.playback && sound.positionMs(echo.playback.number) === null) startSound();
  show();
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
  if (["playback", "time", "replayed"].includes(event.kind)) startSound();
  if (event.kind === "restarted" || (event.kind === "silence" && event.was_interrupted)) sound.stop();
  show();
});

function startSound() {
  if (hasVoice && !echo.isSkipping && echo.positionMs !== null) sound.play(echo.playback.number, () => echo.positionMs ?? 0);
}

// A picture for every frame

let frame = null;

function show() {
  const clockMs = echo.positionMs;
  const positionMs = clockMs === null ? null : (sound.positionMs(echo.playback.number) ?? clockMs);
  draw(echo, positionMs);
  if (positionMs !== null) transcript.reveal(positionMs);
  drawAnswers();
  panels.draw(echo, positionMs);
  const isMoving = echo.clock.isRunning && (positionMs !== null || echo.listening);
  if (isMoving && frame === null) {
    frame = requestAnimationFrame(() => {
      frame = null;
      show();
    });
  }
}

function drawAnswers() {
  const { answers, isInSession } = echo;
  const box = element("answers");
  const wanted = answers.join("\n");
  if (box.dataset.answers !== wanted) {
    box.dataset.answers = wanted;
    box.replaceChildren(...answers.map(answerButton));
  }
  box.hidden = !answers.length;
  for (const button of element("quick").querySelectorAll("button")) {
    button.disabled = !isInSession && !button.dataset.call;
  }
}

function answerButton(text) {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.say = text;
  button.textContent = text[0].toUpperCase() + text.slice(1);
  return button;
}

// Wishes out

async function ask(what, details) {
  element("say-trouble").textContent = await send(what, details);
}

document.addEventListener("click", (event) => {
  const { say, call, pass } = event.target.closest("button")?.dataset ?? {};
  if (say) ask("say", { text: call && !echo.isInSession ? call : say });
  if (pass) ask("pass", { seconds: Number(pass) });
});

element("say-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const box = element("say-text");
  if (box.value.trim()) ask("say", { text: box.value });
  box.value = "";
});

connectMicrophone(element("microphone"), element("microphone-note"), (text) => ask("say", { text }));

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
