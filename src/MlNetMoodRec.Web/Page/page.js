// The form, and the states of an answer: none yet, asked, slow, refused, there.

import { byId } from "./dom.js";
import { Problem, recommend, useKey } from "./api.js";
import { givenMood, start as startHand } from "./hand.js";
import { heardIds, start as startSongs } from "./songs.js";
import { showAnswer } from "./results.js";

const slowMs = 400;
const verySlowMs = 5000;

const form = byId("ask");
const answer = byId("answer");
const status = byId("status");
let running = new AbortController();

form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});
byId("retry").addEventListener("click", ask);
byId("text").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    ask();
  }
});
byId("key").addEventListener("input", () => useKey(byId("key").value));
startHand();
startSongs(askForKey);

const requested = () => ({
  text: byId("text").value.trim(),
  ...givenMood(),
  direction: form.elements.direction.value,
  moodWeight: Number(byId("weight").value),
  recentSongIds: heardIds(),
  seenSongs: byId("seen").value,
  diversity: Number(byId("diversity").value),
  maxPerArtist: Number(byId("artist").value) || null,
  top: Number(byId("top").value),
});

async function ask() {
  const request = requested();
  running.abort();
  running = new AbortController();
  const { signal } = running;
  const timers = [
    setTimeout(() => { status.textContent = "Looking for songs…"; }, slowMs),
    setTimeout(() => { status.textContent = "Still looking; the service is busy…"; }, verySlowMs),
  ];
  answer.setAttribute("aria-busy", "true");
  showProblem(null);
  try {
    const [answered, asked] = await answerTo(request, signal);
    showAnswer(answered, asked, byId("compare").checked);
    if (answer.getBoundingClientRect().top > innerHeight / 2) {
      answer.scrollIntoView(); // On a phone the songs are below the form.
    }
  } catch (failure) {
    if (!signal.aborted) {
      status.textContent = "";
      showProblem(failure);
    }
  } finally {
    timers.forEach(clearTimeout);
    if (!signal.aborted) {
      answer.removeAttribute("aria-busy");
    }
  }
}

// With reasons, which the service makes one at a time; when too many ask for them, without.
async function answerTo(request, signal) {
  try {
    const asked = { ...request, explain: true };
    return [await recommend(asked, signal), asked];
  } catch (failure) {
    if (failure.status !== 503) {
      throw failure;
    }

    const asked = { ...request, explain: false, compareWithoutText: true };
    return [await recommend(asked, signal), asked];
  }
}

function showProblem(failure) {
  const textError = failure?.fields?.text?.join(" ") ?? "";
  byId("text-error").textContent = textError;
  byId("text-error").hidden = !textError;
  byId("text").setAttribute("aria-invalid", String(Boolean(textError)));
  byId("problem").hidden = !failure;
  if (!failure) {
    return;
  }

  byId("problem-text").textContent = failure instanceof Problem ? failure.message : "Something went wrong on this page.";
  if (textError) {
    byId("text").focus();
  }

  askForKey(failure);
  if (byId("problem").getBoundingClientRect().top > innerHeight) {
    byId("problem").scrollIntoView({ block: "center" });
  }
}

function askForKey(failure) {
  if (failure.status === 401) {
    byId("key-field").hidden = false;
    byId("key").focus();
  }
}
