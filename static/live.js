// The four small things that a page cannot do without a script. Every page works without this file.
"use strict";

// The bar at the foot of the times repeats the time that was chosen.
document.addEventListener("change", (event) => {
  const echo = document.querySelector("[data-echo]");
  const choice = event.target.dataset.choice;
  if (!echo || !choice) return;
  echo.textContent = choice;
  delete echo.dataset.unchosen;
});

// A hidden tab does not ask for news.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (document.hidden && event.target.hasAttribute("data-poll")) event.preventDefault();
});

// The queue says when it was last known to be true, and says so plainly when it no longer is.
const liveLine = () => document.querySelector(".live");
const lost = (isLost) => {
  const line = liveLine();
  if (!line) return;
  line.classList.toggle("live--lost", isLost);
  line.querySelector("[data-live=fresh]").hidden = isLost;
  line.querySelector("[data-live=lost]").hidden = !isLost;
};
document.addEventListener("htmx:afterRequest", (event) => {
  if (!event.target.hasAttribute("data-poll")) return;
  lost(!event.detail.successful);
  if (!event.detail.successful) return;
  const now = new Date();
  const clock = now.toLocaleTimeString(document.documentElement.lang, {
    hour: "numeric", minute: "2-digit", hour12: false, timeZone: "Europe/Helsinki",
  });
  for (const time of liveLine().querySelectorAll("time")) {
    time.textContent = clock;
    time.dateTime = now.toISOString();
  }
});

// On a wide screen a name opens the case beside the queue; elsewhere, and with a modifier key, it opens the whole view.
document.addEventListener("click", (event) => {
  const name = event.target.closest("a.name[data-peek]");
  const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button);
  if (!name || !plain || !window.htmx || !matchMedia("(min-width: 75.01em)").matches) return;
  event.preventDefault();
  window.htmx.ajax("GET", name.dataset.peek, { target: ".qlayout", select: ".qlayout", swap: "outerHTML" });
});
document.addEventListener("htmx:afterSettle", () => {
  const open = document.querySelector(".queue .is-open .name");
  if (open && document.activeElement === document.body) open.focus();
});
