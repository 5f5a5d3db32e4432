"""Lesson 7 says no number that its deck, the tables or the timer do not give, and keeps to their minutes."""

import json
import re
from collections import Counter
from math import sqrt

import pytest

from enclair import Timeline, load_case
from enclair.case.questions import row_of
from enclair.lessons.deciding_together import cards as deck
from enclair.text.locale import date
from enclair.views import polling as poll
from tests.test_notebook_rules import REPO, cells, source

LESSON = REPO / "notebooks" / "en" / "07_deciding_together.ipynb"
CELLS = {cell["id"]: source(cell) for cell in cells(LESSON)}
NOTE = json.loads(LESSON.read_text(encoding="utf-8"))["metadata"]["enclair"]
CASE = load_case("telegram")
EVENTS = CASE.timeline.set_index("id")
WORDS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 8: "eight"}
PODCHASOV = CASE.judgments.set_index("id").loc["podchasov-court", "decided_on"]
GUIDE = (REPO / "teaching" / "en" / "guide" / "07_deciding_together.md").read_text(encoding="utf-8")
#: Which steps of the timer each section of the lesson takes.
STEPS = {
    "draw": ["draw"],
    "prepare": ["prepare"],
    "present": ["first", "second", "question"],
    "reversed": ["turnedfirst", "turnedsecond"],
    "rule": ["rule"],
    "gallery": ["gallery"],
    "debrief": ["debrief"],
    "after": ["after"],
    "exit": ["exit"],
}


def says(cell, *pieces):
    for piece in pieces:
        assert piece in CELLS[cell], piece


def test_lesson_and_timer_have_the_same_steps_with_the_same_minutes():
    steps = deck.texts()["steps"]
    assert [name for names in STEPS.values() for name in names] == list(steps)
    assert ["recall", *STEPS] == [section["id"] for section in NOTE["sections"]]
    text = "\n".join(CELLS.values())
    for section in NOTE["sections"][1:]:
        taken = [steps[name] for name in STEPS[section["id"]]]
        assert section["minutes"] == sum(step["minutes"] for step in taken)
        for step in taken:
            assert re.search(rf"\*\*{step['name']}\*\* \({step['minutes']} minutes[:)]", text), step["name"]


def test_it_splits_in_the_middle():
    steps, recall = deck.steps(), NOTE["sections"][0]["minutes"]
    first, second = (sum(step["minutes"] for step in steps if step["part"] == part) for part in (1, 2))
    assert (recall + first, second) == (45, 45)
    says("00-title", f"In {NOTE['minutes']} minutes, or twice 45", "split into 45 and 45")
    says("02-draw", "it takes 45 minutes; part 2, the common rule, takes 45 more")
    says("06-rule", "part 2 begins: a common rule, 45 minutes")
    # The timer of a part stands in the section of its first step.
    places = list(CELLS)
    for part, timer in ((1, "02-timer"), (2, "06-timer")):
        assert CELLS[timer] == f"Timer(part={part})"
        first = next(step for step in steps if step["part"] == part)
        said = f"**{first['name']}** ({first['minutes']} minutes)"
        (place,) = [place for place, name in enumerate(places) if said in CELLS[name]]
        assert abs(places.index(timer) - place) <= 3


def test_the_deck_is_as_the_lesson_says():
    cards, told = deck.cards(), deck.texts()
    sides = Counter(card["side"] for card in cards.values())
    voices = Counter(role["side"] for role in told["roles"].values())
    says("02-cards-text", f"{len(cards)} cards")
    says("02-deck", f"the {len(cards)} cards help", *(f'"{told["sides"][side]}"' for side in deck.SIDES))
    assert sides["privacy"] == sides["security"]
    says("02-explain", f"*Both the same.* {WORDS[sides['privacy']].title()} cards help the case for narrow")
    says(
        "02-explain",
        f"{WORDS[sides['security']]} the case for wide ones",
        f"and {WORDS[sides['neither']]} (◆)",
    )
    assert voices["privacy"] == voices["security"]
    says(
        "02-explain",
        f"Of the {WORDS[len(told['roles'])]} roles, {WORDS[voices['privacy']]} usually lean to each",
    )
    says("02-explain", f"and {WORDS[voices['neither']]} to neither")
    says("02-task", f"the {WORDS[len(told['ground'])]} ground rules")
    says("06-task", f"look at the {WORDS[sides['neither']]} cards with ◆", *told["rule"].values())
    says("03-paths", *(f"*{card['row'].split('.')[0]}*" for card in cards.values()))


