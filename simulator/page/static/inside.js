/* The panel "Looking inside": what really happens in a turn, for the engineer who decides on the skill. */

import { differenceTable } from "./inside_difference.js";
import { button, counted, make, seconds, size } from "./inside_parts.js";
import { Timeline } from "./inside_timeline.js";

const SPOKEN = ["LaunchRequest", "IntentRequest"]; // requests that are answered with sound
const STAGES = [
  ["read", "Reading the request"],
  ["coach", "The coach"],
  ["store", "Waiting for the table"],
  ["render", "Rendering"],
  ["write", "Writing the response"],
];

export class InsidePanel {
  /** body: the element to fill. */
  constructor(body) {
    this.body = body;
    this.timeline = new Timeline();
    this.choice = make("select", "");
    this.choice.setAttribute("aria-label", "Turn");
    this.choice.addEventListener("change", () => this.choose(Number(this.choice.value)));
    this.earlier = button("‹", "inside-arrow", () => this.choose(this.shown.number - 1));
    this.earlier.setAttribute("aria-label", "The turn before");
    this.later = button("›", "inside-arrow", () => this.choose(this.shown.number + 1));
    this.later.setAttribute("aria-label", "The turn after");
    this.copied = make("p", "inside-copied");
    this.copied.setAttribute("role", "status");
    this.copyText = make("textarea", "");
    this.copyText.readOnly = true;
    this.copyText.setAttribute("aria-label", "This exchange as JSON");
    this.figures = make("dl", "inside-figures");
    this.understood = make("div", "");
    this.times = make("div", "");
    this.table = new Difference("Only what this turn changed", false);
    this.attributes = new Difference("Only what this turn changed", true);
    this.request = folded("Request");
    this.response = folded("Response");
    this.nothing = make("p", "note", "Nothing has been said yet. What the Echo sends and gets is shown here.");
    this.content = make(
      "div",
      "inside",
      make("div", "inside-choice", this.earlier, this.choice, this.later, button("Copy as JSON", "", () => this.copy())),
      this.copied,
      this.copyText,
      this.figures,
      part("The sound", this.timeline.element),
      part("What was understood", this.understood),
      part("What it took", this.times),
      part("Session attributes", this.attributes.element),
      part("The person's items in the table", this.table.element),
      part("Request and response", this.request, this.response),
    );
    body.append(this.nothing, this.content);
    this.begin();
  }

  begin() {
    this.turns = [];
    this.heard = null; // what was said since the last exchange
    this.items = {}; // the table, as it was read last
    this.chosen = null; // the number of the turn to look at; null for the latest
    this.shown = null;
    this.lastNumber = 0;
    this.choice.replaceChildren();
    this.content.hidden = true;
    this.nothing.hidden = false;
  }

  /** The panel was opened. */
  opened() {
    this.show();
  }

  /** Takes in one event, also while the panel is closed. */
  take(event) {
    if (event.number <= this.lastNumber) this.begin(); // those of another Echo
    this.lastNumber = event.number;
    this.atMs = event.at_ms;
    this[`take_${event.kind}`]?.(event);
  }

  take_heard(event) {
    this.heard = event.text;
    this.end(event.at_ms);
  }

  take_exchange(event) {
    this.end(event.at_ms);
    const { table } = event.inside;
    this.items = table.items ?? this.items;
    const turn = {
      number: this.turns.length + 1,
      heard: this.heard,
      exchange: event,
      items: this.items,
      playback: null,
      steps: [],
      repromptMs: null,
      totalMs: 0,
      endedAtMs: null,
    };
    this.heard = null;
    this.turns.push(turn);
    const option = make("option", "", title(turn));
    option.value = turn.number;
    this.choice.append(option);
    if (this.chosen === null) this.show();
    else this.later.disabled = false;
  }

  take_playback(event) {
    const turn = this.turns.findLast(({ exchange }) => SPOKEN.includes(exchange.request.request.type));
    if (event.is_reprompt || !turn) return;
    const listeningMs = 1000 * event.listening_seconds;
    turn.playback = event;
    turn.totalMs = event.length_ms + listeningMs;
    if (event.reprompt && listeningMs) {
      turn.repromptMs = turn.totalMs;
      turn.totalMs += event.reprompt.length_ms + listeningMs;
    }
    turn.steps = [...timed(event.steps, 0), ...(turn.repromptMs === null ? [] : timed(event.reprompt.steps, turn.repromptMs))];
    const { steps = [] } = turn.exchange.outlook;
    for (const each of turn.steps) each.name = named(steps.find(({ id }) => id === each.id));
    if (this.shown === turn || (this.chosen === null && turn === this.turns.at(-1))) this.show();
  }

