/* The panels behind the buttons at the top: one is open at a time, Escape closes it. */

export class Panels {
  /** contents: what fills a panel, by its name; each has take(event), draw(echo, positionMs) and opened(). */
  constructor(contents) {
    this.contents = contents;
    this.name = null; // of the panel that is open
    for (const button of document.querySelectorAll("nav [aria-controls]")) {
      const name = button.getAttribute("aria-controls").replace("panel-", "");
      button.addEventListener("click", () => (this.name === name ? this.close() : this.open(name)));
    }
    for (const button of document.querySelectorAll(".panel .close")) button.addEventListener("click", () => this.close());
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.name) this.close();
    });
  }

  open(name) {
    if (this.name) this.show(false);
    this.name = name;
    this.show(true);
    document.querySelector(`#panel-${name} h2`).focus();
    this.contents[name]?.opened();
  }

  close() {
    this.show(false);
    document.querySelector(`[aria-controls="panel-${this.name}"]`).focus();
    this.name = null;
  }

  show(isOpen) {
    document.getElementById(`panel-${this.name}`).hidden = !isOpen;
    document.querySelector(`[aria-controls="panel-${this.name}"]`).setAttribute("aria-expanded", String(isOpen));
  }

  /** Takes in one event, in every panel. */
  take(event) {
    for (const content of Object.values(this.contents)) content.take(event);
  }

  /** Draws the open panel. */
  draw(echo, positionMs) {
    this.contents[this.name]?.draw(echo, positionMs);
  }
}
