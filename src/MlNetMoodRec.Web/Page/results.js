// What the service answered.

import { byId, make, makeSvg } from "./dom.js";
import { describe, drawPlane } from "./plane.js";
import { addHeard } from "./songs.js";

const bases = {
  "history+mood": "Based on the songs you heard and the mood of your words.",
  "history": "Based on the songs you heard.",
  "mood": "Based on the mood of your words.",
  "popularity": "What most people play.",
};

export function showAnswer(answer, asked) {
  const notes = [];
  if (asked.text && !answer.mood) {
    notes.push("This model reads no texts: your words were not used.");
  }

  if (answer.unknownSongIds.length > 0) {
    notes.push(`${answer.unknownSongIds.length} of the songs you heard are not known to this model.`);
  }

  if (answer.songs.length === 0) {
    notes.push("There is no song left to recommend. Take some of the songs you heard out, or let them come again.");
  } else if (answer.songs.length < asked.top) {
    notes.push(`There are no more than ${answer.songs.length} songs left to recommend.`);
  }

  byId("notes").replaceChildren(...notes.map((note) => make("p", { class: "note" }, note)));
  showMood(answer.mood);
  const other = answer.mood && answer.withoutText;
  byId("lists").replaceChildren(...(answer.songs.length === 0 ? []
    : other ? [list("With your words", answer, other), list("Without your words", other, null)]
    : [list(null, answer, null)]));
  byId("status").textContent = summary(answer);
}

function summary({ songs, mood }) {
  const count = songs.length === 1 ? "1 song" : `${songs.length} songs`;
  return mood ? `${count} for ${mood.emotion}.` : `${count}.`;
}

function showMood(mood) {
  const card = byId("mood");
  card.hidden = !mood;
  if (!mood) {
    return;
  }

  const emotions = Object.entries(mood.emotions).sort(([, a], [, b]) => b - a);
  card.replaceChildren(
    make("h3", { id: "mood-title" }, `Your words read as ${mood.emotion}`),
    drawPlane(mood),
    make("ul", { class: "emotions", "aria-label": "How likely each emotion is" }, ...emotions.map(([name, share]) => make("li", {},
      make("span", {}, name),
      make("span", { class: "bar", "aria-hidden": "true" }, bar(share)),
      make("span", {}, `${Math.round(share * 100)} %`)))),
    make("p", { class: "small said" }, capital(describe(mood.valence, mood.arousal))));
}

// A drawing rather than a width in the style attribute, which the page's policy forbids.
const bar = (share) => makeSvg("svg", { viewBox: "0 0 100 1", preserveAspectRatio: "none" }, makeSvg("rect", { width: share * 100, height: 1 }));

const capital = (text) => text[0].toUpperCase() + text.slice(1);

function list(title, { songs, basis }, other) {
  const before = other && new Map(other.songs.map((song) => [song.id, song.rank]));
  return make("section", { class: "card list", ...(title ? { "aria-label": title } : { "aria-labelledby": "answer-title" }) },
    title && make("h3", {}, title),
    make("p", { class: "small" }, bases[basis] ?? basis),
    other && make("p", { class: "small" }, "Up, down and new: against the list without your words."),
    make("ol", { class: "songs" }, ...songs.map((song) => item(song, before))));
}

function item(song, before) {
  const by = [song.artist, song.genre].filter(Boolean).join(" · ");
  const change = before && changed(song, before.get(song.id));
  const button = make("button", { type: "button", class: "icon", "aria-label": `I heard “${song.title}”`, title: "I heard this" }, "+");
  button.addEventListener("click", () => {
    addHeard(song);
    button.textContent = "✓";
  });
  return make("li", {},
    make("div", {},
      make("span", { class: "title" }, song.title),
      by ? make("span", { class: "by" }, by) : null),
    change ? make("span", { class: "change" }, change) : null,
    button);
}

function changed({ rank }, before) {
  return before === undefined ? "new"
    : before > rank ? `up ${before - rank}`
    : before < rank ? `down ${rank - before}` : null;
}
