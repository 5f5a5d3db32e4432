"""What code says and what the catalogue has, extracted by Babel."""

import re
import shutil
from collections import Counter
from importlib.resources import files
from pathlib import Path

import polib
import pytest
from babel.messages.extract import extract_from_file

from enclair.case.model import NAMES_FILE
from enclair.text import toml
from enclair.text.locale import parse_toml
from enclair.views import view
from enclair_tools.translations import catalogue, formats, sentences
from tests.helpers import REPO

PACKAGE = Path(str(files("enclair")))


def french() -> polib.POFile:
    return polib.pofile(str(catalogue.catalogue(REPO, "fr")))


def test_the_catalogue_has_what_code_says_and_nothing_else() -> None:
    assert [*catalogue.report(REPO)] == []


def test_a_word_without_a_translation_and_one_that_nothing_says_are_found(tmp_path: Path) -> None:
    path = catalogue.catalogue(tmp_path, "fr")
    path.parent.mkdir(parents=True)
    (tmp_path / "src" / "code.py").write_text('text("Search"), text("Show")', encoding="utf-8")
    others = catalogue.messages(tmp_path / "src") - {"Search"}
    entries = polib.POFile()
    for english in (*others, "Nobody says this any more."):
        entries.append(polib.POEntry(msgid=english, msgstr="…"))
    entries.save(str(path))
    faults = {fault.english: fault.problem for fault in catalogue.report(tmp_path)}
    assert faults == {
        "Search": "these words have no translation.",
        "Nobody says this any more.": "nothing says these words.",
    }
    assert catalogue.extract(tmp_path) == [path]
    entries = {entry.msgid: entry.msgstr for entry in polib.pofile(str(path))}
    assert entries == dict.fromkeys(others, "…") | {"Search": ""}


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ('text("one" if x else "two")', {"one", "two"}),
        ('text(row["key"] or "none", lang)', {"none"}),
        ('plural("{count} day", "{count} days", 2)', {"{count} day", "{count} days"}),
        ('A = N_({"code": ("name", "what it is")})', {"name", "what it is"}),
        ('A = {"code": ("word", N_("in two" " parts"))}', {"in two parts"}),
        ("text(name)", set()),
    ],
)
def test_which_words_python_says(tmp_path: Path, code: str, words: set[str]) -> None:
    (tmp_path / "code.py").write_text(code, encoding="utf-8")
    assert words <= catalogue.messages(tmp_path)
    assert catalogue.messages(tmp_path) - catalogue.messages(tmp_path / "none") == words


def test_babel_finds_in_a_script_what_a_view_does() -> None:
    """It reads no call within a text that has values of its own, `… ${t("{day}", { day })}`."""
    for path in PACKAGE.rglob("*.js"):
        extracted = extract_from_file("javascript", path, {"t": None}, options=catalogue.OPTIONS["**.js"])
        words = {message for _, message, _, _ in extracted}
        assert {*view.TRANSLATED.findall(path.read_text(encoding="utf-8"))} == words, path


#: Names of verdicts, forms of a word, codes: they are no sentences.
APART = ("answers", "forms", toml.CODES)
#: A text of so many words is a sentence: shorter ones are labels, which several views may have.
SENTENCE = 5


def every_sentence(value: object) -> list[str]:
    """Every sentence in the tables of a file."""
    if isinstance(value, dict):
        return [
            sentence
            for key, part in value.items()
            if key not in APART or isinstance(part, dict)
            for sentence in every_sentence(part)
        ]
    if isinstance(value, list):
        return [sentence for part in value for sentence in every_sentence(part)]
    return [value] if isinstance(value, str) and len(value.split()) >= SENTENCE else []


def test_no_sentence_stands_in_two_places() -> None:
    """Nor does its French: each French sentence renders one place of an English file (`sentences.report`)."""
    english = [entry.msgid for entry in french() if len(entry.msgid.split()) >= SENTENCE]
    for path, _ in sentences.files(REPO):
        file = sentences.english_of(path)
        english += every_sentence(parse_toml(file.read_text(encoding="utf-8"), file.name))
    assert [sentence for sentence, count in Counter(english).items() if count > 1] == []


def test_a_name_that_a_case_says_but_no_table_has_is_found(tmp_path: Path) -> None:
    shutil.copytree(REPO / "datasets" / "telegram", tmp_path / "datasets" / "telegram")
    file = tmp_path / "datasets" / "telegram" / "teaching" / NAMES_FILE
    file.write_text('[fr]\n"Nobody" = "Personne"\n"Belgium" = "Belgique"\n', encoding="utf-8")
    assert [fault.key for fault in catalogue.of_cases(tmp_path)] == ["Nobody"]


def test_french_keeps_the_places_for_values() -> None:
    for entry in french():
        assert sorted(re.findall(r"{\w+}", entry.msgid)) == sorted(re.findall(r"{\w+}", entry.msgstr)), (
            entry.msgid
        )


def test_the_file_of_formats_is_what_babel_gives(tmp_path: Path) -> None:
    assert formats.report(REPO) == []
    path = formats.path(tmp_path)
    path.parent.mkdir(parents=True)
    path.write_text(
        formats.path(REPO).read_text(encoding="utf-8").replace('"août"', '"aout"'), encoding="utf-8"
    )
    assert [str(fault) for fault in formats.report(tmp_path)] == [
        "src/enclair/text/formats.toml: this is not what Babel gives.\n"
        "  Run `uv run enclair translations --extract`."
    ]
    assert formats.extract(tmp_path) == [path]
    assert path.read_bytes() == formats.path(REPO).read_bytes()
