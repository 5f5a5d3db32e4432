"""Every number that the prose of lesson 3 and of exercise 3 states is computed here."""

import re

from enclair import load_case
from enclair.lessons.what_can_the_server_see import key_exchange as exchange
from enclair.lessons.what_can_the_server_see import visibility
from enclair.lessons.what_can_the_server_see.key_exchange import effort
from enclair.lessons.what_can_the_server_see.policy_diff import VERSIONS
from enclair.lessons.what_can_the_server_see.sealing import RECORDED, RECORDED_AT, Sealed
from enclair.text.locale import date, number
from tests.helpers import REPO, read, solution_path

LESSON = read(REPO / "notebooks" / "en" / "03_what_can_the_server_see.ipynb")
CELLS = {cell["id"]: "".join(cell["source"]) for cell in LESSON["cells"]}
EXERCISE = {
    cell["id"]: "".join(cell["source"]) for cell in read(solution_path("03_what_can_the_server_see"))["cells"]
}
CASE = load_case("telegram")
WORDS = {3: "Three", 4: "four", 5: "Five", 6: "six", 7: "seven", 8: "eight", 12: "twelve"}
CLEVERER = exchange.texts()["page"]["cleverer"]
COSTS = effort().set_index("bits")


def levels(of, design="e2ee"):
    """What a party sees, or a request can get, by kind of data."""
    return {kind: visibility.answer(design, of, kind)[0] for kind in visibility.KINDS}


def test_what_the_grid_shows_of_the_server_and_the_judge():
    assert WORDS[len(visibility.KINDS)] == "seven"
    server = levels("server")
    seen = [kind for kind, level in server.items() if level != "no"]
    assert CELLS["02-explain"].count(f"*{WORDS[len(seen)]}*: who to whom, time, IP address and phone") == 1
    assert '"Five"' in CELLS["02-predict"]
    assert [kind for kind in seen if server[kind] == "part"] == ["groups"]
    assert (server["text"], server["backup"]) == ("no", "no")
    reached = list(levels("judge").values())
    assert reached.count("yes") == 1
    whole, part = "one", WORDS[reached.count("part")].lower()
    assert f"a lawful order can still reach {whole} in full and {part} in part" in CELLS["02-explain"]
    assert len(visibility.QUESTIONS) == 4  # "each of the four questions"
    for name, (*_, side) in visibility.QUESTIONS.items():
        words = visibility.texts()["questions"][name]
        assert f"- *{words}*" in CELLS["02-explain"]
        first = CELLS["02-explain"].index(words) < CELLS["02-explain"].index("Can someone skilled")
        assert (side == "privacy") == first  # "The first two errors comfort those who want privacy"
    coming = levels("coming")
    assert list(coming.values()).count("yes") == 4
    assert f"record {WORDS[4]} of the {WORDS[7]} kinds of data in full" in CELLS["06-explain"]
    assert coming["text"] == levels("stored")["text"] == "no"  # "that is never the text"


def test_what_changes_from_the_cloud_to_end_to_end():
    cloud, closed = levels("server", "cloud"), levels("server")
    moved = {kind: (cloud[kind], closed[kind]) for kind in cloud if cloud[kind] != closed[kind]}
    assert moved == {"text": ("yes", "no"), "groups": ("yes", "part"), "backup": ("yes", "no")}
    assert f"*{WORDS[len(moved)]} of the seven*: the message text and the backup" in CELLS["09-explain"]
    assert f"The {WORDS[len(cloud) - len(moved)]} others stay as they were" in CELLS["09-explain"]


def test_what_the_table_says_of_real_services():
    table = CASE.messengers
    count = len(table)
    assert f"recorded for {count} of them" in CELLS["03-services"]
    default = table["e2ee_1to1"].str.startswith("default").sum()
    assert f"by default at {default} of the {count}" in CELLS["03-explain"]
    telegram = table.set_index("service").loc["Telegram"]
    assert telegram["e2ee_1to1"] == "optional (secret chats only)"
    assert telegram["e2ee_groups"] == "no"
    assert telegram["cloud_copy_readable_by_operator"].startswith("yes")
    assert telegram["note"].startswith("public channels and groups are readable by everybody")
    cell = next(cell for cell in LESSON["cells"] if cell["id"] == "03-blank")
    assert "".join(cell["outputs"][0]["text"]) == f"{(table['e2ee_groups'] == '').sum()} of {count}\n"


