"""The words of the kit: what one side prefers is quoted, in italics, or stands beside who prefers it."""

import re
from pathlib import Path

import pytest

from enclair import load_case
from enclair.case.model import NAMES_FILE
from enclair.case.questions import row_of
from enclair.text.locale import read_toml
from enclair_tools.teach import vocabulary
from enclair_tools.teach.vocabulary import sided_words

pytestmark = pytest.mark.facts

REPO = Path(__file__).parents[4]
CASE = load_case("telegram")
SIDED, OURS = vocabulary.word_lists()["sided"], vocabulary.word_lists()["ours"]
FRENCH = {
    word["term"]: french
    for kind in ("sided", "ours")
    for word, french in zip(vocabulary.word_lists()[kind], vocabulary.word_lists("fr")[kind], strict=True)
}


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
        else ("Ceux qui l’emploient soulignent ", r"\u202f; d’autres(,| répondent) ")
    )
    for note in (note for each in notes.values() for note in each):
        assert len(note) <= 120
        assert note.startswith(first)
        before, after = re.split(second, note)[::2]
        # Neither half is a mere nod.
        assert min(len(before) - len(first), len(after)) >= 12, note


def test_a_row_that_is_named_exists_and_an_address_is_one():
    keys = {"term", "row", "source"}
    for word in (*SIDED, *OURS):
        sided = "side" in word
        assert set(word) <= keys | ({"side", "ours", "forms", "note"} if sided else {"remark"})
        row = row_of(CASE, word["row"]) if "row" in word else {}
        said = " ".join(map(str, row.values())).lower()
        forms = (*word["forms"], *FRENCH[word["term"]]["forms"]) if sided and row else [""]
        assert any(form in said for form in forms), word["term"]
        assert word.get("source", "https://").startswith("https://")
        assert not sided or "row" in word or "source" in word


@pytest.mark.parametrize("word", SIDED, ids=lambda word: word["term"])
def test_each_form_is_found_in_the_kits_own_voice_in_both_languages(word):
    for lang, forms in (("en", word["forms"]), ("fr", FRENCH[word["term"]]["forms"])):
        for form in forms:
            assert sided_words(f"It is late. Here {form} is bad. So it is.", lang) == [
                (word["term"], f"Here {form} is bad.")
            ]
            assert sided_words(f"Here “{form}” is bad.", lang) == []
            assert sided_words(f"Capital {form.capitalize()}, too.", lang)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Encryption needs a backdoor.", ["backdoor"]),
        ("**Bold does not help a backdoor.**", ["backdoor"]),
        ("One * times a backdoor * two.", ["backdoor"]),
        ("*A backdoor* is bad.", []),
        ("Here ***a backdoor*** is bad.", []),
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


def test_the_report_on_balance_reads_each_page_and_each_sentence():
    """It names each word of one side that stands there as ours: a folder that moved must not make it pass."""
    spoken = [*vocabulary.own_words(REPO)]
    read = {path for path, _, _ in spoken}
    assert {"README.md", "datasets/telegram/README.md", "teaching/tried.md", "teaching/en/stance.md"} <= read
    assert {f"teaching/en/guide/{path.stem}.md" for path in (REPO / "notebooks" / "en").glob("*")} <= read
    on_screen = {words for place, _, words in spoken if place == "on screen"}
    assert len(on_screen) > 2000
    assert {word["note"] for word in SIDED} <= on_screen


def test_names_and_questions_of_the_case_are_in_words_that_both_sides_can_use():
    names = read_toml(REPO / "datasets" / "telegram" / "teaching", NAMES_FILE)["fr"]
    for lang, words in (("en", names), ("fr", names.values())):
        sides = (f"{name}_{lang}" for name in ("question", "reason", "privacy", "security"))
        cells = [*words, *(cell for side in sides for cell in CASE.open_questions[side])]
        assert [found for cell in cells for found in sided_words(cell, lang)] == []
