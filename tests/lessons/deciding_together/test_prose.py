"""Lesson 7: its steps and minutes, what cards and reasons take from rows, what is asked as in lesson 0."""

import re
from collections import Counter

import pytest

from enclair.case.questions import row_of
from enclair.lessons.deciding_together import cards as deck
from tests.helpers import CASE, REPO, assert_in, read

pytestmark = pytest.mark.facts

BOOK = read(REPO / "notebooks" / "en" / "07_deciding_together.ipynb")
CELLS = {cell["id"]: "".join(cell["source"]) for cell in BOOK["cells"]}
SECTIONS = {section["id"]: section["minutes"] for section in BOOK["metadata"]["enclair"]["sections"]}
PODCHASOV = CASE.judgments.set_index("id").loc["podchasov-court", "decided_on"]
#: Sections of the lesson that take more than one step of the timer, or one of another name.
STEPS = {"present": ["first", "second", "question"], "reversed": ["turnedfirst", "turnedsecond"]}


def text_of(folder, name="07_deciding_together"):
    return "\n".join(
        "".join(cell["source"]) for cell in read(REPO / folder / "en" / f"{name}.ipynb")["cells"]
    )


def test_lesson_and_timer_have_the_same_steps_with_the_same_minutes():
    steps = deck.texts()["steps"]
    taken = {section: STEPS.get(section, [section]) for section in SECTIONS if section != "recall"}
    assert [name for names in taken.values() for name in names] == list(steps)
    for section, names in taken.items():
        assert SECTIONS[section] == sum(steps[name]["minutes"] for name in names)
    for step in steps.values():
        assert re.search(
            rf"\*\*{step['name']}\*\* \({step['minutes']} minutes[:)]", "\n".join(CELLS.values())
        )


def test_the_timer_of_a_part_stands_in_the_section_of_its_first_step():
    places = list(CELLS)
    for part, timer in ((1, "02-timer"), (2, "06-timer")):
        assert CELLS[timer] == f"Timer(part={part})"
        first = next(step["name"] for step in deck.steps() if step["part"] == part)
        (place,) = [place for place, name in enumerate(places) if f"**{first}** (" in CELLS[name]]
        assert abs(places.index(timer) - place) <= 3


def test_the_lesson_names_the_sides_the_tables_and_the_lines_of_the_deck():
    told = deck.texts()
    assert_in(CELLS["03-mine"], *(f'"{told["sides"][side].lower()}"' for side in deck.SIDES))
    assert_in(CELLS["06-task"], *told["rule"].values())
    assert_in(CELLS["03-paths"], *(f"*{card['row'].split('.')[0]}*" for card in deck.cards().values()))


def test_the_two_rows_say_what_the_cards_leave_out():
    words = CASE.quotes.set_index("id")["quote_en"]
    for row, piece in {
        "Q50": "comply with something that would catastrophically",
        "Q62": "you know that the criminal is inside",
    }.items():
        (card,) = [card for card in deck.cards().values() if card["row"] == f"quotes.{row}"]
        assert f"The card of {row} drops *{piece}*" in CELLS["03-rows-explain"]
        assert piece in words[row]
        assert piece.split()[-1] not in card["says"]


def test_the_map_begins_with_as_much_of_each_side(lang):
    links = deck.reasons().to_dict("records")
    claims = {link["reason"]: link["claim"] for link in links if link["does"] == "supports"}
    attacked = [claims[link["claim"]] for link in links if link["does"] == "attacks"]
    wide, narrow = sorted({*claims.values()})
    assert sorted(attacked) == [wide, narrow]
    # Whoever attacks a reason of one side helps the other one.
    helped = Counter(claims.values()) + Counter({wide: narrow, narrow: wide}[claim] for claim in attacked)
    assert helped == {wide: 3, narrow: 3}


#: What the map says, and the row and column from which it has it.
REASONS = {
    "people expect a warrant to open a locked house (Q62)": (
        "quotes.Q62",
        ["search warrant", "the door is locked", "will not accept that you cannot enter"],
    ),
    "requests almost without reply, a prosecutor says (Q29)": (
        "quotes.Q29",
        ["almost total absence of reply", "prosecutor"],
    ),
    "free expression is not absolute (K.U. v. Finland)": (
        "judgments.ku-not-absolute",
        ["freedom of expression", "not absolute"],
    ),
    "26 groups condemned a block (Q54)": (
        "quotes.Q54",
        ["26 international", "strongly condemn", "attempts", "to block"],
    ),
    "deputies refused access, 119 to 24": (
        "timeline.assembly-rejects-access",
        ["deputies reject access", "119 to 24"],
    ),
    "to open one chat would allegedly weaken all (Podchasov)": (
        "judgments.podchasov-everyone",
        ["allegedly cannot be limited to specific individuals", "affect everyone"],
    ),
}


def test_the_map_says_what_its_rows_say():
    assert set(deck.reasons()["reason"]) == set(REASONS)
    for name, pieces in REASONS.values():
        assert_in(str([*row_of(CASE, name).values()]), *pieces)


