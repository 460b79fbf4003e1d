// The mood of an answer: what was read from the words, which words moved it, and where the list goes.

import { byId, make, makeSvg } from "./dom.js";
import { arrow, describe, drawPlane, mark, signed } from "./plane.js";

const wordsShown = 6;
const leastMove = 0.02;
const leastShare = 0.01;

export function showMood({ mood, start, target, words }, asked) {
  const card = byId("mood");
  const byHand = asked.valence !== undefined;
  const path = arrow(start, target);
  card.hidden = !mood && !byHand && !path;
  if (card.hidden) {
    return;
  }

  const says = [
    mood && `Your words: ${describe(mood)}.`,
    byHand && `You set: ${describe(start)}. That is what counts.`,
    path && `The list goes to: ${describe(target)}.`,
  ].filter(Boolean);
  card.replaceChildren(
    make("h3", { id: "mood-title" }, mood ? `Your words read as ${mood.emotion}` : "Your mood"),
    make("div", { class: "mood" },
      drawPlane({ role: "img", "aria-label": `Mood plane. ${says.join(" ")}` },
        mood && byHand ? mark("read", mood) : null, path, mark("point", start)),
      make("div", { class: "details" },
        ...says.map((sentence) => make("p", { class: "small" }, sentence)),
        mood && emotions(mood.emotions),
        moved(words ?? []))));
}

function emotions(shares) {
  const likely = Object.entries(shares).filter(([, share]) => share >= leastShare).sort(([, a], [, b]) => b - a);
  return make("ul", { class: "emotions", "aria-label": "How likely each emotion is" }, ...likely.map(([name, share]) => make("li", {},
    make("span", {}, name),
    make("span", { class: "bar", "aria-hidden": "true" }, bar(0, share)),
    make("span", {}, `${Math.round(share * 100)} %`))));
}

function moved(words) {
  const size = ({ valence, arousal }) => Math.max(Math.abs(valence), Math.abs(arousal));
  const most = words.filter((word) => size(word) >= leastMove).sort((a, b) => size(b) - size(a)).slice(0, wordsShown);
  const widest = Math.max(...most.map(size));
  return most.length === 0 ? null : make("table", { class: "words" },
    make("caption", {}, "The words that moved it most"),
    make("thead", {}, make("tr", {}, ...["Word", "Pleasant", "Energetic"].map((name) => make("th", { scope: "col" }, name)))),
    make("tbody", {}, ...most.map(({ word, valence, arousal }) => make("tr", {},
      make("th", { scope: "row" }, word), move(valence, widest), move(arousal, widest)))));
}

const move = (value, widest) => make("td", {},
  make("span", { class: "bar", "aria-hidden": "true" }, bar(-1, value / widest)),
  make("span", {}, signed(value)));

// A drawing rather than a width in the style attribute, which the page's policy forbids. It goes from `from` to 1, and is
// filled between 0 and the value.
const bar = (from, value) => makeSvg("svg", { viewBox: `${from} 0 ${1 - from} 1`, preserveAspectRatio: "none" },
  makeSvg("rect", { x: Math.min(0, value), width: Math.abs(value), height: 1 }));
