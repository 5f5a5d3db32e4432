"""Every number that the prose of lesson 4 and of exercise 4 states is computed here."""

import re

import pytest

from enclair import load_case
from enclair.lessons.needles_and_haystacks.scanning import PRESETS, alarms, percent, preset
from enclair.text.locale import number
from tests.helpers import REPO, read, solution_path

LESSON = read(REPO / "notebooks" / "en" / "04_needles_and_haystacks.ipynb")["cells"]
CELLS = {cell["id"]: "".join(cell["source"]) for cell in LESSON}
EXERCISE = {
    cell["id"]: "".join(cell["source"]) for cell in read(solution_path("04_needles_and_haystacks"))["cells"]
}
#: The names of the examples in the table of section 2.
ROWS = {
    "everyone": "everybody's messages",
    "careful": "false alarms ten times rarer",
    "person": "a person looks at each alarm",
    "thousandth": "a place where 1 in 1,000 is forbidden",
    "suspects": "suspects chosen by a judge",
    "known": "only items already on a list",
}


def test_the_two_places_of_section_1():
    everyone, suspects = preset("everyone"), preset("suspects")
    table = CELLS["02-right"]
    assert f"| {number(everyone.items)} | {number(everyone.forbidden)}, which is 1 in 1,000,000 |" in table
    assert f"| {number(suspects.items)} | {number(suspects.forbidden)}, which is 1 in 5 |" in table
    assert everyone.items / everyone.forbidden == 10**6
    assert suspects.items / suspects.forbidden == 5
    told = CELLS["02-explain"]
    for one, share in ((everyone, "0.09%"), (suspects, "99.6%")):
        assert percent(one.right) == share in told
        for count in (one.forbidden, one.found, one.wrong, one.allowed):
            assert re.search(rf"(?<![\d,]){number(count)}(?![\d,]*\d)", told), count
    assert f"900 of {number(everyone.alarms)} alarms are right" in told
    assert everyone.marks(1000) == (1, 999)  # "about 1"
    assert suspects.marks(1000)[0] >= 990  # "almost all"


@pytest.mark.parametrize("name", PRESETS)
def test_the_figures_of_section_1_are_the_examples(name):
    _, told = PRESETS[name]
    if name in ("everyone", "suspects"):
        source = CELLS[f"02-{name}"]
        call = re.search(r"figures\.alarms\((.+)\),\n", source)[1]
        given = eval(f"dict({call})")
        assert given == {key: told[key] for key in ("items", "base", "hit", "false")}
        assert source.count("About") == 4


@pytest.mark.parametrize("name", PRESETS)
def test_the_table_of_section_2(name):
    one = preset(name)
    counts = " | ".join(number(count) for count in (one.found, one.missed, one.wrong))
    assert f"| {ROWS[name]} | {counts} | {percent(one.right)} |" in CELLS["03-explain"]
    assert one.found <= one.forbidden


def test_what_section_2_says_of_the_examples():
    told = CELLS["03-explain"]
    four = {name: preset(name) for name in ("careful", "person", "thousandth", "known")}
    assert max(four, key=lambda name: four[name].right) == "known"
    assert four["known"].missed * 2 == four["known"].forbidden  # "half is missed"
    first, person = preset("everyone"), preset("person")
    assert f"all {number(first.alarms)} alarms are read by somebody" in told
    assert f"and {first.found - person.found} right ones are dropped" in told
    # No example is the best in all four numbers.
    every = {name: preset(name) for name in PRESETS}
    best = {
        max(every, key=lambda name: every[name].found),
        min(every, key=lambda name: every[name].missed),
        min(every, key=lambda name: every[name].wrong),
        max(every, key=lambda name: every[name].right),
    }
    assert len(best) > 1
    many = alarms(10**12, 1e-6, 0.9, 0.001)
    assert (many.found, many.wrong) == (1000 * first.found, 999_999_000)
    assert many.wrong == pytest.approx(1000 * first.wrong, rel=1e-6)
    assert percent(many.right) == percent(first.right) == "0.09%"


def test_the_costs_of_section_3():
    first, person = preset("everyone"), preset("person")
    told = CELLS["04-cost"]
    assert (
        f"the {number(first.alarms)} alarms take about {number(round(first.alarms / 60, -2))} hours" in told
    )
    assert f"{number(person.alarms)} alarms are left of {number(first.alarms)}" in told
    prices = {name: preset(name).wrong / preset(name).found for name in ("everyone", "person", "thousandth")}
    assert f"about {number(round(prices['everyone']))} false alarms for each find" in CELLS["04-explain"]
    assert f"by a person about {round(prices['person'])}, " in CELLS["04-explain"]
    assert f"is forbidden about {round(prices['thousandth'])}." in CELLS["04-explain"]
    printed = "".join(next(cell for cell in LESSON if cell["id"] == "04-price")["outputs"][0]["text"])
    assert printed == "".join(f"{name} {price:.1f}\n" for name, price in prices.items())
    # The two cards are equally long.
    cards = next(row.strip("| ").split(" | ") for row in told.splitlines() if row.startswith("| Each"))
    lengths = [len(card.split()) for card in cards]
    assert abs(lengths[0] - lengths[1]) <= 0.1 * max(lengths), lengths


