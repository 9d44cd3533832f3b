// Passkeys: asks the server what the key is to sign, the browser to sign it, and posts the answer.
"use strict";

function usePasskey(form) {
  const refused = form.querySelector("[data-passkey-refused]");

  async function options() {
    const asked = [...new FormData(form)].filter(([name]) => name !== "kept");
    const body = new URLSearchParams([...asked, ["options", "1"]]);
    const answer = await fetch(form.action, { method: "POST", body, redirect: "error" });
    if (!answer.ok) throw new Error(answer.status);
    return (await answer.json()).publicKey;
  }
  async function sign() {
    const asked = await options();
    const key = form.dataset.passkey === "make"
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked) });
    form.elements.credential.value = JSON.stringify(key.toJSON());
    form.submit();
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    refused.hidden = true;
    sign().catch(() => { refused.hidden = false; });
  });
  form.hidden = false;
}

// A browser that knows no passkeys is shown the other ways only.
if (window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
  document.querySelectorAll("form[data-passkey]").forEach(usePasskey);
}
