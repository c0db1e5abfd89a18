// The three small things that a page cannot do without a script. Every page works without this file.
"use strict";

// The bar at the foot of the times repeats the time that was chosen.
document.addEventListener("change", (event) => {
  const echo = document.querySelector("[data-echo]");
  const choice = event.target.dataset.choice;
  if (echo && choice) echo.textContent = choice;
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