  take_silence(event) {
    const turn = this.playing;
    if (turn?.playback.closes_session || event.was_interrupted) this.end(event.at_ms);
  }

  take_ended(event) {
    this.end(event.at_ms);
  }

  take_restarted(event) {
    this.end(event.at_ms);
    this.heard = null;
  }

  /** The turn that is played, or whose microphone is open. */
  get playing() {
    return this.turns.findLast(({ playback, endedAtMs }) => playback && endedAtMs === null);
  }

  end(atMs) {
    if (this.playing) this.playing.endedAtMs = atMs;
  }

  choose(number) {
    this.chosen = number === this.turns.length ? null : number;
    this.show();
  }

  /** Shows the chosen turn anew. */
  show() {
    if (!this.body.checkVisibility()) return;
    const turn = this.turns.at(this.chosen === null ? -1 : this.chosen - 1);
    this.nothing.hidden = Boolean(turn);
    this.content.hidden = !turn;
    if (!turn) return;
    this.shown = turn;
    this.choice.value = turn.number;
    this.earlier.disabled = turn.number === 1;
    this.later.disabled = turn.number === this.turns.length;
    this.copied.textContent = "";
    this.copyText.hidden = true;
    const { request, response, inside } = turn.exchange;
    this.figures.replaceChildren(...figures(turn));
    this.timeline.show(turn);
    if (turn.playback) {
      const reachedMs = onAxis(turn, turn.endedAtMs ?? this.atMs);
      this.drawAt(turn, reachedMs);
      this.timeline.goTo(reachedMs);
    }
    this.understood.replaceChildren(...understood(turn, (number) => this.goTo(number), this.turns));
    this.times.replaceChildren(...times(inside.telemetry));
    const attributes = response?.sessionAttributes ?? {};
    this.attributes.show({ "Session attributes": attributes }, { "Session attributes": inside.attributes }, "This response carries no attributes.");
    this.table.show(withoutKeys(turn.items), changesByItem(inside.table.changes ?? []), "Nothing is kept of this person.");
    this.table.trouble(inside.table.trouble);
    this.request.body = request;
    this.response.body = response;
    this.request.open = this.response.open = false;
  }

  /** Shows a turn, and leaves the focus where one can go on from. */
  goTo(number) {
    this.choose(number);
    this.choice.focus();
  }

  /** Draws the present instant, while the panel is open. */
  draw(echo, positionMs) {
    const turn = this.shown;
    if (turn?.playback) this.drawAt(turn, turn.endedAtMs === null ? reached(turn, echo, positionMs) : onAxis(turn, turn.endedAtMs));
  }

  drawAt(turn, reachedMs) {
    this.timeline.draw(reachedMs, (step) => this.stateOf(turn, step, reachedMs));
  }

  /** What has become of a step: "planned", "done", "logged", or "missed" where a request came before its end. */
  stateOf(turn, step, reachedMs) {
    const segment = turn.exchange.response?.sessionAttributes?.session?.playing?.segment_id;
    const settled = this.turns.map(({ exchange }) => exchange.inside.settled).find((each) => each.segment === segment);
    // `applied` has the ids of the segments that a day has counted.
    const isWritten = Object.values(this.items).some(({ applied }) => applied?.includes(segment));
    if (settled && !settled.steps.includes(step.id)) return "missed";
    if (isWritten) return "logged";
    return step.endMs <= reachedMs ? "done" : "planned";
  }

  /** Copies the whole exchange; where the browser refuses, it can be copied by hand. */
  async copy() {
    const { number, heard, exchange, items } = this.shown;
    const text = JSON.stringify({ turn: number, heard, ...exchange, items }, null, 2);
    try {
      await navigator.clipboard.writeText(text);
      this.copied.textContent = "Copied.";
    } catch {
      this.copyText.value = text;
      this.copyText.hidden = false;
      this.copyText.select();
      this.copied.textContent = "This browser does not let a page copy. Here it is, selected: copy it with Ctrl+C.";
    }
  }
}

