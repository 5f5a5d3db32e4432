// In the worker: starts Python at once with all that every lesson needs; the kernel gets it when it asks.
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
  const late = Object.entries(python.lockfile.packages).filter(([name]) => !(name in python.loadedPackages));
  const space = python.toPy({});
  python.runPython("@FINDER@", { globals: space });
  const folder = python.runPython("import site; site.getsitepackages()[0]", { globals: space });
  const bring = (name, file, extractDir) => {
    const asked = new XMLHttpRequest(); // an import waits, and can only wait for such a request
    asked.open("GET", new URL(file, import.meta.url), false);
    asked.responseType = "arraybuffer";
    asked.send();
    python.unpackArchive(asked.response, "wheel", { extractDir });
    python.loadedPackages[name] = "default channel";
  };
  space.get("LatePackages")(python.toPy(Object.fromEntries(late)), bring, folder);
  // The longest import of every lesson; a third of it was dateutil reading 600 time zones that no lesson names.
  python.runPython(
    "from dateutil import zoneinfo\nzoneinfo.getzoneinfofile_stream = lambda: None\nimport pandas",
  );
  return python;
});

export function loadPyodide({ stdout, stderr }) {
  Object.assign(heard, { stdout, stderr });
  return started;
}
