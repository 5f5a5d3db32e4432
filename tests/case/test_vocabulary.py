"""The words of the kit: what one side prefers is quoted, in italics, or stands beside who prefers it."""

import json
import re
from pathlib import Path

import polib
import pytest

from enclair import load_case
from enclair.case import naming, vocabulary
from enclair.case.questions import row_of
from enclair.case.vocabulary import sided_words
from enclair.text import toml
from enclair_tools.teach import balance_report
from enclair_tools.teach.balance_report import KINDS, pages

REPO = Path(__file__).parents[2]
CASE = load_case("telegram")
SIDED, OURS = vocabulary.word_lists()["sided"], vocabulary.word_lists()["ours"]
FRENCH = {
    word["term"]: french
    for kind in ("sided", "ours")
    for word, french in zip(vocabulary.word_lists()[kind], vocabulary.word_lists("fr")[kind], strict=True)
}
PAGES = pages(REPO)
NOTEBOOKS = sorted(path for folder in KINDS for path in (REPO / folder).glob("*/*.ipynb"))


def test_both_sides_have_as_many_words():
    sides = [word["side"] for word in SIDED]
    assert set(sides) == {"privacy", "security"}
    assert sides.count("privacy") == sides.count("security") >= 5


def test_no_word_stands_twice_and_none_of_ours_is_one_sided():
    terms = [word["term"] for word in (*SIDED, *OURS)]
    assert len(set(terms)) == len(terms)
    for word in OURS:
        assert sided_words(word["term"]) == []
        assert sided_words(FRENCH[word["term"]]["term"], "fr") == []
    for word in SIDED:
        assert sided_words(word["ours"]) == [], word["term"]


def test_notes_on_both_sides_are_equally_long_and_let_both_speak(lang):
    """No note tells who is right: who says the word stresses one thing, others answer with another."""
    notes = {
        side: [w["note"] for w in vocabulary.word_lists(lang)["sided"] if w["side"] == side]
        for side in ("privacy", "security")
    }
    lengths = {side: sum(map(len, each)) / len(each) for side, each in notes.items()}
    assert 0.9 <= lengths["privacy"] / lengths["security"] <= 1.1
    first, second = (
        ("Those who say it stress ", r"; others(,| stress| answer) ")
        if lang == "en"
        else ("Ceux qui l’emploient soulignent ", r"\u00a0; d’autres(,| répondent) ")
    )
    for note in (note for each in notes.values() for note in each):
        assert len(note) <= 120
        assert note.startswith(first)
        before, after = re.split(second, note)[::2]
        # Neither half is a mere nod.
        assert min(len(before) - len(first), len(after)) >= 12, note


@pytest.mark.parametrize("word", [*SIDED, *OURS], ids=lambda word: word["term"])
def test_a_row_that_is_named_exists_and_an_address_is_one(word):
    keys = {"term", "row", "source"}
    assert set(word) <= keys | ({"side", "ours", "forms", "note"} if "side" in word else {"remark"})
    if "row" in word:
        row = row_of(CASE, word["row"])
        if "side" in word:
            said = " ".join(str(value) for value in row.values()).lower()
            assert any(form in said for form in (*word["forms"], *FRENCH[word["term"]]["forms"])), word[
                "term"
            ]
    if "source" in word:
        assert word["source"].startswith("https://")
    assert "side" not in word or "row" in word or "source" in word


@pytest.mark.parametrize("word", SIDED, ids=lambda word: word["term"])
def test_each_form_is_found_in_the_kits_own_voice_in_both_languages(word):
    for lang, forms in (("en", word["forms"]), ("fr", FRENCH[word["term"]]["forms"])):
        for form in forms:
            bad = f"It is late. Here {form} is bad. So it is."
            assert sided_words(bad, lang) == [(word["term"], f"Here {form} is bad.")]
            for good in (f"Here “{form}” is bad.", f"Here *{form}* is bad.", f"Here ***{form} it*** is bad."):
                assert sided_words(good, lang) == []
            assert sided_words(f"Capital {form.capitalize()}, too.", lang)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Encryption needs a backdoor.", ["backdoor"]),
        ("**Bold does not help a backdoor.**", ["backdoor"]),
        ("One * times a backdoor * two.", ["backdoor"]),
        ("“A quotation.” A backdoor after it. “Another.”", ["backdoor"]),
        ("It's a backdoor, isn't it?", ["backdoor"]),
        ("- one\n- a backdoor\n- the word three", ["backdoor"]),
        ("Lawful access and backdoors: both.", ["lawful access", "backdoor"]),
        ("Opponents call it chat control.", []),
        ("Police prefer lawful access, others backdoor.", []),
        ("The word backdoor says that it is hidden.", []),
        ("The word is old.\n\nA backdoor is new.", ["backdoor"]),
        ("See `leave-rather-than-backdoor` and https://example.org/backdoor.", []),
        ("« Une porte dérobée. »", []),
        ("Judicial supervision, access that is lawful, a dark room.", []),
    ],
)
def test_what_lifts_a_word_out_of_our_voice_and_what_does_not(words, found):
    assert sorted(term for term, _ in sided_words(words)) == sorted(found)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_lessons_and_exercises_speak_in_words_that_both_sides_can_use(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert [found for cell in cells for found in sided_words("".join(cell["source"]), path.parent.name)] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(REPO).as_posix())
def test_pages_speak_in_words_that_both_sides_can_use(path):
    assert sided_words(path.read_text(encoding="utf-8"), PAGES[path]) == []


def test_all_that_is_read_is_read():
    """The tests above read what they find: a folder that moved must not make them pass."""
    read = {path.relative_to(REPO).as_posix() for path in PAGES}
    assert {"README.md", "datasets/telegram/README.md", "teaching/tried.md", "teaching/en/stance.md"} <= read
    assert {f"teaching/en/guide/{path.stem}.md" for path in (REPO / "notebooks" / "en").glob("*")} <= read
    for folder, lessons in (("notebooks", range(9)), ("solutions", range(1, 9)), ("exercises", range(1, 9))):
        found = {int(path.name[:2]) for path in NOTEBOOKS if path.parts[-3:-1] == (folder, "en")}
        assert found >= set(lessons)


def test_everything_on_screen_is_in_words_that_both_sides_can_use():
    """The catalogue and the files of sentences hold all that the code says, and the French of each."""
    entries = polib.pofile(str(REPO / "src" / "enclair" / "text" / "fr" / "LC_MESSAGES" / "enclair.po"))
    said = {(entry.msgid, entry.msgstr) for entry in entries}
    said |= {(english, french) for english, french, _ in balance_report.translated_sentences(REPO)}
    said |= set(toml.read(REPO / "datasets" / "telegram" / "teaching", naming.FILE)["fr"].items())
    assert len(said) > 4000
    assert [found for english, _ in said for found in sided_words(english)] == []
    assert [found for _, french in said for found in sided_words(french, "fr")] == []
    assert {word["note"] for word in SIDED} <= {english for english, _ in said}


def test_questions_of_the_case_are_in_words_that_both_sides_can_use(lang):
    table = CASE.open_questions
    names = (f"{name}_{lang}" for name in ("question", "reason", "privacy", "security"))
    assert [found for name in names for cell in table[name] for found in sided_words(cell, lang)] == []