def test_the_published_figures_of_section_4():
    table = load_case("telegram").base_rate.set_index("id")
    told = CELLS["05-explain"]
    germany = table.loc["bka_2023"]
    part, whole = (number(int(germany[name])) for name in ("numerator", "denominator"))
    assert f"{part} of {whole} reports, {percent(germany['value'], digits=1)}" in told
    assert germany["period"] == "2023"
    assert f"{percent(table.loc['ie_2020_not', 'value'], digits=1)} of the reports in Ireland" in told
    assert f"get right**: {percent(table.loc['ec_hit_rate', 'value'])}." in told
    for prefix, said in (
        ("fb_restored", "from {} to {} of what Facebook removed"),
        ("fedpol_20", "from {} to {} passed on in Switzerland"),
    ):
        rows = table[table.index.str.startswith(prefix) & table["unit"].str.startswith("share")]["value"]
        assert said.format(percent(rows.min(), digits=1), percent(rows.max(), digits=1)) in told


def test_the_half_of_section_6():
    first = preset("everyone")
    printed = "".join(next(cell for cell in LESSON if cell["id"] == "07-code")["outputs"][0]["text"])
    shares = {}
    for line in printed.splitlines():
        one_in, wrong, share = (float(word) for word in line.split())
        outcome = alarms(first.items, 1e-6, 0.9, 1 / one_in)
        assert wrong == outcome.wrong
        assert share == round(100 * float(outcome.right), 1)
        shares[int(one_in)] = share
    told = CELLS["07-explain"]
    assert f"1 in 1,000,000, where {shares[10**6]} of 100 alarms are right" in told
    assert f"1 in 10,000,000, where {shares[10**7]:.0f} of 100 are" in told
    assert shares[10**6] < 50 < shares[10**7]
    # "about as rare as what one looks for": where both are 1 in 1,000, it is nearly half.
    assert 0.45 < preset("thousandth").right < 0.5


def test_the_formula_of_section_7_gives_the_numbers_of_section_1():
    printed = "".join(next(cell for cell in LESSON if cell["id"] == "08-code")["outputs"][0]["text"])
    assert float(printed) == round(100 * float(preset("everyone").right), 2)
    base, hit, false = 1 / 5, 0.9, 1 / 1000
    assert base * hit / (base * hit + (1 - base) * false) == pytest.approx(float(preset("suspects").right))


def test_the_numbers_of_the_exercise():
    everyone, suspects, known, person = (preset(name) for name in ("everyone", "suspects", "known", "person"))
    said = EXERCISE["task-2"]
    assert f"{number(everyone.found)} right alarms and {number(everyone.wrong)} false ones" in said
    assert (
        f"{everyone.found} of {number(everyone.forbidden)} forbidden items raise an alarm"
        in EXERCISE["task-3"]
    )
    assert everyone.marks(1000)[1] == 999  # sentence B1
    mended = EXERCISE["mend-answer"]
    assert f"from {number(everyone.wrong)} to {number(person.wrong)}" in mended
    assert everyone.wrong / everyone.found > 1000  # "more than 1,000 false alarms for each of them"
    note = EXERCISE["note-answer"]
    found = f"{known.found} of {number(known.forbidden)} forbidden items among {number(known.items)}"
    assert f"{found}, with {known.wrong} false alarm: {percent(known.right)}" in note
    worse = alarms(known.items, 1e-6, 0.5, 1 / 100_000)
    assert f"there would be {number(worse.wrong)} of them for the same {worse.found} finds" in note
    found = f"{number(suspects.found)} of {number(suspects.forbidden)} forbidden items"
    assert f"{found} among {number(suspects.items)}, with {suspects.wrong} false alarms" in note
    assert note.count(f"{number(everyone.wrong)} false alarms for {everyone.found} finds") == 2
    assert f"{percent(preset('thousandth').right)} of the alarms would be right" in note
    rare = alarms(10**9, 1e-6, 0.9, 1e-7)
    assert f"there would be {rare.wrong}, and {percent(rare.right)} of the alarms would be right" in note
    irish = load_case("telegram").base_rate.set_index("id").loc["ie_2020_not", "value"]
    assert f"{percent(irish, digits=1)} of the Irish reports" in note
    # The three answers are about equally long.
    answers = [part for part in note.split("\n") if part.startswith("**")]
    lengths = [len(answer.split()) for answer in answers]
    assert len(answers) == 3
    assert max(lengths) <= 1.15 * min(lengths), lengths
