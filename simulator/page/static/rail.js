/* The whole routine in one row: what is done, where one is, and how many minutes are left. */

import { element, write } from "./writing.js";

export class Rail {
  constructor() {
    this.shown = "";
  }

  /** Draws. moment: as of momentAt. */
  draw(echo, moment) {
    const { steps } = echo.outlook;
    const groups = grouped(steps);
    element("rail-box").hidden = groups.length < 1 || moment.kind === "asleep";
    const here = moment.step?.exercise;
    const wanted = groups.map(({ exercise, name, own }) => [exercise, name, own.filter((step) => echo.isDone(step)).length, own.length, exercise === here]);
    if (JSON.stringify(wanted) !== this.shown) {
      this.shown = JSON.stringify(wanted);
      element("rail").replaceChildren(...wanted.map(railItem));
    }
    write("minutes-left", minutesLeft(echo, moment, groups));
  }
}

/** The steps by exercise, in the order of the routine. */
function grouped(steps) {
  const groups = [];
  for (const step of steps) {
    if (groups.at(-1)?.exercise !== step.exercise) groups.push({ exercise: step.exercise, name: step.exercise_name, own: [] });
    groups.at(-1).own.push(step);
  }
  return groups;
}

function railItem([, name, done, all, isHere]) {
  const item = document.createElement("li");
  if (isHere) item.setAttribute("aria-current", "step");
  if (done === all) item.className = "is-done";
  const title = document.createElement("span");
  title.textContent = name;
  const bar = document.createElement("progress");
  bar.max = all;
  bar.value = done;
  bar.setAttribute("aria-label", `${name}: ${done} of ${all}`);
  item.append(title, bar);
  return item;
}

/** The coach's own reckoning from the start of each exercise, and a share of the one where one is. */
function minutesLeft({ outlook }, { step }, groups) {
  const here = groups.findIndex(({ own }) => own.some(({ id }) => id === step?.id));
  if (here < 0) return "";
  const { own } = groups[here];
  const from = (group) => (group ? outlook.seconds_left[group.own[0].id] : 0);
  const after = from(groups[here + 1]);
  const share = 1 - own.findIndex(({ id }) => id === step.id) / own.length;
  const left = Math.ceil((after + share * (from(groups[here]) - after)) / 60);
  return left === 1 ? "1 minute left" : `${left} minutes left`;
}
