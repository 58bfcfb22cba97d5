/* The voice: plays what the Echo plays, and is the clock of the count while it does. */

const LATE_MS = 400; // so much behind the Echo's clock is caught up by a jump

export class Sound {
  /** onBlocked: called with whether the browser refuses to play before something was pressed. */
  constructor(player, onBlocked) {
    this.player = player;
    this.onBlocked = onBlocked;
    this.number = null; // of the playback that is being played
  }

  /** Plays a playback from a position on. */
  play(number, positionMs) {
    this.number = number;
    this.player.src = `/echo/sound/${number}.wav`;
    if (positionMs > LATE_MS) this.player.currentTime = positionMs / 1000;
    this.player.play().then(
      () => this.onBlocked(false),
      (error) => this.onBlocked(error.name === "NotAllowedError"),
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
    const isHeard = this.number === number && !player.paused && player.currentTime > 0;
    return isHeard ? 1000 * player.currentTime : null;
  }
}
