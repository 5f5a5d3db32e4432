"""Which questions the tables answer (settled) and which they do not (open); the rows that a memo cites."""

import re
from collections.abc import Hashable, Mapping
from functools import cache
from typing import Any

from enclair.case.model import Case, row_of
from enclair.text import locale
from enclair.text.locale import N_, current_locale, quoted, text

STATES = N_({"settled": "Settled", "open": "Open"})
#: What would answer a question.
KINDS = N_({"fact": "facts", "technique": "technique", "law": "law", "value": "values"})
#: Whose the two answers to an open question are: of values, the sides'; of facts and law, two readings.
ANSWERS = N_({"privacy": "One answer", "security": "The other answer"})
SIDES = {
    "privacy": "Those who stress privacy say: {answer}",
    "security": "Those who stress security say: {answer}",
}


def answer(question: Mapping[Hashable, Any], side: str) -> str:
    """Return one of the two answers to a question (a row of ``open_questions``), "" if it is settled.

    Of values, it says whose answer it is.
    """
    words = str(question[f"{side}_{current_locale()}"])
    return text(SIDES[side]).format(answer=words) if words and question["kind"] == "value" else words


#: By table, the columns that name a row for a reader, who need not see its key.
NAMES = {
    "base_rate": ("meaning",),
    "cases": ("platform", "country", "year"),
    "charges": ("text",),
    "claims": ("text",),
    "judgments": ("name", "words"),
    "powers": ("from", "to"),
    "procedure": ("term",),
    "quotes": ("speaker", "speaker_role", "date"),
    "timeline": ("title",),
}


def row_name(case: Case, reference: str) -> str:
    """Return what a row (table.key) is called in words, such as the title of an event; else its key."""
    name, _, key = reference.partition(".")
    row, lang = row_of(case, reference), current_locale()
    cells = {
        column: str(row.get(f"{column}_{lang}") or row.get(column) or "") for column in NAMES.get(name, ())
    }
    # Of a date its words; of several sentences the first one, but no name of a judgment ends at its "v.".
    names = [
        locale.date(cell[:10]) if column == "date" else re.split(r"(?<=\w{3}\.) ", cell)[0]
        for column, cell in cells.items()
    ]
    called = (" → " if name == "powers" else ", ").join(filter(None, names)).removesuffix(".") or key
    return quoted(called) if name == "claims" else called


def cited_rows(words: str, case: Case) -> list[tuple[str, str]]:
    """Return the rows that a text cites as ``table.key``, each once, whatever the capitals and the blanks.

    Each comes as `row_of` takes it, with what was written. For what looks like a row and is none the first is
    "" (the table has no such row) or the name of the table that has it.
    """

    @cache
    def rows(name: str) -> dict[str, str]:
        return {key.casefold(): key for key in getattr(case, name)[case.keys[name]].astype(str)}

    # Keys in a column `id` are no words of a language, numbers or names of firms: they tell a wrong table.
    homes = [name for name, column in case.keys.items() if column == "id"]
    # Between brackets, blanks around the dot do not end a sentence.
    words = re.sub(r"\([^()]*\)", lambda part: re.sub(r"\s*\.\s*", ".", part[0]), words)
    cited: dict[str, str] = {}
    unknown = []
    for match in re.finditer(r"(?<![\w./])([A-Za-z_]+)\.(?=\w)", words):
        name, rest = match[1].lower(), words[match.end() :].casefold()
        of_table = rows(name) if name in case.keys else {}
        keys = [key for key in of_table if re.match(rf"{re.escape(key)}(?!-?\w)", rest)]
        written = re.match(r"[\w-]*\w", words[match.end() :])[0]  # type: ignore[index]
        if keys:
            cited.setdefault(f"{name}.{of_table[max(keys, key=len)]}", match[0] + written)
        elif name in case.tables:
            unknown.append(("", match[0] + written))
        elif home := [name for name in homes if written.casefold() in rows(name)]:
            unknown.append((home[-1], match[0] + written))
    return [*cited.items(), *unknown]
