// In the worker: starts Python at once with all that a lesson needs; the kernel gets it when it asks.
import { loadPyodide as load } from "./pyodide.mjs";

const heard = { stdout: console.log, stderr: console.error };
const started = load({
  indexURL: new URL("./", import.meta.url).href,
  packages: "@PACKAGES@",
  stdout: (said) => heard.stdout(said),
  stderr: (said) => heard.stderr(said),
}).then((python) => {
  if (globalThis.crossOriginIsolated) {
    const flag = new Int32Array(new SharedArrayBuffer(4));
    python.setInterruptBuffer(flag);
    postMessage({ enclairStop: flag });
  }
  python.runPython("import pandas"); // the longest import of every lesson
  return python;
});

export function loadPyodide({ stdout, stderr }) {
  Object.assign(heard, { stdout, stderr });
  return started;
}
