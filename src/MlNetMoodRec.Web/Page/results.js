// What the service answered.

import { byId, make } from "./dom.js";
import { showRead } from "./hand.js";
import { showMood } from "./reading.js";
import { addHeard } from "./songs.js";

const reasonsShown = 2;

const bases = {
  "history+mood": "Based on the songs you heard and your mood.",
  "history": "Based on the songs you heard.",
  "mood": "Based on your mood.",
  "popularity": "What most people play.",
};

export function showAnswer(answer, asked, compare) {
  byId("notes").replaceChildren(...notes(answer, asked).map((note) => make("p", { class: "note" }, note)));
  showMood(answer, asked);
  showRead(answer.mood);
  const other = compare && answer.mood && answer.withoutText;
  byId("lists").replaceChildren(...(answer.songs.length === 0 ? []
    : other ? [list("With your words", answer, other), list("Without your words", other, null)]
    : [list(null, answer, null)]));
  byId("status").textContent = summary(answer, asked);
}

function notes(answer, asked) {
  const own = [
    asked.text && !answer.mood && "This model reads no texts: your words were not used.",
    asked.explain === false && "The service is busy: this time without reasons.",
    answer.unknownSongIds.length > 0 && `${answer.unknownSongIds.length} of the songs you heard are not known to this model.`,
  ].filter(Boolean);
  return answer.songs.length === 0
    ? [...own, "No song is left to recommend. Take out some of the songs you heard, or let them come again under “More options”."]
    : [...own, ...answer.notes];
}

function summary({ songs, mood }, asked) {
  const count = songs.length === 1 ? "1 song" : `${songs.length} songs`;
  return asked.valence !== undefined ? `${count} for the mood you set.` : mood ? `${count} for ${mood.emotion}.` : `${count}.`;
}

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
      change && make("span", { class: "change" }, change),
      by && make("span", { class: "by" }, by),
      song.because?.length > 0 && make("span", { class: "because" }, `Because of ${listed(song.because.slice(0, reasonsShown))}`)),
    button);
}

const listed = (songs) => songs.map(({ title }) => `“${title}”`).join(" and ");

function changed({ rank }, before) {
  return before === undefined ? "new"
    : before > rank ? `up ${before - rank}`
    : before < rank ? `down ${rank - before}` : null;
}
