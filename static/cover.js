// Covers an open page of the questions after a rest, also when the phone wakes. Every page works without this file.
"use strict";

(() => {
  const cover = document.querySelector("[data-cover]");
  if (!cover) return;
  const form = cover.querySelector("form"), title = cover.querySelector("[tabindex]");
  const behind = [...document.querySelectorAll("main, .trial, .site-footer")];
  const rest = cover.dataset.cover * 1000;
  let touched = Date.now();

  const show = (covered) => {
    cover.hidden = !covered;
    for (const part of behind) part.hidden = covered;
  };
  const look = () => {
    if (!cover.hidden || Date.now() - touched < rest) return;
    show(true);
    title.focus();
  };

  // What stands in the fields stays: the server is told that somebody is here, and the page comes back.
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual", cache: "no-store" });
      if (answer.type !== "opaqueredirect") throw new Error("no answer of ours");
    } catch {
      form.submit();
      return;
    }
    touched = Date.now();
    show(false);
  });

  setInterval(look, 5000);
  document.addEventListener("visibilitychange", look);
  window.addEventListener("pageshow", look);
})();
