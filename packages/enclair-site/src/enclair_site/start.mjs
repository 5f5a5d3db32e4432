// In the worker: what the kernel takes for Pyodide, with all that every lesson needs.
import { loadPyodide as load } from "./pyodide.mjs";

export async function loadPyodide({ stdout, stderr }) {
  const indexURL = new URL("./", import.meta.url).href;
  const python = await load({ indexURL, packages: "@PACKAGES@", stdout, stderr });
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
}
