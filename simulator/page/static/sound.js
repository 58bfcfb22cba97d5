/* The voice: plays what the Echo plays, and is the clock of the count while it does. */

const LATE_MS = 400; // so much behind the Echo's clock is caught up by a jump

export class Sound {
  /** onBlocked: called with whether the browser refuses to play before something was pressed. */
  constructor(player, onBlocked) {
    this.player = player;
    this.onBlocked = onBlocked;
    this.number = null; // of the playback that is being played
  }

  /** Plays so many times as fast, from now on; the voice keeps its pitch. */
  setRate(rate) {
    this.player.defaultPlaybackRate = this.player.playbackRate = rate;
  }

  /** Plays a playback from a position on; positionMs() tells it, also when the sound has been loaded. */
  play(number, positionMs) {
    this.number = number;
    this.player.src = `/echo/sound/${number}.wav`;
    this.catchUp(positionMs());
    this.player.play().then(
      () => {
        if (this.number === number) this.catchUp(positionMs());
        this.onBlocked(false);
      },
      (error) => this.onBlocked(error.name === "NotAllowedError"),
    );
  }

  /** Jumps to a position, if it is far ahead. */
  catchUp(positionMs) {
    if (positionMs - 1000 * this.player.currentTime > LATE_MS) this.player.currentTime = positionMs / 1000;
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
