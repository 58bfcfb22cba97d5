/* The panel "Device": what Echo it is, what goes wrong, and how its time passes. */

import { ReminderList, MARKUP as REMINDERS } from "./reminders.js";

const MARKUP = `
  <p class="device-clock" role="timer" aria-label="The Echo's own time">
    <span class="device-day"></span>
    <time class="device-time"></time>
    <span class="device-zone"></span>
  </p>

  <fieldset class="device-group">
    <legend>Time</legend>
    <div class="device-choice" role="radiogroup" aria-label="How fast">
      <label><input type="radio" name="device-rate" value="1"><span>Real time</span></label>
      <label><input type="radio" name="device-rate" value="4"><span>4 times as fast</span></label>
    </div>
    <div class="device-jumps" role="group" aria-label="Let time pass">
      <button type="button" data-pass="10">+10 s</button>
      <button type="button" data-pass="60">+1 min</button>
      <button type="button" data-pass="75">+75 s</button>
      <button type="button" data-to="question">To the next question</button>
      <button type="button" data-to="tomorrow">Tomorrow, 07:30</button>
    </div>
    <p class="device-note" data-note="time" role="status"></p>
  </fieldset>

  <fieldset class="device-group">
    <legend>Echo</legend>
    <div class="device-choice" role="radiogroup" aria-label="Kind">
      <label><input type="radio" name="device-screen" value="false"><span>Speaker</span></label>
      <label><input type="radio" name="device-screen" value="true"><span>Show</span></label>
    </div>
    <div class="device-fields">
      <label>Language <select name="locale"></select></label>
      <label>Time zone <select name="zone"></select></label>
    </div>
    <p class="device-note" data-note="echo" role="status"></p>
    <label class="device-switch">
      <input type="checkbox" role="switch" name="plays_apla" aria-describedby="device-apla-note">
      <span>Plays APL for Audio
        <small id="device-apla-note">Without it, the next count is refused. The coach then counts by plain speech, and remembers it for weeks.</small>
      </span>
    </label>
  </fieldset>

  ${REMINDERS}

  <fieldset class="device-group">
    <legend>Faults</legend>
    <label class="device-switch">
      <input type="checkbox" role="switch" name="table" aria-describedby="device-table-note">
      <span>The table is down
        <small id="device-table-note">DynamoDB breaks off and takes no connection. What it holds is safe.</small>
      </span>
    </label>
    <label class="device-switch">
      <input type="checkbox" role="switch" name="answer" aria-describedby="device-answer-note">
      <span>The next answer gets lost
        <small id="device-answer-note">The coach answers, and nothing arrives. After eight seconds Alexa apologises.</small>
      </span>
    </label>
    <label class="device-switch">
      <input type="checkbox" role="switch" name="screen_sound" aria-describedby="device-screen-sound-note">
      <span>The sound of the screen fails
        <small id="device-screen-sound-note">It ends as soon as it begins, and the screen says at once that it is over.</small>
      </span>
    </label>
    <label class="device-switch">
      <input type="checkbox" role="switch" name="screen_events" aria-describedby="device-screen-events-note">
      <span>What the screen sends gets lost
        <small id="device-screen-events-note">Touches and the end of the sound do not reach the coach.</small>
      </span>
    </label>
    <label class="device-switch">
      <input type="checkbox" role="switch" name="consent_forgets" aria-describedby="device-consent-note">
      <span>Alexa's question ends the session
        <small id="device-consent-note">The coach hears the answer in a new session. Amazon does not say what a device does.</small>
      </span>
    </label>
    <div class="device-fields">
      <label>Alexa's reminders <select name="reminder_fault"></select></label>
    </div>
    <p><button type="button" class="device-plug">Unplug it and plug it in</button></p>
  </fieldset>`;

const SECOND_MS = 1000;

export class DevicePanel {
  /** body: the element to fill. ask: sends a command, as in ask("say", { text }). echo: what is known of the Echo. */
  constructor(body, ask, echo) {
    this.ask = ask;
    this.echo = echo;
    this.panel = body.closest(".panel");
    this.setup = null; // device, faults and rate, as they were told last
    body.innerHTML = MARKUP;
    this.find = (selector) => body.querySelector(selector);
    this.reminders = new ReminderList(body, ask);
    body.addEventListener("change", (event) => this.change(event.target));
    body.addEventListener("click", (event) => this.press(event.target.closest("button")));
    this.find("[name=zone]").append(...zoneOptions());
  }

  /** The panel was opened. */
  opened() {
    this.tick();
  }

  /** Takes in one event, also while the panel is closed. */
  take(event) {
    if (!event.device) return;
    this.setup = event;
    this.show();
  }

  /** Draws the present instant, while the panel is open. */
  draw() {
    if (!this.setup || this.panel.hidden) return;
    this.showClock();
    this.find("[data-to=question]").setAttribute("aria-disabled", String(!this.isGoingOn));
    this.note("time", this.timeNote());
    this.note("echo", this.echoNote());
  }

