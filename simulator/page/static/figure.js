/* Draws a person who does an exercise, at a moment that it is told: it knows no time. skill/screen/drawing.py draws the
   same paths; a test compares them. */

const SVG = "http://www.w3.org/2000/svg";

/** Two decimals: with one, as in the skill, a slow movement is seen to go in steps. */
const DECIMALS = 100;

/** The one style whose shapes grow with what is felt. */
const GROWS = "feel";

/** A drawing within an <svg> element. */
export class Figure {
  #svg;
  #movements = {};
  #layers;

  constructor(svg) {
    this.#svg = svg;
    svg.classList.add("figure");
    this.#layers = [new Layer(svg), new Layer(svg)];
  }

  /** Takes the movements, by id, as `movements()` in skill/screen/drawing.py gives them. */
  load(movements) {
    this.#movements = movements;
  }

  /**
   * Draws one moment.
   *
   * movement  its id; what there is no drawing of leaves the element empty.
   * side      "left", "right", "both", or "" where none is named: drawn as left.
   * pose      0 to 1: from in position to the whole stretch.
   * cycle     0 to 1: a share of one repetition, in place of a pose; null for a hold.
   * pace      "quick", "steady" or "slow": whose share of a repetition each of its phases has.
   * breath    0 to 1: how far a hold has moved on with a breath.
   * turn      0 to 1: a half turn, at whose end the other side works.
   * next      null, or the same values of what comes next (movement and side at least).
   * mix       0 to 1: how much of what comes next is seen.
   */
  draw({ next = null, mix = 0, ...moment }) {
    const later = next && mix > 0 ? next : null;
    this.#layers[0].draw(this.#movements[moment.movement], moment, later ? 1 - mix : 1);
    this.#layers[1].draw(later && this.#movements[later.movement], later ?? {}, mix);
    const [width, height] = this.#movements[moment.movement]?.box ?? [200, 200];
    setOnce(this.#svg, "viewBox", `0 0 ${width} ${height}`);
  }
}

/** One drawing; two of them lie over each other while one becomes the other. */
class Layer {
  #group = document.createElementNS(SVG, "g");
  #paths = [];

  constructor(svg) {
    svg.append(this.#group);
  }

  draw(movement, moment, opacity) {
    setOnce(this.#group, "visibility", movement ? "visible" : "hidden");
    if (!movement) return;
    const [width] = movement.box;
    const across = Math.cos(Math.PI * (moment.turn ?? 0)) * (moment.side === "right" ? -1 : 1);
    setOnce(this.#group, "opacity", number(opacity));
    setOnce(this.#group, "transform", `matrix(${number(across)} 0 0 1 ${number((width * (1 - across)) / 2)} 0)`);
    const paths = pathsOf(movement, moment);
    while (this.#paths.length < paths.length) {
      this.#paths.push(this.#group.appendChild(document.createElementNS(SVG, "path")));
    }
    this.#paths.forEach((path, index) => {
      const { d, style } = paths[index] ?? { d: "", style: "" };
      setOnce(path, "class", style);
      setOnce(path, "d", d);
    });
  }
}

function setOnce(element, name, value) {
  if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
}

/** The paths of a moment from the back to the front: `{d, style}` each. */
export function pathsOf(movement, { side = "", ...moment }) {
  const pose = poseAt(movement, moment);
  const feet = side === "both" ? "both" : "one";
  return movement.shapes
    .filter((shape) => !shape.only || shape.only === feet)
    .map((shape) => ({ d: shape.limb ? limb(shape, pose) : path(shape, pose), style: shape.style }));
}

function poseAt(movement, { pose = 0, cycle = null, pace = "steady", breath = 0 }) {
  const frames = movement.cycles[pace];
  if (cycle !== null && frames) return onTheWay(movement, inCycle(frames, cycle));
  const now = onTheWay(movement, pose);
  if (!movement.deeper) return now;
  const last = movement.poses[movement.way.at(-1)[1]];
  return moved(now, last, movement.poses[movement.deeper], breath * pose);
}

/** How far on the way a repetition has got; each phase starts and ends slowly. */
function inCycle(frames, share) {
  const [[start, before], [end, after]] = around(frames, share);
  const part = Math.min(1, (share - start) / (end - start));
  return before + (after - before) * part * part * (3 - 2 * part);
}

function onTheWay(movement, share) {
  const [[start, before], [end, after]] = around(movement.way, share);
  const { [before]: from, [after]: to } = movement.poses;
  return moved(from, from, to, Math.min(1, (share - start) / (end - start)));
}

/** The two keyframes on whose way a share lies. */
function around(frames, share) {
  const index = frames.findIndex(([end], at) => at > 0 && share <= end);
  const to = index < 0 ? frames.length - 1 : index;
  return [frames[to - 1], frames[to]];
}

/** A pose moved by a share of what is between two others. */
function moved(pose, start, end, share) {
  const joints = {};
  for (const name of Object.keys(pose.joints)) {
    joints[name] = [0, 1].map((axis) => {
      const way = end.joints[name][axis] - start.joints[name][axis];
      return pose.joints[name][axis] + way * share;
    });
  }
  return { joints, feel: pose.feel + (end.feel - start.feel) * share };
}

function path(shape, pose) {
  return shape.path.split(" ").map((token) => (token in pose.joints ? point(pose.joints[token]) : token)).join(" ");
}

function limb(shape, pose) {
  const size = shape.style === GROWS ? Math.max(0, pose.feel) : 1;
  const words = shape.limb.split(" ");
  const links = [];
  for (let at = 0; at + 3 < words.length; at += 2) {
    const [start, startRadius, end, endRadius] = words.slice(at, at + 4);
    links.push(capsule(pose.joints[start], pose.joints[end], size * startRadius, size * endRadius));
  }
  return links.join(" ");
}

/** Two circles and what is between their common tangents, drawn clockwise. */
function capsule(start, end, startRadius, endRadius) {
  const length = Math.hypot(end[0] - start[0], end[1] - start[1]);
  if (length <= Math.abs(startRadius - endRadius)) {
    const [[x, y], radius] = startRadius >= endRadius ? [start, startRadius] : [end, endRadius];
    const [left, right, half] = [point([x - radius, y]), point([x + radius, y]), arc(radius, false)];
    return `M ${left} ${half} ${right} ${half} ${left} Z`;
  }
  const along = Math.atan2(end[1] - start[1], end[0] - start[0]);
  const off = Math.acos((startRadius - endRadius) / length);
  return [
    `M ${on(start, startRadius, along + off)} ${arc(startRadius, startRadius > endRadius)}`,
    `${on(start, startRadius, along - off)} L ${on(end, endRadius, along - off)}`,
    `${arc(endRadius, endRadius > startRadius)} ${on(end, endRadius, along + off)} Z`,
  ].join(" ");
}

const arc = (radius, isLarge) => `A ${number(radius)} ${number(radius)} 0 ${Number(isLarge)} 1`;

const on = ([x, y], radius, angle) => point([x + radius * Math.cos(angle), y + radius * Math.sin(angle)]);

const point = ([x, y]) => `${number(x)} ${number(y)}`;

const number = (value) => String(Math.round(value * DECIMALS) / DECIMALS + 0);