def test_the_toy_and_the_real_exchange():
    told = CELLS["04-explain"]
    first, last = COSTS.loc[5], COSTS.loc[24]
    assert 790_000 < last["tries"] / first["tries"] < 810_000  # "About 800,000 times"
    assert '"About 800,000 times"' in CELLS["04-predict"]
    assert f"{first['tries']} secrets for the prime of 5 bits, and {number(last['tries'])} for that" in told
    assert f"grows from {first['own']} multiplications to {last['own']}" in told
    assert len(exchange.STEPS) == 6
    assert "Go through the six steps" in CELLS["04-task"]
    assert exchange.STEPS[5]["title"] == "Compare, face to face"  # "before step 6, where they compare"
    walk = exchange.walk(23, 6, 15, 9)
    assert CELLS["04-code"] == "pow(5, 6, 23), pow(5, 15, 23), pow(19, 6, 23), pow(8, 15, 23)"
    assert [walk[name] for name in ("A", "B")] == [8, 19]
    assert "numbers of 255 bits" in CLEVERER
    assert "points of a curve, numbers of 255 bits" in CELLS["05-held"]
    assert "points of a curve" in CLEVERER
    cards = (REPO / "teaching" / "cards" / "colour_exchange.html").read_text(encoding="utf-8")
    assert "one of their four secret cards" in cards
    assert "four tries are enough" in CELLS["01-explain"]


def test_the_rows_that_the_server_holds():
    held = Sealed(RECORDED["en"], RECORDED_AT, recorded=True).held
    readable = (held.iloc[:, 2] == "readable").sum()
    said = f"Of the {WORDS[len(held)]} rows it can read {WORDS[readable]}"
    assert said in CELLS["05-explain"]


def test_the_alleged_offences():
    told = CELLS["07-explain"]
    counts = visibility.count_sorts(CASE.charges)
    assert f"*{WORDS[counts['cryptology declaration']]}*, and these three concern a **declaration**" in told
    assert counts["complicity"] == max(counts.values()) == 6
    assert "*Six*, the largest group, concern complicity" in told
    assert counts["refusal to cooperate"] == counts["criminal association"] == counts["money laundering"] == 1
    assert f"a list of {WORDS[len(CASE.charges)]} alleged offences" in CELLS["07-offences"]
    noted = CASE.charges[CASE.charges["concerns_cryptology_declaration"]]["penalty_note"].iloc[0]
    assert "an administrative duty" in noted
    assert "does not forbid encryption; using cryptology is free in France" in noted
    refusal = CASE.charges[CASE.charges["concerns_refusal_to_cooperate"]]
    assert refusal["text_en"].str.contains("interceptions allowed by law").all()


def test_the_dates_and_the_policy():
    days = CASE.timeline.set_index("id")["date"].dt.strftime("%Y-%m-%d")
    assert CELLS["07-offences"].count(f"On {date(days['prosecutor-list'])} the Paris prosecutor") == 1
    assert (
        CELLS["08-policy"].count(f"On {date(days['privacy-policy-2024'])} Telegram changed section 8.3") == 1
    )
    before, after = CASE.quotes.set_index("id").loc[list(VERSIONS), "quote_original"]
    assert "terror suspect" in before
    assert "criminal activities that violate the Telegram Terms of Service" in after
    assert "court order" in before
    assert "valid order from the relevant judicial authorities" in after
    for version in (before, after):
        assert "your IP address and phone number" in version
        assert not re.search("message|chat", version)
    assert "So far, this has never happened" in before
    assert "perform a legal analysis" in after
    source = CASE.quotes.set_index("id").loc[VERSIONS[1], "source_url"]
    assert source in CELLS["08-policy"]


def test_the_numbers_of_exercise_3():
    rate = f"{exchange.SPEED:,}"
    assert f"At {rate} tries a second: minutes for 40 bits, then years" in EXERCISE["task-5-show"]
    assert f"10**{len(str(exchange.SPEED)) - 1}" in EXERCISE["time-show"]
    year = 365.25 * 24 * 3600
    assert 1 < COSTS.loc[40, "seconds"] / 60 < 60
    assert year < COSTS.loc[64, "seconds"] < COSTS.loc[128, "seconds"]
    assert "stand like the row of 128 bits, a prime needs more than 3,000" in CLEVERER
    assert 128 in COSTS.index
    # No table with such a row is in the exercise; its numbers are those of the lesson.
    assert "row of 128" not in EXERCISE["task-5-show"]
    assert "a prime must be more than 3,000 bits long to be as hard as trying 128" in EXERCISE["task-5-show"]
    assert "needs numbers of 255 bits" in EXERCISE["task-5-show"]
    for column in ("source_date", "source_date_note"):
        assert f'"{column}"' in EXERCISE["settings-rows"]
    policy = CASE.messengers.set_index("service").loc["Telegram", "source_date_note"]
    assert f"the version of the policy is of {policy}" in EXERCISE["repair-answer"]
