/* What is known of the Echo, worked out from its events and nothing else. Draws nothing. */

import { momentAt } from "./moment.js";

export class Echo {
  constructor() {
    this.begin();
  }

  /** Begins anew, as a page does that has seen nothing yet. */
  begin() {
    this.playback = null; // what plays now, or played last: as it was told, with isOver
    this.listening = null; // while the microphone is open: since atMs, for seconds, and what then
    this.isInSession = false;
    this.isSkipping = false; // whether time jumps from one event to the next
    this.answers = [];
    this.outlook = { steps: [] }; // the routine, as of the last answer
    this.finished = new Set(); // ids of the steps that were heard to their end since then
    this.zone = "UTC"; // where the Echo stands
    this.screen = null; // the document that is shown, as it was told, with saidFrom: when its own sound began
    this.stopped = null; // what was interrupted: the moment, and when it was
    this.clock = { atMs: 0, since: performance.now(), isRunning: false, rate: 1 };
  }

  /** Sets the clock: atMs now, whether time passes by itself, and how many of its seconds in one. */
  setClock(atMs, isRunning, rate) {
    this.clock = { atMs, since: performance.now(), isRunning, rate };
  }

  /** The Echo's own time, in milliseconds since 1970. */
  get nowMs() {
    const passedMs = this.clock.isRunning ? performance.now() - this.clock.since : 0;
    return this.clock.atMs + this.clock.rate * passedMs;
  }

  /** How far what plays has got by the clock, in milliseconds; null when nothing plays. */
  get positionMs() {
    if (!this.playback || this.playback.isOver) return null;
    return Math.min(Math.max(0, this.nowMs - this.playback.at_ms), this.playback.length_ms);
  }

  /** Whether nothing is heard of what plays in a part of it. */
  isSilent(fromMs, toMs) {
    return !this.playback.sounds.some((sound) => sound.start_ms < toMs && sound.end_ms > fromMs);
  }

  /** Whether the routine is interrupted and waits to be gone on with. */
  get isPaused() {
    return this.outlook.status === "paused";
  }

  /** A step of the routine by its id; undefined for none. */
  step(id) {
    return this.outlook.steps.find((step) => step.id === id);
  }

  /** Whether a step of the routine is done. */
  isDone(step) {
    return step.is_done || this.finished.has(step.id);
  }

  /** Takes in one event. */
  take(event) {
    if (!this.clock.isRunning && event.at_ms > this.clock.atMs) this.setClock(event.at_ms, false, this.clock.rate);
    this[`take_${event.kind}`]?.(event);
  }

  take_heard() {
    this.listening = null;
  }

  take_exchange(event) {
    if (!event.outlook.steps) return; // an answer without attributes says nothing of the routine
    this.outlook = event.outlook;
    this.finished.clear();
  }

  take_playback(event) {
    this.playback = { ...event, isOver: false };
    if (this.screen?.speaks) this.screen.saidFrom ??= event.at_ms;
    this.listening = null;
    this.isInSession = !event.closes_session;
    this.answers = event.answers;
  }

  take_screen(event) {
    this.screen = { ...event, saidFrom: null };
  }

  take_screen_cleared() {
    this.screen = null;
  }

  take_silence(event) {
    if (!this.playback) return;
    this.endPlayback(event.at_ms, event.was_interrupted);
    if (this.playback.closes_session) this.end();
  }

  take_listening(event) {
    this.listening = { atMs: event.at_ms, seconds: event.seconds, goesOn: event.goes_on };
  }

  take_ended() {
    this.end();
  }

  take_restarted(event) {
    if (this.playback && !this.playback.isOver) this.endPlayback(event.at_ms, true);
    this.end();
  }

  take_time(event) {
    this.setClock(event.at_ms, event.is_running, event.rate);
    this.zone = event.device.zone;
  }

  take_device(event) {
    this.take_time(event);
  }

  take_replay(event) {
    this.isSkipping = event.is_fast;
  }

  take_replayed(event) {
    this.isSkipping = false;
    this.take_time(event);
  }

  endPlayback(atMs, wasInterrupted) {
    const playedMs = Math.min(atMs - this.playback.at_ms, this.playback.length_ms);
    if (wasInterrupted) this.stopped = { moment: momentAt(this, playedMs), atMs };
    this.remember(playedMs);
    Object.assign(this.playback, { isOver: true, playedMs });
  }

  end() {
    this.isInSession = false;
    this.listening = null;
    this.answers = [];
  }

  /** Remembers which steps are over after so much of what plays was heard. */
  remember(positionMs) {
    for (const { id, end_ms: endMs } of this.playback.steps) {
      if (endMs <= positionMs) this.finished.add(id);
    }
  }
}
