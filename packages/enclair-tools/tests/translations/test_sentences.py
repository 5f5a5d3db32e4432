"""Sentences in English and French files: read in a language, and kept in step."""

import pytest

from enclair.text import locale
from enclair.text.errors import NotesError
from enclair_tools.translations import records, sentences
from tests.helpers import REPO, put, refused

SENTENCES = {
    "days.en.toml": """codes = ["side"]
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
""",
    "days.fr.toml": """[days]
late = "Trop tard."
answers = ["oui", "non"]
[days.early]
who = { says = "Quelqu’un." }
[[law]]
says = "Un."
[[law]]
says = "Deux."
""",
}
LINES = ("days.late", "days.answers", "days.early.who.says", "law.0.says", "law.1.says")


@pytest.fixture
def folder(tmp_path):
    """The folder src of a checkout, with one file of sentences in step."""
    put(tmp_path / "src", SENTENCES)
    done(tmp_path / "src", *LINES)
    return tmp_path / "src"


def done(folder, *keys):
    """Record that somebody has read sentences."""
    path = folder / "days.fr.toml"
    return records.done(path, keys, sentences.readings(path))


def told(folder):
    return [(fault.key, fault.problem) for fault in sentences.report(folder.parent)]


def change(folder, old, new, lang="en"):
    path = folder / f"days.{lang}.toml"
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new), encoding="utf-8")
    return told(folder)


def law(folder, lang):
    return [law["says"] for law in locale.tables(folder, "days", lang)["law"]]


def test_a_language_gives_its_own_words_and_the_codes_of_the_english_file(folder):
    french = locale.tables(folder, "days", "fr")["days"]
    assert (french["side"], french["late"], french["answers"]) == ("privacy", "Trop tard.", ["oui", "non"])
    assert french["early"] == {"who": {"side": "security", "says": "Quelqu’un."}}
    assert law(folder, "fr") == ["Un.", "Deux."]
    twins = locale.translations_of(lambda lang: locale.tables(folder, "days", lang)["law"])
    assert twins == {"fr": {"One.": "Un.", "Two.": "Deux."}}


def test_a_sentence_without_a_translation_is_in_english_and_named(folder):
    assert change(folder, 'says = "Deux."', 'sais = "Deux."', "fr") == [
        ("law.1.says", "this sentence is missing."),
        ("law.1.sais", "the English file has no such sentence."),
        ("law.1.says", "this is recorded, and gone."),
    ]
    assert law(folder, "fr") == ["Un.", "Two."]


def test_what_has_changed_is_told_with_both_texts_until_it_is_done(folder):
    changed = ("days.early.who.says", "nobody has read this as it is now.")
    assert change(folder, "Somebody.", "Nobody.") == [changed]
    assert change(folder, '"security"', '"neither"') == [changed]  # a code is no sentence
    (fault,) = sentences.report(folder.parent)
    assert (fault.path, fault.english, fault.translation) == ("src/days.fr.toml", "Nobody.", "Quelqu’un.")
    read = folder / records.RECORDS
    other = f"other.fr\t{fault.key}\t01234567\n"
    # Of two branches that have read a sentence either digest counts.
    assert f"{records.RECORDS} merge=union" in (REPO / ".gitattributes").read_text("utf-8")
    branch = "days.fr\tdays.answers\t01234567\n"
    read.write_text(branch + other + read.read_text("utf-8"), encoding="utf-8")
    assert done(folder, fault.key, "days.late") == [fault.key]
    assert other in read.read_text("utf-8")  # another file's
    assert told(folder) == []


def test_what_nobody_has_read_and_a_missing_file_are_told(folder):
    (folder / records.RECORDS).unlink()
    assert told(folder) == [(key, "nobody has read this as it is now.") for key in LINES]
    (folder / "days.fr.toml").unlink()
    assert told(folder) == [("", "the file is missing.")]


@pytest.mark.parametrize("french", ["Après {left-out}.", "Après.", "{left_out} {left_out}."])
def test_a_translation_keeps_the_places_for_values(french):
    english = {"late": "After {left_out}."}
    (fault,) = sentences.faults(english, {"late": french}, "fr.toml")
    assert fault.problem == "the names in braces are not those of the English sentence."
    assert [*sentences.faults(english, {"late": "Après {left_out}."}, "fr.toml")] == []


def test_a_sentence_stands_once_and_its_name_elsewhere(folder):
    key = "law.1.says"
    [(changed, problem)] = change(folder, 'says = "Two."', 'says = "@days.late"')
    assert (changed, problem) == (key, "nobody has read this as it is now.")
    assert change(folder, 'says = "Deux."', "", "fr") == [(key, "this is recorded, and gone.")]
    assert done(folder, key) == [key]
    assert told(folder) == []
    assert [law(folder, lang) for lang in locale.LANGUAGES] == [["One.", "Too late."], ["Un.", "Trop tard."]]


def test_the_name_of_a_sentence_that_is_nowhere_and_a_file_that_is_no_toml_are_told(folder):
    change(folder, 'says = "Two."', 'says = "@days.nowhere"')
    refused(NotesError, r"@days\.nowhere: there is no such sentence", locale.tables, folder, "days", "en")
    (folder / "days.fr.toml").write_text('[days]\nlate = "a "b""', encoding="utf-8")
    refused(NotesError, r"days\.fr\.toml, line 2", told, folder)
