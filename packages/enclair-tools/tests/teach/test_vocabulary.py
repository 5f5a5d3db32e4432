"""The words of the kit: what one side prefers is quoted, in italics, or stands beside who prefers it."""

import re

import pytest

from enclair.case.model import NAMES_FILE, row_of, teaching
from enclair.text.locale import LANGUAGES, read_toml
from enclair_tools.teach import vocabulary
from enclair_tools.teach.vocabulary import sided_words
from tests.helpers import CASE, REPO

pytestmark = pytest.mark.facts

SIDED, OURS = ([teaching("vocabulary", lang)[kind] for lang in LANGUAGES] for kind in ("sided", "ours"))
PAIRS = [*zip(*SIDED, strict=True), *zip(*OURS, strict=True)]


def test_both_sides_have_as_many_words_and_none_stands_twice_or_is_both_ours_and_of_one_side():
    sides = [word["side"] for word in SIDED[0]]
    assert sides.count("privacy") == sides.count("security") >= 5
    assert len({word["term"] for word, _ in PAIRS}) == len(PAIRS)
    ours = [(word["term"], lang) for lang, words in zip(LANGUAGES, OURS, strict=True) for word in words]
    ours += [(word["ours"], "en") for word in SIDED[0]]
    assert [words for words, lang in ours if sided_words(words, lang)] == []


def test_notes_let_both_sides_speak(lang):
    begin, middle = {
        "en": ("Those who say it stress ", r"; others(?:,| stress| answer) "),
        "fr": ("Ceux qui l’emploient soulignent ", r"\u202f; d’autres(?:,| répondent) "),
    }[lang]
    for note in (word["note"] for word in SIDED[LANGUAGES.index(lang)]):
        assert len(note) <= 120
        assert re.match(rf"{begin}.{{12,}}{middle}.{{12,}}", note), note


def test_a_row_that_is_named_exists_and_an_address_is_one():
    for word, french in PAIRS:
        row = row_of(CASE, word["row"]) if "row" in word else {}
        cells = " ".join(map(str, row.values())).lower()
        forms = (*word["forms"], *french["forms"]) if "side" in word and row else [""]
        assert any(form in cells for form in forms), word["term"]
        assert word.get("source", "https://").startswith("https://")
        assert "side" not in word or {"row", "source"} & {*word}


def test_each_form_is_found_in_the_kits_own_voice(lang):
    for english, word in zip(SIDED[0], SIDED[LANGUAGES.index(lang)], strict=True):
        for form in (*word["forms"], word["forms"][0].capitalize()):
            own = [(english["term"], f"Here {form} is bad.")]
            assert sided_words(f"It is late. Here {form} is bad. So it is.", lang) == own


@pytest.mark.parametrize(
    ("words", "terms"),
    [
        ("Encryption needs a backdoor.", ["backdoor"]),
        ("One * times a backdoor * two.", ["backdoor"]),
        ("*A backdoor* is bad.", []),
        ("Here ***a backdoor*** is bad.", []),
        ("“A quotation.” A backdoor after it. “Another.”", ["backdoor"]),
        ("It's a backdoor, isn't it?", ["backdoor"]),
        ("Lawful access and backdoors: both.", ["lawful access", "backdoor"]),
        ("Police prefer lawful access, others backdoor.", []),
        ("The word backdoor says that it is hidden.", []),
        ("The word is old.\n\nA backdoor is new.", ["backdoor"]),
        ("See `leave-rather-than-backdoor` and https://example.org/backdoor.", []),
        ("« Une porte dérobée. »", []),
    ],
)
def test_what_lifts_a_word_out_of_our_voice_and_what_does_not(words, terms):
    assert sorted(term for term, _ in sided_words(words)) == sorted(terms)


def test_the_report_on_balance_reads_each_page_and_each_sentence():
    """It names each word of one side that stands there as ours: a folder that moved must not make it pass."""
    spoken = [*vocabulary.own_words(REPO)]
    read = {path for path, _, _ in spoken}
    assert {"README.md", "datasets/telegram/README.md", "teaching/tried.md", "teaching/en/stance.md"} <= read
    assert {f"teaching/en/guide/{path.stem}.md" for path in REPO.glob("notebooks/en/*.ipynb")} <= read
    on_screen = {words for place, _, words in spoken if place == "on screen"}
    assert len(on_screen) > 2000
    assert {word["note"] for word in SIDED[0]} <= on_screen


def test_names_and_questions_of_the_case_are_in_words_that_both_sides_can_use():
    names = read_toml(REPO / "datasets" / "telegram" / "teaching", NAMES_FILE)["fr"]
    for lang, words in (("en", names), ("fr", names.values())):
        sides = (f"{name}_{lang}" for name in ("question", "reason", "privacy", "security"))
        cells = [*words, *(cell for side in sides for cell in CASE.open_questions[side])]
        assert [cell for cell in cells if sided_words(cell, lang)] == []
