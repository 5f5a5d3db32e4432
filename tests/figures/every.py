"""Every figure of the kit: all that the ``figures`` of its lessons draw, found by what they give back."""

import inspect
from importlib import import_module

import pandas as pd

from enclair import lessons
from enclair.figures import picture
from enclair.figures.described import DescribedFigure
from enclair.lessons.if_everyone_leaves import leaving
from enclair.lessons.traces import traces
from tests.helpers import CASE, each_shown

#: What figures are made of which are of no table of a case.
MADE = {
    "alarms": {"items": 10**9, "base": 1e-6, "hit": 0.9, "false": 0.001, "second": True},
    "arguments": {
        "table": pd.DataFrame(
            [("Criminals hide", "supports", "Open"), ("All share a key", "attacks", "Criminals hide")],
            columns=["reason", "does", "claim"],
        )
    },
    "centre": {"graph": leaving.classroom()},
    "looked_at": {"narrow": traces.chat(1), "log": traces.chat()},
    "names_back": {
        "linked": traces.linkage_attack(traces.survey(), traces.runners(), ["birth", "home"]),
        "anonymous": traces.survey(),
    },
    "votes_by_gate": {"votes": pd.DataFrame({"gate": ["law"] * 3, "vote": ["yes", "no", "yes"]})},
    "word_counts": {"quotes": CASE.quotes, "words": ["privacy", "security"]},
}
_TABLES = {name: table for _, name, table in each_shown("DRAWN")}


def figures():
    """Each function that gives a figure, and each class of figures that can be explored, by its name."""
    found = {}
    for lesson in lessons.names():
        home = f"enclair.lessons.{lesson}.figures"
        try:
            module = import_module(home)
        except ModuleNotFoundError:
            continue  # it draws nothing
        found |= {
            name: made
            for name, made in vars(module).items()
            if getattr(made, "__module__", "").startswith(home.removesuffix("figures"))
            and (name[0] != "_")
            and _draws(made)
        }
    return found


def _draws(made):
    if inspect.isclass(made):
        return hasattr(made, "update")
    return inspect.isfunction(made) and inspect.signature(made).return_annotation in (
        DescribedFigure,
        "DescribedFigure",
    )


def explorable(name):
    """Return a drawing that can be explored, with the table of the case that it needs."""
    make = figures()[name]
    return make(*(getattr(CASE, each) for each in inspect.signature(make).parameters))


def drawn(name):
    """Return what a figure looks like; one that can be explored, with its last example."""
    make = figures()[name]
    if not inspect.isclass(make):
        named = MADE.get(name) or {}
        given = [] if named else [getattr(CASE, _TABLES[name])]
        return make(*given, **named).drawn()
    drawing = explorable(name)
    values = {each: control.start for each, control in drawing.controls.items()}
    drawing.update(**values | (dict(drawing.presets[-1].settings) if drawing.presets else {}))
    return picture.draw(drawing.figure)
