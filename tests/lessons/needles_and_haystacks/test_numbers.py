"""Numbers in the words of lesson 4 and exercise 4: what their marks compute with; equal lengths."""

from enclair.lessons.needles_and_haystacks import sketches
from enclair.lessons.needles_and_haystacks.scanning import PRESETS, alarms, percent, preset
from tests import banks
from tests.helpers import CASE, in_language
from tests.numbers import cells

rates = CASE.base_rate.set_index("id")
examples = {name: preset(name) for name in PRESETS}
everyone, suspects, thousandth, careful, person, known = (
    examples[name] for name in ("everyone", "suspects", "thousandth", "careful", "person", "known")
)
price = {name: each.wrong / each.found for name, each in examples.items()}
hit = PRESETS["everyone"][1]["hit"]
false = PRESETS["everyone"][1]["false"]
germany = rates.loc["bka_2023"]
#: The best example by each of the four numbers.
best = {
    max(examples, key=lambda name: examples[name].found),
    min(examples, key=lambda name: examples[name].missed),
    min(examples, key=lambda name: examples[name].wrong),
    max(examples, key=lambda name: examples[name].right),
}
many = alarms(10**12, 1e-6, hit, false)


def shares(prefix):
    """The published shares of a series, from the lowest."""
    rows = rates[rates.index.str.startswith(prefix) & rates["unit"].str.startswith("share")]["value"]
    return [percent(rows.min(), digits=1), percent(rows.max(), digits=1)]


def half(one_in):
    """What one false alarm in so many makes of everybody's messages."""
    return alarms(everyone.items, 1e-6, hit, 1 / one_in)


#: What the guide says and the lesson does not.
COMPUTED = {"1,808": f"{suspects.alarms:,}"}


CELLS = banks.cells("04_needles_and_haystacks") | cells(__name__)


def test_what_is_drawn_is_what_the_prose_says(lang):
    places = in_language(lang, sketches.right_in_two_places)
    assert places.tolist() == [preset(name).marks()[0] for name in ("everyone", "suspects")]
    assert sketches.right_alarms(items=10**9, base=1e-6, hit=0.9, false=0.001).tolist() == [1]
    assert in_language(lang, sketches.right_by_rate).round(1).tolist() == [0.1, 0.9, 8.3, 47.4, 90.0]


def test_both_cards_and_all_three_notes_are_about_equally_long():
    (row,) = [row for row in CELLS["04-cost"].splitlines() if row.startswith("| Each")]
    cards = row.strip("| ").split(" | ")
    notes = [part for part in CELLS["note-answer"].split("\n") if part.startswith("**")]
    assert (len(cards), len(notes)) == (2, 3)
    for texts in (cards, notes):
        lengths = [len(text.split()) for text in texts]
        assert max(lengths) <= 1.15 * min(lengths), lengths