def test_the_two_rows_say_what_the_cards_leave_out():
    words = CASE.quotes.set_index("id")["quote_en"]
    dropped = {
        "Q50": "comply with something that would catastrophically",
        "Q62": "you know that the criminal is inside",
    }
    for row, piece in dropped.items():
        (card,) = [card for card in deck.cards().values() if card["row"] == f"quotes.{row}"]
        says("03-rows-explain", f"The card of {row} drops *{piece}*")
        assert piece in words[row]
        assert piece.split()[-1] not in card["says"]


def test_the_map_begins_with_as_much_of_each_side(lang):
    table = deck.reasons()
    wide, narrow = {
        "en": ("wide conditions", "narrow conditions"),
        "fr": ("conditions larges", "conditions strictes"),
    }[lang]
    claims = dict(table[table["does"] == "supports"][["reason", "claim"]].to_numpy())
    attacked = table[table["does"] == "attacks"]["claim"].tolist()
    says("03-map-text", f"{WORDS[len(table)]} rows", f"{WORDS[len(table) // 2]} for each side")
    says("03-map", f'"{WORDS[len(table)].title()} reasons.'[1:], "table = reasons()")
    says("03-map-explain", f"*{WORDS[len(attacked)].title()}*, one on each side")
    helped = Counter(claims.values())
    # Whoever attacks a reason of one side helps the other one.
    helped.update({wide: narrow}.get(claims[one], wide) for one in attacked)
    assert helped == {wide: 3, narrow: 3}
    assert {claims[one] for one in attacked} == set(helped)


def test_the_map_says_what_its_rows_say():
    quotes, events = CASE.quotes.set_index("id"), EVENTS
    steps = CASE.judgments.set_index("id")
    said = set(deck.reasons()["reason"])
    rows = {
        "people expect a warrant to open a locked house (Q62)": (
            quotes.loc["Q62", "quote_original"],
            ["search warrant", "the door is locked", "will not accept that you cannot enter"],
        ),
        "requests almost without reply, a prosecutor says (Q29)": (
            quotes.loc["Q29", "quote_en"] + quotes.loc["Q29", "speaker_role"],
            ["almost total absence of reply", "prosecutor"],
        ),
        "free expression is not absolute (K.U. v. Finland)": (
            steps.loc["ku-not-absolute", "words_en"],
            ["freedom of expression", "not absolute"],
        ),
        "26 groups condemned a block (Q54)": (
            quotes.loc["Q54", "quote_original"],
            ["26 international", "strongly condemn", "attempts", "to block"],
        ),
        "deputies refused access, 119 to 24": (
            events.loc["assembly-rejects-access", "title_en"],
            ["deputies reject access", "119 to 24"],
        ),
        "to open one chat would allegedly weaken all (Podchasov)": (
            steps.loc["podchasov-everyone", "quotation"],
            ["allegedly cannot be limited to specific individuals", "affect everyone"],
        ),
    }
    assert said == set(rows)
    for words, pieces in rows.values():
        assert [piece for piece in pieces if piece not in words] == []


