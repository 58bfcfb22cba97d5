/* What is known of the Echo, worked out from its events and nothing else. Draws nothing. */

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
    this.attributes = null;
    this.answers = [];
    this.exercise = "";
    this.set = "";
    this.side = "";
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

  /** Takes in one event. */
  take(event) {
    if (!this.clock.isRunning && event.at_ms > this.clock.atMs) this.setClock(event.at_ms, false, this.clock.rate);
    this[`take_${event.kind}`]?.(event);
  }

  take_heard() {
    this.listening = null;
  }

  take_exchange(event) {
    this.attributes = event.response?.sessionAttributes ?? this.attributes;
  }

  take_playback(event) {
    this.playback = { ...event, isOver: false };
    this.listening = null;
    this.isInSession = !event.closes_session;
    this.answers = event.answers;
  }

  take_silence(event) {
    if (!this.playback) return;
    const playedMs = Math.min(event.at_ms - this.playback.at_ms, this.playback.length_ms);
    this.remember(playedMs);
    Object.assign(this.playback, { isOver: true, wasInterrupted: event.was_interrupted, playedMs });
    if (this.playback.closes_session) this.end();
  }

  take_listening(event) {
    this.listening = { atMs: event.at_ms, seconds: event.seconds, goesOn: event.goes_on };
  }

  take_ended() {
    this.end();
  }

  take_restarted() {
    if (this.playback && !this.playback.isOver) {
      Object.assign(this.playback, { isOver: true, wasInterrupted: true, playedMs: this.nowMs - this.playback.at_ms });
    }
    this.end();
  }

  take_time(event) {
    this.setClock(event.at_ms, event.is_running, event.rate);
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

  end() {
    this.isInSession = false;
    this.listening = null;
    this.attributes = null;
    this.answers = [];
    this.exercise = this.set = this.side = "";
  }

  /** Remembers where one is after so much of what plays was heard. */
  remember(positionMs) {
    const { steps, sounds, exercise_next: exerciseNext } = this.playback;
    const step = steps.find((each) => positionMs < each.end_ms);
    const exercise = step ? step.exercise : exerciseNext || steps.at(-1)?.exercise || "";
    if (exercise !== this.exercise) this.set = this.side = "";
    this.exercise = exercise;
    for (const sound of sounds) {
      if (sound.start_ms > positionMs) break;
      this.set = sound.set || this.set;
      this.side = sound.side || this.side;
    }
  }

  /** What is heard at a position: the sound, and the run of counts it belongs to. */
  heardAt(positionMs) {
    const { sounds } = this.playback;
    const index = sounds.findLastIndex((sound) => sound.start_ms <= positionMs);
    const sound = sounds[index] ?? null;
    if (!sound || sound.count === undefined) return { sound, run: null };
    const isSpeech = (each) => each.count === undefined;
    const next = sounds.findIndex((each, at) => at > index && isSpeech(each));
    const last = sounds[(next < 0 ? sounds.length : next) - 1];
    const first = sounds[sounds.findLastIndex((each, at) => at < index && isSpeech(each)) + 1];
    return { sound, run: { startMs: first.start_ms, endMs: last.end_ms } };
  }
}
