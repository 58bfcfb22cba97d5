/* What one exchange was: its sizes, how the words were understood, and where the milliseconds went. */

import { button, counted, make, seconds, size } from "./inside_parts.js";

const STAGES = [
  ["read", "Reading the request"],
  ["coach", "The coach"],
  ["store", "Waiting for the table"],
  ["render", "Rendering"],
  ["write", "Writing the response"],
];

/** What is asked: an intent, or a request of another type. */
export const nameOf = ({ request }) => request.request.intent?.name ?? request.request.type;

/** The id under which the steps of a response are logged; undefined where it plays none. */
export const segmentOf = ({ response }) => response?.sessionAttributes?.session?.playing?.segment_id;

/** The sizes of a response against their limits, its time, and its calls to the table. */
export function figures({ exchange, playback }) {
  const { size: sizes, limits, telemetry } = exchange.inside;
  const { reads = 0, writes = 0, faults = 0 } = telemetry.store ?? {};
  const calls = `${counted(reads, "read")}, ${counted(writes, "write")}${faults ? `, ${counted(faults, "fault")}` : ""}`;
  const soundMs = playback?.length_ms ?? 0;
  const bytes = (name) => [size(sizes[name]), `of ${limits[name] / 1024} KB`, sizes[name] / limits[name]];
  return [
    figure("Response", ...bytes("bytes")),
    figure("Sound", seconds(soundMs), `of ${limits.sound_ms / 1000} s`, soundMs / limits.sound_ms),
    figure("Attributes", ...bytes("attributes_bytes")),
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
export function understood({ heard, exchange }, goTo, turns) {
  const { understood: meaning, settled } = exchange.inside;
  const list = make("dl", "inside-list");
  const tell = (name, ...values) => list.append(make("dt", "", name), make("dd", "", ...values));
  if (heard) tell("Said", `“${heard}”`);
  tell("Request", make("code", "", nameOf(exchange)));
  const whose = meaning.is_standard_phrase ? ", one of Amazon's phrases" : "";
  if (meaning.sample) tell("Sample", `“${meaning.sample}”${whose}`);
  const slots = Object.values(exchange.request.request.intent?.slots ?? {}).filter(({ value }) => value !== undefined);
  if (slots.length) tell("Slots", make("ul", "", ...slots.map((slot) => make("li", "", slotText(slot)))));
  if (meaning.others?.length) tell("Also considered", make("ul", "", ...meaning.others.map(other)));
  else if (meaning.others) tell("Also considered", "nothing else fits these words");
  if (settled.segment) {
    const from = turns.find((turn) => segmentOf(turn.exchange) === settled.segment);
    const link = from ? [" ", button(`See turn ${from.number}`, "inside-link", () => goTo(from.number))] : [];
    tell("Found finished", settled.steps.join(", ") || "no step was over", ...link);
  }
  return [list];
}

function slotText({ name, value, resolutions }) {
  const authorities = resolutions?.resolutionsPerAuthority ?? [];
  const found = authorities.flatMap(({ values = [] }) => values.map((each) => each.value.id ?? each.value.name));
  return `${name}: “${value}”${found.length ? ` → ${found.join(" or ")}` : ""}`;
}

function other({ intent, sample, slots, reason }) {
  const filled = Object.entries(slots).map(([name, value]) => `${name} “${value}”`).join(", ");
  const made = make("li", "", make("code", "", intent), ` by “${sample}”`, filled ? ` with ${filled}` : "");
  made.append(make("span", "inside-reason", `Not taken. ${reason[0].toUpperCase()}${reason.slice(1)}.`));
  return made;
}

/** Where the milliseconds went: one bar a stage, each beginning where the one before ends. */
export function times({ ms, outcome }) {
  if (!ms) return [make("p", "note", "The skill has logged no line for this request.")];
  const spent = { ...ms, coach: Math.max(0, ms.turn - ms.store) };
  let passed = 0;
  const rows = STAGES.filter(([stage]) => spent[stage] !== undefined && !Number.isNaN(spent[stage])).map(([stage, name]) => {
    const bar = make("span", "inside-stage-bar");
    bar.style.left = `${(100 * passed) / ms.all}%`;
    bar.style.width = `${(100 * spent[stage]) / ms.all}%`;
    passed += spent[stage];
    const took = make("td", "inside-ms", `${spent[stage].toFixed(2)} ms`);
    return make("tr", `is-${stage}`, make("th", "", name), make("td", "inside-stage", bar), took);
  });
  for (const row of rows) row.firstChild.scope = "row";
  const caption = make("caption", "for-readers", "Milliseconds by stage");
  const table = make("table", "inside-stages", caption, make("tbody", "", ...rows));
  return [table, make("p", "note", `${ms.all.toFixed(2)} ms in all; ${outcome}.`)];
}
