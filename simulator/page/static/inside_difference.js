/* A JSON object as a table of its members, with the changes of a turn marked in it. */

import { make, unseen } from "./inside_parts.js";

const SIGNS = { added: "+", changed: "~", removed: "−" };

/** Objects as such tables, with a box to be ticked for what has changed alone. */
export class Difference {
  /** isBrief: whether it is ticked. hasTitles: whether each object has a heading. nothing: said where there is no object. */
  constructor({ isBrief, hasTitles = false, nothing }) {
    Object.assign(this, { hasTitles, nothing });
    this.box = make("input", "");
    this.box.type = "checkbox";
    this.box.checked = isBrief;
    this.box.addEventListener("change", () => this.draw());
    const label = make("label", "", this.box, " Only what this turn changed");
    const signs = make("span", "inside-signs", "+ added  ~ changed  − removed");
    this.told = make("p", "inside-trouble");
    this.content = make("div", "");
    this.element = make("div", "", make("div", "inside-brief", label, signs), this.told, this.content);
  }

  /** objects: by their titles. changes: of each, likewise. */
  show(objects, changes) {
    Object.assign(this, { objects, changes });
    this.told.textContent = "";
    this.draw();
  }

  trouble(text) {
    this.told.textContent = text ? `${text} What is shown is what was read last.` : "";
  }

  draw() {
    const titles = [...new Set([...Object.keys(this.objects), ...Object.keys(this.changes)])].sort();
    const tables = titles.flatMap((title) => {
      const table = differenceTable(title, this.objects[title] ?? {}, this.changes[title] ?? [], this.box.checked);
      return table ? [...(this.hasTitles ? [make("h4", "", title)] : []), table] : [];
    });
    const isEmpty = titles.every((title) => !Object.keys(this.objects[title] ?? {}).length);
    if (!tables.length) tables.push(make("p", "note", isEmpty ? this.nothing : "Nothing has changed."));
    this.content.replaceChildren(...tables);
  }
}

/**
 * Returns the table; null when it would have no row.
 *
 * value: the object as it is now. changes: as the page is told them: path, change, before, after.
 * isBrief: whether members that are as before are left out.
 */
function differenceTable(caption, value, changes, isBrief) {
  const rows = [...leaves(value), ...changes.filter(isWhole).map(lost)].map((leaf) => marked(leaf, changes));
  const shown = rows.filter(({ change }) => change || !isBrief).sort(byPath);
  if (!shown.length) return null;
  const head = make("thead", "for-readers", make("tr", "", ...["Change", "Name", "Value"].map(columnHead)));
  const columns = make("colgroup", "", make("col", "inside-sign"), make("col", "inside-name"), make("col", ""));
  const body = make("tbody", "", ...shown.map((each) => row(each, isBrief)));
  return make("table", "inside-difference", make("caption", "for-readers", caption), columns, head, body);
}

/** The members at the ends of the paths; a list is one, and so is an object without any. */
function leaves(value, path = []) {
  const isObject = value !== null && typeof value === "object" && !Array.isArray(value);
  if (!isObject || (path.length && !Object.keys(value).length)) return [{ path, value }];
  return Object.entries(value).flatMap(([name, member]) => leaves(member, [...path, name]));
}

/** Whether a member was removed, and not only an element of a list. */
const isWhole = ({ path, change }) => change === "removed" && path.every((name) => typeof name === "string");

const lost = ({ path, before }) => ({ path, value: before, change: "removed" });

/** A member with what has happened to it, and to the elements of the list that it is. */
function marked(leaf, changes) {
  if (leaf.change) return leaf;
  const own = changes.find(({ path, change }) => change !== "removed" && begins(leaf.path, path));
  if (own) return { ...leaf, change: own.change, before: own.before };
  const isWithin = ({ path }) => path.length > leaf.path.length && begins(path, leaf.path);
  const within = Array.isArray(leaf.value) ? changes.filter(isWithin) : [];
  return within.length ? { ...leaf, change: "changed", within } : leaf;
}

const begins = (path, first) => first.every((name, at) => path[at] === name);

const byPath = (one, other) => (one.path.join(".") < other.path.join(".") ? -1 : 1);

/** The row of a member; of a list, where it is brief, only the elements that have changed. */
function row({ path, value, change, before, within }, isBrief) {
  const sign = make("td", "inside-sign");
  if (change) sign.append(glyph(change), unseen(change));
  const parents = path.slice(0, -1).flatMap((each) => [`${each}.`, make("wbr", "")]);
  const name = make("th", "", ...parents, path.at(-1));
  name.scope = "row";
  const cell = make("td", "inside-value");
  if (change === "changed" && !within) cell.append(...fromTo(before, value));
  else if (!within || !isBrief) cell.append(written(value));
  const note = instant(path.at(-1), value);
  if (note) cell.append(" ", make("span", "inside-instant", note));
  if (within) cell.append(make("ul", "", ...within.map((each) => element(each, path.length))));
  return make("tr", change ? `is-${change}` : "", sign, name, cell);
}

/** What has happened to one element of a list. */
function element({ path, change, before, after }, depth) {
  const place = path.slice(depth).map((each) => `[${each}]`).join("");
  const item = make("li", `is-${change}`, glyph(change), unseen(change), ` ${place} `);
  if (change === "changed") item.append(...fromTo(before, after));
  else item.append(change === "added" ? make("ins", "", written(after)) : make("del", "", written(before)));
  return item;
}

const fromTo = (before, after) => [make("del", "", written(before)), " → ", make("ins", "", written(after))];

function glyph(change) {
  const sign = make("span", "", SIGNS[change]);
  sign.setAttribute("aria-hidden", "true");
  return sign;
}

function columnHead(text) {
  const head = make("th", "", text);
  head.scope = "col";
  return head;
}

const written = (value) => JSON.stringify(value)?.replaceAll('","', '", "').replaceAll("],[", "], [") ?? "";

/** An instant that a number stands for, in UTC; empty for any other member. */
function instant(name, value) {
  if (typeof value !== "number" || !value) return "";
  if (/(^|_)at_ms$/.test(name)) return `${new Date(value).toISOString().slice(11, 19)} UTC`;
  return name === "expires_at" ? new Date(1000 * value).toISOString().slice(0, 10) : "";
}
