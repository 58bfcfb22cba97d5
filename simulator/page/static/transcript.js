/*
 * The conversation as bubbles. What the Echo says appears as it is said; what it counted appears as
 * one line when the count is over, so that nobody who listens to the page is told every second.
 */

const NEAR_END_PX = 80;

export class Transcript {
  constructor(log) {
    this.log = log;
    this.nothing = log.firstElementChild;
    this.isAtEnd = true;
    log.addEventListener("scroll", () => {
      this.isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END_PX;
    });
    new ResizeObserver(() => this.isAtEnd && this.scrollToEnd()).observe(log);
    this.begin();
  }

  /** Begins with nothing said. */
  begin() {
    this.log.replaceChildren(this.nothing);
    this.spoken = null; // what the Echo is saying: bubble, sounds, how many of them are written
  }

  /** Takes in one event. */
  take(event) {
    this.keepingTheEnd(() => this[`take_${event.kind}`]?.(event));
  }

  take_heard(event) {
    this.turn("by-person", "You", event.text);
  }

  take_playback(event) {
    const turn = this.turn("by-echo", speaker(event), null);
    this.spoken = { turn, bubble: null, sounds: event.sounds, atMs: event.at_ms, written: 0, counted: [] };
    this.reveal(0);
  }

  take_silence(event) {
    if (!this.spoken) return;
    this.reveal(event.at_ms - this.spoken.atMs);
    this.writeCounted();
    if (event.was_interrupted) this.bubble().append(line("… (interrupted)", "note"));
    if (!this.spoken.bubble) this.spoken.turn.remove();
    this.spoken = null;
  }

  take_remark(event) {
    this.remark(event.text);
  }

  take_ended(event) {
    this.remark(event.text);
  }

  take_replay(event) {
    this.remark(event.text);
  }

  take_replayed(event) {
    this.remark(event.text);
  }

  take_restarted(event) {
    this.writeCounted();
    this.spoken = null;
    this.remark(event.text);
  }

  take_apology(event) {
    this.turn("by-echo", "Echo", event.text);
    this.remark(`trouble: ${event.reason}`);
  }

  /** Writes what has been said by a position of what is being said. */
  reveal(positionMs) {
    const next = this.spoken?.sounds[this.spoken.written];
    if (next && next.start_ms <= positionMs) this.keepingTheEnd(() => this.writeUntil(positionMs));
  }

  writeUntil(positionMs) {
    const { spoken } = this;
    while (spoken.sounds[spoken.written]?.start_ms <= positionMs) {
      const sound = spoken.sounds[spoken.written++];
      if (sound.count === undefined) {
        this.writeCounted();
        this.bubble().append(line(sound.text));
      } else {
        spoken.counted.push(sound.text);
      }
    }
  }

  /** Writes, and keeps the end in view unless somebody has scrolled away from it. */
  keepingTheEnd(write) {
    const { isAtEnd } = this;
    write();
    if (isAtEnd) this.scrollToEnd();
  }

  writeCounted() {
    const counted = this.spoken?.counted ?? [];
    if (!counted.length) return;
    const words = counted.length > 3 ? `${counted[0]}, ${counted[1]} … ${counted.at(-1)}` : counted.join(", ");
    this.bubble().append(line(words, "counted"));
    this.spoken.counted = [];
  }

  bubble() {
    if (!this.spoken.bubble) {
      this.spoken.bubble = make("div", "bubble");
      this.spoken.turn.querySelector(".who").after(this.spoken.bubble);
    }
    return this.spoken.bubble;
  }

  turn(kind, who, text) {
    this.nothing.remove();
    const turn = make("div", `turn ${kind}`);
    turn.append(make("p", "who", who));
    if (text !== null) {
      const bubble = make("div", "bubble");
      bubble.append(line(text));
      turn.append(bubble);
    }
    this.log.append(turn);
    return turn;
  }

  remark(text) {
    this.nothing.remove();
    const turn = make("div", "turn is-remark");
    turn.append(make("p", "", text));
    this.log.append(turn);
  }

  scrollToEnd() {
    this.log.scrollTop = this.log.scrollHeight;
  }
}

/** Who speaks, and why: a reprompt that goes on needs no answer, and had none. */
function speaker({ is_reprompt: isReprompt, goes_on: goesOn }) {
  if (!isReprompt) return "Echo";
  return goesOn ? "Echo, going on by itself" : "Echo, as nobody answered";
}

function line(text, name = "") {
  return make("p", name, text);
}

function make(tag, name, text = "") {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.textContent = text;
  return element;
}
