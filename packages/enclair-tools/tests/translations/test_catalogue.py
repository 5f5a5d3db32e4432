"""What code says and what the catalogue has."""

import re
from collections import Counter

import polib
import pytest
from babel.messages.extract import extract_from_file

from enclair.case.model import NAMES_FILE, load_case
from enclair.text import locale
from enclair.text.locale import parse_toml, read_toml
from enclair.views import view
from enclair_tools.translations import catalogue, notebooks, rows, sentences
from tests.helpers import REPO, put

[PO] = REPO.glob(catalogue.CATALOGUES)
FRENCH = polib.pofile(str(PO))


@pytest.mark.facts
@pytest.mark.parametrize("kind", [catalogue, notebooks, sentences, rows])
def test_the_kit_is_in_step_and_somebody_has_read_it(kind):
    """Whoever changed a text on purpose reads both, and runs the command that this prints."""
    assert [*kind.report(REPO)] == []


def test_a_word_without_a_translation_is_found_and_one_that_nothing_says_goes(tmp_path):
    path = tmp_path / PO.relative_to(REPO)
    put(tmp_path, {"src/view.js": 't("Search")', path: ""})
    others = catalogue.messages(tmp_path / "src") - {"Search"}
    entries = polib.POFile()
    for english in (*others, "Nobody says this any more."):
        entries.append(polib.POEntry(msgid=english, msgstr="« … » ?", tcomment="to be read", flags=["fuzzy"]))
    entries.save(str(path))
    faults = [(fault.english, fault.problem) for fault in catalogue.report(tmp_path)]
    assert faults == [("Search", "these words have no translation.")]
    ((_, content),) = catalogue.generated(tmp_path)
    assert content.count("# to be read\n#, fuzzy\n") == len(others)  # what a translator has noted stays
    words = {entry.msgid: entry.msgstr for entry in polib.pofile(content)}
    assert words == dict.fromkeys(others, "«\u00a0…\u00a0»\u202f?") | {"Search": ""}


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ('text("one" if x else "two")', {"one", "two"}),
        ('text(row["key"] or "none", lang)', {"none"}),
        ('A = N_({"code": ("name", "what it is")})', {"name", "what it is"}),
        ('A = {"code": ("word", N_("in two" " parts"))}', {"in two parts"}),
        ("text(name)", set()),
    ],
)
def test_which_words_python_says(tmp_path, code, words):
    (tmp_path / "code.py").write_text(code, encoding="utf-8")
    assert catalogue.messages(tmp_path) - catalogue.messages(tmp_path / "none") == words


def test_babel_finds_in_a_script_what_a_view_does():
    """It reads no call within a text that has values of its own, `… ${t("{day}", { day })}`."""
    for path in (REPO / "src").rglob("*.js"):
        extracted = extract_from_file("javascript", path, {"t": None}, options=catalogue.OPTIONS["**.js"])
        words = {message for _, message, _, _ in extracted}
        assert {*view.TRANSLATED.findall(path.read_text(encoding="utf-8"))} == words, path


#: Names of verdicts, forms of a word, codes: they are no sentences.
APART = ("answers", "forms", locale.CODES)


def test_no_sentence_stands_in_two_places():
    """Nor does its French: each French sentence renders one place of an English file (`sentences.report`)."""
    texts = [entry.msgid for entry in FRENCH]
    for path in sentences.files(REPO):
        file = sentences.english_of(path)
        texts += sentences.leaves(parse_toml(file.read_bytes(), file.name), APART).values()
    english = [line for text in texts for line in text.splitlines() if len(line.split()) >= 5]  # no labels
    assert [sentence for sentence, count in Counter(english).items() if count > 1] == []


def test_each_name_that_a_case_says_in_another_way_is_one_of_its_tables():
    for path in REPO.glob(f"datasets/*/teaching/{NAMES_FILE}"):
        case = load_case(path.parents[1])
        cells = {str(cell) for name in case.tables for cell in getattr(case, name).to_numpy().flat}
        assert {name for table in read_toml(path.parent, path.name).values() for name in table} <= cells


def test_french_keeps_the_places_for_values():
    for entry in FRENCH:
        english, french = (sorted(re.findall(r"{\w+}", words)) for words in (entry.msgid, entry.msgstr))
        assert english == french, entry.msgid