#: What each card says of numbers and names, and the column of its row from which it has it.
CARDS = {
    "everyone": [
        ("allegedly", "quotation", "allegedly"),
        ("riminals could use", "words_en", "criminals could use"),
    ],
    "necessary": [
        ("cannot be regarded as necessary", "quote_original", "cannot be regarded as necessary"),
        ("decrypt end-to-end", "quote_original", "as applied to end-to-end encrypted"),
        ("keeping all, direct access and", "notes", "also covers data retention and direct access"),
    ],
    "safeguards": [("a judge must agree on paper", "words_en", "A judge must agree on paper")],
    "everyuser": [
        ("live about 70,000", "privacy_effect", "about 70,000 users followed live"),
        ("of the 170,000 users", "privacy_effect", "of 170,000 in the world"),
        ("Sky ECC", "platform", "Sky ECC (encrypted phones)"),
        ("2021", "outcome", "9 March 2021"),
        ("Nothing was asked", "what_was_demanded", "nothing asked"),
    ],
    "activist": [
        ("ProtonMail", "platform", "ProtonMail"),
        ("2021", "source_date", "2021"),
        ("unmasked because of an occupation", "privacy_effect", "one activist unmasked for an occupation"),
    ],
    "blocked": [("26 organisations", "quote_original", "26 international"), ("2018", "date", "2018")],
    "leave": [
        ("President of the Signal Foundation", "speaker_role", "President of the Signal Foundation"),
        ("2025", "source_date", "2025"),
        (
            "We would leave the market before we".lower(),
            "quote_original",
            "e would leave the market before we",
        ),
    ],
    "deputies": [("119 votes to 24", "title_en", "119 to 24"), ("March 2025", "date", "2025-03")],
    "finland": [
        ("2008", "decided_on", "2008"),
        ("failed to protect", "words_en", "failed to protect the child"),
    ],
    "absolute": [("not absolute", "words_en", "not absolute"), ("2008", "decided_on", "2008")],
    "noreply": [
        ("Paris prosecutor", "speaker_role", "Paris public prosecutor"),
        ("August 2024", "date", "2024-08"),
        ("almost without any reply", "quote_en", "almost total absence of reply"),
    ],
    "warrant": [
        ("head of Europol", "speaker_role", "Executive director of Europol"),
        ("2025", "source_date", "2025"),
        ("not accept", "quote_original", "will not accept that you cannot enter"),
    ],
    "results": [
        ("6,558 arrests by June 2023", "outcome", "6,558 arrests, 7,134 years of prison by June 2023"),
        ("Suspects or not, all were read", "privacy_effect", "every user read, suspects or not"),
        ("EncroChat", "platform", "EncroChat (encrypted phones)"),
    ],
    "children": [
        ("Canadian child-protection", "speaker", "Canadian Centre for Child Protection"),
        ("2020", "date", "2020"),
        ("citizens are entitled to privacy", "quote_original", "citizens are entitled to their privacy"),
    ],
    "possible": [
        ("4 French requests", "description_en", "4, 6, 210 and 673"),
        ("673", "title_en", "from 4 to 673"),
    ],
    "minimum": [
        ("cooperates better", "description_en", "cooperates better but"),
        ("barely meets", "description_en", "barely meets its legal minimum"),
        ("May 2025", "date", "2025-05"),
        ("officer", "description_en", "an officer says"),
    ],
    "targeted": [("already holds on one suspect", "words_en", "already holds about one suspect")],
    "otherways": [
        ("police work", "words_en", "police work"),
        ("traffic data", "words_en", "traffic data"),
        ("search of seized devices", "words_en", "search of seized devices"),
    ],
    "famous": [("Only partly", "verdict", "partly")],
    "lawful": [("July 2025", "date", "2025-07"), ("no court's answer", "description_en", "No ruling was")],
    "contested": [
        ("was never told", "description_en", "there was no notification"),
        ("judges so far say it need not", "description_en", "Judges so far answer"),
    ],
}


