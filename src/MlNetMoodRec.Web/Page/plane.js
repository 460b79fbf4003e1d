// The mood plane: valence from left to right, arousal from below to above, both from -1 to 1.

import { makeSvg } from "./dom.js";

const corners = [["tense", -1, 1], ["excited", 1, 1], ["sad", -1, -1], ["calm", 1, -1]];
const scale = 100;
const margin = 12;

export function drawPlane(attributes, ...marks) {
  const edge = scale + margin;
  return makeSvg("svg", { class: "plane", viewBox: `${-edge} ${-edge} ${2 * edge} ${2 * edge}`, ...attributes },
    makeSvg("rect", { class: "ground", x: 1 - edge, y: 1 - edge, width: 2 * edge - 2, height: 2 * edge - 2, rx: 12 }),
    makeSvg("path", { class: "axis", d: `M${-scale} 0H${scale}M0 ${-scale}V${scale}` }),
    ...corners.map(([word, x, y]) => makeSvg("text", { x: x * 68, y: -y * 90 + 5, "aria-hidden": "true" }, word)),
    ...marks);
}

export function mark(kind, point) {
  const circle = makeSvg("circle", { class: kind, r: kind === "point" ? 10 : 8 });
  place(circle, point);
  return circle;
}

export function place(circle, { valence, arousal }) {
  circle.setAttribute("cx", valence * scale);
  circle.setAttribute("cy", -arousal * scale);
}

// A line with a head, from one point to another; null where they are the same.
export function arrow(from, to) {
  const [dx, dy] = [(to.valence - from.valence) * scale, (from.arousal - to.arousal) * scale];
  const length = Math.hypot(dx, dy);
  if (length < 4) {
    return null;
  }

  const [x, y, ux, uy] = [to.valence * scale, -to.arousal * scale, dx / length, dy / length];
  const wing = (side) => `M${x} ${y}L${x - 13 * ux + side * 7 * uy} ${y - 13 * uy - side * 7 * ux}`;
  return makeSvg("path", { class: "arrow", d: `M${from.valence * scale} ${-from.arousal * scale}L${x} ${y}${wing(1)}${wing(-1)}` });
}

// The point under the pointer.
export function pointAt(svg, { clientX, clientY }) {
  const { left, top, width, height } = svg.getBoundingClientRect();
  const value = (share) => clamp(((share * 2 - 1) * (scale + margin)) / scale);
  return { valence: value((clientX - left) / width), arousal: -value((clientY - top) / height) };
}

export const clamp = (value) => Math.min(1, Math.max(-1, value));

export const signed = (value) => (value < 0 ? "−" : "+") + Math.abs(value).toFixed(2);

export function describe({ valence, arousal }) {
  return `${degree(valence, "unpleasant", "pleasant")} (${signed(valence)}), ${degree(arousal, "quiet", "energetic")} (${signed(arousal)})`;
}

function degree(value, low, high) {
  const word = value < 0 ? low : high;
  const size = Math.abs(value);
  return size < 0.1 ? `neither ${low} nor ${high}` : size < 0.4 ? `a little ${word}` : size < 0.75 ? word : `very ${word}`;
}