  /** Draws, and again with each second of the Echo. */
  tick() {
    this.draw();
    clearTimeout(this.timer);
    const { isRunning, rate } = this.echo.clock;
    if (this.panel.hidden || !isRunning) return;
    this.timer = setTimeout(() => this.tick(), (SECOND_MS - (this.echo.nowMs % SECOND_MS)) / rate + 1);
  }

  /** Sends what was chosen; what becomes of it arrives as an event. */
  change({ name, value, checked }) {
    const wishes = {
      "device-rate": ["clock", { rate: Number(value) }],
      "device-screen": ["device", { has_screen: value === "true" }],
      locale: ["device", { locale: value }],
      zone: ["device", { zone: value }],
      plays_apla: ["device", { plays_apla: checked }],
      table: ["fault", { name: "table", is_on: checked }],
      answer: ["fault", { name: "answer", is_on: checked }],
      screen_sound: ["fault", { name: "screen_sound", is_on: checked }],
      screen_events: ["fault", { name: "screen_events", is_on: checked }],
      consent_forgets: ["fault", { name: "consent_forgets", is_on: checked }],
      reminder_fault: ["say", { text: `/fault ${value}` }],
      reminders_allowed: ["say", { text: checked ? "/allow" : "/forbid" }],
    };
    this.ask(...wishes[name]);
  }

  press(button) {
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    if (button.dataset.to) this.ask("clock", { to: button.dataset.to });
    if (button.classList.contains("device-plug")) this.ask("restart");
  }

  /** Shows what was chosen. */
  show() {
    const { rate, device, faults, reminders } = this.setup;
    this.choose("device-rate", rate);
    this.choose("device-screen", device.has_screen);
    for (const radio of this.panel.querySelectorAll("[name=device-rate]")) radio.disabled = !this.setup.is_running;
    const languages = this.find("[name=locale]");
    if (!languages.options.length) languages.append(...device.locales.map(languageOption));
    languages.value = device.locale;
    const zones = this.find("[name=zone]");
    if (![...zones.options].some(({ value }) => value === device.zone)) zones.prepend(new Option(device.zone));
    zones.value = device.zone;
    this.find("[name=plays_apla]").checked = device.plays_apla;
    this.find("[name=table]").checked = faults.table === true;
    this.find("[name=table]").disabled = faults.table === null;
    for (const fault of ["answer", "screen_sound", "screen_events", "consent_forgets"]) this.find(`[name=${fault}]`).checked = faults[fault];
    const reminderFaults = this.find("[name=reminder_fault]");
    if (!reminderFaults.options.length) reminderFaults.append(...Object.entries(reminders.faults).map(([name, words]) => new Option(words, name)));
    reminderFaults.value = reminders.fault;
    this.reminders.draw(reminders, device.zone);
    this.tick();
  }

  choose(name, value) {
    this.find(`[name=${name}][value="${value}"]`).checked = true;
  }

  showClock() {
    const { zone } = this.setup.device;
    const now = new Date(this.echo.nowMs);
    const part = (options) => new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options }).format(now);
    this.find(".device-day").textContent = part({ weekday: "long", day: "numeric", month: "long" });
    this.find(".device-time").textContent = part({ timeStyle: "medium" });
    this.find(".device-zone").textContent = zone.replaceAll("_", " ");
  }

  /** Whether something happens before anybody has to speak. */
  get isGoingOn() {
    return this.echo.positionMs !== null || Boolean(this.echo.listening?.goesOn);
  }

  timeNote() {
    if (this.echo.listening && !this.isGoingOn) return "It is your turn to speak.";
    if (!this.isGoingOn) return "Nothing goes on by itself now.";
    return this.echo.clock.isRunning ? "" : "The clock stands still until you let time pass.";
  }

  echoNote() {
    const { device } = this.setup;
    const isLater = device.in_use.locale !== device.locale || device.in_use.has_screen !== device.has_screen;
    if (isLater) return "Language and screen: from the next conversation on.";
    return "The coach asks for the time zone once a day.";
  }

  /** Writes a note, if it is another one: a reader is told of changes only. */
  note(name, text) {
    const element = this.find(`[data-note=${name}]`);
    if (element.textContent !== text) element.textContent = text;
  }
}

function languageOption(locale) {
  const name = new Intl.DisplayNames("en", { type: "language" }).of(locale);
  return new Option(name, locale);
}

/** The world's time zones, by continent. */
function zoneOptions() {
  const groups = new Map();
  for (const zone of Intl.supportedValuesOf("timeZone")) {
    const [region, ...place] = zone.split("/");
    if (!groups.has(region)) groups.set(region, Object.assign(document.createElement("optgroup"), { label: region }));
    groups.get(region).append(new Option(place.join(", ").replaceAll("_", " ") || zone, zone));
  }
  return groups.values();
}
