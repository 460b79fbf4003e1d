// The mood as it is set by hand: one point, moved in the plane or with a slider each for its two numbers.

import { byId } from "./dom.js";
import { clamp, describe, drawPlane, mark, place, pointAt } from "./plane.js";

const step = 0.05;
const steps = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowDown: [0, -step], ArrowUp: [0, step] };

const plane = byId("plane");
const sliders = { valence: byId("valence"), arousal: byId("arousal") };
const point = mark("point", { valence: 0, arousal: 0 });
const read = mark("read", { valence: 0, arousal: 0 });
const drawing = drawPlane({ "aria-hidden": "true" }, read, point);

let mood = { valence: 0, arousal: 0 };
let isSet = false;

// What to send: the point, or nothing as long as nobody has moved it.
export const givenMood = () => (isSet ? { ...mood } : {});

// The mood that was read from the words, as a ring to set out from.
export function showRead(reading) {
  read.classList.toggle("off", !reading);
  if (reading) {
    place(read, reading);
    if (!isSet) {
      mood = { valence: rounded(reading.valence), arousal: rounded(reading.arousal) };
      show();
    }
  }
}

export function start() {
  plane.append(drawing);
  read.classList.add("off");
  plane.addEventListener("pointerdown", (event) => {
    plane.setPointerCapture(event.pointerId);
    move(pointAt(drawing, event));
  });
  plane.addEventListener("pointermove", (event) => {
    if (plane.hasPointerCapture(event.pointerId)) {
      move(pointAt(drawing, event));
    }
  });
  plane.addEventListener("keydown", (event) => {
    const by = steps[event.key];
    if (by) {
      event.preventDefault();
      move({ valence: mood.valence + by[0], arousal: mood.arousal + by[1] });
    }
  });
  for (const [name, slider] of Object.entries(sliders)) {
    slider.addEventListener("input", () => move({ ...mood, [name]: Number(slider.value) }));
  }

  byId("unset").addEventListener("click", () => {
    isSet = false;
    show();
    byId("text").focus();
  });
  show();
}

function move({ valence, arousal }) {
  mood = { valence: rounded(valence), arousal: rounded(arousal) };
  isSet = true;
  show();
}

const rounded = (value) => Math.round(clamp(value) / step) * step;

function show() {
  place(point, mood);
  drawing.classList.toggle("unset", !isSet);
  sliders.valence.value = mood.valence;
  sliders.arousal.value = mood.arousal;
  const says = describe(mood);
  for (const [name, slider] of Object.entries(sliders)) {
    slider.setAttribute("aria-valuetext", `${says.split(", ")[name === "valence" ? 0 : 1]}${isSet ? "" : ", not set"}`);
  }

  plane.setAttribute("aria-valuenow", mood.valence);
  plane.setAttribute("aria-valuetext", isSet ? says : "not set");
  byId("point-says").textContent = isSet ? `You set: ${says}.` : "Not set: the mood is taken from your words.";
  byId("unset").hidden = !isSet;
}
