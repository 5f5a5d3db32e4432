"""What holds in all French of the kit: its apostrophes, and the one word for what a detector gives."""

import re

import polib

from enclair_tools.translations import spaces
from enclair_tools.translations.catalogue import CATALOGUES
from tests.helpers import REPO

#: What is no French of ours: code, keys, comments of templates, quotations.
NOT_OURS = re.compile(
    r'`[^`]*`|^"[^"]*" = |\{#.*?#\}|<span lang="en">.*?</span>|«[^»]*»|“[^”]*”', re.DOTALL | re.MULTILINE
)
#: The prosecutor's own words, and a page that has both languages.
LEFT_OUT = ("charges", "colour_exchange")
WRONG = re.compile(r"\balarmes?\b|(?<=[^\W\d_])'(?=[^\W\d_])", re.IGNORECASE)


def pieces(path, how):
    """The French of a file, piece by piece, as the command that sets its spaces finds it."""
    found = []
    how(lambda words: found.append(words) or words, path.read_text(encoding="utf-8"))
    return found


def test_french_has_round_apostrophes_and_one_word_for_what_a_detector_gives():
    files = [(path, how) for name, how in spaces.FILES.items() for path in sorted(REPO.glob(name))]
    french = [(path.name, pieces(path, how)) for path, how in files if path.stem not in LEFT_OUT]
    for path in REPO.glob(CATALOGUES):
        french.append((path.name, [entry.msgstr for entry in polib.pofile(str(path))]))
    theirs, wrong = spaces.of_others(REPO), []
    for name, found in french:
        for piece in found:
            for words in theirs:
                piece = piece.replace(words, "")
            ours = NOT_OURS.sub("", piece)
            wrong += [(name, ours[max(0, one.start() - 30) :][:60]) for one in WRONG.finditer(ours)]
    assert wrong == []


def test_no_command_on_a_page_has_a_no_break_space():
    """A shell reads one as a part of a word: `awk` refused the program that erases a class."""
    for page in [*(REPO / "teaching").rglob("*.md"), *(REPO / "deploy").rglob("*.md")]:
        for code in re.findall(r"^```.*?^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE):
            assert not re.search("[\u00a0\u202f]", code), page
