/* The panel "Looking inside": what really happens in a turn, for the engineer who decides on the skill. */

import { Difference } from "./inside_difference.js";
import { figures, nameOf, segmentOf, times, understood } from "./inside_exchange.js";
import { button, make, size } from "./inside_parts.js";
import { Timeline } from "./inside_timeline.js";

// Requests that are answered with sound.
const SPOKEN = ["LaunchRequest", "IntentRequest", "Alexa.Presentation.APL.UserEvent", "Connections.Response"];
const ATTRIBUTES = "Session attributes";

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
    this.table = new Difference({ isBrief: false, hasTitles: true, nothing: "Nothing is kept of this person." });
    this.attributes = new Difference({ isBrief: true, nothing: "This response carries no attributes." });
    this.request = folded("Request");
    this.response = folded("Response");
    this.nothing = make("p", "note", "Nothing has been said yet. What the Echo sends and gets is shown here.");
    const copy = button("Copy as JSON", "", () => this.copy());
    this.content = make(
      "div",
      "inside",
      make("div", "inside-choice", this.earlier, this.choice, this.later, copy),
      this.copied,
      this.copyText,
      this.figures,
      part("The sound", this.timeline.element),
      part("What was understood", this.understood),
      part("What it took", this.times),
      part(ATTRIBUTES, this.attributes.element),
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
    turn.steps = timed(event.steps, 0);
    if (turn.repromptMs !== null) turn.steps.push(...timed(event.reprompt.steps, turn.repromptMs));
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
    this.attributes.show({ [ATTRIBUTES]: response?.sessionAttributes ?? {} }, { [ATTRIBUTES]: inside.attributes });
    this.table.show(withoutKeys(turn.items), changesByItem(inside.table.changes ?? []));
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
    if (turn?.playback) this.drawAt(turn, reached(turn, echo, positionMs));
  }

  drawAt(turn, reachedMs) {
    this.timeline.draw(reachedMs, (step) => this.stateOf(turn, step, reachedMs));
  }

  /** What has become of a step: "planned", "done", "logged", or "missed" where a request came before its end. */
  stateOf(turn, step, reachedMs) {
    const segment = segmentOf(turn.exchange);
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

function part(heading, ...content) {
  return make("section", "inside-part", make("h3", "", heading), ...content);
}

function title({ number, exchange }) {
  const { size: sizes, telemetry } = exchange.inside;
  const ms = telemetry.ms ? `, ${telemetry.ms.all.toFixed(1)} ms` : "";
  return `${number}: ${nameOf(exchange)}, ${size(sizes.bytes)}${ms}`;
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

/** Steps with their times on the time axis of the turn. */
function timed(steps, offsetMs) {
  return steps.map((step) => ({ id: step.id, startMs: step.start_ms + offsetMs, endMs: step.end_ms + offsetMs }));
}

function named(step) {
  if (!step) return "";
  const number = step.numbers > 1 ? `${step.number} of ${step.numbers}` : "";
  return [step.name, step.side, number].filter(Boolean).join(", ");
}

/** How far a turn has got on its time axis, in milliseconds: its sound, the microphone, what comes by itself. */
function reached(turn, echo, positionMs) {
  if (turn.endedAtMs !== null || positionMs === null) return onAxis(turn, turn.endedAtMs ?? echo.nowMs);
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
function inner({ path, change, before, after }) {
  if (path.length) return [{ path, change, before, after }];
  const members = Object.keys(after ?? before).filter((name) => !["pk", "sk"].includes(name));
  return members.map((name) => ({ path: [name], change, before: before?.[name], after: after?.[name] }));
}
