"""The request desk: what each design of a messenger can hand over, by kind of data and kind of request."""

import random
from typing import Any

import traitlets

from enclair.case.model import Case, requires, source_with_day
from enclair.lessons.what_can_the_server_see import say
from enclair.lessons.what_can_the_server_see import visibility as rules
from enclair.lessons.what_can_the_server_see.prediction_grid import PredictionGrid
from enclair.text.locale import labelled, text
from enclair.views.view import OneOf

#: The two requests of French law that reach a company: rows of the table ``powers``.
FRENCH_REQUESTS = ("judges-company", "police-company")


class Desk(PredictionGrid):
    """What each design can hand over, by kind of data and kind of request."""

    SHEETS, COLUMNS = rules.REQUESTS, rules.DESIGNS
    OFS = rules.REQUESTS
    CHOICES = ("request", "kind", "predictions")
    PLACE = 1

    request = OneOf(rules.REQUESTS, "stored", help="The kind of request.")
    kind = OneOf(rules.KINDS, "text", help="The kind of data.")
    situations = traitlets.Dict(help="Situations to start from: words, request, kind of data.")
    situation_order: Any = traitlets.List(help="The situations, in random order.")
    samples = traitlets.Dict(help="By kind of data: an invented example of it.")
    losses: Any = traitlets.List(help="What is lost with each extreme, in random order.")
    asked: Any = traitlets.List(help="How French law asks a company, with the sources.")

    @requires(only=True)
    def __init__(self, case: Case, lang: str = "", **choices: Any) -> None:
        powers, words = case.powers, rules.texts()["situations"]
        losses = list(rules.texts()["losses"].values())
        super().__init__(
            lang,
            choices,
            situations={name: (words[name], *row[:2]) for name, row in rules.SITUATIONS.items()},
            situation_order=random.sample(list(rules.SITUATIONS), k=len(rules.SITUATIONS)),
            losses=random.sample(losses, k=len(losses)),
            samples=rules.texts()["samples"],
            asked=powers[powers["id"].isin(FRENCH_REQUESTS)].to_dict("records"),
        )

    def _around(self) -> list[str]:
        designs = [self._named(names) for names in rules.DESIGNS.values()]
        situations = [self._said(self.situations[name][0]) for name in self.situation_order]
        law = [text("How French law asks a company"), *map(self._asked, self.asked)] if self.asked else []
        start = text("Start from a situation:")
        return [say("visibility.page.assumptions"), *designs, start, *situations, *law]

    def _after(self, sheet: str) -> list[str]:
        if sheet != "key":
            return [say("visibility.page.alike")]
        return [say("visibility.page.settled"), *map(self._said, self.losses)]

    def _asked(self, row: dict[str, str]) -> str:
        """Return one line on a request of French law, with its source and its address."""
        request = labelled(row[f"from_{self.lang}"], row[f"asks_{self.lang}"])
        return f"{request} {row['legal_basis']}. {source_with_day(row)}. {row['source_url']}"


#: As notebooks call it.
desk = Desk
