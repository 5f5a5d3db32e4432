// Compiles the Python files inside wheels with the very Python that the browser runs, so that no student's
// browser has to. Called by build.py: node compile.mjs FOLDER-OF-PYODIDE JOB.json
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, job] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")));
// Without the columns of each instruction, which tracebacks would underline, archives are a fifth smaller.
const env = { HOME: "/", PYTHONNODEBUGRANGES: "1" };
const pyodide = await loadPyodide({ indexURL: folder, env });
pyodide.FS.mkdirTree("/host");
const { root, script, files } = JSON.parse(readFileSync(job, "utf-8"));
pyodide.mountNodeFS("/host", root);
const compiled = pyodide.runPython(`${script}\ncompiled`);
for (const [source, target, sourcesToo] of files) {
  compiled(`/host/${source}`, `/host/${target}`, sourcesToo);
  console.log(target);
}
process.exit(0);