/** Members of JSON objects with what a turn changed, all of them or only those. */
class Difference {
  constructor(label, isBrief) {
    this.box = make("input", "");
    this.box.type = "checkbox";
    this.box.checked = isBrief;
    this.box.addEventListener("change", () => this.draw());
    this.told = make("p", "inside-trouble");
    this.content = make("div", "");
    const legend = make("span", "inside-signs", "+ added  ~ changed  − removed");
    this.element = make("div", "", make("div", "inside-brief", make("label", "", this.box, ` ${label}`), legend), this.told, this.content);
  }

  /** objects: by their titles. changes: of each, likewise. */
  show(objects, changes, nothing) {
    Object.assign(this, { objects, changes, nothing });
    this.told.textContent = "";
    this.draw();
  }

  trouble(text) {
    this.told.textContent = text ? `${text} What is shown is what was read last.` : "";
  }

  draw() {
    const names = [...new Set([...Object.keys(this.objects), ...Object.keys(this.changes)])].sort();
    const found = names.flatMap((name) => {
      const table = differenceTable(name, this.objects[name] ?? {}, this.changes[name] ?? [], this.box.checked);
      return table ? [...(names.length > 1 || name === name.toUpperCase() ? [make("h4", "", name)] : []), table] : [];
    });
    const isEmpty = names.every((name) => !Object.keys(this.objects[name] ?? {}).length);
    this.content.replaceChildren(...(found.length ? found : [make("p", "note", isEmpty ? this.nothing : "Nothing has changed.")]));
  }
}

function part(heading, ...content) {
  return make("section", "inside-part", make("h3", "", heading), ...content);
}

function title({ number, exchange }) {
  const { size: sizes, telemetry } = exchange.inside;
  const ms = telemetry.ms ? `, ${telemetry.ms.all.toFixed(1)} ms` : "";
  return `${number}: ${nameOf(exchange)}, ${size(sizes.bytes)}${ms}`;
}

const nameOf = ({ request }) => request.request.intent?.name ?? request.request.type;

/** The sizes of a response against their limits, its time, and its calls to the table. */
function figures({ exchange, playback }) {
  const { size: sizes, limits, telemetry } = exchange.inside;
  const { reads = 0, writes = 0, faults = 0 } = telemetry.store ?? {};
  const calls = `${counted(reads, "read")}, ${counted(writes, "write")}${faults ? `, ${counted(faults, "fault")}` : ""}`;
  return [
    figure("Response", size(sizes.bytes), `of ${limits.bytes / 1024} KB`, sizes.bytes / limits.bytes),
    figure("Sound", seconds(playback?.length_ms ?? 0), `of ${limits.sound_ms / 1000} s`, (playback?.length_ms ?? 0) / limits.sound_ms),
    figure("Attributes", size(sizes.attributes_bytes), `of ${limits.attributes_bytes / 1024} KB`, sizes.attributes_bytes / limits.attributes_bytes),
    figure("Time", telemetry.ms ? `${telemetry.ms.all.toFixed(1)} ms` : "unknown", calls, null),
  ];
}

function figure(name, value, limit, share) {
  const made = make("dd", "", make("span", "inside-figure", value), " ", make("span", "inside-limit", limit));
  if (share !== null) {
    const bar = make("span", "inside-meter", make("span", ""));
    bar.firstChild.style.width = `${Math.min(100, 100 * share).toFixed(1)}%`;
    made.append(bar);
  }
  return make("div", "", make("dt", "", name), made);
}

/** What was said and how it was understood, what else it could have been, and which steps the request finds finished. */
function understood({ heard, exchange }, goTo, turns) {
  const { understood: meaning, settled } = exchange.inside;
  const list = make("dl", "inside-list");
  const tell = (name, ...values) => list.append(make("dt", "", name), make("dd", "", ...values));
  if (heard) tell("Said", `“${heard}”`);
  tell("Request", make("code", "", nameOf(exchange)));
  if (meaning.sample) tell("Sample", `“${meaning.sample}”`, meaning.is_standard_phrase ? ", one of Amazon's phrases" : "");
  const slots = Object.values(exchange.request.request.intent?.slots ?? {}).filter(({ value }) => value !== undefined);
  if (slots.length) tell("Slots", make("ul", "", ...slots.map((slot) => make("li", "", slotText(slot)))));
  if (meaning.others) tell("Also considered", meaning.others.length ? make("ul", "", ...meaning.others.map(other)) : "nothing else fits these words");
  if (settled.segment) {
    const from = turns.find(({ exchange: each }) => each.response?.sessionAttributes?.session?.playing?.segment_id === settled.segment);
    const steps = settled.steps.length ? settled.steps.join(", ") : "no step was over";
    tell("Found finished", steps, ...(from ? [" ", button(`See turn ${from.number}`, "inside-link", () => goTo(from.number))] : []));
  }
  return [list];
}

