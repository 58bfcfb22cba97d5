/* The panel "Progress": today, the week, the calendar and the longest run, as the voice tells them. */

const START = "start my heel stretches";
const MOST_BLOCKS = 5; // of one exercise on one day; more are one block with their number
const GAP_PERCENT = 6; // of a ring, between two of its pieces
const CHANGES = ["exchange", "silence", "time", "replayed"]; // what may have finished something

export class ProgressPanel {
  /** body: the element to fill. ask: sends a command to the Echo, as in ask("say", { text }). */
  constructor(body, ask) {
    this.body = body;
    this.ask = ask;
    this.isLoading = false;
    this.isStale = false; // whether something happened while it was loading
    body.classList.add("progress-panel");
  }

  /** The panel was opened. */
  opened() {
    this.load();
  }

  /** Takes in one event, also while the panel is closed. */
  take(event) {
    if (CHANGES.includes(event.kind) && !this.body.closest(".panel").hidden) this.load();
  }

  /** Draws the present instant, while the panel is open: nothing here moves. */
  draw() {}

  async load() {
    this.isStale = true;
    if (this.isLoading) return;
    this.isLoading = true;
    while (this.isStale) {
      this.isStale = false;
      this.body.replaceChildren(...(await this.contents()));
    }
    this.isLoading = false;
  }

  async contents() {
    let progress;
    try {
      const response = await fetch("/echo/progress");
      if (!response.ok) throw new Error(response.statusText);
      progress = await response.json();
    } catch {
      return [element("p", "progress-words", "This cannot be shown just now. Close it and open it again.")];
    }
    if (progress.unreachable) return [element("p", "progress-words", progress.unreachable)];
    if (progress.is_new) return [this.welcome(progress)];
    return [
      element("p", "progress-words", progress.words),
      element(
        "div",
        "progress-cards",
        element("div", "progress-cards-column", today(progress.today), calendar(progress)),
        element("div", "progress-cards-column", week(progress), run(progress.run)),
      ),
    ];
  }

  welcome(progress) {
    const button = element("button", "progress-start", "Start my heel stretches");
    button.type = "button";
    button.addEventListener("click", () => {
      this.body.closest(".panel").querySelector(".close").click();
      this.ask("say", { text: START });
    });
    return element(
      "div",
      "progress-welcome",
      ring({ state: "begun", done: 0, of: 5 }),
      element("p", "progress-words", progress.run.words),
      element("p", "note", `Say “Alexa, ${START}”, or press the button.`),
      button,
    );
  }
}

// Today: a ring for each exercise, with a piece for each set or round

function today({ exercises }) {
  const rows = exercises.map((each) => {
    const row = element(
      "li",
      `progress-row progress-${each.state}`,
      ring(each),
      element("span", "progress-name", each.name),
      element("span", "progress-state", each.words),
    );
    if (each.state === "begun" && each.parts.length) row.append(element("ul", "progress-parts", ...each.parts.map(partRow)));
    return row;
  });
  return card("Today", "", element("ul", "progress-today", ...rows));
}

function partRow(part) {
  return element("li", "", element("span", "", part.name), element("span", "progress-state", part.words));
}

function ring({ state, done, of }) {
  const picture = svg("svg", { class: "progress-ring", viewBox: "0 0 32 32", "aria-hidden": "true", focusable: "false" });
  if (state === "done") {
    picture.append(
      svg("circle", { class: "progress-ring-full", cx: 16, cy: 16, r: 14.5 }),
      svg("path", { class: "progress-tick", d: "M9.5 16.5l4.5 4.5 8.5-9.5" }),
    );
    return picture;
  }
  const pieces = state === "begun" ? of : 1;
  const gap = pieces > 1 ? GAP_PERCENT : 0;
  for (let piece = 0; piece < pieces; piece += 1) {
    const length = 100 / pieces - gap;
    const turn = -90 + 360 * (piece / pieces + gap / 200);
    const name = piece < done ? "progress-ring-done" : "progress-ring-open";
    const shape = { class: name, cx: 16, cy: 16, r: 13, pathLength: 100, transform: `rotate(${turn} 16 16)` };
    picture.append(svg("circle", { ...shape, "stroke-dasharray": `${length} ${100 - length}` }));
  }
  return picture;
}

// The week: a bar for each day, a block for each whole dose, the exercise's number in it

