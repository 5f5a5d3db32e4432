"""The no-break spaces of French, in every file of the repository that has French, and in nothing else.

French sets a narrow one (U+202F) before ``; ! ?``, a wide one (U+00A0) before ``:`` and inside « ». Nobody
types them reliably: `uv run enclair make spaces` does, as often as one likes (`catalogue` its own). Of the
code in a notebook only strings and comments are spaced: Python refuses U+00A0 in the rest.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tokenize import TokenError

from enclair_tools.notebooks.canonical import dumps
from enclair_tools.translations.notebooks import texts
from enclair_tools.translations.sentences import FOLDERS

NARROW, WIDE = "\u202f", "\u00a0"
_SPACES = f"[ {NARROW}{WIDE}]"

#: What is no prose: keys of a file of sentences, code, mathematics, tags, addresses, what is in braces.
_KEPT = (
    r"^\"[^\"]*\" = |```.*?```|``[^\n]*?``|`[^`\n]*`|\$\$.*?\$\$|\$[^$\n]+\$"
    r"|<(?P<tag>style|script)\b.*?</(?P=tag)>|</?[a-zA-Z!][^<>]*>"
    r"|\]\([^)\n]*\)|\w+://\S+|\{\{[^\n]*?\}\}|\{%.*?%\}|\{[^{}\n\"]*\}"
)
#: Where a space belongs, and not in `!=`, `![image]`, `x ?help`, `::`, `:=` or `:---`.
_SPACED = (
    rf"(?:(?<=\S){_SPACES}+|[{NARROW}{WIDE}])(?:(?P<narrow>;|!(?![=\[])|\?(?!\w))|(?P<wide>:(?![:=\w-])))"
    rf"|(?P<open>«){_SPACES}*|(?<=[^\s{WIDE}{NARROW}]){_SPACES}*(?P<close>»)"
    r"|(?<=\d) (?P<unit>%|€|(?:ko|Mo|Go|h)\b)"
    rf"|(?<![\d.,{NARROW}])(?P<number>\d{{1,3}}(?:[ {WIDE}]\d{{3}})+)(?!\d)"
)
#: The columns with words of others, where they spoke French.
_THEIRS = ("quote_original", "headline_original", "headline_fr")

Spaced = Callable[[str], str]


def spaced(words: str, others: tuple[str, ...] = ()) -> str:
    r"""Return French ``words`` with the no-break spaces that belong there; ``others`` stay as they are.

    >>> spaced("Qui ? « Moi », dit 5 % : `a ?`, a != b.")
    'Qui\u202f? «\xa0Moi\xa0», dit 5\xa0%\xa0: `a ?`, a != b.'
    """
    quoted = "".join(f"{re.escape(quotation)}|" for quotation in others if quotation in words)
    return re.sub(f"{quoted}{_KEPT}|{_SPACED}", _space, words, flags=re.DOTALL | re.MULTILINE)


def _space(match: re.Match[str]) -> str:
    kind = match.lastgroup
    if kind in (None, "tag"):
        return match[0]
    sign = match[str(kind)]
    if kind == "number":
        return re.sub(_SPACES, NARROW, sign)
    return f"{sign}{WIDE}" if kind == "open" else f"{NARROW if kind == 'narrow' else WIDE}{sign}"


def of_others(root: Path) -> tuple[str, ...]:
    """Return what others said or wrote in French, longest first: it keeps the spaces of its source."""
    quotations = set[str]()
    for path in root.glob("datasets/*/*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                french = _THEIRS if row.get("language") == "fr" else ()
                columns = ("text_fr",) if path.stem == "claims" else french
                quotations |= {row.get(column) or "" for column in columns}
    return tuple(sorted(quotations - {""}, key=len, reverse=True))


def _in_code(spaces: Spaced, source: str) -> str:
    """Space the strings and comments of Python code; code that is no Python stays."""
    try:
        parts = {*texts(source)}
    except (SyntaxError, TokenError):
        return source
    for words in parts:
        source = source.replace(words, spaces(words))
    return source


def _in_notebook(spaces: Spaced, content: str) -> str:
    notebook = json.loads(content)
    made = json.loads(spaces(dumps(notebook)))
    for before, cell in zip(notebook["cells"], made["cells"], strict=True):
        if cell["cell_type"] == "code":
            cell["source"] = _in_code(spaces, "".join(before["source"]))
    return dumps(made)


def _in_table(spaces: Spaced, content: str) -> str:
    head, *rows = csv.reader(io.StringIO(content, newline=""))
    spaced_rows = [
        [spaces(cell) if column.endswith("_fr") else cell for column, cell in zip(head, row, strict=True)]
        for row in rows
    ]
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([head, *spaced_rows])
    return content if spaced_rows == rows else out.getvalue()  # quotation marks more than needed are no fault


def _where(pattern: str) -> Callable[[Spaced, str], str]:
    """Return what spaces the parts of a file that match a pattern."""
    return lambda spaces, content: re.sub(pattern, lambda part: spaces(part[0]), content)


_ALL = _where(r"(?s).+")
#: The tables that are called ``fr`` in a file of sentences.
_FRENCH_TABLES = _where(r"(?ms)^\[+fr\b.*?(?=^\[+\w|\Z)")

#: Which files have French, and how it stands in them. What is made from these is not named.
FILES: dict[str, Callable[[Spaced, str], str]] = {
    "notebooks/fr/*.ipynb": _in_notebook,
    "solutions/fr/*.ipynb": _in_notebook,
    **{f"{folder}/**/*fr.toml": _ALL for folder in FOLDERS},
    "datasets/*/teaching/names.toml": _FRENCH_TABLES,
    "teaching/sessions/*.toml": _FRENCH_TABLES,
    "datasets/*/*.csv": _in_table,
    "teaching/*.csv": _in_table,
    "datasets/*/datapackage.json": _where(r'(?<=fr": ")(?:[^"\\]|\\.)*'),
    "teaching/fr/**/*.md": _ALL,
    "teaching/class*_readme.md": _ALL,
    "deploy/hub/templates/*.html": _ALL,
    "packages/*/src/*/publish/colour_exchange.html": _ALL,
}


def generated(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield each file with French, and what it should hold."""
    others = of_others(root)
    for path, how in [(path, how) for name, how in FILES.items() for path in sorted(root.glob(name))]:
        content = path.read_bytes().decode()
        theirs = tuple(words for words in others if words in content)
        yield path, how(partial(spaced, others=theirs), content)
