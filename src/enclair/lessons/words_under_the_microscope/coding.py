"""Coding quotations blind, then beside the dataset's codes and a neighbour's. No code is right or wrong."""

import html
import random
from collections.abc import Mapping
from typing import Any

import pandas as pd
import traitlets

from enclair.case.balance import side
from enclair.case.model import Case, display_name, requires
from enclair.case.quotes import LANGUAGES, SCALE, label, signed
from enclair.figures.style import links_html, style_sheet
from enclair.lessons.words_under_the_microscope import recoding
from enclair.text import locale
from enclair.text.locale import N_, text
from enclair.text.toml import sentences
from enclair.views.view import OneOf, RefusedChoiceError, View, Whole, paragraph

say = sentences(__package__)

#: What stands before each code.
CODES = N_(
    {
        "mine": "My code: {code}.",
        "dataset": "The dataset's code: {code}.",
        "neighbour": "My neighbour's code: {code}.",
    }
)

#: On paper nothing can be opened, and the codes stand on a sheet of their own.
_STYLE = style_sheet(__package__, "coding.twin.css")


class Recode(View):
    """Quotations to code without their speakers, made by `recode`. Only its traits keep what is coded."""

    VIEW = "coding"
    SENTENCES = "coding"
    MORE_SENTENCES = ("quote",)
    TITLE = "Code the quotations blind"

    codes: Any = traitlets.Dict(
        Whole(min=min(SCALE), max=max(SCALE)),
        key_trait=OneOf(lambda view: view.ids),
        help="The student's codes: id of the quotation, -2 to 2.",
    )
    neighbour = traitlets.Unicode(help="The line of a neighbour's codes, or empty.")
    order: Any = traitlets.List(help="The ids in the random order in which they are shown.")
    revealed = traitlets.Bool(False, help="Whether the view may compare; it does once all are coded.")
    quotations: Any = traitlets.List(help="The quotations, as the page wants them.").tag(shared=True)
    scale: Any = traitlets.List(help="The scale: code, shape, name, side, code with its sign.")

    def __init__(self, quotes: pd.DataFrame, lang: str) -> None:
        self._quotes = quotes
        self.ids = quotes["id"].tolist()
        labels = [called for _, called in SCALE.values()]
        spoken = [LANGUAGES.get(language, language) for language in quotes["language"].unique()]
        super().__init__(
            lang,
            [*labels, *spoken],
            codes={},
            order=random.sample(self.ids, k=len(self.ids)),
            quotations=recoding.records(quotes),
            scale=[[code, *named, side(code), signed(code)] for code, named in SCALE.items()],
        )

    @traitlets.validate("neighbour")
    def _read_line(self, proposal: traitlets.Bunch) -> str:
        codes = recoding.decode_codes(proposal.value)
        whole = set(codes) == set(self.ids) and recoding.encode_codes(codes, list(codes)) == proposal.value
        if proposal.value != "" and not whole:
            raise RefusedChoiceError(say("coding.neighbour", value=repr(proposal.value)))
        return str(proposal.value)

    @property
    def rows(self) -> pd.DataFrame:
        """One row a quotation: ``id``, and the codes ``mine``, ``dataset``, ``neighbour`` (<NA>: none)."""
        return recoding.rows(self._quotes, self.codes, recoding.decode_codes(self.neighbour))

    @property
    def line(self) -> str:
        """The student's codes as a line for a neighbour."""
        return recoding.encode_codes(self.codes, self.ids)

    def _count(self) -> str:
        message = text("{coded} of {all} coded")
        return message.format(coded=len(self.codes), all=len(self.ids))

    def _asked(self, row: dict[str, Any]) -> str:
        """Return a quotation to code, without who says it: translated, with the original below."""

        def quoted(words: str, spoken: str) -> str:
            return f'<span lang="{spoken}" dir="auto">{html.escape(words)}</span>'

        original, mine = quoted(row["quote_original"], row["language"]), self.codes.get(row["id"])
        translated = row[f"quote_{self.lang}"]
        if row["language"] == self.lang:
            words = original
        elif translated:
            note = text("We read it in {language}:").format(language=text(row["spoken"]))
            words = f"{quoted(translated, self.lang)}<br><small>{note} {original}</small>"
        else:
            note = self._said(self.page_sentences["alone"])
            words = f"{original}<br><small>{note}{quoted('', row['language'])}</small>"
        boxes = (f"{'☒' if code == mine else '☐'} {shape} {signed(code)}" for code, shape, *_ in self.scale)
        return "<li><p><b>{}</b> {}<br>{}</p></li>".format(row["id"], words, "\u2003".join(boxes))

    def _compared(self, row: dict[str, Any], codes: Mapping[Any, Any]) -> str:
        """Return who said a quotation, when, its codes, the reason and the source."""
        named = {message: codes[name] for name, message in CODES.items() if not pd.isna(codes[name])}
        messages = [text(message).format(code=label(code)) for message, code in named.items()]
        codings = html.escape(" ".join([f"{locale.date(row['date'])}.", *messages]))
        role, spoken = locale.localized_field(row, "speaker_role")
        who = html.escape(f"{row['id']}. {locale.localized_field(row, 'speaker')[0]}, {role},")
        why, why_spoken = locale.localized_field(row, "stance_note")
        reason = f'<span lang="{why_spoken}">{html.escape(why)}</span>'
        source = links_html(display_name(row["source_name"]), row["source_url"])
        return (
            f'<li><span lang="{spoken}">{who}</span> {codings} {reason} '
            f"{source}, {locale.date(row['source_date'])}</li>"
        )

    def _html(self) -> str:
        by_id = {row["id"]: row for row in self.quotations}
        labels = " · ".join(label(code) for code, *_ in self.scale)
        items = "".join(self._asked(by_id[name]) for name in self.order)
        codes = "".join(self._compared(by_id[row["id"]], row) for row in self.rows.to_dict("records"))
        summary = html.escape(text("The dataset's codes: open them once all are coded"))
        after = paragraph(say("coding.page.caution"))
        waits = "" if set(self.codes) == set(self.ids) else " data-waits"
        asked = "".join(paragraph(self._said(question)) for question in self.page_sentences["questions"])
        return (
            f'{_STYLE}<div class="enclair-blind">{paragraph(say("coding.page.task"))}'
            f"{paragraph(say('coding.page.sides'))}{paragraph(labels)}<ol>{items}</ol>"
            f"<details{waits}><summary>{summary}</summary>{after}<ul>{codes}</ul>{asked}</details></div>"
        )


#: What is asked of the table of quotations.
COLUMNS = (
    "id quote_original speaker speaker_role date language quote_en quote_fr stance stance_note source_name "
    "source_url source_date"
)


@requires(quotes=COLUMNS)
def recode(case: Case, lang: str = "") -> Recode:
    """Return ten quotations to code without knowing who speaks, in a random order.

    >>> from enclair import load_case
    >>> from enclair.lessons.words_under_the_microscope import recode
    >>> coding = recode(load_case("telegram"))
    >>> coding.codes = {"Q62": 2, "Q42": -2}
    >>> coding.line
    'Q42 -2, Q62 2'
    """
    rows = case.quotes.set_index("id", drop=False).loc[list(recoding.RECODE)]
    return Recode(rows.reset_index(drop=True), lang)