@pytest.mark.parametrize("name", deck.cards())
def test_a_card_has_its_numbers_and_names_from_its_row(name):
    card, row = deck.cards()[name], row_of(CASE, deck.cards()[name]["row"])
    for said, column, words in CARDS[name]:
        assert said in card["says"]
        assert words in str(row[column]), column
    if "podchasov" in card["row"] or name == "necessary":
        assert f"Podchasov v. Russia ({PODCHASOV.year})" in card["says"]
    # No number stands on a card that is not told here.
    told = " ".join(said for said, _, _ in CARDS[name]) + f" {PODCHASOV.year}"
    assert set(re.findall(r"\d+(?:,\d{3})*", card["says"])) <= set(re.findall(r"\d+(?:,\d{3})*", told))
    # In French the same numbers, and the same caution.
    french = re.sub(r"(?<=\d)[\u00a0\u202f](?=\d{3})", "", deck.texts("fr")["cards"][name]["says"])
    numbers = [re.sub(r"\D", "", each) for each in re.findall(r"\d+(?:,\d{3})*", card["says"])]
    assert sorted(re.findall(r"\d+", french)) == sorted(numbers)
    assert ("allegedly" in card["says"]) == ("affirme-t-on" in french)


def test_headings_and_cells_before_a_prediction_do_not_tell_its_answer():
    before = {"03-map": ["attacks"], "09-timeline": ["10 November 2025", "19 June 2025", "travel ban"]}
    for asked, told in before.items():
        earlier = "\n".join(list(CELLS.values())[: list(CELLS).index(asked) + 1])
        earlier = earlier.replace("**supports** something, or **attacks** it", "")
        assert not [words for words in told if words in earlier]


def test_the_ban_on_leaving_lasted_more_than_a_year():
    says("09-timeline", "In August 2024 Pavel Durov was forbidden to leave France")
    begun = EVENTS.loc["formal-investigation"]
    assert "a ban on leaving France" in begun["description_en"]
    ended = EVENTS.loc["travel-ban-lifted"]
    assert f"{begun['date']:%B %Y}" == "August 2024"
    assert 366 < (ended["date"] - begun["date"]).days < 731
    says("09-explain", "*More than a year.* The ban was eased on ")


def test_a_difference_of_polls_is_judged_as_in_the_exercise():
    """Intervals that overlap are no test: two polls may differ beyond chance, and yet overlap."""
    people, exercise = 30, "\n".join(map(source, cells(REPO / "exercises" / "en" / LESSON.name)))
    root = sqrt(2)
    for words in (CELLS["10-poll-explain"], exercise, GUIDE):
        assert f"{root:.1f}" in words
    assert "do not ask whether their intervals overlap" in CELLS["10-poll-explain"]
    assert "square root of 2" in exercise
    one = poll.margin(people)
    change = (root * one + 2 * one) / 2
    assert root * one < change < 2 * one
    for words in (CELLS["10-poll-explain"], GUIDE):
        assert not re.search(r"[Ii]f (they|the intervals) overlap|[Cc]ompare (the two \*\*)?intervals", words)


def test_the_questions_for_the_gallery_give_both_sides_a_voice():
    roles = deck.texts()["roles"].values()
    asked = CELLS["07-gallery"].lower()
    heard = Counter(role["side"] for role in roles if role["name"].lower() in asked)
    assert heard["privacy"] == heard["security"] > 0
    says("07-gallery", "should not have been made", "was needed and is refused")


def test_it_says_that_it_is_no_legal_advice():
    says("00-title", "Nothing here is legal advice")


def test_the_last_section_gives_form_b_the_minutes_of_form_a_and_the_poll_those_of_lesson_0():
    notes = json.loads((REPO / "notebooks" / "en" / "00_start_here.ipynb").read_text(encoding="utf-8"))
    first = {each["id"]: each["minutes"] for each in notes["metadata"]["enclair"]["sections"]}
    form, coins = first["before"], first["poll"]
    says(
        "10-exit",
        f"({form + coins} minutes: {form} for the questions, as in lesson 0, and {coins} for the poll)",
    )
    says("10-poll-text", f"({coins} minutes)")


