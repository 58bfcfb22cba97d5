/* The voice: plays what the Echo plays, in step with its clock, and in one tab alone. */

const LATE_MS = 150; // so much beside the Echo's clock is put right by a jump
const MOST_JUMPS = 3; // a browser that is late after so many stays so: better late than stuttering
const LOCK = "heel-stretches-sound"; // who holds it is heard, among all tabs of this address

export class Sound {
  /**
   * tell: positionMs() returns where the Echo's clock is in what plays, null for nowhere; blocked(is) is called with
   * whether the browser refuses to play before something was pressed; elsewhere(is) with whether another tab is heard.
   */
  constructor(player, tell) {
    this.player = player;
    this.tell = tell;
    this.number = null; // of the playback that is being played
    this.jumps = 0;
    this.isHere = false; // whether this tab is the one that is heard
    player.addEventListener("playing", () => this.keepStep());
    this.playHere();
  }

  /** Plays a playback, from where the Echo's clock is in it. */
  play(number) {
    this.number = number;
    if (!this.isHere) return;
    this.jumps = 0;
    this.player.src = `/echo/sound/${number}.wav`;
    this.jump();
    this.start();
  }

  /** Falls silent at once. */
  stop() {
    this.number = null;
    this.player.pause();
  }

  /** How far the sound of a playback has got, in milliseconds; null when it is not heard. */
  positionMs(number) {
    const { player } = this;
    const isHeard = this.number === number && !player.paused && !player.seeking && player.currentTime > 0;
    return isHeard ? 1000 * player.currentTime : null;
  }

  /** Makes this tab the one that is heard; another one that was falls silent. */
  playHere() {
    const held = () => {
      this.isHere = true;
      this.tell.elsewhere(false);
      if (this.number !== null) this.play(this.number);
      return new Promise(() => {}); // held until the tab is closed, or another one takes it
    };
    navigator.locks.request(LOCK, { steal: true }, held).catch(() => {
      this.isHere = false;
      this.player.pause();
      this.tell.elsewhere(true);
      navigator.locks.request(LOCK, held).catch(() => this.tell.elsewhere(true));
    });
  }

  start() {
    this.player.play().then(
      () => this.tell.blocked(false),
      (error) => this.tell.blocked(error.name === "NotAllowedError"),
    );
  }

  jump() {
    const clockMs = this.tell.positionMs();
    if (clockMs > LATE_MS) this.player.currentTime = clockMs / 1000;
  }

  /** Loading takes its time, in which the clock has gone on: only now it can be told by how much. */
  keepStep() {
    const lateMs = this.tell.positionMs() - 1000 * this.player.currentTime;
    if (this.number === null || Math.abs(lateMs) <= LATE_MS || this.jumps === MOST_JUMPS) return;
    this.jumps++;
    this.jump();
  }
}
