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

/** What a change of a database gives; undefined where none is kept, and where another tab holds it open. */
function changed(ask) {
  return new Promise((resolve) => {
    const asked = ask();
    asked.onsuccess = () => resolve(asked);
    asked.onerror = asked.onblocked = () => resolve();
  }).catch(() => {});
}

const erased = (name) => changed(() => indexedDB.deleteDatabase(name));

for (const button of buttons)
  button.addEventListener("click", () => choose(kept("enclair-lang", button.value) ?? button.value));
choose(kept("enclair-lang") ?? (navigator.language.startsWith("fr") ? "fr" : "en"));

document.querySelector("#old").hidden = typeof WebAssembly === "object";
changed(() => indexedDB.open("enclair-probe")).then((probe) => {
  document.querySelector("#forgetful").hidden = Boolean(probe);
  probe?.result.close();
  return probe && erased("enclair-probe");
});

document.querySelector("#erase").addEventListener("click", async () => {
  const [question, done, held] = JSON.parse(document.querySelector("#said").textContent)[root.lang];
  if (!confirm(question)) return;
  // What pages keep of their fields; where a browser keeps nothing there is nothing to erase.
  if ((kept("enclair-lang") ?? kept("enclair-probe", "")) !== null)
    for (const name of Object.keys(localStorage))
      if (/^enclair-(kept:|probe)/.test(name)) localStorage.removeItem(name);
  // Only what JupyterLite keeps for this very address: other pages of the same server are left alone.
  const here = new URL("./", location.href).pathname;
  const names = (await indexedDB.databases()).map((each) => each.name).filter((name) => name.endsWith(here));
  const results = await Promise.all(names.map(erased));
  document.querySelector("#erased").textContent = results.every(Boolean) ? done : held;
});
