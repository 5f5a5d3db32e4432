"""Who sees what in four designs of a messenger, and what is recorded of real services."""

import html
import random
from typing import Any

import traitlets

from enclair.case.model import Case, requires
from enclair.figures.style import links_html
from enclair.lessons.what_can_the_server_see import say
from enclair.lessons.what_can_the_server_see import visibility as rules
from enclair.lessons.what_can_the_server_see.prediction_grid import PredictionGrid
from enclair.text.locale import by_language, labelled, text
from enclair.views.view import OneOf

#: The heading over what is recorded of real services.
REAL = "Real services, as of September 2024"


class Grid(PredictionGrid):
    """A sentence of one's own as each party sees it in four designs of a messenger; or real services.

    What is typed stays in the page: no trait holds it. ``choices`` are what to start with: any of the traits
    below, by name, for example ``design="e2ee"``.
    """

    SHEETS, COLUMNS = rules.DESIGNS, rules.PARTIES
    OFS = rules.PARTIES
    CHOICES = ("design", "party", "by", "part", "guesses", "predictions")
    PLACE = 0

    design = OneOf(rules.DESIGNS, "plain", help="The design that is shown.")
    party = OneOf(rules.PARTIES, "server", help="The party whose column is open.")
    by = OneOf(
        ("design", "party"),
        "design",
        help="'design': its five parties side by side; 'party': the four designs.",
    )
    part = OneOf(("designs", "services"), "designs", help="The four designs, or real services.")
    guesses: Any = traitlets.Dict(
        OneOf(rules.DESIGNS),
        key_trait=OneOf(lambda view: view._names),
        help="By name of a service: the design that the student expects of it, before reading what it does.",
    )
    questions = traitlets.Dict(help="Questions to start from: words, design, party.")
    samples = traitlets.Dict(help="By kind of data: an invented example of it.")
    question_order: Any = traitlets.List(help="The questions, in random order.")
    services = traitlets.Dict(help="By language: what is recorded of each real service.").tag(shared=True)

    @requires(only=True)
    def __init__(self, case: Case, lang: str = "", **choices: Any) -> None:
        self._names = [*case.messengers["service"]]
        words = rules.texts()["questions"]
        super().__init__(
            lang,
            choices,
            questions={name: (words[name], *row[:2]) for name, row in rules.QUESTIONS.items()},
            samples=rules.texts()["samples"],
            question_order=random.sample(list(rules.QUESTIONS), k=len(rules.QUESTIONS)),
            services=by_language(lambda: rules.settings(case.messengers)),
        )
        # What shows who sees what; real services say it themselves.
        to_do = "" if self.part == "services" else self._sentences(self.lang)["to_do"]
        self.to_do = to_do.format(of=self._said(self.ofs[self.party][0]))
        kinds = " · ".join(self._said(name) for name, _ in rules.KINDS.values())
        self.about = [] if self.part == "services" else [kinds]

    def _around(self) -> list[str]:
        parties = ". ".join(map(self._named, self.OFS.values()))
        return [say("visibility.page.assumptions"), f"{parties}."]

    def _html(self) -> str:
        if self.part == "designs":
            return super()._html()
        services = "".join(map(_recorded, self.services[self.lang]))
        title = f"<p><b>{html.escape(text(REAL))}</b></p>"
        return services and f"{title}<ul style='overflow-wrap: anywhere'>{services}</ul>"


def _recorded(service: dict[str, Any]) -> str:
    """Return what is recorded of a real service, and where it was read, as an item of a list in HTML."""
    rows = [[text("Nearest design"), service["nearest"]], *service["facts"]]
    facts = ". ".join(labelled(label, value) for label, value in rows)
    source = f"{service['source']}, {service['dated']} ({service['firm']})"
    name, link = html.escape(service["service"]), links_html(source, " ".join(service["urls"]))
    return f"<li><b>{name}</b><br>{html.escape(facts)}.<br>{link}</li>"
