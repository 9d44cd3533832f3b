// Says five minutes before a session ends that it does, and has what is typed kept before.
"use strict";

function watch(notice) {
  const { idle, whole, left, warning } = notice.dataset;
  const began = Date.now();
  let seen = began, timer = 0;

  function rest() {
    const now = Date.now();
    return Math.min(seen + idle * 1000, began + whole * 1000) - now;
  }
  function soon() {
    clearTimeout(timer);
    timer = setTimeout(look, Math.max(1000, rest() - warning * 1000));
  }
  async function look() {
    // Another page may have been worked on: the server knows. Asking it is no activity.
    const answer = await fetch(left, { redirect: "manual" }).catch(() => null);
    const told = answer?.ok ? await answer.json() : { idle: rest() / 1000, whole: Infinity };
    seen = Date.now() + (told.idle - idle) * 1000;
    if (rest() > warning * 1000) { show(""); return soon(); }
    keep();
    if (rest() > 0) timer = setTimeout(look, 30000);
    show(seen + idle * 1000 < began + whole * 1000 ? "idle" : "whole");
  }
  function show(which) {
    const clock = new Date(Date.now() + rest()).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    notice.querySelectorAll("[data-ends]").forEach((part) => {
      const line = part.querySelector("[data-words]"), words = line.dataset.words.replace("{time}", clock);
      if (line.textContent !== words) line.textContent = words; // said once, not at every look
      part.hidden = part.dataset.ends !== which;
    });
  }
  function keep() {
    document.querySelectorAll("form[data-autosave]").forEach((form) => form.dispatchEvent(new Event("input")));
  }
  notice.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target, headers = { Accept: "application/json" };
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), headers, redirect: "manual" });
    if (!answer.ok) return form.submit();
    [seen] = [Date.now()];
    show("");
    soon();
  });
  document.addEventListener("kept", () => { seen = Date.now(); soon(); }, true); // autosave is activity
  soon();
}

document.querySelectorAll("[data-session]").forEach(watch);
