/* What the Alexa app has of reminders: whether the coach may set them, and those that are set. Part of the panel "Device". */

export const MARKUP = `
  <fieldset class="device-group">
    <legend>In the Alexa app</legend>
    <label class="device-switch">
      <input type="checkbox" role="switch" name="reminders_allowed" aria-describedby="device-reminders-note">
      <span>Reminders allowed
        <small id="device-reminders-note">Whether the coach may set any. Alexa can ask for it by voice, too.</small>
      </span>
    </label>
    <p class="device-note" data-note="reminders"></p>
    <ul class="device-reminders" aria-label="Reminders"></ul>
  </fieldset>`;

export class ReminderList {
  /** body: the panel's element, with the markup in it. ask: sends a command. */
  constructor(body, ask) {
    this.ask = ask;
    this.list = body.querySelector(".device-reminders");
    this.note = body.querySelector("[data-note=reminders]");
    this.allowed = body.querySelector("[name=reminders_allowed]");
    this.shown = null; // what is drawn, as it was told
    this.list.addEventListener("click", (event) => this.press(event.target.closest("button")));
  }

  /** Draws what is set, with times as the Echo tells them. */
  draw({ set, is_allowed: isAllowed }, zone) {
    this.allowed.checked = isAllowed;
    const wanted = JSON.stringify([set, zone]);
    if (wanted === this.shown) return;
    this.shown = wanted;
    const at = [...this.list.querySelectorAll("button")].indexOf(document.activeElement);
    this.list.replaceChildren(...set.map((reminder) => row(reminder, zone)));
    this.note.textContent = set.length ? "" : "No reminder is set.";
    // The button that was pressed is gone, with the focus: its neighbour has it now, or the switch.
    if (at >= 0) (this.list.querySelectorAll("button")[Math.min(at, set.length - 1)] ?? this.allowed).focus();
  }

  press(button) {
    if (button) this.ask("say", { text: `/delete ${button.dataset.token}` });
  }
}

function row({ token, text, rule, next_ms: nextMs }, zone) {
  const item = document.createElement("li");
  const words = document.createElement("span");
  const details = document.createElement("small");
  words.textContent = text;
  details.append(nextMs === null ? "has rung" : time(nextMs, zone), `, ${rule}`);
  words.append(details);
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.token = token;
  button.textContent = "Delete";
  button.setAttribute("aria-label", `Delete: ${text}`);
  item.append(words, button);
  return item;
}

function time(atMs, zone) {
  const made = document.createElement("time");
  const form = { timeZone: zone, weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };
  made.dateTime = new Date(atMs).toISOString();
  made.textContent = new Intl.DateTimeFormat("en-GB", form).format(atMs);
  return made;
}
