// What a student writes stays in the fields of a page. This device keeps it only where the student asks for it.

const PREFIX = "enclair-kept:";

/** What is kept under a key: words by the names of fields. */
const stored = (key) => JSON.parse(localStorage.getItem(key)) ?? {};

/** Whether this browser lets a page keep anything. */
function mayKeep() {
  try {
    return Boolean(localStorage);
  } catch {
    return false;
  }
}

/** Fields without a name are for what somebody thinks: they are never kept. */
export function keepFields() {
  if (!mayKeep()) return;
  const here = PREFIX + location.pathname;
  /** @type {HTMLInputElement} */
  const choice = document.querySelector("#keep");
  const status = document.getElementById("erased");
  /** @type {NodeListOf<HTMLTextAreaElement>} */
  const fields = document.querySelectorAll("textarea");
  const named = [...fields].filter((one) => one.name);

  /** Keep some fields, beside what another tab has kept of this page. */
  function save(changed) {
    if (!choice.checked) return;
    const written = Object.fromEntries(changed.map((one) => [one.name, one.value]));
    localStorage.setItem(here, JSON.stringify({ ...stored(here), ...written }));
  }

  choice.closest("p").hidden = false;
  choice.checked = localStorage.getItem(here) !== null;
  const kept = stored(here);
  for (const field of named) {
    field.value = kept[field.name] ?? "";
    field.addEventListener("input", () => save([field]));
  }
  choice.addEventListener("change", () => {
    status.textContent = "";
    if (choice.checked) save(named.filter((one) => one.value));
    else localStorage.removeItem(here);
  });
  // Erased in another tab: this one writes nothing back.
  addEventListener("storage", (event) => {
    if ((event.key === here && event.newValue === null) || event.key === null) choice.checked = false;
  });
  document.getElementById("erase").addEventListener("click", () => {
    for (const name of Object.keys(localStorage)) if (name.startsWith(PREFIX)) localStorage.removeItem(name);
    for (const field of fields) field.value = "";
    choice.checked = false;
    status.textContent = status.dataset.said;
  });
}
