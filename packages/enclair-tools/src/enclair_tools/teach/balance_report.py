"""Counts both sides in what the kit picks out and says, as `enclair balance` reports it."""

import re
from pathlib import Path
from typing import Any

import pandas as pd

from enclair import lessons
from enclair.case import balance
from enclair.case.model import Case, teaching
from enclair.text import locale
from enclair.text.errors import PlainError
from enclair_tools.teach.vocabulary import notebooks, stray_words

BOTH = ["privacy", "security"]


def counts(rows: list[Any]) -> pd.DataFrame:
    """Return how much of each thing of a lesson is on each side; it ``holds`` if 40 to 60 % are on each."""
    sides = pd.DataFrame([row[:3] for row in rows], columns=["lesson", "what", "side"])
    table = pd.crosstab([sides["lesson"], sides["what"]], sides["side"])
    table = table.reindex(columns=[*balance.SIDES], fill_value=0)
    share = table["privacy"] / table[BOTH].sum(axis=1)
    return table.assign(holds=share.isna() | share.between(0.4, 0.6))


def lengths(rows: list[tuple[str, str, str, str]]) -> pd.DataFrame:
    """Return each side's mean letters; it ``holds`` if at most a quarter of the longer, or 8, lie between."""
    made = pd.DataFrame([(*row[:3], len(row[3])) for row in rows], columns=["lesson", "what", "side", "size"])
    table = made.pivot_table("size", ["lesson", "what"], "side").reindex(columns=BOTH)
    apart, most = table["privacy"] - table["security"], 0.25 * table.max(axis=1)
    return table.round().assign(holds=apart.abs() <= most.clip(lower=8))


def _of_lessons(function: str, *given: Case) -> list[tuple[str, str, Any]]:
    """Return what ``function`` of the module ``sides`` of each lesson says: the lesson, names and parts."""
    modules = [module for module in lessons.modules("sides") if hasattr(module, function)]
    made = {module.__name__.split(".")[-2]: getattr(module, function)(*given) for module in modules}
    return [(lesson, *pair) for lesson, parts in made.items() for pair in parts.items()]


def selections(root: Path, case: Case) -> list[tuple[str, str, str]]:
    """Return what notebooks, their forms and views select by id: the lesson, what selects it, its side."""
    side_of = dict(zip(case.quotes["id"], case.quotes["stance"].map(balance.side), strict=True))
    chosen = _of_lessons("decks")
    for path, lang, words in notebooks(root):
        lesson = Path(path).stem[3:]
        forms = locale.all_tables(f"{lessons.__name__}.{lesson}", lang).get("forms", {})
        asked = " ".join(" ".join(form.values()) for name, form in forms.items() if f"form.{name}(" in words)
        chosen.append((lesson, path, {*re.findall(r"\bQ\d\d+\b", f"{words} {asked}")}))
    for _, what, ids in chosen:
        if unknown := sorted({*ids} - side_of.keys()):
            raise PlainError(f"{what}, or a form that it shows: quotes.csv has no row {', '.join(unknown)}.")
    return [(lesson, what, side_of[id_]) for lesson, what, ids in chosen for id_ in ids]


def texts(case: Case) -> list[tuple[str, str, str, str]]:
    """Return what is written for a side: the lesson, what it is, its side and its words."""
    lang, written = locale.current_locale(), _of_lessons("two_sided", case)
    for lesson in lessons.names():  # the examples of what each lesson lets one explore
        for name, about in locale.all_tables(f"{lessons.__name__}.{lesson}", lang).get("explore", {}).items():
            examples = [(one["side"], one["name"]) for one in about.get("presets", ()) if "page" not in one]
            written.append((lesson, f"examples of {name}", examples))
    notes = [(word["side"], word["note"]) for word in teaching("vocabulary", lang)["sided"]]
    questions = case.open_questions.query("state == 'open'")
    answers = [(side, words) for side in BOTH for words in questions[f"{side}_{lang}"]]
    written += [("", "notes on words of one side", notes), ("", "answers to open questions", answers)]
    return [(lesson, what, *pair) for lesson, what, pairs in written for pair in pairs]


def report(root: Path, case: Case) -> tuple[str, list[str]]:
    """Return the tables of all counts as text, and a sentence for each rule that is broken."""
    broken, written = [*stray_words(root)], locale.by_language(lambda: texts(case))
    tables = {"Selected by id": counts(selections(root, case)), "Written for a side": counts(written["en"])}
    tables |= {f"Mean letters, {lang}": lengths(rows) for lang, rows in written.items()}
    for title, table in tables.items():
        for row in table[~table.pop("holds")].reset_index().to_dict("records"):
            broken.append(f"{title}: {row}. Choose other rows or words; never change a code to pass.")
    return "\n\n".join(f"{title}\n{table.to_string()}" for title, table in tables.items()), broken
