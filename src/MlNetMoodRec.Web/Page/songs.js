// The songs a listener heard: a search box with a list of what it finds, and the songs that were picked.

import { byId, make } from "./dom.js";
import { Problem, findSongs } from "./api.js";

const shown = 12;
const pauseMs = 150;

const box = byId("search");
const list = byId("found");
const note = byId("search-note");
const picked = byId("heard");

let heard = [];
let found = [];
let active = -1;
let running = new AbortController();
let timer = 0;

export const heardIds = () => heard.map((song) => song.id);

export function addHeard(song) {
  if (heard.some((other) => other.id === song.id)) {
    note.textContent = `“${song.title}” is in your songs already.`;
    return;
  }

  heard.push(song);
  note.textContent = `Added “${song.title}”.`;
  showHeard();
}

export function start(onProblem) {
  box.addEventListener("input", () => {
    clearTimeout(timer);
    running.abort();
    if (box.value.trim() === "") {
      close();
      note.textContent = "";
    } else {
      timer = setTimeout(() => search(onProblem), pauseMs);
    }
  });
  box.addEventListener("keydown", onKey);
  box.addEventListener("blur", () => {
    clearTimeout(timer);
    running.abort();
    close();
  });

  // The press would take the focus from the box, and close the list before the click.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) {
      pick([...list.children].indexOf(option));
    }
  });
}

async function search(onProblem) {
  running = new AbortController();
  const { signal } = running;
  try {
    const page = await findSongs(box.value.trim(), shown, signal);
    found = page.songs;
    show();
    note.textContent = page.total === 0 ? "No song found."
      : page.total > found.length ? `The first ${found.length} of ${page.total} songs.`
      : page.total === 1 ? "1 song found." : `${page.total} songs found.`;
  } catch (failure) {
    if (!signal.aborted) {
      close();
      note.textContent = failure instanceof Problem ? failure.message : "The search failed.";
      onProblem(failure);
    }
  }
}

function onKey(event) {
  const open = !list.hidden;
  if (event.key === "Enter") {
    event.preventDefault(); // In this box it picks a song; it does not send the form.
    if (open) {
      pick(Math.max(active, 0));
    }
  } else if (event.key === "Escape" && open) {
    event.preventDefault();
    close();
  } else if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    activate(active < 0 ? (step > 0 ? 0 : found.length - 1) : (active + step + found.length) % found.length);
  }
}

function show() {
  list.replaceChildren(...found.map((song, i) => make("li", { role: "option", id: `found-${i}`, "aria-selected": "false" },
    make("span", { class: "title" }, song.title),
    song.artist ? make("span", { class: "by" }, song.artist) : null)));
  active = -1;
  box.removeAttribute("aria-activedescendant");
  list.hidden = found.length === 0;
  box.setAttribute("aria-expanded", String(!list.hidden));
}

function activate(index) {
  list.children[active]?.setAttribute("aria-selected", "false");
  active = index;
  list.children[active].setAttribute("aria-selected", "true");
  list.children[active].scrollIntoView({ block: "nearest" });
  box.setAttribute("aria-activedescendant", `found-${active}`);
}

function close() {
  found = [];
  show();
}

function pick(index) {
  const song = found[index];
  clearTimeout(timer);
  running.abort();
  box.value = "";
  close();
  addHeard(song);
}

function remove(index) {
  const [song] = heard.splice(index, 1);
  showHeard();
  note.textContent = `Removed “${song.title}”.`;

  // The button that had the focus is gone: on to the next, or back to the box.
  (picked.querySelectorAll("button")[Math.min(index, heard.length - 1)] ?? box).focus();
}

function showHeard() {
  picked.replaceChildren(...heard.map((song, i) => {
    const button = make("button", { type: "button", class: "icon", "aria-label": `Remove “${song.title}”` }, "×");
    button.addEventListener("click", () => remove(i));
    return make("li", {}, make("span", {}, song.title), button);
  }));
}
