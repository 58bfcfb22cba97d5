/* The window of a talk at a terminal: the screen of the Echo, and nothing else. */

import { Echo } from "../echo.js";
import { Show } from "../show.js";

const echo = new Echo();
const screen = new Show(echo, { isHeard: () => true, changed: () => screen.draw(true) });
const events = new EventSource("/echo/events");
let isLive = false;

events.addEventListener("begin", () => echo.begin());
events.addEventListener("present", (message) => {
  const { at_ms: atMs, is_running: isRunning, rate } = JSON.parse(message.data);
  isLive = true;
  echo.setClock(atMs, isRunning, rate);
  screen.draw(true);
  screen.offer(true);
  screen.keepStep();
});
events.addEventListener("message", (message) => {
  const event = JSON.parse(message.data);
  echo.take(event);
  if (!isLive) return;
  screen.draw(true);
  screen.keepStep();
  if (event.kind === "silence" && !event.was_interrupted) screen.finish();
});
