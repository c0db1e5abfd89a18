// Says shortly before the end of a sign-in that it comes, and stays with one tap. Every page works without this file.
"use strict";

(() => {
  const bar = document.querySelector("[data-stay]");
  if (!bar) return;
  const form = bar.querySelector("form"), lost = bar.querySelector("[data-lost]");
  const notice = bar.dataset.notice * 1000;
  const CALM = 0, SOON = 1, OVER = 2;
  let idleAt, wholeAt, asked = CALM, before = null;

  const keep = (idle, whole) => {
    idleAt = Date.now() + idle * 1000;
    wholeAt = Date.now() + whole * 1000;
  };
  const stage = () => {
    const left = Math.min(idleAt, wholeAt) - Date.now();
    return left <= 0 ? OVER : left <= notice ? SOON : CALM;
  };
  const show = (name) => {
    for (const line of bar.querySelectorAll("[data-line]")) line.hidden = line.dataset.line !== name;
  };

  // The server knows best: another tab, or a part of this page, may have asked for something meanwhile.
  const ask = async (how) => {
    const answer = await fetch(form.action, { redirect: "manual", cache: "no-store", ...how });
    if (answer.type === "opaqueredirect") keep(0, 0);
    else if (answer.status === 204) keep(answer.headers.get("Session-Idle"), answer.headers.get("Session-Whole"));
    else throw new Error("no answer of ours");
  };

  const look = async () => {
    if (stage() > asked) {
      asked = stage();
      await ask({ method: "GET" }).catch(() => {});
    }
    asked = Math.min(asked, stage());
    show(["", wholeAt <= idleAt ? "whole" : "idle", "over"][stage()]);
  };

  bar.addEventListener("focusin", (event) => {
    if (event.relatedTarget && !bar.contains(event.relatedTarget)) before = event.relatedTarget;
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await ask({ method: "POST", body: new URLSearchParams(new FormData(form)) });
      lost.hidden = true;
    } catch {
      lost.hidden = false;
    }
    await look();
    if (form.hidden && before) before.focus();
  });

  keep(bar.dataset.idle, bar.dataset.whole);
  setInterval(look, 5000);
  document.addEventListener("visibilitychange", look);
  window.addEventListener("pageshow", look);
})();
