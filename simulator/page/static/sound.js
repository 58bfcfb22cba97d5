/* The voice: plays what the Echo plays, in step with its clock, and in one tab alone. */

const LATE_MS = 150; // so much beside the Echo's clock is put right by a jump
const BETWEEN_JUMPS_MS = 1000; // a jump takes its own time, which the next one knows
const BEGINNING_MS = 1000; // until then a sound is at its beginning, and words are not cut for the sake of the clock
const LOCK = "heel-stretches-sound"; // who holds it is heard, among all tabs of this address

export class Sound {
  /**
   * tell: positionMs() returns where the Echo's clock is in what plays, null for nowhere; isSilent(fromMs, toMs) whether
   * nothing is heard there; blocked(is) is called with whether the browser refuses to play before something was pressed;
   * elsewhere(is) with whether another tab is heard.
   */
  constructor(player, tell) {
    this.player = player;
    this.tell = tell;
    this.number = null; // of the playback that is being played
    this.isHere = false; // whether this tab is the one that is heard
    this.playHere();
  }

  /** Plays so many times as fast, from now on; the voice keeps its pitch. */
  setRate(rate) {
    this.player.defaultPlaybackRate = this.player.playbackRate = rate;
  }

  /** Plays a playback, from where the Echo's clock is in it. */
  play(number) {
    this.number = number;
    if (!this.isHere) return;
    this.player.src = `/echo/sound/${number}.wav`;
    this.leadMs = 0; // how far ahead of the clock a jump has to aim
    this.isInMidst = this.tell.positionMs() > BEGINNING_MS;
    if (this.isInMidst) this.jump();
    this.jumpedAt = null; // loading is no jump: how long it takes is found out when it plays
    this.player.play().then(
      () => this.tell.blocked(false),
      (error) => this.tell.blocked(error.name === "NotAllowedError"),
    );
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

  /** Puts right what is beside the clock: at once for who came in the midst of it, otherwise where nothing is heard. */
  keepStep() {
    const heardMs = this.positionMs(this.number);
    const clockMs = this.tell.positionMs();
    if (heardMs === null || clockMs === null || performance.now() - this.jumpedAt < BETWEEN_JUMPS_MS) return;
    const lateMs = clockMs - heardMs;
    if (Math.abs(lateMs) <= LATE_MS * this.player.playbackRate) return;
    if (!this.isInMidst && !this.tell.isSilent(heardMs, clockMs)) return;
    if (this.jumpedAt !== null) this.leadMs += lateMs;
    this.jump();
  }

  jump() {
    this.jumpedAt = performance.now();
    this.player.currentTime = Math.max(0, this.tell.positionMs() + this.leadMs) / 1000;
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
      navigator.locks.request(LOCK, held).catch(() => {}); // its turn comes when the other tab is closed
    });
  }
}
