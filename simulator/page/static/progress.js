/* The panel "Progress". */

export class ProgressPanel {
  /** body: the element to fill. ask: sends a command to the Echo, as in ask("say", { text }). */
  constructor(body, ask) {
    this.body = body;
    this.ask = ask;
  }

  /** The panel was opened. */
  opened() {}

  /** Takes in one event, also while the panel is closed. */
  take() {}

  /** Draws the present instant, while the panel is open. */
  draw() {}
}
