"""The framing lens: one event under several headlines, and a headline whose words one swaps."""

import random
from typing import Any, ClassVar

import pandas as pd
import traitlets

from enclair.case import filters
from enclair.case.model import Case, requires
from enclair.figures.style import html_table
from enclair.lessons.words_under_the_microscope import frames as framing
from enclair.text import locale
from enclair.text.locale import labelled, text
from enclair.views.explorer import Explorer
from enclair.views.view import OneOf, paragraph


def _slot(name: str) -> OneOf:
    wordings = framing.SLOTS[name]
    return OneOf(wordings, next(iter(wordings)), help=f"Wording of the slot {name!r}.")


class Framing(Explorer):
    """Read headlines on one event, and see what swapped words do to a sentence.

    ``choices`` are what to start with: any of the traits below, by name.

    >>> from enclair import load_case
    >>> from enclair.lessons.words_under_the_microscope import Framing
    >>> lens = Framing(load_case("telegram"), verb="threatens", place="france")
    >>> lens.headline
    'Telegram threatens to leave France'
    """

    VIEW = "framing"
    SENTENCES = "framing"
    FILTERS: ClassVar[filters.Filters] = {}
    TEXTS = ("event",)
    OTHERS = ("sentence", *framing.SLOTS)

    event = OneOf(
        lambda view: [*view.all_rows["event"].unique(), ""],
        "",
        help="The id of the event whose headlines are shown; empty: all headlines.",
    )
    sentence = OneOf(framing.SENTENCES, "post", help="'post' or 'statement': where words are swapped.")
    verb, place, condition, report, amount, whom, known = map(_slot, framing.SLOTS)

    events: Any = traitlets.List(help="The events with headlines.")
    headlines: Any = traitlets.List(help="The rows, as the page wants them.").tag(shared=True)
    sentences = traitlets.Dict(help="The sentences, their wordings and what each does.")
    effects = traitlets.Dict(help="Name and sign of each effect.")
    presets = traitlets.Dict(help="What the ready-made headlines are called.")
    preset_order: Any = traitlets.List(help="The presets, in random order.")

    @requires(only=True)
    def __init__(self, case: Case, lang: str = "", **choices: Any) -> None:
        table, timeline = case.headlines, case.timeline
        counts = table["event"].value_counts()
        events = timeline[timeline["id"].isin(counts.index)]
        first = counts[events["id"]].idxmax()
        super().__init__(
            case,
            table,
            lang,
            {"event": first} | choices,
            data_words=[locale.translations_of(framing.texts)],
            events=events[["id", "title_en", "title_fr"]].to_dict("records"),
            headlines=table.to_dict("records"),
            sentences=framing.quoted(case.quotes),
            effects=framing.EFFECTS,
            presets=framing.PRESETS,
            preset_order=random.sample(list(framing.PRESETS), k=len(framing.PRESETS)),
        )

    def _labels(self, lang: str) -> dict[str, str]:
        return dict(locale.formats(lang)["languages"])

    @property
    def headline(self) -> str:
        """The headline that the chosen words make: yours, and nobody's quotation."""
        return framing.headline(framing.in_language(self.lang)[self.sentence], self._chosen)

    @property
    def effect(self) -> pd.DataFrame:
        """What your headline says beside what the source says, and the difference, one line a question."""
        return framing.compared(framing.in_language(self.lang)[self.sentence], self._chosen)

    @property
    def _chosen(self) -> dict[str, str]:
        return {slot: getattr(self, slot) for slot in framing.SLOTS}

    @property
    def rows(self) -> pd.DataFrame:
        """The headlines on the chosen event, as a copy to work on; without one, all."""
        shown = self.all_rows[self.all_rows["event"] == self.event] if self.event else self.all_rows
        return shown.copy()

    def _html(self) -> str:
        count = text("{shown} of {all} headlines.").format(shown=len(self.rows), all=len(self.all_rows))
        yours = paragraph(labelled(text("Your headline"), self.headline))
        shown, effect, ways = map(html_table, (framing.readable(self.rows), self.effect, framing.ways()))
        return f"{paragraph(count)}{shown}{yours}{effect}{ways}"
