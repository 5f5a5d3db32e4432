// What a view says in English, for functions that take its words: `t` and `sentence`; and the tables of `tests/cases`.

import { readFileSync } from "node:fs";
import { translator } from "../../src/enclair/views/view.js";

export const t = translator({ get: (name) => ({ words: {}, lang: "en" })[name] });

export const cases = (name) =>
  JSON.parse(readFileSync(new URL(`../cases/${name}.json`, import.meta.url), "utf-8"));

/** A view that says the sentences of a table of `en.toml`, and writes numbers in `lang`. */
export function speaking(folder, table, lang = "en") {
  const file = readFileSync(new URL(`../../src/enclair/${folder}/en.toml`, import.meta.url), "utf8");
  const lines = file.split(`[${table}]\n`)[1].split("\n\n")[0].split("\n");
  const found = Object.fromEntries(lines.map((line) => line.split(/ = (.*)/s)));
  return { t, sentence: (name, values) => t(JSON.parse(found[name]), values), lang: () => lang };
}
