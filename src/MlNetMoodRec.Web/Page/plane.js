// The mood plane: valence from left to right, arousal from below to above, both from -1 to 1.

import { makeSvg } from "./dom.js";

const corners = [["tense", -1, 1], ["excited", 1, 1], ["sad", -1, -1], ["calm", 1, -1]];
const scale = 100;

export function drawPlane({ valence, arousal }) {
  return makeSvg("svg", { class: "plane", viewBox: "-112 -112 224 224", role: "img", "aria-label": `Mood plane: ${describe(valence, arousal)}` },
    makeSvg("rect", { class: "ground", x: -scale - 10, y: -scale - 10, width: 2 * scale + 20, height: 2 * scale + 20, rx: 12 }),
    makeSvg("path", { class: "axis", d: `M${-scale} 0H${scale}M0 ${-scale}V${scale}` }),
    ...corners.map(([word, x, y]) => makeSvg("text", { x: x * 68, y: -y * 88 + 5, "aria-hidden": "true" }, word)),
    makeSvg("circle", { class: "point", cx: valence * scale, cy: -arousal * scale, r: 10 }));
}

export function describe(valence, arousal) {
  const signed = (value) => (value < 0 ? "−" : "+") + Math.abs(value).toFixed(2);
  return `${degree(valence, "unpleasant", "pleasant")} (valence ${signed(valence)}), ${degree(arousal, "quiet", "energetic")} (arousal ${signed(arousal)})`;
}

function degree(value, low, high) {
  const word = value < 0 ? low : high;
  const size = Math.abs(value);
  return size < 0.1 ? `neither ${low} nor ${high}` : size < 0.4 ? `a little ${word}` : size < 0.75 ? word : `very ${word}`;
}
