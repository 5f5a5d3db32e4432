"""Numbers in the words of lesson 7: what their marks compute with; steps, and what cards take from rows."""

import re
from collections import Counter

import pytest

from enclair.case.model import row_of
from enclair.lessons.deciding_together import cards
from enclair_tools.publish.lesson import lessons
from enclair_tools.teach.parts import parts
from tests.helpers import CASE, REPO, assert_in

told = cards.texts()
step = {name: each["minutes"] for name, each in told["steps"].items()}
part = {number: sum(each["minutes"] for each in cards.steps() if each["part"] == number) for number in (1, 2)}
deck = cards.cards()
sides = Counter(card["side"] for card in deck.values())
roles = Counter(role["side"] for role in told["roles"].values())
reasons = cards.reasons()
attacked = (reasons["does"] == "attacks").sum()
days = CASE.timeline.set_index("id")["date"]
banned = days["travel-ban-lifted"] - days["formal-investigation"]
quarters = CASE.disclosures.query("country_iso3 == 'FRA' and period_type == 'quarter'")
questions, settled = len(CASE.open_questions), (CASE.open_questions["state"] == "settled").sum()
met = quarters.sort_values("period_start")["requests_fulfilled"].tolist()

LESSONS = lessons(REPO, "en")
before, section = ({part.id: part.minutes for part in parts([LESSONS[n]]).values()} for n in (0, 7))
around = LESSONS[7].notebook["metadata"]["enclair"]
#: Sections of the lesson that take more than one step of the timer, or one of another name.
STEPS = {"present": ["first", "second", "question"], "reversed": ["turnedfirst", "turnedsecond"]}


def test_lesson_and_timer_have_the_same_steps_with_the_same_minutes():
    steps = told["steps"]
    taken = {name: STEPS.get(name, [name]) for name in section if name != "recall"}
    assert [name for names in taken.values() for name in names] == list(steps)
    for name, names in taken.items():
        assert section[name] == sum(steps[name]["minutes"] for name in names)
    words = "\n".join(cell["source"] for cell in LESSONS[7].notebook["cells"])
    for step in steps.values():
        assert re.search(rf"\*\*{step['name']}\*\* \({step['minutes']} minutes[:)]", words)


#: The reasons of the map, and the row from which each has what it says.
REASONS = {
    "people expect a warrant to open a locked house (De Bolle, Europol)": "quotes.Q62",
    "requests almost without reply (the Paris prosecutor)": "quotes.Q29",
    "free expression is not absolute (K.U. v. Finland)": "judgments.ku-not-absolute",
    "26 groups condemned a block in Russia": "quotes.Q54",
    "deputies refused access, 119 to 24": "timeline.assembly-rejects-access",
    "to open one chat would allegedly weaken all (Podchasov)": "judgments.podchasov-everyone",
}
#: Words and days of rows on which the map and the statements, models and reasons of the exercise rest, beside
#: those of the cards.
RESTS_ON = {
    "quotes.Q62": ["search warrant", "the door is locked", "the criminal is inside of the house"],
    "judgments.ku-not-absolute": ["freedom of expression", "at times they must give way"],
    "quotes.Q29": ["almost total absence of reply"],
    "quotes.Q54": ["strongly condemn", "attempts", "to block"],
    "timeline.assembly-rejects-access": ["deputies reject access", "(119 to 24)", "obliged messaging"],
    "judgments.podchasov-everyone": ["allegedly cannot be limited to specific", "affect everyone"],
    "timeline.prosecutor-list": ["refusal to provide information for lawful interceptions"],
    "timeline.disclosures-jump": ["satisfied French requests in the four quarters"],
    "timeline.travel-ban-lifted": ["The investigation was still going on", "2025-11"],
    "timeline.formal-investigation": ["2024-08-28"],
    "timeline.privacy-policy-2024": ["2024-09-23"],
    "quotes.Q11": ["millions of harmful posts and channels every day", "platform"],
    "quotes.Q26": ["If Telegram receives a court order that confirms you're a terror", "2024-07"],
    "quotes.Q27": ["2024-09-23"],
    "claims.C04": [
        "stored on Telegram's servers, and are not end-to-end encrypted",
        "Groups and channels never are",
        "'secret chats'",
    ],
    "judgments.ku-not-encryption": ["Nothing about reading messages", "already knew the name"],
    "judgments.ku-decided": ["failed to protect the child's private life"],
    "judgments.ku-courts": ["no law allowed it to order"],
    "judgments.podchasov-alternatives": ["ordinary police work"],
}


def test_the_map_and_the_exercise_say_what_their_rows_say():
    assert {*reasons["reason"]} == {*REASONS}
    assert {*REASONS.values()} <= {*RESTS_ON}
    for row, words in RESTS_ON.items():
        assert_in(str([*map(str, row_of(CASE, row).values())]), *words)
    assert "presumed innocent" in CASE.proceedings["status_en"]


#: What cards have from their rows beside numbers, as both say it, or as the card | the row says it.
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
        "Judges ordered its head's trial (2024) | 2024: two Paris judges order the trial of 30",
        "he contests it",
    ],
    "activist": ["ProtonMail", "unmasked because of an occupation | one activist unmasked for an occupation"],
    "leave": ["President of the Signal Foundation", "e would leave the market before we"],
    "finland": ["failed to protect"],
    "absolute": ["not absolute"],
    "noreply": ["Paris prosecutor | Paris public prosecutor", "almost without | almost total absence"],
    "warrant": ["head of Europol | director of Europol", "not accept | not accept that you cannot enter"],
    "results": [
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
    "minimum": ["cooperates better", "barely meets", "officer"],
    "targeted": ["already holds on one suspect | already holds about one suspect"],
    "otherways": ["police work", "traffic data", "search of seized devices"],
    "famous": ["Only partly | partly"],
    "lawful": ["no court's answer | No ruling was"],
    "contested": ["never told | was no notification", "judges so far say it need not | Judges so far answer"],
}


@pytest.mark.parametrize("name", deck)
def test_a_card_has_its_names_from_its_row(name):
    card = deck[name]
    row = str([*row_of(CASE, card["row"]).values()])
    for here, _, there in (piece.partition(" | ") for piece in CARDS.get(name, ())):
        assert here.lower() in card["says"].lower()
        assert (there or here).lower() in row.lower()
    french = cards.texts("fr")["cards"][name]["says"]
    assert ("allegedly" in card["says"]) == ("affirme-t-on" in french)  # the same caution