def test_what_a_pair_prepares_fits_its_minutes():
    (prepare,) = [each["minutes"] for each in NOTE["sections"] if each["id"] == "prepare"]
    assert sum(map(int, re.findall(r"\((\d+) minutes\)", CELLS["03-prepare"].split("1. ")[1]))) == prepare
    assert sum(map(int, re.findall(r"\((\d+)\)", deck.texts()["steps"]["prepare"]["says"]))) == prepare
    # Cards of one's own side and those for both, at a slow 120 words a minute.
    minutes = int(re.search(r"1\. [^\n]*\((\d+) min", CELLS["03-prepare"])[1])
    for side in deck.SIDES:
        read = [card["says"] for card in deck.cards().values() if card["side"] in (side, "neither")]
        assert len(" ".join(read).split()) / 120 < minutes


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ("privacy-policy-2024", "On {} it widened"),
        ("infiltration-arrests", "On {} an officer says"),
        (
            "assembly-rejects-access",
            "On {} French deputies refused access to encrypted messages, by 119 to 24",
        ),
        ("resilience-bill-off-agenda", "left the agenda on {}"),
        ("access-mission", "On {} a decree"),
        ("scanning-rule-lapses", "On {} the European Parliament let a rule on voluntary scanning lapse"),
        ("travel-ban-lifted", "a decision of {} ended it"),
        ("travel-ban-eased", "The ban was eased on {}"),
    ],
)
def test_dates_after_the_sixth_of_september_are_those_of_the_table(event, said):
    row = EVENTS.loc[event]
    assert row["status"] == "fact"
    assert row["date"].strftime("%Y-%m-%d") > "2024-09-06"
    says("09-explain", said.format(date(row["date"].strftime("%Y-%m-%d"))))


def test_what_is_said_of_what_happened_next_is_in_the_table():
    whole = EVENTS["title_en"] + " " + EVENTS["description_en"]
    for event, words in {
        "assembly-rejects-access": ["119 to 24"],
        "scanning-rule-lapses": ["voluntary"],
        "scanning-rule-returns": ["until 3 April 2028", "in force from 31 July", "end-to-end encrypted"],
        "resilience-bill-off-agenda": ["article 16 bis"],
        "infiltration-arrests": ["meets and exceeds its legal duties", "barely meets its legal minimum"],
        "access-mission": ["possible legal routes"],
        "travel-ban-lifted": ["The investigation was still going on"],
    }.items():
        assert all(each in whole[event] for each in words), event
    quarters = CASE.disclosures.query("country_iso3 == 'FRA' and period_type == 'quarter'")
    met = quarters.sort_values("period_start")["requests_fulfilled"].tolist()[:4]
    says("09-explain", f"{met[0]} French requests met in the first quarter of 2024, and {met[3]} in the last")
    as_of = CASE.package["as_of"]
    says("09-explain", f"Our table ends on {date(as_of)}")
    assert EVENTS["date"].max().strftime("%Y-%m-%d") == as_of
    proceedings = CASE.proceedings
    says(
        "09-explain",
        f"As of {date(proceedings['as_of'])} he is",
        "formal investigation and has not been tried",
    )
    assert "has not been tried; he is presumed innocent" in proceedings["status_en"]


def test_the_timeline_begins_the_day_after():
    start = re.search(r'start="([\d-]+)"', CELLS["09-timeline"])[1]
    shown = Timeline(CASE, start=start).rows
    says("09-task", f"the {len(shown)} events")
    assert (shown["date"] > "2024-09-06").all()
    assert len(shown) == (EVENTS["date"] > "2024-09-06").sum()


def test_the_right_choice_of_each_prediction_stands_first_in_its_explanation():
    pairs = {"02-deck": "02-explain", "03-map": "03-map-explain", "09-timeline": "09-explain"}
    for asked, explained in pairs.items():
        first = re.search(r"</summary>\n\n\*([^*.]+)\.?\*", CELLS[explained])[1]
        assert f'"{first}"' in CELLS[asked]


def test_poll_and_form_are_those_of_lesson_0():
    first = "\n".join(source(cell) for cell in cells(REPO / "notebooks" / "en" / "00_start_here.ipynb"))
    assert CELLS["10-poll"] in first
    assert 'Survey(form="A")' in first
    assert 'Survey(form="B")' in CELLS["10-survey"]
