"""The quotations of a case: filters and search, who repeats whom and how, their rows as records and as text.

The page filters by the same rule (``quote_filters.js``); ``tests/cases/filters.json`` holds the two together.
"""

import html
from collections.abc import Callable, Hashable, Mapping
from typing import Any

import pandas as pd

from enclair.case import filters
from enclair.case.balance import side
from enclair.case.filters import with_sources
from enclair.case.model import display_name, localized_field, source_and_date
from enclair.text import locale
from enclair.text.locale import N_, text

#: What the explorer asks of the table of that name, and which of it are codes with a label.
COLUMNS = (
    "id speaker speaker_role stakeholder_group date quote_original language quote_en quote_fr stance "
    "stance_note theme attribution in_seed_article source_name source_url primary_text notes"
)
CODES = ("stakeholder_group", "theme", "attribution")

#: The columns are those of `with_filter_columns`.
FILTERS = filters.parse(
    "sides=side stances=step groups=stakeholder_group themes=theme attributions=attribution "
    "speakers=speaker languages=language in_article=in_article"
)

#: The columns in which a search looks.
SEARCHED = "id quote_original quote_en quote_fr speaker speaker_role speaker_fr speaker_role_fr"

#: How each step of the stance is drawn.
SHAPES = {-2: "◀◀", -1: "◀", 0: "■", 1: "▶", 2: "▶▶"}

#: The languages of the originals: code, and name (English; the catalogue has the rest).
LANGUAGES: dict[str, str] = locale.formats("en")["languages"]


def with_filter_columns(quotes: pd.DataFrame) -> pd.DataFrame:
    """Return ``quotes`` (a case's table of that name) with the columns that filters use."""
    return quotes.assign(
        side=quotes["stance"].map(side),
        step=quotes["stance"].astype(str),
        in_article=quotes["in_seed_article"].map({True: "yes", False: "no"}),
        first=quotes["date"].map(first_day),
        last=quotes["date"].map(last_day),
    )


def first_day(date: str) -> str:
    """Return the first day (ISO) of a date that may be a month or a year."""
    return date + "-01-01"[len(date) - 4 :]


def last_day(date: str) -> str:
    """Return the last day of a date that may be a month or a year; each month is given 31 days.

    Such a day need not exist: it is compared with others, as text, and never shown.
    """
    return date + "-12-31"[len(date) - 4 :]


def filter_quotes(quotes: pd.DataFrame, **choices: Any) -> pd.DataFrame:
    """Return the rows of ``quotes`` that match every choice, in the order of the table; "" is no choice.

    The words of ``query`` must all occur in its texts, in any language. What a row quotes may have been said
    from ``start`` to ``end``, and it has one of the values of each filter in ``choices`` (`FILTERS`).
    """
    table = with_filter_columns(quotes)
    days = table["first"], table["last"]
    return quotes[filters.matching(table, FILTERS, SEARCHED.split(), days, choices)]


def repeats(quotes: pd.DataFrame) -> dict[str, str]:
    """Return which quotation repeats the words of which other: id of the fragment, id of the fuller words.

    A fragment is a row whose ``primary_text`` stands in the original of another row.
    """
    origins = {}
    for id_, part in zip(quotes["id"], quotes["primary_text"], strict=True):
        fuller = quotes["id"][quotes["quote_original"].str.contains(part, regex=False)]
        if part and len(fuller):
            origins[id_] = fuller.iloc[0]
    return origins


def trails(quotes: pd.DataFrame, compare: Callable[..., Any]) -> dict[str, str]:
    """Return by id, as HTML, what a fragment leaves out of the words it comes from, and who repeated words.

    ``compare`` says what differs in two texts (`enclair.compare`).
    """
    label_of, origins = filters.code_labels(quotes, "quotes"), repeats(quotes)
    pages: dict[str, str] = {}
    by_id = quotes.set_index("id", drop=False)
    names = text("the post"), text("the article, in English (our translation)")
    for id_ in by_id.index[by_id["primary_text"] != ""]:
        row = by_id.loc[id_]
        # The source first: what the article cut is then marked as cut, and what it put in its place as added.
        pair = row["primary_text"], row["quote_en"] or row["quote_original"]
        pages[id_] = compare(*pair, names=names, spoken=("en", "en"))._repr_html_()
        whole: pd.Series[Any] = by_id.loc[origins.get(id_, id_)]
        if whole["primary_text"]:
            continue
        words, spoken = wording(row)
        head = f"{id_} · {display_name(row['source_name'])}, {label_of.get(row['attribution'], '')}"
        pages[whole["id"]] = (
            f"{pages.get(whole['id'], '')}<li><small>{html.escape(head)}</small><blockquote "
            f'lang="{spoken}" dir="auto">{compare(wording(whole)[0], words).marked(1)}</blockquote></li>'
        )
    return {id_: f"<ul>{page}</ul>" if page.startswith("<li>") else page for id_, page in pages.items()}


