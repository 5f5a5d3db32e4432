"""The twelve alleged offences of the case, sorted, and what changed in Telegram's privacy policy."""

import pandas as pd

from enclair.case.model import Case, display_name, requires
from enclair.figures import style
from enclair.figures.block import SourcedTable, cited, source_columns
from enclair.figures.described import DescribedFigure, name_rows
from enclair.lessons.what_can_the_server_see import say, visibility
from enclair.text import locale
from enclair.text.locale import N_, current_locale, labelled, listed, text
from enclair.views.compare import Difference, compare

#: What tells the sorts apart in a black-and-white print.
HATCHES = ("", "//", "||", "xx", "--")
#: The sort that the lesson asks about.
ASKED = "cryptology declaration"

#: The two versions of the passage: rows of the table ``quotes``.
VERSIONS = ("Q26", "Q27")
NAMES = N_(("the policy until 23 September 2024", "the policy since 23 September 2024"))


@requires(only=True)
def alleged_offences(charges: pd.DataFrame) -> DescribedFigure:
    """Return the alleged offences by sort: one numbered square each, the largest sort first.

    ``charges`` is the table of that name of a case. They are suspicions under investigation, not findings.
    Drawn by hand: each square has its number, and a row can take the stamp of a guess.
    """
    counts = visibility.count_sorts(charges)
    sorts = visibility.sort_charges(charges)
    names = {sort: locale.tables(__package__, "figures")["sorts"][sort] for sort in counts}
    title = text("The {count} alleged offences, sorted").format(count=len(charges))
    with style.figure(8.6, 0.55 * len(counts) + 0.9) as (figure, axes):
        look = {"facecolor": style.HUES["wash"], "edgecolor": style.HUES["justice"], "lw": 1.2}
        for height, (sort, hatch) in enumerate(zip(counts, HATCHES, strict=False)):
            for place, number in enumerate(charges.loc[sorts == sort, "n"]):
                axes.barh(height, 0.9, 0.76, place + 0.05, hatch=hatch, **look)
                box = {"boxstyle": "circle,pad=0.2", "facecolor": "white", "edgecolor": "none"}
                axes.text(place + 0.5, height, f"{number}", ha="center", va="center", bbox=box)
            axes.text(counts[sort] + 0.15, height, f"{counts[sort]}", va="center", weight="bold")
        name_rows(axes, names.values(), "left", "bottom")
        axes.set(xlim=(0, max(counts.values()) + 1), ylim=(len(counts) - 0.5, -0.6), xticks=[], title=title)
        axes.set_xlabel(say("figures.suspicions"))
    table = pd.DataFrame(
        {
            text("Number"): charges["n"],
            text("Alleged offence"): charges[f"text_{current_locale()}"],
            text("Sort"): sorts.map(names),
            **source_columns(row for _, row in charges.iterrows()),
        }
    )
    summary = listed(labelled(names[sort], count) for sort, count in counts.items())
    alt = f"{title}. {summary}. {say('figures.innocent')}"
    row = [*counts].index(ASKED) if ASKED in counts else 0  # a learner may give a part of the table
    return DescribedFigure(figure, alt, table, row=row)


@requires(only=True)
def policy(case: Case) -> Difference:
    """Return what differs between the two versions of section 8.3 of Telegram's policy, word by word.

    In French, our translations of both are compared.
    """
    lang = current_locale()
    before, after = case.quotes.set_index("id").loc[list(VERSIONS), f"quote_{lang}"]
    return compare(before, after, names=NAMES, spoken=(lang, lang))


@requires(only=True)
def settings(messengers: pd.DataFrame, *services: str) -> SourcedTable:
    """Return what the table of a case says of three settings of some services, and its first source."""
    rows = messengers.set_index("service").loc[[*services]]
    own = "" if current_locale() == "en" else f"_{current_locale()}"
    columns = ("e2ee_1to1", "e2ee_groups", "cloud_copy_readable_by_operator")
    table = rows[[f"{column}{own}" for column in columns]].replace("", text("(blank)"))
    table.columns = [*locale.tables(__package__, "forms")["three_settings"].values()]
    dated = rows[["source_name", "source_date", f"source_date_note{own}"]].to_numpy()
    called = [", ".join(filter(None, (display_name(n), d and locale.date(d), note))) for n, d, note in dated]
    table.index = [*map(cited, rows.index, called, rows["source_url"])]
    return SourcedTable("", table.reset_index(names=""))
