// Requests to the service. Every failure is a Problem whose message a listener can read.

const patienceMs = 20000;

export class Problem extends Error {
  constructor(message, { status = 0, fields = {} } = {}) {
    super(message);
    this.status = status;
    this.fields = fields;
  }
}

let key = "";

export function useKey(value) {
  key = value.trim();
}

export const recommend = (request, signal) => ask("recommend", signal, { method: "POST", body: JSON.stringify(request) });

export const findSongs = (query, limit, signal) => ask(`songs?${new URLSearchParams({ query, limit })}`, signal);

async function ask(path, signal, options = {}) {
  const headers = options.body ? { "Content-Type": "application/json" } : {};
  if (key) {
    headers["X-Api-Key"] = key;
  }

  let response;
  try {
    response = await fetch(path, { ...options, headers, signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]) });
    if (response.ok) {
      return await response.json();
    }
  } catch (failure) {
    if (signal.aborted) {
      throw failure; // A newer request has taken this one's place.
    }

    throw new Problem(failure.name === "TimeoutError" ? "The service does not answer." : "The service cannot be reached.");
  }

  throw await problemOf(response);
}

async function problemOf(response) {
  const { detail, errors = {} } = await response.json().catch(() => ({}));
  const wait = response.headers.get("Retry-After");
  const messages = {
    401: key ? "This is not the key of the service." : "This service asks for an API key.",
    429: `That was a lot of requests in a short time.${wait ? ` Try again in ${wait} s.` : ""}`,
    503: "The service is busy. Try again in a moment.",
    504: "The answer took too long. Try again in a moment.",
  };
  const fields = Object.entries(errors).map(([field, wrong]) => `${field}: ${wrong.join(" ")}`).join(" ");
  return new Problem(
    messages[response.status] ?? (fields || detail || `Something went wrong in the service (status ${response.status}).`),
    { status: response.status, fields: errors });
}
