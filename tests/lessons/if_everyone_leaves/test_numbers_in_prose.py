"""Lesson 8 says no number that the tables, or the functions of the lesson, do not give."""

import re

from enclair import load_case
from enclair.lessons.if_everyone_leaves import leaving
from enclair.lessons.traces import traces
from tests.helpers import REPO, assert_in, read

CASE = load_case("telegram")
BOOK = read(REPO / "notebooks" / "en" / "08_if_everyone_leaves.ipynb")
CELLS = {cell["id"]: "".join(cell["source"]) for cell in BOOK["cells"]}
ROOM = leaving.classroom()
NUMBERS = {2: "Two", 6: "Six", 10: "Ten"}


def says(cell, *pieces):
    for piece in pieces:
        assert piece in CELLS[cell], piece


def gone(who, count, threshold):
    return sum(map(len, leaving.leaving(ROOM, leaving.starters(ROOM, who, count), threshold)))


def test_the_two_sentences():
    words = CASE.quotes.set_index("id")
    assert words.loc[["Q06", "Q09"], "date"].tolist() == ["2024-09-05", "2024-09-05"]
    says("01-sentence", "one post", "5 September 2024")
    said = words.loc["Q06", "quote_en"]
    assert_in(said, "In those cases", "a country’s regulator")
    assert not re.search("France|threat|principle", said)
    assert said.endswith("We’ve done it many times.")


def test_the_pairs():
    says("02-alone", "Two people make 1 pair", "three make 3, four make 6")
    assert [leaving.pairs(many) for many in (2, 3, 4)] == [1, 3, 6]
    all_pairs, half = leaving.pairs(24), leaving.pairs(12)
    says("02-explain", f"{all_pairs} pairs, and {half} when half", "less than a quarter")
    assert half < all_pairs / 4
    says("02-explain", f"class of {len(ROOM)} only {ROOM.number_of_edges()} of the {all_pairs} pairs")


def test_the_centre():
    found = leaving.shape(ROOM)
    (centre,) = found.centre
    says("03-middle", f"{len(ROOM)} pupils")
    says("03-explain", f"*{found.diameter}*", f"The radius is {found.radius}", f"{centre} reaches everybody")
    says("03-explain", f"{NUMBERS[len(found.edge)]} accounts are at the edge, with {found.diameter}.")
    assert ROOM.degree[centre] == max(dict(ROOM.degree).values())
    says("03-explain", f"{centre} has {ROOM.degree[centre]}.")
    assert traces.most_central(traces.centrality(traces.chat()), "messages") == [traces.TALKER]
    assert traces.TALKER in found.edge
    says("03-explain", f"And {traces.TALKER}, who sends most")
    assert found.radius == 2  # "in two steps"


def test_who_follows():
    says("04-follow", "Four leave first: the centre, and the three")
    says("04-explain", f"{gone('centre', 4, 40)} of 24. At 50 in 100 nobody follows the four")
    assert gone("centre", 4, 50) == 4
    assert gone("centre", 4, 25) == 24
    says("04-explain", "at 25 in 100 all 24 are gone")
    says("04-explain", f"from the centre {gone('centre', 3, 25)} are gone in the end")
    says(
        "04-explain",
        f"from the edge {gone('edge', 3, 25)}, and in the first draw by lot all {gone('random', 3, 25)}.",
    )


def test_the_cases():
    rows = CASE.cases.set_index("id").loc[list(leaving.MOVES)]
    says("05-cases", f"{NUMBERS[len(rows)]} of our {len(CASE.cases)} cases, chosen, not sampled")
    says("05-explain", f"six of our {len(CASE.cases)} cases, chosen, not sampled")
    says("06-cost", f"from the {len(CASE.cases)} we hold")
    assert "(39 days)" in rows.loc["x_brazil", "outcome"]
    assert "closed its Brazilian office" in rows.loc["x_brazil", "response_detail"]
    assert rows.loc["x_brazil", "platform_response"] == "complied"
    assert "dropped the demand; BlackBerry stayed" in rows.loc["blackberry_pakistan", "outcome"]
    assert "withdrew Advanced Data Protection" in rows.loc["apple_uk", "response_detail"]
    assert rows.loc["lavabit", "outcome"].startswith("service closed")
    assert rows.loc["lavabit", "privacy_effect"] == "users lose the service; no mass access"
    assert rows.loc["x_brazil", "privacy_effect"] == "22 million users cut off"
    assert rows.loc["x_brazil", "security_effect"] == "court was obeyed in the end"
    days = CASE.timeline.set_index("id")["date"]
    assert {days["russia-ban"].year, days["iran-ban"].year} == {2018}


def test_every_case_count_says_that_they_were_chosen():
    for cell, said in CELLS.items():
        for sentence in re.split(r"(?<=[.?])\s", said):
            if re.search(r"\b(six|21)\b.*\bcases\b", sentence, re.IGNORECASE):
                assert "chosen, not sampled" in sentence, (cell, sentence)


def test_the_money():
    users = CASE.users.astype(str)
    launch = users[users["definition_note"] == "launch of Telegram Premium"]
    assert launch["date"].str.startswith("2022-06").all()
    assert len(launch) == 1
    profit = users[users["definition_note"].str.contains("profit")]
    assert profit["definition_note"].str.contains(r"547 M\$ profit in 2024").all()
    assert profit["source_name"].str.contains("Durov's post").all()
    says("07-money", "launched in June 2022", "547 million dollars in 2024", "the firm's head, in a post")
    told = CASE.timeline.set_index("id").loc["ads-promise-narrowed"]
    assert (told["date"].year, told["date"].month) == (2026, 8)
    says("07-money", "in August 2026 the promise")
    rows = [line for line in CELLS["07-money"].splitlines() if line.startswith("|")][2:]
    blank = [line for line in rows if line.endswith("| | |")]
    assert (len(blank), len(rows)) == (3, 7)
    says("07-money", "Three blanks out of seven")
    frozen = CASE.timeline.set_index("id").loc["bonds-frozen", "description_en"]
    assert_in(frozen, "$500 million of bonds", "$222 million net loss in the first half of 2025")
    says("07-money", "a loss of 222 million in the first half of 2025", "about 500 million dollars")


def test_the_right_choice_of_each_prediction_stands_first_in_its_explanation():
    for cell in ("03", "04", "05"):
        first = re.search(r"</summary>\n\n\*([^*]+)\*", CELLS[f"{cell}-explain"])[1]
        assert f'"{first}"' in CELLS[f"{cell}-predict"]


def test_the_minutes_of_the_title():
    assert f"In {BOOK['metadata']['enclair']['minutes']} minutes you will" in CELLS["00-title"]
