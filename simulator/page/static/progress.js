/* The panel "Progress": today, the week, the calendar and the longest run, as the voice tells them. */

const START = "start my heel stretches";
const TALLEST_REM = 10.5; // of a day's bar
const BLOCK_REM = 1.5; // of one dose, where that many fit
const LABELLED_REM = 1.1; // lower blocks have no room for a number
const MOST_PIPS = 6;
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
      element("div", "progress-cards", today(progress.today), week(progress), calendar(progress), run(progress.run)),
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
      emptyRing(),
      element("p", "progress-words", progress.run.words),
      element("p", "note", `Say “Alexa, ${START}”, or press the button.`),
      button,
    );
  }
}

// Today: a ring for each exercise, and a dot for each round of the arch stretch

function today({ exercises, rounds, rounds_per_day: wanted }) {
  const rows = exercises.map((each) => {
    const isInRounds = each === exercises.at(-1);
    const parts = each.state === "begun" ? each.parts.map(partRow) : [];
    const row = element(
      "li",
      `progress-row progress-${each.state}`,
      ring(each),
      element("span", "progress-name", each.name),
      isInRounds && rounds ? pips(rounds, wanted) : "",
      element("span", "progress-state", each.words),
    );
    if (parts.length) row.append(element("ul", "progress-parts", ...parts));
    return row;
  });
  return card("Today", "", element("ul", "progress-today", ...rows));
}

function partRow(part) {
  return element("li", "", `${part.name}: `, element("span", "progress-state", part.words));
}

function ring({ state, done, of }) {
  const share = state === "done" ? 1 : state === "open" ? 0 : Math.min(0.9, Math.max(0.08, done / of));
  const picture = svg("svg", { class: "progress-ring", viewBox: "0 0 32 32", "aria-hidden": "true", focusable: "false" });
  picture.append(svg("circle", { class: "progress-ring-whole", cx: 16, cy: 16, r: 13 }));
  if (state === "done") {
    picture.append(
      svg("circle", { class: "progress-ring-full", cx: 16, cy: 16, r: 14.5 }),
      svg("path", { class: "progress-tick", d: "M9.5 16.5l4.5 4.5 8.5-9.5" }),
    );
  } else if (share) {
    const arc = { class: "progress-ring-part", cx: 16, cy: 16, r: 13, pathLength: 100, transform: "rotate(-90 16 16)" };
    picture.append(svg("circle", { ...arc, "stroke-dasharray": `${100 * share} 100` }));
  }
  return picture;
}

function emptyRing() {
  return ring({ state: "open", done: 0, of: 1 });
}

function pips(rounds, wanted) {
  const row = element("span", "progress-pips");
  row.setAttribute("aria-hidden", "true");
  for (let pip = 0; pip < Math.min(MOST_PIPS, Math.max(rounds, wanted)); pip += 1) {
    row.append(element("span", pip < rounds ? "progress-pip progress-pip-full" : "progress-pip"));
  }
  return row;
}

// The week: a bar for each day, a block for each whole dose, the exercise's number in it

function week({ week: { words, days }, today: { exercises } }) {
  const most = Math.max(...days.map((day) => blocksOf(day, exercises).length));
  const blockRem = Math.min(BLOCK_REM, TALLEST_REM / Math.max(1, most));
  const chart = element("div", "progress-chart", ...days.map((day) => bar(day, exercises, days.at(-1))));
  chart.setAttribute("aria-hidden", "true");
  chart.classList.toggle("progress-chart-low", blockRem < LABELLED_REM);
  chart.style.setProperty("--progress-block", `${blockRem}rem`);
  const key = exercises.map((each, index) => keyEntry(String(index + 1), each.id, each.name));
  if (days.some((day) => day.has_more)) key.push(keyEntry("+", "more", "begun, not a whole one"));
  const legend = element("ul", "progress-key", ...key);
  legend.setAttribute("aria-hidden", "true");
  return card(
    "The last seven days",
    words,
    chart,
    element("p", "note progress-note", "A block is a whole dose."),
    legend,
    weekTable(days, exercises),
  );
}

function blocksOf(day, exercises) {
  const blocks = exercises.flatMap(({ id }, index) => Array(day.doses[id] ?? 0).fill([String(index + 1), id]));
  return day.has_more ? [...blocks, ["+", "more"]] : blocks;
}

function bar(day, exercises, last) {
  const blocks = blocksOf(day, exercises).map(([label, id]) => element("span", `progress-block progress-of-${id}`, label));
  const name = element("span", "progress-day", dateWords(day.day, { weekday: "short" }));
  if (day === last) name.classList.add("progress-day-today");
  return element("div", "progress-column", element("div", "progress-bar", ...blocks), name);
}

function keyEntry(label, id, name) {
  return element("li", "", element("span", `progress-block progress-of-${id}`, label), name);
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
  if (state === "done") number.append(element("span", "for-readers", ": stretched"));
  if (day === now) {
    cell.classList.add("progress-date-today");
    cell.setAttribute("aria-current", "date");
  }
  return cell;
}

// Days in a row, in figures only where the voice says them

function run({ words, now, longest }) {
  const figures = element("div", "progress-figures");
  figures.setAttribute("aria-hidden", "true");
  if (now) figures.append(figure(now, "days in a row"));
  if (longest && longest !== now) figures.append(figure(longest, "days, the longest run"));
  return card("Days in a row", words, figures.children.length ? figures : "");
}

function figure(number, label) {
  return element("p", "progress-figure", element("strong", "", String(number)), ` ${label}`);
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
