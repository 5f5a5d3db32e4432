"""How hard the lessons are to read: ``uv run python -m benchmarks.readability [REVISION]``.

For each lesson, in each language: its words, Flesch reading ease (higher is easier; for French in the
variant of Kandel and Moles) and LIX (lower is easier). With a revision of Git, its values stand before
those of today.

Only Markdown cells are counted. Left out are tables, HTML, addresses of links, inline code and the line of
minutes below a heading. A heading, an entry of a list and a paragraph each end a sentence; numbers are no
words. Syllables are counted by hyphenation, which misses some, so that Flesch comes out too high: compare
two versions of one text, not a text with a scale.
"""

import argparse
import json
import re
import subprocess
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from pyphen import Pyphen

from enclair_tools.notebooks.canonical import read

REPO = Path(__file__).parents[1]
LANGS = ("en", "fr")
LEFT_OUT = re.compile(
    r"^\|.*$"  # a row of a table
    r"|^\*\d+ minutes?, \w+\*$"
    r"|(?s:^```.*?^```)|`[^`]*`"
    r"|<[^>]+>|(?<=\])\([^)]*\)",
    re.MULTILINE,
)
STARTS = re.compile(r"^\s*(?:[#>*-]+|\d+\.)\s+", re.MULTILINE)
ENDS = re.compile(r"[.!?…]+(?=\W*(?:\s|$))|\n")
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


class Ease(NamedTuple):
    """How hard a text is to read."""

    words: int
    flesch: float
    lix: float


def prose(notebook):
    """Return the Markdown of a notebook as sentences and lines that end like one."""
    cells = [cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    return "\n".join(STARTS.sub("", LEFT_OUT.sub(" ", "".join(cell))) for cell in cells)


def ease(text, lang):
    """Measure ``text``.

    >>> ease("The cat sat on the mat.", "en")
    Ease(words=6, flesch=116.145, lix=6.0)
    """
    sentences = [sentence for sentence in map(WORD.findall, ENDS.split(text)) if sentence]
    words = [word for sentence in sentences for word in sentence]
    hyphens = Pyphen(lang={"en": "en_US", "fr": "fr"}[lang])
    length = len(words) / len(sentences)
    syllables = mean(1 + len(hyphens.positions(word)) for word in words)
    base, weight = {"en": (206.835, 84.6), "fr": (207, 73.6)}[lang]
    long = mean(sum(map(str.isalpha, word)) > 6 for word in words)
    return Ease(len(words), round(base - 1.015 * length - weight * syllables, 3), length + 100 * long)


def at(revision, path):
    """Return the notebook at ``path`` as it was at a revision."""
    command = ["git", "show", f"{revision}:{path.relative_to(REPO).as_posix()}"]
    return json.loads(subprocess.run(command, cwd=REPO, check=True, capture_output=True).stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("revision", nargs="?", help="show the values of this revision before those of today")
    revision = parser.parse_args().revision
    print("lesson", "words", "Flesch", "LIX", sep="\t")
    for lang in LANGS:
        for path in sorted((REPO / "notebooks" / lang).glob("*.ipynb")):
            versions = ([at(revision, path)] if revision else []) + [read(path)]
            measures = [ease(prose(version), lang) for version in versions]
            shown = [
                " → ".join(f"{value:.{digits}f}" for value in column)
                for column, digits in zip(zip(*measures, strict=True), (0, 1, 1), strict=True)
            ]
            print(f"{lang}/{path.stem[:2]}", *shown, sep="\t")


if __name__ == "__main__":
    main()
