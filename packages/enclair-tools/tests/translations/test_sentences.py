"""Sentences in English and French files: read in a language, and kept in step."""

import shutil
from pathlib import Path

import pytest

from enclair.text import locale
from enclair.text.errors import ChoiceError, NotesError
from enclair_tools.translations import records, sentences
from tests.helpers import REPO, refused

ENGLISH = """codes = ["side"]

[days]
side = "privacy"
late = "Too late."
answers = ["yes", "no"]

[days.early]
who = { side = "security", says = "Somebody." }

[[law]]
says = "One."

[[law]]
says = "Two."
"""
FRENCH = """[days]
late = "Trop tard."
answers = ["oui", "non"]

[days.early]
who = { says = "Quelqu’un." }

[[law]]
says = "Un."

[[law]]
says = "Deux."
"""
LINES = ("days.late", "days.answers", "days.early.who.says", "law.0.says", "law.1.says")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A checkout with one file of sentences in step, in the folder src."""
    shutil.copy(REPO / "pyproject.toml", tmp_path)
    (tmp_path / "src").mkdir()
    for lang, content in (("en", ENGLISH), ("fr", FRENCH)):
        (tmp_path / "src" / f"days.{lang}.toml").write_text(content, encoding="utf-8")
    done(tmp_path / "src" / "days.fr.toml", *LINES)
    return tmp_path


def done(path: Path, *keys: str) -> list[str]:
    """Record that somebody has read sentences."""
    return records.done(path, keys, sentences.readings(path))


def change(folder: Path, old: str, new: str, lang: str = "en") -> list[tuple[str, str]]:
    path = folder / "src" / f"days.{lang}.toml"
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new), encoding="utf-8")
    return [(fault.key, fault.problem) for fault in sentences.report(folder)]


def test_a_language_gives_its_own_words_and_the_codes_of_the_english_file(folder: Path) -> None:
    french = locale.tables(folder / "src", "days", "fr")
    assert french["days"] == {
        "side": "privacy",
        "late": "Trop tard.",
        "answers": ["oui", "non"],
        "early": {"who": {"side": "security", "says": "Quelqu’un."}},
    }
    assert [law["says"] for law in french["law"]] == ["Un.", "Deux."]
    assert locale.translations_of(lambda lang: locale.tables(folder / "src", "days", lang)["law"]) == {
        "fr": {"One.": "Un.", "Two.": "Deux."}
    }
    refused(ChoiceError, "en, fr", locale.tables, folder / "src", "days", "de")


def test_a_sentence_without_a_translation_is_in_english_and_named(folder: Path) -> None:
    assert change(folder, 'says = "Deux."', 'sais = "Deux."', "fr") == [
        ("law.1.says", "this sentence is missing."),
        ("law.1.sais", "the English file has no such sentence."),
        ("law.1.says", "this is recorded, and gone."),
    ]
    assert locale.tables(folder / "src", "days", "fr")["law"][1]["says"] == "Two."


def test_what_has_changed_is_told_with_both_texts_until_it_is_done(folder: Path) -> None:
    changed = ("days.early.who.says", "this has changed since somebody read it.")
    assert change(folder, "Somebody.", "Nobody.") == [changed]
    assert change(folder, '"security"', '"neither"') == [changed]  # a code is no sentence
    (fault,) = sentences.report(folder)
    assert (fault.path, fault.english, fault.translation) == ("src/days.fr.toml", "Nobody.", "Quelqu’un.")
    read = folder / "src" / records.RECORDS
    read.write_text(f"other.fr\t{fault.key}\t01234567\n{read.read_text('utf-8')}", encoding="utf-8")
    assert done(folder / fault.path, fault.key, "days.late") == [fault.key]
    assert "01234567" in read.read_text("utf-8")  # another file's
    assert [*sentences.report(folder)] == []


def test_what_nobody_has_read_and_a_missing_file_are_told(folder: Path) -> None:
    (folder / "src" / records.RECORDS).unlink()
    assert {fault.problem for fault in sentences.report(folder)} == {"nobody has read this."}
    (folder / "src" / "days.fr.toml").unlink()
    assert [(fault.path, fault.problem) for fault in sentences.report(folder)] == [
        ("src/days.fr.toml", "the file is missing.")
    ]


@pytest.mark.parametrize("french", ["Après {left-out}.", "Après.", "{left_out} {left_out}."])
def test_a_translation_keeps_the_places_for_values(french: str) -> None:
    english = {"late": "After {left_out}."}
    (fault,) = sentences.faults(english, {"late": french}, "fr.toml")
    assert fault.problem == "the names in braces are not those of the English sentence."
    assert [*sentences.faults(english, {"late": "Après {left_out}."}, "fr.toml")] == []


def test_a_sentence_stands_once_and_its_name_elsewhere(folder: Path) -> None:
    assert change(folder, 'says = "Two."', 'says = "@days.late"') == [
        ("law.1.says", "this has changed since somebody read it.")
    ]
    path = folder / "src" / "days.fr.toml"
    path.write_text(path.read_text(encoding="utf-8").rpartition("says")[0], encoding="utf-8")
    assert done(path, "law.1.says") == ["law.1.says"]
    assert [*sentences.report(folder)] == []
    for lang, late in (("en", "Too late."), ("fr", "Trop tard.")):
        assert locale.tables(folder / "src", "days", lang)["law"][1]["says"] == late


def test_the_name_of_a_sentence_that_is_nowhere_is_told(folder: Path) -> None:
    change(folder, 'says = "Two."', 'says = "@days.nowhere"')
    with pytest.raises(NotesError, match=r"@days\.nowhere: there is no such sentence"):
        locale.tables(folder / "src", "days", "en")


def test_a_file_that_is_no_toml_is_named(folder: Path) -> None:
    (folder / "src" / "days.fr.toml").write_text('[days]\nlate = "a "b""', encoding="utf-8")
    refused(NotesError, r"days\.fr\.toml: .*line 2", lambda: [*sentences.report(folder)])
