// What a student writes stays in the fields of a page. This device keeps it only where the student asks for it.

const PREFIX = "enclair-kept:";

/** Whether this browser lets a page keep anything. */
function canKeep() {
  try {
    localStorage.setItem(`${PREFIX}?`, "");
    localStorage.removeItem(`${PREFIX}?`);
    return true;
  } catch {
    return false;
  }
}

/** Fields without a name are for what somebody thinks: they are never kept. */
export function keepFields() {
  if (!canKeep()) return;
  const here = PREFIX + location.pathname;
  /** @type {HTMLInputElement} */
  const choice = document.querySelector("#keep");
  const erased = document.getElementById("erased");
  /** @type {NodeListOf<HTMLTextAreaElement>} */
  const named = document.querySelectorAll("textarea[name]");
  const fields = [...named];
  const save = () => {
    if (!choice.checked) return;
    const written = fields.filter((one) => one.value).map((one) => [one.name, one.value]);
    localStorage.setItem(here, JSON.stringify(Object.fromEntries(written)));
  };

  choice.closest("p").hidden = false;
  const kept = localStorage.getItem(here);
  choice.checked = kept !== null;
  for (const [name, words] of Object.entries(JSON.parse(kept ?? "{}"))) {
    const field = fields.find((one) => one.name === name);
    if (field) field.value = words;
  }
  for (const field of fields) field.addEventListener("input", save);
  choice.addEventListener("change", () => {
    erased.textContent = "";
    if (choice.checked) save();
    else localStorage.removeItem(here);
  });
  document.getElementById("erase").addEventListener("click", () => {
    for (const name of Object.keys(localStorage)) if (name.startsWith(PREFIX)) localStorage.removeItem(name);
    for (const field of fields) field.value = "";
    choice.checked = false;
    erased.textContent = erased.dataset.said;
  });
}
