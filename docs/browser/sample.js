// The page: choose, upload, submit, follow, show. What talks to Millrace is in millrace.js.
import { proxyUrl } from "./config.js";
import { Millrace, MillraceError } from "./millrace.js";

const MODEL = "local/invert";
const TYPES = ["image/png", "image/jpeg", "image/gif"];
const LARGEST = 10 * 1024 * 1024;

const millrace = new Millrace(proxyUrl);
const [form, drop, file, start, cancel, work, progress, message, before, after, facts] = [
  "form", "drop", "file", "start", "cancel", "work", "progress", "message", "before", "after", "facts",
].map((id) => document.getElementById(id));

let picture; // what was chosen
let running; // {abort, request} while something is under way

file.addEventListener("change", () => choose(file.files[0]));
for (const type of ["dragenter", "dragover"]) {
  drop.addEventListener(type, (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
}
for (const type of ["dragleave", "drop"]) {
  drop.addEventListener(type, () => drop.classList.remove("over"));
}
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  if (!running) {
    choose(event.dataTransfer.files[0]);
  }
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (picture && !running) {
    run(picture);
  }
});
cancel.addEventListener("click", stop);

function choose(chosen) {
  picture = undefined;
  start.disabled = true;
  before.hidden = true;
  after.hidden = true;
  if (!chosen) {
    say("");
  } else if (!TYPES.includes(chosen.type)) {
    say(`${chosen.name} is no PNG, JPEG or GIF. Choose another picture.`, true);
  } else if (chosen.size > LARGEST) {
    say(`${chosen.name} has ${megabytes(chosen.size)}. Choose a picture of at most ${megabytes(LARGEST)}.`, true);
  } else {
    picture = chosen;
    start.disabled = false;
    show(before, URL.createObjectURL(chosen));
    say(`${chosen.name}, ${megabytes(chosen.size)}.`);
  }
}

async function run(chosen) {
  const abort = new AbortController();
  const { signal } = abort;
  const begun = performance.now();
  running = { abort };
  busy(true);
  after.hidden = true;
  try {
    say("Uploading…");
    const image_url = await millrace.upload(chosen, {
      signal,
      onProgress: (done) => {
        progress.value = done;
        say(`Uploading… ${Math.round(done * 100)} %`);
      },
    });
    progress.removeAttribute("value"); // from here on nobody knows how far it is
    say("Uploaded. Asking for the negative…");
    const request = await millrace.submit(MODEL, { image_url }, { signal });
    running.request = request;
    const last = await millrace.follow(request, { signal, onStatus: (status) => say(inWords(status)) });
    if (last.status === "CANCELLED") {
      say("Cancelled. It costs nothing.");
      return;
    }
    const result = await millrace.result(request, { signal });
    show(after, await millrace.link(result.output.images[0].url, { signal }));
    facts.textContent = `(${seconds(performance.now() - begun)}, ${result.totalPrice ?? "?"} USD)`;
    say("Done.");
  } catch (error) {
    say(explained(error), !signal.aborted);
  } finally {
    running = undefined;
    busy(false);
  }
}

async function stop() {
  const { abort, request } = running ?? {};
  cancel.disabled = true;
  if (!request) {
    abort?.abort(); // nothing was asked for yet
    return;
  }
  try {
    await millrace.cancel(request); // the stream tells the end
  } catch (error) {
    say(explained(error), true);
  }
}

function busy(isBusy) {
  work.hidden = !isBusy;
  cancel.hidden = !isBusy;
  cancel.disabled = false;
  start.disabled = isBusy || !picture;
  file.disabled = isBusy;
  progress.value = 0;
}

function inWords({ status, queue_position: place, error }) {
  switch (status) {
    case "IN_QUEUE":
      return place > 1 ? `Waiting: number ${place} in the queue.` : "Waiting: next in the queue.";
    case "IN_PROGRESS":
      return "Working on it…";
    case "COMPLETED":
      return "Ready. Fetching the picture…";
    case "FAILED":
      return `It failed: ${error ?? "the server did not say why"}`;
    default:
      return "Cancelling…";
  }
}

function explained(error) {
  if (error.name === "AbortError") {
    return "Cancelled. It costs nothing.";
  }
  if (error instanceof MillraceError && error.status === 429) {
    return `Too much at once. Try again ${error.retryAfter ? `in ${error.retryAfter} s` : "later"}.`;
  }
  if (error instanceof MillraceError && error.status >= 500) {
    return "The server has a problem. Nothing was charged; try again in a minute.";
  }
  return error.message;
}

function show(figure, url) {
  figure.querySelector("img").src = url;
  figure.hidden = false;
}

function say(text, failed = false) {
  message.textContent = text;
  message.classList.toggle("failed", failed);
}

function megabytes(bytes) {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function seconds(millis) {
  return `${(millis / 1000).toFixed(1)} s`;
}
