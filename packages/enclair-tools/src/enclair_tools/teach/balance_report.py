"""Counts both sides in what the kit picks out and says: the report of `enclair balance`.

Of what is selected by id, and of what is written for a side, 40 to 60 % of what has a side is on that of
privacy; the texts of both sides are about as long, in each language. An explorer shows all.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from enclair import lessons
from enclair.case import balance
from enclair.text import toml
from enclair.text.locale import LANGUAGES, catalogue, current_locale, use_locale
from enclair_tools.notebooks.canonical import read
from enclair_tools.teach.vocabulary import sided_words, word_lists
from enclair_tools.translations import sentences

if TYPE_CHECKING:
    from enclair.case.model import Case

BOTH = ["privacy", "security"]
#: The share of privacy; how far apart mean lengths may be, as a part of the longer, or in letters.
LOWEST, HIGHEST, APART, LETTERS = 0.4, 0.6, 0.25, 8
#: Pages that speak for the kit. (Tables of standards repeat the names that others give to their topics.)
PAGES = ("*.md", "datasets/*/*.md", "teaching/**/*.md")


def quotation_ids(words: str) -> list[str]:
    """Return the ids of quotations in a text, each once, in the order in which they first occur."""
    return list(dict.fromkeys(re.findall(r"\bQ\d\d+\b", words)))


def notebooks(root: Path) -> Iterator[tuple[str, str, str]]:
    """Yield each notebook of the repository: its path, its language and the text of its cells."""
    for path in sorted(path for lang in LANGUAGES for path in root.glob(f"*/{lang}/*.ipynb")):
        text = "\n\n".join("".join(cell["source"]) for cell in read(path)["cells"])
        yield path.relative_to(root).as_posix(), path.parent.name, text


def selections(root: Path, case: "Case") -> pd.DataFrame:
    """Return what notebooks and views select by id: ``lesson``, ``what`` selects it, its ``side``."""
    side_of = dict(zip(case.quotes["id"], case.quotes["stance"].map(balance.side), strict=True))
    chosen = [(Path(path).stem[3:], path, quotation_ids(text)) for path, _, text in notebooks(root)]
    chosen += _of_lessons("decks")
    rows = [(lesson, what, side_of.get(id_, f"unknown {id_}")) for lesson, what, ids in chosen for id_ in ids]
    return pd.DataFrame(rows, columns=["lesson", "what", "side"])


def texts(case: "Case", lang: str) -> pd.DataFrame:
    """Return what is written for a side: ``lesson``, ``what`` it is, its ``side`` and its ``words``."""
    questions = case.open_questions.query("state == 'open'")
    with use_locale(lang):
        written = [*_of_lessons("two_sided", case), *_examples()]
    notes = [(word["side"], word["note"]) for word in word_lists(lang)["sided"]]
    answers = [(side, words) for side in BOTH for words in questions[f"{side}_{lang}"]]
    written += [("", "notes on words of one side", notes), ("", "answers to open questions", answers)]
    rows = [(lesson, what, side, words) for lesson, what, pairs in written for side, words in pairs]
    return pd.DataFrame(rows, columns=["lesson", "what", "side", "words"])


def _of_lessons(function: str, *given: Any) -> Iterator[tuple[str, str, Any]]:
    """Yield what ``function`` of the module ``sides`` of each lesson says: the lesson, names and parts."""
    for module in lessons.modules("sides"):
        for name, parts in getattr(module, function, lambda *_: {})(*given).items():
            yield module.__name__.split(".")[-2], name, parts


def _examples() -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Yield the examples of what each lesson lets one explore, where its sentences have them."""
    for lesson in lessons.names():
        explored = toml.all_tables(f"{lessons.__name__}.{lesson}", current_locale()).get("explore", {})
        for name, words in explored.items():
            examples = [(example["side"], example["name"]) for example in words.get("presets", ())]
            yield lesson, f"examples of {name}", examples


def counts(rows: pd.DataFrame) -> pd.DataFrame:
    """Return how many ``rows`` of each thing are on each side, and whether the rule ``holds``."""
    table = pd.crosstab([rows["lesson"], rows["what"]], rows["side"])
    table = table.reindex(columns=[*balance.SIDES, *sorted({*table} - {*balance.SIDES})], fill_value=0)
    share = table["privacy"] / table[BOTH].sum(axis=1)
    known = table.drop(columns=[*balance.SIDES]).sum(axis=1) == 0
    return table.assign(holds=known & (share.isna() | share.between(LOWEST, HIGHEST)))


def lengths(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the mean letters of each side's texts, and whether the rule ``holds``."""
    letters = rows.assign(letters=rows["words"].str.len())
    table = letters.pivot_table("letters", ["lesson", "what"], "side").reindex(columns=BOTH)
    most = (APART * table.max(axis=1)).clip(lower=LETTERS)
    return table.round().assign(holds=(table["privacy"] - table["security"]).abs() <= most)


def pages(root: Path) -> Iterator[tuple[str, str, str]]:
    """Yield each page under ``root`` that speaks for the kit: its path, its language and its text."""
    for path in sorted({path for pattern in PAGES for path in root.glob(pattern)}):
        if path.name != "standards.md":
            lang = "fr" if "fr" in path.parts or path.stem.endswith("_fr") else "en"
            yield path.relative_to(root).as_posix(), lang, path.read_text(encoding="utf-8")


def on_screen(root: Path) -> Iterator[tuple[str, str, str]]:
    """Yield each sentence of the catalogue and of the files of sentences, and its French one."""
    both: list[Any] = [*catalogue("fr").items()]
    for path, lang in sentences.files(root):
        name = path.name.removesuffix(f"{lang}.toml").removesuffix(".")
        tables: list[Any] = [toml.tables(path.parent, name, language) for language in ("en", lang)]
        if name == "vocabulary":  # the words themselves stand there
            tables = [[word["note"] for word in table["sided"]] for table in tables]
        both += toml.parallel_texts(*tables)
    for pair in both:
        yield from (("on screen", lang, words) for lang, words in zip(LANGUAGES, pair, strict=True))


def stray_words(root: Path) -> Iterator[str]:
    """Yield each word of one side that stands as one of the kit's own, with its place."""
    for place, lang, text in (*notebooks(root), *pages(root), *on_screen(root)):
        for term, sentence in sided_words(text, lang):
            yield f"{place}: '{term}' in “{sentence}”. Say it in words of ours, or say who prefers it."


def report(root: Path, case: "Case") -> tuple[str, list[str]]:
    """Return the tables of all counts as text, and a sentence for each rule that is broken."""
    tables = {"Selected by id": counts(selections(root, case))}
    tables |= {"Written for a side": counts(texts(case, "en"))}
    tables |= {f"Mean letters, {lang}": lengths(texts(case, lang)) for lang in LANGUAGES}
    broken = [*stray_words(root)]
    for title, table in tables.items():
        for row in table[~table.pop("holds")].reset_index().to_dict("records"):
            numbers = ", ".join(f"{column} {value}" for column, value in row.items())
            broken.append(f"{title}: {numbers}. Choose other rows or words; never change a code to pass.")
    return "\n\n".join(f"{title}\n{table.to_string()}" for title, table in tables.items()), broken
