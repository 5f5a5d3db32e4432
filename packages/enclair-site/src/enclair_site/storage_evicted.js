// In the page: says so when the browser erases what it kept for the site while a notebook is open.
const SAID = "@SAID@"; // the build puts the words here, in each language

function tell() {
  if (document.querySelector("dialog.enclair-erased")) return; // one message for several stores
  const path = globalThis.jupyterapp?.shell?.currentWidget?.context?.path ?? "";
  const lang = path.includes("/fr/") ? "fr" : "en";
  const [said, close] = SAID[lang];
  const dialog = document.createElement("dialog");
  Object.assign(dialog, { lang, className: "enclair-erased" });
  dialog.setAttribute("aria-labelledby", "enclair-erased");
  dialog.style.cssText = "max-width: 28rem; padding: 24px; font: 16px/1.5 system-ui, sans-serif";
  dialog.innerHTML = `<form method="dialog"><p id="enclair-erased" style="margin-top: 0">${said}</p>
    <button style="min-height: 36px; padding: 4px 16px; font: inherit">${close}</button></form>`;
  dialog.onclose = () => dialog.remove();
  document.body.append(dialog);
  dialog.showModal();
}

const { open } = IDBFactory.prototype;
IDBFactory.prototype.open = function (...given) {
  const asked = open.apply(this, given);
  // The event comes when the browser closes a store by itself, not when a page does.
  asked.addEventListener("success", () => asked.result.addEventListener("close", tell));
  return asked;
};
