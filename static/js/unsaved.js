// Warns before leaving a page on which something was typed that is not kept yet.
"use strict";

function guard(form) {
  let kept = written();

  function written() {
    const texts = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "seen_version");
    return new URLSearchParams(texts).toString();
  }
  function warn(event) {
    event.preventDefault();
  }
  function look() {
    // Listened to only while needed: a page that listens cannot be brought back quickly.
    if (written() === kept) removeEventListener("beforeunload", warn);
    else addEventListener("beforeunload", warn);
  }
  form.addEventListener("input", look);
  document.addEventListener("input", (event) => event.target.form === form && !form.contains(event.target) && look()); // fields that stand beside it
  form.addEventListener("kept", (event) => { kept = event.detail; look(); });
  form.addEventListener("submit", () => removeEventListener("beforeunload", warn));
}

document.querySelectorAll("form[data-unsaved]").forEach(guard);