def records(quotes: pd.DataFrame) -> list[dict[Hashable, Any]]:
    """Return the rows as records for JavaScript: plain values, days of the date."""
    table = with_sources(with_filter_columns(quotes))
    return filters.plain_records(table.drop(columns=["in_seed_article", "primary_text"]))


def language(code: str) -> str:
    """Return the name of a language, or its code where the kit has no name for it."""
    return text(LANGUAGES.get(code, code))


def scale(lang: str = "") -> dict[int, tuple[str, str]]:
    """Return the shape of each step of the stance, and its name in ``lang`` or the current locale."""
    called = filters.labels("quotes", lang)
    return {code: (shape, called[str(code)]) for code, shape in SHAPES.items()}


def label(code: int) -> str:
    """Return the label of a code.

    >>> label(-2)
    '◀◀ −2 strongly privacy'
    """
    shape, called = scale()[code]
    return f"{shape} {signed(code)} {called}"


def signed(code: int) -> str:
    """Return a code with its sign, as it is printed: −2, 0, +2."""
    return f"{code:+d}".replace("-", "−") if code else "0"


def speaker(row: "Mapping[str, Any] | pd.Series[Any]") -> tuple[str, str]:
    """Return who says the words of a row, and in which role."""
    return localized_field(row, "speaker")[0], localized_field(row, "speaker_role")[0]


def wording(row: "pd.Series[Any]") -> tuple[str, str]:
    """Return the words of a row in the current locale, if they are recorded in it, and in which they are."""
    lang = locale.current_locale()
    translated = row["language"] != lang and row[f"quote_{lang}"]
    return (translated, lang) if translated else (row["quote_original"], row["language"])


def print_table(quotes: pd.DataFrame, origins: Mapping[str, str], *, coded: bool = True) -> pd.DataFrame:
    """Return all that the cards of the quotations say as a table of text, narrow enough for paper.

    ``origins`` is what `repeats` gives for the whole table, of which ``quotes`` may be a part; ``coded`` says
    whether it has our reading of each.
    """
    label_of, lang = filters.code_labels(quotes, "quotes"), locale.current_locale()

    def repeated(id_: str) -> str:
        """Return whose words a row repeats, or who repeats its words."""
        if id_ in origins:
            return text("Repeats words of {id}").format(id=origins[id_])
        fragments = [part for part, whole in origins.items() if whole == id_]
        return text("Repeated in {ids}").format(ids=", ".join(fragments)) if fragments else ""

    def cells(row: "pd.Series[Any]") -> list[str]:
        codes = [label(row["stance"])] * coded + [label_of.get(row[name], row[name]) for name in CODES]
        notes = [localized_field(row, name)[0] for name in ["stance_note"] * coded + ["notes"]]
        words = f"{row['quote_original']}\n({language(row['language'])})"
        if row["language"] != lang:
            words += f"\n{row[f'quote_{lang}'] or text('no translation recorded')}"
        return [
            f"{row['id']}, {locale.date(row['date'])}",
            ", ".join(filter(None, speaker(row))),
            words,
            "\n".join(filter(None, (" · ".join(codes), *notes, repeated(row["id"])))),
            source_and_date(row),
            row["source_url"],
        ]

    codes = N_(["Our reading"]) * coded + N_(["Group", "Theme", "How the words reached us"])
    codes += N_(["Why this code"]) * coded + N_(["What to know"])
    heads = [N_(["Number", "Date"]), N_(["Speaker"]), N_(["Original words", "Translation"]), codes]
    heads += [N_(["Source (its date)"]), N_(["Where to read it"])]
    columns = [", ".join(map(text, head)) for head in heads]
    return pd.DataFrame([cells(row) for _, row in quotes.iterrows()], columns=columns)
