"""The words of the kit: what one side prefers is quoted, in italics, or stands beside who prefers it."""

import json
from pathlib import Path

import polib
import pytest

from enclair import load_case
from enclair.analysis import vocabulary
from enclair.analysis.questions import row_of
from enclair.analysis.vocabulary import strays

REPO = Path(__file__).parents[2]
CASE = load_case("telegram")
SIDED, OURS = vocabulary.told()["sided"], vocabulary.told()["ours"]
#: Tables of what curricula and works of others are about, under the names that those give themselves.
NAMES_OF_OTHERS = {"standards.md", "standards.csv"}
PAGES = [
    *REPO.glob("*.md"),
    *REPO.glob("datasets/*/*.md"),
    *REPO.glob("teaching/*.md"),
    *REPO.glob("docs/**/*.md"),
]
NOTEBOOKS = sorted(
    path for folder in ("notebooks", "solutions") for path in (REPO / folder).glob("*/*.ipynb")
)


def test_both_sides_have_as_many_words_give_or_take_one():
    sides = [word["side"] for word in SIDED]
    assert set(sides) == {"privacy", "security"}
    assert abs(sides.count("privacy") - sides.count("security")) <= 1


def test_no_word_stands_twice_and_none_of_ours_is_one_sided():
    terms = [word["term"] for word in (*SIDED, *OURS)]
    assert len(set(terms)) == len(terms)
    for word in OURS:
        assert strays(word["term"]) == []
        assert strays(word["french"], "fr") == []
    for word in SIDED:
        assert strays(word["ours"]) == [], word["term"]


def test_notes_on_both_sides_are_equally_long_and_name_no_winner():
    notes = {side: [w["note"] for w in SIDED if w["side"] == side] for side in ("privacy", "security")}
    lengths = {side: sum(map(len, each)) / len(each) for side, each in notes.items()}
    assert 0.8 <= lengths["privacy"] / lengths["security"] <= 1.25
    assert max(len(note) for each in notes.values() for note in each) <= 120


@pytest.mark.parametrize("word", [*SIDED, *OURS], ids=lambda word: word["term"])
def test_a_row_that_is_named_exists_and_an_address_is_one(word):
    keys = {"term", "french", "note", "row", "source"}
    assert set(word) <= keys | ({"side", "ours", "forms", "forms_fr"} if "side" in word else set())
    if "row" in word:
        row = row_of(CASE, word["row"])
        if "side" in word:
            said = " ".join(str(value) for value in row.values()).lower()
            assert any(form in said for form in (*word["forms"], *word["forms_fr"])), word["term"]
    if "source" in word:
        assert word["source"].startswith("https://")
    assert "side" not in word or "row" in word or "source" in word


@pytest.mark.parametrize("word", SIDED, ids=lambda word: word["term"])
def test_each_form_is_found_in_the_kits_own_voice_in_both_languages(word):
    for lang, forms in (("en", word["forms"]), ("fr", word["forms_fr"])):
        for form in forms:
            bad = f"It is late. Here {form} is bad. So it is."
            assert strays(bad, lang) == [(word["term"], f"Here {form} is bad.")]
            for good in (f"Here “{form}” is bad.", f"Here *{form}* is bad.", f"Here ***{form} it*** is bad."):
                assert strays(good, lang) == []
            assert strays(f"Capital {form.capitalize()}, too.", lang)


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
    assert sorted(term for term, _ in strays(words)) == sorted(found)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_lessons_and_exercises_speak_in_words_that_both_sides_can_use(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert [found for cell in cells for found in strays("".join(cell["source"]))] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_pages_speak_in_words_that_both_sides_can_use(path):
    if path.name not in NAMES_OF_OTHERS:
        assert strays(path.read_text(encoding="utf-8")) == []


def test_everything_on_screen_is_in_words_that_both_sides_can_use():
    """The catalogue holds every sentence of the code and of its files, and the French of each."""
    entries = polib.pofile(str(REPO / "src" / "enclair" / "locale" / "fr" / "LC_MESSAGES" / "enclair.po"))
    assert len(entries) > 2000
    assert [found for entry in entries for found in strays(entry.msgid)] == []
    assert [found for entry in entries for found in strays(entry.msgstr, "fr")] == []


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_questions_of_the_case_are_in_words_that_both_sides_can_use(lang):
    table = CASE.open_questions
    names = (f"{name}_{lang}" for name in ("question", "reason", "privacy", "security"))
    assert [found for name in names for cell in table[name] for found in strays(cell, lang)] == []
