"""The survey of lesson 5, always the same rows: names come back, bars hide, coins answer, counts get noise.

How well rows hide is computed here, for each step; the page throws the coins and the noise.
"""

from collections.abc import Iterator
from functools import cache
from itertools import product
from random import Random
from typing import Any

import pandas as pd
import traitlets

from enclair.case import invented
from enclair.figures.block import folded
from enclair.figures.described import as_text
from enclair.figures.style import html_table
from enclair.lessons.traces import noise, traces
from enclair.text.locale import tables as tables_of
from enclair.text.locale import use_locale
from enclair.views import polling
from enclair.views.view import OneOf, View, paragraph

#: What is done with the rows, what the coins ask for, how much noise there is, on counts of how many people.
SHOWS, ASKED = ("names", "bars", "coin", "noise"), "screens"
SCALES, SIZES = (0, 1, 2, 5, 10, 20), (24, 120, 12_000)


def _linked(birth: int, home: int) -> tuple[pd.DataFrame, dict[int, str]]:
    """Return the survey, made coarser by `traces.generalise`, and the names that the run gives its rows."""
    rows, runners = (traces.generalise(one(), birth, home) for one in (traces.survey, traces.runners))
    linked = traces.linkage_attack(rows.reset_index(names="place"), runners, on=["birth", "home"])
    return rows, dict(zip(linked["place"], linked["name"], strict=True))


@cache
def _computed() -> dict[str, Any]:
    """Return what no choice changes: the rows at each step, how well they hide, counts, what noise costs."""
    states = {}
    for birth, home in product(*traces.STEPS.values()):
        rows, names = _linked(birth, home)
        measures = traces.anonymity(rows)._asdict() | {"named": len(names)}
        alike: dict[Any, Any] = rows.groupby(["birth", "home"]).groups
        states[f"{birth} {home}"] = {
            "told": {name: measures[name] for name in ("k", "unique", "named", "revealed", "groups")},
            "names": {f"{place}": name for place, name in names.items()},
            "alike": [[*says, places.tolist()] for says, places in alike.items()],
        }
    with use_locale("en"):
        answers = traces.survey()["answer"].tolist()
    return {
        "answers": answers,
        "states": states,
        "counts": [traces.counts(size).tolist() for size in SIZES],
        "costs": {f"{one}": [noise.expected_error(one), noise.inference_success(one)] for one in SCALES},
        "constants": {name.lower(): getattr(polling, name) for name in polling.CONSTANTS}
        | {"answers": [*invented.ANSWERS.values()], "asked": ASKED},
    }


class Pupils(View):
    """The 120 pupils of the survey, always the same rows.

    ``shows`` says what is done with them: the run gives "names" back, "bars" make rows coarser, each pupil
    throws a "coin" and answers, or counts get "noise".

    >>> Pupils().states["3 1"]["told"]["k"]
    4
    """

    VIEW = "pupils"
    SENTENCES = "pupils"
    MORE_SENTENCES = ("poll",)

    shows = OneOf(SHOWS, help="What is done with the rows.")
    birth = traitlets.CInt(0, min=0, max=4, help="How coarse the date of birth is: a step of `traces.STEPS`.")
    home = traitlets.CInt(0, min=0, max=2, help="How coarse the postcode is.")
    people = traitlets.CInt(30, min=5, max=120, help="How many of them throw coins.")
    coins = traitlets.Unicode(help='For each pupil "h", heads, or what the second coin says: "y" or "n".')
    lifted = traitlets.Bool(False, help="Whether one sees coins and true answers, as nobody else can.")
    yes = traitlets.CInt(0, min=0, max=polling.MOST, help="How many of one's own class said yes.")
    no = traitlets.CInt(0, min=0, max=polling.MOST, help="How many said no.")
    scale = OneOf(SCALES, help="How much noise the counts get.")
    draws: Any = traitlets.List(help="The noise of each count at scale 1, size by size.")
    answers: Any = traitlets.List(help="What keeps each pupil awake.").tag(shared=True)
    states: Any = traitlets.Dict(help="Who looks alike at each step, and how well it hides.").tag(shared=True)
    counts: Any = traitlets.List(help="The counts of answers, size by size.").tag(shared=True)
    costs: Any = traitlets.Dict(help="How far noise is off, how often a guess is right.").tag(shared=True)
    constants: Any = traitlets.Dict(help="The numbers by which the page estimates.").tag(shared=True)

    def __init__(self, lang: str = "", *, shows: str = "bars", scale: int = 5, **chosen: Any) -> None:
        chance = Random(5)
        draws = [[noise.laplace(1, chance) for _ in invented.ANSWERS] for _ in SIZES]
        coins = "".join(chance.choices("hhyn", k=len(traces.survey())))
        given = _computed() | {"shows": shows, "scale": scale, "coins": coins, "draws": draws} | chosen
        super().__init__(lang, [*invented.ANSWERS.values()], **given)

    def _html(self) -> str:
        with use_locale(self.lang):
            heads = tables_of(__package__, "pupils")["page"]
            tables = {"coin": self._estimates, "noise": self._noisy}.get(self.shows, self._hiding)()
            first, *others = (
                html_table(as_text(pd.DataFrame(table).rename(columns=heads))) for table in tables
            )
            if self.shows in ("names", "bars"):  # 120 rows: a page folds them, and a handout leaves them out
                others = [folded(heads["each"], rows) for rows in others]
            return f"{paragraph(heads[self.shows])}{first}{''.join(others)}"

    def _hiding(self) -> Iterator[Any]:
        births, homes = (self.page_sentences[name] for name in ("births", "homes"))
        steps = product(*traces.STEPS.values()) if self.shows == "bars" else [(self.birth, self.home)]
        yield [
            {"birth": self._said(births[birth]), "home": self._said(homes[home])}
            | self.states[f"{birth} {home}"]["told"]
            for birth, home in steps
        ]
        rows, names = _linked(self.birth, self.home)
        yield rows.assign(name=[names.get(place, "█████") for place in rows.index])

    def _estimates(self) -> Iterator[Any]:
        thrown = zip(self.coins[: self.people], self.answers, strict=False)
        said_yes = sum(coin == "y" or (coin == "h" and answer == ASKED) for coin, answer in thrown)
        for yes, people in ((said_yes, self.people), (self.yes, self.yes + self.no)):
            if people:
                _, _, *parts = polling.estimate(yes, people - yes)
                cells = [people, yes, *map(polling.points, parts)]
                yield [dict(zip(("people", "said", "share", "low", "high"), cells, strict=True))]

    def _noisy(self) -> Iterator[Any]:
        answers = [*map(self._said, invented.ANSWERS.values())]
        for size, counts, draws in zip(SIZES, self.counts, self.draws, strict=True):
            published = [count + round(self.scale * one) for count, one in zip(counts, draws, strict=True)]
            yield {"people": size, "answer": answers, "true": counts, "published": published}


class Noise(Pupils):
    """What `enclair.explore` was given for counts with noise, with how many people, who are all shown now."""

    def __init__(self, lang: str = "", scale: int = 5, **_: Any) -> None:
        super().__init__(lang, shows="noise", scale=scale)
