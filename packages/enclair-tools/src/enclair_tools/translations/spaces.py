"""The no-break spaces of French, in every file of the repository that has French, and in nothing else.

French sets a narrow one (U+202F) before ``; ! ?``, a wide one (U+00A0) before ``:`` and inside « ». Nobody
types them reliably: `uv run enclair make spaces` does, as often as one likes.
"""

import csv
import io
import json
import re
import tokenize
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import polib

from enclair_tools.notebooks.canonical import dumps
from enclair_tools.translations.catalogue import WIDTH, catalogue

NARROW, WIDE = "\u202f", "\u00a0"
_SPACES = f"[ {NARROW}{WIDE}]"

#: What is no prose: code, mathematics, tags, addresses, what is in braces.
_KEPT = (
    r"```.*?```|``[^\n]*?``|`[^`\n]*`|\$\$.*?\$\$|\$[^$\n]+\$|<(?P<tag>style|script)\b.*?</(?P=tag)>|</?[a-zA-Z!][^<>]*>"
    r"|\]\([^)\n]*\)|\w+://\S+|\{\{[^\n]*?\}\}|\{%.*?%\}|\{[^{}\n\"]*\}"
)
#: Where a space belongs, and not in `!=`, `![image]`, `x ?help`, `::`, `:=` or `:---`.
_SPACED = (
    rf"(?:(?<=\S){_SPACES}+|[{NARROW}{WIDE}])(?:(?P<narrow>;|!(?![=\[])|\?(?!\w))|(?P<wide>:(?![:=\w-])))"
    rf"|(?P<open>«){_SPACES}*|(?<=[^\s{WIDE}{NARROW}]){_SPACES}*(?P<close>»)"
    r"|(?<=\d) (?P<unit>%|€|(?:ko|Mo|Go|h)\b)"
    rf"|(?<![\d.,{NARROW}])(?P<number>\d{{1,3}}(?:[ {WIDE}]\d{{3}})+)(?!\d)"
)
#: A key of a file of sentences, and the header of one of its tables.
_KEY = re.compile(r'(?:[\w-]+|"[^"]*") = ')
_HEADER = re.compile(r"\[+([\w-]+)")
#: A French text in a description of tables.
_DESCRIBED = re.compile(r'(?<=fr": ")(?:[^"\\]|\\.)*')

Spaced = Callable[[str], str]


def spaced(words: str, others: tuple[str, ...] = ()) -> str:
    r"""Return French ``words`` with the no-break spaces that belong there; ``others`` stay as they are.

    >>> spaced("Qui ? « Moi », dit 5 % : `a ?`, a != b.")
    'Qui\u202f? «\xa0Moi\xa0», dit 5\xa0%\xa0: `a ?`, a != b.'
    """
    quoted = "".join(f"{re.escape(quotation)}|" for quotation in others if quotation in words)
    return re.sub(f"{quoted}{_KEPT}|{_SPACED}", _space, words, flags=re.DOTALL)


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
        for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")):
            french = (
                ("quote_original", "headline_original", "headline_fr") if row.get("language") == "fr" else ()
            )
            columns = ("text_fr",) if path.stem == "claims" else french
            quotations |= {row.get(column) or "" for column in columns}
    return tuple(sorted((words for words in quotations if spaced(words) != words), key=len, reverse=True))


def _in_code(spaces: Spaced, source: str) -> str:
    """Space what is read in Python code: its strings and comments; code that is no Python stays."""
    try:
        tokens = [*tokenize.generate_tokens(io.StringIO(source).readline)]
    except (tokenize.TokenError, SyntaxError):
        return source
    for words in {token.string for token in tokens if token.type in (tokenize.STRING, tokenize.COMMENT)}:
        source = source.replace(words, spaces(words))
    return source


def _in_notebook(spaces: Spaced, content: str) -> str:
    """Space cells, what they print and titles; a notebook that changes is stored in the canonical form."""
    notebook = json.loads(content)
    about = notebook["metadata"].get("enclair", {})
    parts = [(one, "title", spaces) for one in (notebook["metadata"], *about.get("sections", ()))]
    for cell in notebook["cells"]:
        is_code = cell["cell_type"] == "code"
        parts.append((cell, "source", partial(_in_code, spaces) if is_code else spaces))
        for shown in cell.get("outputs", ()):
            data = shown.get("data", {})
            parts += [
                (shown, "text", spaces),
                *((data, kind, spaces) for kind in data if kind[:5] == "text/"),
            ]
    changed = False
    for part, key, how in parts:
        was = part.get(key, "")
        words = "".join(was)
        if (new := how(words)) != words:
            part[key], changed = new.splitlines(keepends=True) if isinstance(was, list) else new, True
    return dumps(notebook) if changed else content


def _in_sentences(spaces: Spaced, content: str, french: bool = True) -> str:
    """Space the values of a file of sentences: of all its tables, or of those that are called ``fr``."""
    lines, here = [], french
    for line in content.splitlines(keepends=True):
        if header := _HEADER.match(line):
            here = french or header[1] == "fr"
        key = _KEY.match(line)
        start = key.end() if key else 0
        lines.append(line[:start] + spaces(line[start:]) if here else line)
    return "".join(lines)


def _in_table(spaces: Spaced, content: str) -> str:
    head, *rows = csv.reader(io.StringIO(content, newline=""))
    spaced_rows = [
        [spaces(cell) if column.endswith("_fr") else cell for column, cell in zip(head, row, strict=True)]
        for row in rows
    ]
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([head, *spaced_rows])
    return content if spaced_rows == rows else out.getvalue()  # quotation marks more than needed are no fault


def _in_catalogue(spaces: Spaced, content: str) -> str:
    entries, changed = polib.pofile(content, wrapwidth=WIDTH), False
    for entry in entries:
        before = entry.msgstr, entry.msgstr_plural
        entry.msgstr = spaces(entry.msgstr)
        entry.msgstr_plural = {number: spaces(words) for number, words in entry.msgstr_plural.items()}
        changed |= before != (entry.msgstr, entry.msgstr_plural)
    return f"{entries}" if changed else content


def _in_all(spaces: Spaced, content: str) -> str:
    return spaces(content)


#: Which files have French, and how it stands in them. What is made from these is not named.
FILES: dict[str, Callable[[Spaced, str], str]] = {
    "notebooks/fr/*.ipynb": _in_notebook,
    "solutions/fr/*.ipynb": _in_notebook,
    "src/**/*fr.toml": _in_sentences,
    "packages/*/src/**/*fr.toml": _in_sentences,
    "datasets/**/*fr.toml": _in_sentences,
    "datasets/*/teaching/names.toml": partial(_in_sentences, french=False),
    "teaching/sessions/*.toml": partial(_in_sentences, french=False),
    "datasets/*/*.csv": _in_table,
    "teaching/*.csv": _in_table,
    "datasets/*/datapackage.json": lambda spaces, text: _DESCRIBED.sub(lambda match: spaces(match[0]), text),
    "teaching/fr/**/*.md": _in_all,
    "teaching/class*_readme.md": _in_all,
    "deploy/hub/templates/*.html": _in_all,
    "packages/*/src/*/publish/colour_exchange.html": _in_all,
}


def generated(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield each file with French, and what it should hold."""
    others = of_others(root)
    files = FILES | {catalogue(root, "fr").relative_to(root).as_posix(): _in_catalogue}
    for path, how in [(path, how) for name, how in files.items() for path in sorted(root.glob(name))]:
        content = path.read_bytes().decode()
        yield path, how(partial(spaced, others=tuple(words for words in others if words in content)), content)
