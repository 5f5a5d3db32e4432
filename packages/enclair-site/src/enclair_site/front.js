"use strict";
const root = document.documentElement;
const buttons = document.querySelectorAll(".languages button");

function choose(lang) {
  root.lang = lang;
  for (const button of buttons) button.setAttribute("aria-pressed", String(button.value === lang));
}

/** What this browser keeps, or null where it keeps nothing. */
function kept(name, value) {
  try {
    if (value !== undefined) localStorage.setItem(name, value);
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

for (const button of buttons)
  button.addEventListener("click", () => choose(kept("enclair-lang", button.value) ?? button.value));
choose(kept("enclair-lang") ?? (navigator.language.startsWith("fr") ? "fr" : "en"));

document.querySelector("#old").hidden = typeof WebAssembly === "object";
const forgetful = () => {
  document.querySelector("#forgetful").hidden = false;
};
try {
  const asked = indexedDB.open("enclair-probe");
  asked.onerror = forgetful;
  asked.onsuccess = () => {
    asked.result.close();
    indexedDB.deleteDatabase("enclair-probe");
  };
} catch {
  forgetful();
}

const SAID = JSON.parse(document.querySelector("#said").textContent);

/** Delete one database; false where another tab holds it open. */
function deleted(name) {
  return new Promise((resolve) => {
    const asked = indexedDB.deleteDatabase(name);
    asked.onsuccess = () => resolve(true);
    asked.onerror = asked.onblocked = () => resolve(false);
  });
}

/** Erase what pages keep of their fields; where a browser keeps nothing there is nothing to erase. */
function eraseFields() {
  if (kept("enclair-lang") === null && kept("enclair-probe", "") === null) return;
  for (const name of Object.keys(localStorage))
    if (/^enclair-(kept:|probe)/.test(name)) localStorage.removeItem(name);
}

document.querySelector("#erase").addEventListener("click", async () => {
  const [question, done, held] = SAID[root.lang];
  if (!confirm(question)) return;
  eraseFields();
  // Only what JupyterLite keeps for this very address: other pages of the same server are left alone.
  const here = new URL("./", location.href).pathname;
  const names = (await indexedDB.databases()).map((each) => each.name).filter((name) => name.endsWith(here));
  const results = await Promise.all(names.map(deleted));
  document.querySelector("#erased").textContent = results.every(Boolean) ? done : held;
});
