"""Numbers in the words of lesson 4 and exercise 4: what their marks compute with."""

from enclair.lessons.needles_and_haystacks.scanning import PRESETS, alarms, percent, preset
from tests.helpers import CASE
from tests.numbers import numbers_in_prose

__all__ = ["alarms", "percent"]

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

test_numbers_in_prose = numbers_in_prose(__name__)
