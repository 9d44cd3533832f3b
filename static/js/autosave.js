// Keeps what is typed: 1.5 s after the last key, at most every 10 s, and when the page is hidden.
"use strict";

function keep(form) {
  const line = form.querySelector("[data-autosave-line]");
  const version = form.elements.seen_version;
  let kept = written(), last = 0, timer = 0, busy = false, stopped = false, waiting = null;

  function written() {
    const texts = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "seen_version");
    return new URLSearchParams(texts).toString();
  }
  function say(words, address) {
    line.textContent = words;
    if (!address) return;
    const link = document.createElement("a");
    link.href = address;
    link.textContent = line.dataset.compare;
    line.append(" ", link);
  }
  async function save() {
    const now = written();
    if (busy || stopped || now === kept) return;
    const body = `${now}&autosave=1&seen_version=${version ? version.value : ""}`;
    [busy, last] = [true, Date.now()];
    const post = { method: "POST", body: new URLSearchParams(body), redirect: "manual", signal: AbortSignal.timeout(8000) };
    post.keepalive = document.hidden && body.length < 60000;
    try { await read(await fetch(form.action, post), now); } catch { say(line.dataset.failed); }
    busy = false;
    if (waiting) return void form.requestSubmit(waiting.submitter);
    if (written() !== kept) soon();
  }
  async function read(answer, now) {
    if (answer.ok && answer.headers.get("Content-Type")?.startsWith("text/plain")) {
      const versions = (await answer.text()).trim(); // the forms beside this one discard and remove
      for (const field of document.getElementsByName("seen_version")) field.value = versions;
      kept = now;
      form.dispatchEvent(new CustomEvent("kept", { detail: now }));
      const clock = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
      return say(line.dataset.saved.replace("{time}", clock));
    }
    if (![403, 409].includes(answer.status)) return say(line.dataset.failed);
    stopped = true;
    answer.status === 409 ? say(line.dataset.conflict, line.dataset.conflictAddress) : say(line.dataset.signedOut);
  }
  function soon() {
    clearTimeout(timer);
    timer = setTimeout(save, Math.max(1500, last + 10000 - Date.now()));
  }
  document.addEventListener("input", (event) => (event.target.form ?? event.target) === form && soon(), true); // fields beside it, and session.js
  document.addEventListener("visibilitychange", () => document.hidden && save());
  addEventListener("pageshow", (event) => event.persisted && stopped && location.reload()); // sent, and brought back from memory
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (busy) { event.preventDefault(); waiting = event; } else stopped = true; // never two saves at once
  });
}

document.querySelectorAll("form[data-autosave]").forEach(keep);
