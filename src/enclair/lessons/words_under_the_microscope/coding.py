"""Coding quotations blind, then beside the dataset's codes and a neighbour's. No code is right or wrong.

The page (``recoding.js``) writes and reads the line that neighbours exchange, and says how far they agree.
"""

import html
import random
from collections.abc import Mapping
from typing import Any

import pandas as pd
import traitlets

from enclair.case.balance import side
from enclair.case.model import Case, display_name, localized_field, requires
from enclair.case.quotes import LANGUAGES, SHAPES, label, scale, signed
from enclair.figures.style import links_html, style_sheet
from enclair.text import locale
from enclair.text.locale import N_, labelled, sentences, text
from enclair.views.view import OneOf, View, paragraph

say = sentences(__package__)

#: Ten quotations to code: by the dataset's codes four on the privacy side, three on the other and three on
#: neither; seven groups of speakers, five languages, one by Durov, 39 words at most. In the order of their
#: ids, which tells no side. Clear ones, so that two codings can agree: Q43 (a court on a duty to decrypt),
#: Q44 (a judge lifts a block), Q65 (an official who names both aims), Q76 (a rights group that sees no attack
#: on encryption). Open ones: Q39 (the law must be obeyed: which?), Q42 (security as the argument *against*
#: access), Q72 (to protect people, or their data), and three on which the two blind readers of the dataset
#: differed: Q19 (a platform that may disclose), Q49 (privacy is missing), Q62 (access, with a warrant).
#: Q19, Q39, Q65 and Q76 read differently once one knows who speaks.
RECODE = ("Q19", "Q39", "Q42", "Q43", "Q44", "Q49", "Q62", "Q65", "Q72", "Q76")


#: What each of the ten says in our own words, in each language.
OURS = ("speaker", "speaker_role", "stance_note")
#: What is shown of the table of quotations.
COLUMNS = (
    *("id", "date", "quote_original", "language", "quote_en", "quote_fr"),
    *("source_name", "source_url", "source_date", "stance"),
    *(*OURS, *(f"{name}_fr" for name in OURS)),
)

#: What stands before each code.
CODES = N_({"mine": "My code", "dataset": "The dataset's code", "neighbour": "My neighbour's code"})

#: On paper nothing can be opened, and the codes stand on a sheet of their own.
_STYLE = style_sheet(__package__, "coding.twin.css")


def _codes(whose: str) -> "traitlets.Dict[str, int]":
    """Return a trait for codes by the ids of quotations."""
    code, named = traitlets.CInt(min=min(SHAPES), max=max(SHAPES)), OneOf(lambda view: view.ids)
    return traitlets.Dict(code, key_trait=named, help=f"{whose} codes: id of the quotation, -2 to 2.")


class Recode(View):
    """Quotations to code without their speakers, made by `recode`. Only its traits keep what is coded."""

    VIEW = "coding"
    SENTENCES = "coding"

    codes = _codes("The student's")
    neighbour = _codes("A neighbour's")
    order: Any = traitlets.List(help="The ids in the random order in which they are shown.")
    revealed = traitlets.Bool(False, help="Whether the view may compare; it does once all are coded.")
    quotations: Any = traitlets.List(help="The quotations, as the page wants them.").tag(shared=True)
    scale: Any = traitlets.List(help="The scale: code, shape, name, side, code with its sign.")

    def __init__(self, quotes: pd.DataFrame, lang: str) -> None:
        self._quotes = quotes
        self.ids = quotes["id"].tolist()
        spoken = [LANGUAGES.get(language, language) for language in quotes["language"]]
        super().__init__(
            lang,
            [locale.translations_of(scale), *dict.fromkeys(spoken)],
            order=random.sample(self.ids, k=len(self.ids)),
            quotations=quotes[[*COLUMNS]].assign(spoken=spoken).to_dict("records"),
            scale=[
                {"code": code, "shape": shape, "called": called, "side": side(code), "signed": signed(code)}
                for code, (shape, called) in scale("en").items()
            ],
        )

    @property
    def rows(self) -> pd.DataFrame:
        """One row a quotation: ``id``, and the codes ``mine``, ``dataset``, ``neighbour`` (<NA>: none)."""
        dataset = self._quotes.set_index("id")["stance"]
        columns = {"mine": pd.Series(self.codes), "dataset": dataset, "neighbour": pd.Series(self.neighbour)}
        return pd.DataFrame(columns, dataset.index).astype("Int64").reset_index()

    def _asked(self, row: dict[str, Any]) -> str:
        """Return a quotation to code, without who says it: translated, with the original below."""

        def quoted(words: str, spoken: str) -> str:
            return f'<span lang="{spoken}" dir="auto">{html.escape(words)}</span>'

        words, mine = quoted(row["quote_original"], row["language"]), self.codes.get(row["id"])
        if row["language"] != self.lang:
            note = text("We read it in {language}:").format(language=text(row["spoken"]))
            words = f"{quoted(row[f'quote_{self.lang}'], self.lang)}<br><small>{note} {words}</small>"
        boxes = (f"{'☒' if code == mine else '☐'} {shape} {signed(code)}" for code, shape in SHAPES.items())
        return "<li><p><b>{}</b> {}<br>{}</p></li>".format(row["id"], words, "\u2003".join(boxes))

    def _compared(self, row: dict[str, Any], codes: Mapping[Any, Any]) -> str:
        """Return who said a quotation, when, its codes, the reason and the source."""
        named = {message: codes[name] for name, message in CODES.items() if not pd.isna(codes[name])}
        messages = [f"{labelled(text(message), label(code))}." for message, code in named.items()]
        codings = html.escape(" ".join([f"{locale.date(row['date'])}.", *messages]))
        name, role, why = (localized_field(row, column)[0] for column in OURS)
        who, why = html.escape(f"{row['id']}. {name}, {role},"), html.escape(why)
        source = links_html(display_name(row["source_name"]), row["source_url"])
        return f"<li>{who} {codings} {why} {source}, {locale.date(row['source_date'])}</li>"

    def _html(self) -> str:
        by_id = {row["id"]: row for row in self.quotations}
        labels = " · ".join(map(label, SHAPES))
        items = "".join(self._asked(by_id[name]) for name in self.order)
        codes = "".join(self._compared(by_id[row["id"]], row) for row in self.rows.to_dict("records"))
        summary = html.escape(text("The dataset's codes: open them once all are coded"))
        after = paragraph(say("coding.page.caution"))
        waits = "" if set(self.codes) == set(self.ids) else " data-no-text"
        asked = "".join(paragraph(self._said(question)) for question in self.page_sentences["questions"])
        task = "".join(map(paragraph, (say("coding.page.task"), say("coding.page.sides"), labels)))
        return (
            f'{_STYLE}<div class="enclair-blind">{task}<ol>{items}</ol>'
            f"<details{waits}><summary>{summary}</summary>{after}<ul>{codes}</ul>{asked}</details></div>"
        )


@requires(quotes=" ".join(COLUMNS))
def recode(case: Case, lang: str = "") -> Recode:
    """Return ten quotations to code without knowing who speaks, in a random order.

    >>> from enclair import load_case
    >>> from enclair.lessons.words_under_the_microscope import recode
    >>> coding = recode(load_case("telegram"))
    >>> len(coding.quotations)
    10
    """
    rows = case.quotes.set_index("id", drop=False).loc[list(RECODE)]
    return Recode(rows.reset_index(drop=True), lang)