function slotText({ name, value, resolutions }) {
  const found = resolutions?.resolutionsPerAuthority?.flatMap(({ values = [] }) => values.map(({ value: entry }) => entry.id ?? entry.name)) ?? [];
  return `${name}: “${value}”${found.length ? ` → ${found.join(" or ")}` : ""}`;
}

function other({ intent, sample, slots, reason }) {
  const filled = Object.entries(slots).map(([name, value]) => `${name} “${value}”`).join(", ");
  const made = make("li", "", make("code", "", intent), ` by “${sample}”`, filled ? ` with ${filled}` : "");
  made.append(make("span", "inside-reason", `Not taken. ${reason[0].toUpperCase()}${reason.slice(1)}.`));
  return made;
}

/** Where the milliseconds went: one bar a stage, each beginning where the one before ends. */
function times({ ms, outcome }) {
  if (!ms) return [make("p", "note", "The skill has logged no line for this request.")];
  const spent = { ...ms, coach: Math.max(0, ms.turn - ms.store) };
  let passed = 0;
  const rows = STAGES.filter(([stage]) => spent[stage] !== undefined && !Number.isNaN(spent[stage])).map(([stage, name]) => {
    const bar = make("span", "inside-stage-bar");
    bar.style.left = `${(100 * passed) / ms.all}%`;
    bar.style.width = `${(100 * spent[stage]) / ms.all}%`;
    passed += spent[stage];
    return make("tr", `is-${stage}`, make("th", "", name), make("td", "inside-stage", bar), make("td", "inside-ms", `${spent[stage].toFixed(2)} ms`));
  });
  for (const row of rows) row.firstChild.scope = "row";
  const table = make("table", "inside-stages", make("caption", "for-readers", "Milliseconds by stage"), make("tbody", "", ...rows));
  return [table, make("p", "note", `${ms.all.toFixed(2)} ms in all; ${outcome}.`)];
}

/** Folded JSON, written when it is opened for the first time. */
function folded(name) {
  const text = make("pre", "");
  text.tabIndex = 0;
  text.setAttribute("role", "region");
  text.setAttribute("aria-label", name);
  const details = make("details", "", make("summary", "", name), text);
  details.addEventListener("toggle", () => {
    if (details.open) text.textContent = JSON.stringify(details.body, null, 2);
  });
  return details;
}

const timed = (steps, offsetMs) => steps.map(({ id, start_ms: startMs, end_ms: endMs }) => ({ id, startMs: startMs + offsetMs, endMs: endMs + offsetMs }));

function named(step) {
  return step && [step.name, step.side, step.numbers > 1 ? `${step.number} of ${step.numbers}` : ""].filter(Boolean).join(", ");
}

/** How far a turn has got on its time axis, in milliseconds: its sound, the microphone, what comes by itself. */
function reached(turn, echo, positionMs) {
  if (positionMs === null) return onAxis(turn, echo.nowMs);
  return echo.playback.is_reprompt ? turn.repromptMs + positionMs : positionMs;
}

const onAxis = ({ playback, totalMs }, atMs) => Math.max(0, Math.min(totalMs, atMs - playback.at_ms));

/** The items without their keys, which stand above them. */
function withoutKeys(items) {
  return Object.fromEntries(Object.entries(items).map(([key, { pk: _pk, sk: _sk, ...rest }]) => [key, rest]));
}

/** The changes of each item, with paths inside of it. */
function changesByItem(changes) {
  const found = {};
  for (const { path: [key, ...path], ...change } of changes) (found[key] ??= []).push(...inner({ path, ...change }));
  return found;
}

/** A change of a whole item is one of each of its members. */
function inner(change) {
  if (change.path.length) return [change];
  const members = Object.entries(change.after ?? change.before).filter(([name]) => !["pk", "sk"].includes(name));
  return members.map(([name, value]) => ({ path: [name], change: change.change, [change.after ? "after" : "before"]: value }));
}
