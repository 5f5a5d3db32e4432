"""Rival explanations of the same figures, and which data would decide between them.

The sentences stand in ``rivals.*.toml``, where teachers edit them; the numbers in them are computed here.
"""

from typing import TYPE_CHECKING, Any

import pandas as pd

from enclair.case.model import teaching
from enclair.lessons.traces import disclosures, growth
from enclair.text.choices import check_choice
from enclair.text.locale import number, percent, spoken

if TYPE_CHECKING:
    from enclair.case.model import Case


def texts(lang: str = "en") -> dict[str, Any]:
    """Return what ``rivals.*.toml`` says, topic by topic."""
    return teaching("rivals", lang)


#: What there are rival explanations of.
TOPICS = tuple(texts())


def fact(case: "Case", topic: str) -> tuple[str, str]:
    """Return the question of a topic, and what is known: a sentence with numbers of ``case``.

    Raises
    ------
    ChoiceError
        If there is no such topic.
    """
    check_choice("topic", topic, TOPICS)
    found = texts(spoken())[topic]
    return found["question"], found["fact"].format(**_NUMBERS[topic](case))


def explanations(topic: str) -> pd.DataFrame:
    """Return the rival explanations of a topic, in the order of the file.

    Returns
    -------
    pandas.DataFrame
        One row each, by its key: ``side`` (never shown), ``said``, ``predicts`` (what one would see if it
        were right) and ``decides`` (the data that would tell it from the others).

    Raises
    ------
    ChoiceError
        If there is no such topic.
    """
    check_choice("topic", topic, TOPICS)
    rows = {key: each for key, each in texts(spoken())[topic].items() if isinstance(each, dict)}
    found = pd.DataFrame.from_dict(rows, orient="index")[["side", "said", "predicts", "decides"]]
    return found.rename_axis("key")


def _france(case: "Case") -> dict[str, str]:
    requests = disclosures.quarters(case.disclosures).set_index("quarter")["requests"]
    first, last = int(requests["2024Q1"]), int(requests["2024Q4"])
    factor = disclosures.factor(disclosures.times(first, last))
    return {"first": number(first), "last": number(last), "factor": factor}


def _everywhere(case: "Case") -> dict[str, str]:
    rows = disclosures.factors(case.disclosures)
    factors = {group: disclosures.factor(value) for group, value in rows["factor"].items()}
    countries = {group: number(count) for group, count in rows["countries"].items()}
    return {
        "eu": factors["eu"],
        "eu_countries": countries["eu"],
        "outside": factors["outside-without-india"],
        "outside_countries": countries["outside-without-india"],
        "india": factors["india"],
    }


def _moderation(case: "Case") -> dict[str, str]:
    rows = disclosures.moderation(case.moderation_daily)["factor"]
    names = dict(zip(disclosures.KINDS, ("total", "terror", "children"), strict=True))
    return {name: disclosures.factor(rows[kind]) for kind, name in names.items()}


def _growth(case: "Case") -> dict[str, str]:
    numbers = growth.announced(case.users)
    since = numbers[numbers["date"].dt.year >= 2018]
    line = growth.line(since["year"].tolist(), since["millions"].tolist())
    return {
        "early": _percent(growth.yearly(numbers, "2014-03", "2018-03")),
        "late": _percent(growth.yearly(numbers, "2021-01", "2025-03")),
        "slope": number(line.slope),
    }


_NUMBERS: dict[str, Any] = {
    "france": _france,
    "everywhere": _everywhere,
    "moderation": _moderation,
    "growth": _growth,
}


def _percent(share: float) -> str:
    return f"+{percent(100 * share)}"