function week({ week: { words, days }, today: { exercises } }) {
  const chart = element("div", "progress-chart", ...days.map((day) => bar(day, exercises, days.at(-1))));
  chart.setAttribute("aria-hidden", "true");
  const key = exercises
    .map((each, index) => [each, String(index + 1)])
    .filter(([{ id }]) => days.some((day) => day.doses[id]))
    .map(([each, number]) => keyEntry(number, each.id, each.name));
  const note = key.length ? element("p", "note progress-note", "A block is a dose, or an arch round.") : "";
  if (days.some((day) => day.has_more)) key.push(keyEntry("+", "more", "Begun"));
  const legend = key.length ? element("ul", "progress-key", ...key) : "";
  if (legend) legend.setAttribute("aria-hidden", "true");
  const shown = card(
    "The last seven days",
    words,
    chart,
    note,
    legend,
    weekTable(days, exercises),
  );
  shown.classList.add("progress-week");
  return shown;
}

function bar(day, exercises, last) {
  const blocks = exercises.flatMap(({ id }, index) => blocksOf(day.doses[id] ?? 0, String(index + 1), id));
  if (day.has_more) blocks.push(block("+", "more"));
  const name = element("span", "progress-day", dateWords(day.day, { weekday: "short" }));
  if (day === last) name.classList.add("progress-day-today");
  return element("div", "progress-column", element("div", "progress-bar", ...blocks), name);
}

function blocksOf(doses, number, id) {
  if (doses <= MOST_BLOCKS) return Array.from({ length: doses }, () => block(number, id));
  const many = block(`${number}\nx${doses}`, id);
  many.classList.add("progress-block-of-many");
  return [many];
}

function block(label, id) {
  return element("span", `progress-block progress-of-${id}`, label);
}

function keyEntry(label, id, name) {
  return element("li", "", block(label, id), name);
}

function weekTable(days, exercises) {
  const head = element("tr", "", heading("col", "Day"), ...exercises.map(({ name }) => heading("col", name)), heading("col", "Begun"));
  const rows = days.map((day) =>
    element(
      "tr",
      "",
      heading("row", dateWords(day.day, { weekday: "long", day: "numeric", month: "long" })),
      ...exercises.map(({ id }) => element("td", "", String(day.doses[id] ?? ""))),
      element("td", "", day.has_more ? "yes" : ""),
    ),
  );
  const caption = element("caption", "", "Whole doses a day");
  return element("div", "for-readers", element("table", "", caption, element("thead", "", head), element("tbody", "", ...rows)));
}

// The calendar: days with exercises are filled, and joined where they follow each other

function calendar({ calendar: { words, weeks }, today: { day: now } }) {
  const head = element("tr", "", ...weeks[0].map(({ day }) => weekdayHeading(day)));
  const rows = weeks.map((days) => element("tr", "", ...days.map((each) => calendarDay(each, now))));
  const months = [weeks[0][0].day, now].map((day) => dateWords(day, { month: "long" }));
  const caption = element("caption", "note", [...new Set(months)].join(" and "));
  const table = element("table", "progress-calendar", caption, element("thead", "", head), element("tbody", "", ...rows));
  return card("The last five weeks", words, table);
}

function weekdayHeading(day) {
  const long = dateWords(day, { weekday: "long" });
  const letters = element("span", "", long.slice(0, 2));
  letters.setAttribute("aria-hidden", "true");
  return heading("col", element("span", "for-readers", long), letters);
}

function calendarDay({ day, state }, now) {
  if (state === "future") return element("td", "");
  const number = element("span", "progress-date", dateWords(day, { day: "numeric" }));
  const cell = element("td", `progress-date-${state}`, number);
  if (state === "done") cell.append(element("span", "for-readers", " stretched"));
  if (day === now) {
    cell.classList.add("progress-date-today");
    cell.setAttribute("aria-current", "date");
  }
  return cell;
}

// Days in a row; as a figure only where the voice says how many there are now

function run({ words, now }) {
  const figure = element("strong", "progress-figure", String(now));
  figure.setAttribute("aria-hidden", "true");
  return card("Days in a row", "", element("div", "progress-run", now ? figure : "", element("p", "progress-said", words)));
}

// Elements

function card(title, words, ...contents) {
  const said = words ? element("p", "progress-said", words) : "";
  return element("section", "progress-card", element("h3", "", title), said, ...contents);
}

function heading(scope, ...contents) {
  const cell = element("th", "", ...contents);
  cell.scope = scope;
  return cell;
}

function element(name, classes, ...contents) {
  const made = document.createElement(name);
  if (classes) made.className = classes;
  made.append(...contents.filter((each) => each !== ""));
  return made;
}

function svg(name, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

/** A date as the page's language writes it; an ISO 8601 date is midnight UTC. */
function dateWords(iso, form) {
  return new Intl.DateTimeFormat(document.documentElement.lang, { ...form, timeZone: "UTC" }).format(new Date(iso));
}