#: What each card has from its row beside numbers, as both say it, or as the card | the row says it.
CARDS = {
    "everyone": ["allegedly", "criminals could use"],
    "necessary": [
        "cannot be regarded as necessary",
        "decrypt end-to-end | as applied to end-to-end encrypted",
        "keeping all, direct access and | also covers data retention and direct access",
    ],
    "safeguards": ["a judge must agree on paper"],
    "everyuser": [
        "live about 70,000 | about 70,000 users followed live",
        "Sky ECC",
        "Judges ordered its head's trial (2024) | 2024: two Paris judges order the trial of 30 people, the",
        "he contests it",
    ],
    "activist": ["ProtonMail", "unmasked because of an occupation | one activist unmasked for an occupation"],
    "blocked": ["26 organisations | 26 international"],
    "leave": ["President of the Signal Foundation", "e would leave the market before we"],
    "deputies": ["119 votes to 24 | 119 to 24", "March 2025 | 2025-03"],
    "finland": ["failed to protect"],
    "absolute": ["not absolute"],
    "noreply": [
        "Paris prosecutor | Paris public prosecutor",
        "August 2024 | 2024-08",
        "almost without any reply | almost total absence of reply",
    ],
    "warrant": [
        "head of Europol | Executive director of Europol",
        "not accept | will not accept that you cannot enter",
    ],
    "results": [
        "6,558 arrests by June 2023 | 6,558 arrests, 7,134 years of prison by June 2023",
        "phones were hacked",
        "Two men under formal investigation | two alleged heads, under formal investigation",
        "deny it all | deny the accusations",
        "EncroChat",
    ],
    "children": [
        "Canadian child-protection | Canadian Centre for Child Protection",
        "citizens are entitled to privacy | citizens are entitled to their privacy",
    ],
    "possible": ["French requests | satisfied French requests", "Telegram reports"],
    "minimum": ["cooperates better", "barely meets", "May 2025 | 2025-05", "officer"],
    "targeted": ["already holds on one suspect | already holds about one suspect"],
    "otherways": ["police work", "traffic data", "search of seized devices"],
    "famous": ["Only partly | partly"],
    "lawful": ["July 2025 | 2025-07", "no court's answer | No ruling was"],
    "contested": [
        "was never told | there was no notification",
        "judges so far say it need not | Judges so far answer",
    ],
}


@pytest.mark.parametrize("name", deck.cards())
def test_a_card_has_its_numbers_and_names_from_its_row(name):
    card = deck.cards()[name]
    row = str([*row_of(CASE, card["row"]).values()])
    for piece in CARDS[name]:
        here, _, there = piece.partition(" | ")
        assert here.lower() in card["says"].lower()
        assert (there or here).lower() in row.lower()
    numbers = re.findall(r"\d+(?:,\d{3})*", card["says"])
    if "podchasov" in card["row"] or name == "necessary":
        assert f"Podchasov v. Russia ({PODCHASOV.year})" in card["says"]
        row += str(PODCHASOV.year)
    assert {*numbers} <= {*re.findall(r"\d+(?:,\d{3})*", row)}
    # In French the same numbers, and the same caution.
    french = re.sub(r"(?<=\d)[\u00a0\u202f](?=\d{3})", "", deck.texts("fr")["cards"][name]["says"])
    assert sorted(re.findall(r"\d+", french)) == sorted(number.replace(",", "") for number in numbers)
    assert ("allegedly" in card["says"]) == ("affirme-t-on" in french)


def test_headings_and_cells_before_a_prediction_do_not_tell_its_answer():
    before = {"09-timeline": ["10 November 2025", "19 June 2025", "travel ban"]}
    for asked, told in before.items():
        earlier = "\n".join(list(CELLS.values())[: list(CELLS).index(asked) + 1])
        assert not [words for words in told if words in earlier]


def test_a_difference_of_polls_is_judged_as_in_the_exercise():
    """Intervals that overlap are no test: two polls may differ beyond chance, and yet overlap."""
    guide = (REPO / "teaching" / "en" / "guide" / "07_deciding_together.md").read_text(encoding="utf-8")
    assert_in(text_of("exercises"), "square root of 2", "1.4")
    assert "do not ask whether their intervals overlap" in CELLS["10-poll-explain"]
    assert not re.search(r"[Ii]f (they|the intervals) overlap|[Cc]ompare (the two \*\*)?intervals", guide)


def test_the_questions_for_the_gallery_give_both_sides_a_voice():
    asked = CELLS["07-gallery"].lower()
    heard = [role["side"] for role in deck.texts()["roles"].values() if role["name"].lower() in asked]
    assert heard.count("privacy") == heard.count("security") > 0


def test_what_a_pair_prepares_fits_its_minutes():
    asked = CELLS["03-prepare"].split("1. ")[1]
    assert sum(map(int, re.findall(r"\((\d+) minutes\)", asked))) == SECTIONS["prepare"]
    step = deck.texts()["steps"]["prepare"]["says"]
    assert sum(map(int, re.findall(r"\((\d+)\)", step))) == SECTIONS["prepare"]
    # Cards of one's own side and those for both, at a slow 120 words a minute.
    minutes = int(re.search(r"\((\d+) min", asked)[1])
    for side in deck.SIDES:
        says = [card["says"] for card in deck.cards().values() if card["side"] in (side, "neither")]
        assert len(" ".join(says).split()) / 120 < minutes


def test_poll_and_form_are_those_of_lesson_0():
    assert_in(text_of("notebooks", "00_start_here"), CELLS["10-poll"], 'Survey(form="A")')
    assert 'Survey(form="B")' in CELLS["10-survey"]
