"""Figures of lesson 2: who speaks on which side, words counted, what an article kept of a post."""

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from enclair.case import balance, filters, wording
from enclair.case import quotes as quotations
from enclair.case.model import requires, source_and_date
from enclair.figures import style
from enclair.figures.described import DescribedFigure, bars, columns_of, name_rows
from enclair.text import locale
from enclair.text.errors import ChoiceError
from enclair.text.locale import N_, current_locale, listed, sentences, text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

say = sentences(__package__)

#: The sides from left to right, each with its hatch: a black-and-white print tells them apart.
HATCHES = {"privacy": "//", "neither": "", "security": "\\\\"}


@requires()
def stance_by_group(quotes: pd.DataFrame) -> DescribedFigure:
    """Return who speaks on which side: a row a group of speakers, largest first.

    ``quotes`` are rows of the ``quotes`` table of a case. The side is the sign of the stance, which is our
    reading of a sentence.
    """
    counts = pd.crosstab(quotes["stakeholder_group"], quotes["stance"].map(balance.side))
    groups = [group for group in dict.fromkeys([*quotations.GROUPS, *counts.index]) if group in counts.index]
    counts = counts.reindex(index=groups, columns=list(HATCHES), fill_value=0)
    counts = counts.rename(index=filters.code_labels(quotes, quotations.LABELS))
    counts = counts.loc[counts.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    heads = {side: text(quotations.LABELS[side]) for side in HATCHES}
    title = text("Who speaks on which side")
    with style.figure(8.6, 0.5 * len(counts) + 1.1) as (figure, axes):
        middle = counts["neither"].to_numpy().max(initial=0) / 2 + 0.7
        far = middle + counts[["privacy", "security"]].to_numpy().max(initial=1) + 3
        axes.axvspan(-middle, middle, color=style.SURFACES["band"][0], zorder=0)
        for sign, (side, hatch) in enumerate(HATCHES.items(), start=-1):
            hue, shape = style.PALETTE[side][0], quotations.SCALE[sign][0]
            inner, outer = {-1: ("right", "left"), 0: ("center", "center"), 1: ("left", "right")}[sign]
            lengths = counts[side][counts[side] > 0]
            places = counts.index.get_indexer(lengths.index)
            left = sign * middle if sign else -lengths / 2
            look = {"color": hue, "hatch": hatch, "edgecolor": "white"}
            axes.barh(places, (sign or 1) * lengths, 0.66, left, **look)
            ink = style.INK[0] if sign else "white"
            for place, length in zip(places, lengths, strict=True):
                end = sign * (middle + length + 0.3)
                axes.text(end, place, f"{length}", ha=inner, va="center", color=ink)
            head = f"{heads[side]} ({counts[side].sum()})"
            head = f"{head} {shape}" if sign > 0 else f"{shape} {head}"
            axes.text(sign * far, -0.95, head, va="center", ha=outer)
        name_rows(axes, counts.index, "left", "bottom")
        axes.set(xlim=(-far, far), ylim=(len(counts) - 0.4, -1.3), xticks=[], title=title)
    counts.loc[text("All groups")] = counts.sum()
    lines = [say("figures.sides", what=name, **row) for name, row in counts.iterrows()]
    table = counts.rename(columns=heads).assign(**{text("Together"): counts.sum(axis=1)})
    table = table.rename_axis(text("Who speaks")).reset_index()
    return DescribedFigure(figure, f"{title}. {text('; ').join([lines[-1], *lines[:-1]])}.", table)


@requires()
def word_counts(quotes: pd.DataFrame, words: Sequence[str]) -> DescribedFigure:
    """Return how often each of ``words`` occurs in the quotations of each side.

    A count does not know whether a word is denied, quoted or meant: look at the quotations too.
    """
    if not len(words):
        raise ChoiceError(say("figures.no_words"))
    sides = quotes["stance"].map(balance.side)
    texts = {side: quotes.loc[sides == side, f"quote_{current_locale()}"] for side in HATCHES}
    counts = pd.DataFrame({side: wording.count(series, words) for side, series in texts.items()})
    title = text("How often a word occurs, by side")
    size = text("{side} (quotations: {quotes}, words: {words})")
    heads = {
        side: size.format(
            side=text(quotations.LABELS[side]),
            quotes=len(series),
            words=sum(len(wording.words(quotation)) for quotation in series),
        )
        for side, series in texts.items()
    }
    lines = [say("figures.sides", what=word, **row) for word, row in counts.iterrows()]
    return bars(
        counts.rename_axis("word").reset_index(),
        N_({"word": "Word"}) | heads,
        {
            side: {"color": style.PALETTE[side][0], "hatch": hatch, "edgecolor": "white"}
            for side, hatch in HATCHES.items()
        },
        title=title,
        alt=f"{title}. {listed(lines)}.",
        size=(8.6, 0.85 * len(counts) + 1.7),
        xlabel=text("number of times"),
        legend=[f"{quotations.SCALE[sign][0]} {heads[side]}" for sign, side in enumerate(HATCHES, start=-1)],
        thickness=0.25,
    )


#: What became of a passage of the post: (name, style of the line that leads to the article, or none).
FATES = {
    "kept": (N_("kept"), "solid"),
    "cut": (N_("shortened"), "solid"),
    "altered": (N_("altered"), "dashed"),
    "merged": (N_("merged"), "dotted"),
    "paraphrased": (N_("paraphrased"), "dashdot"),
    "dropped": (N_("dropped"), ""),
    "added": (N_("added"), ""),
}
#: Fates of the passages that the article gives between quotation marks.
QUOTED = ("kept", "cut")


@requires(only=True)
def kept_and_cut(post: pd.DataFrame) -> DescribedFigure:
    """Return a post, part by part, and what an article did with each part.

    ``post`` is the table of that name of a case: one row a passage, in the order of the post, and what the
    article added.
    """
    rows = post.sort_values("order").reset_index(drop=True)
    names = {fate: text(name) for fate, (name, _) in FATES.items()}
    moved = rows["moved"].map({True: f", {text('moved')}", False: ""})
    fates = rows["fate"].map(names) + moved
    title = text("What the article kept, cut, merged and added")
    own = text("The article, in its own words")
    translated = text("The article, in English (our translation)")
    heads = {0.1: text("The post, in our words"), 6.4: translated if current_locale() == "en" else own}
    boxes = [_boxes(row) for _, row in rows.iterrows()]
    # One unit is a line of text; a box has two at least, so that most look alike.
    sizes = [max(2, *(box.count("\n") + 1 for box in pair)) + 0.7 for pair in boxes]
    with style.figure(10, 0.165 * (sum(sizes) + 0.35 * len(sizes)) + 0.8) as (figure, axes):
        axes.axis("off")
        for x, head in heads.items():
            axes.text(x, -1.2, head, va="center", color=style.SOFT_INK[0])
        top = 0.0
        for size, pair, fate, name in zip(sizes, boxes, rows["fate"], fates, strict=True):
            _passage(axes, top, size, pair, fate, name)
            top += size + 0.35
        axes.set(xlim=(-0.02, 10.02), ylim=(top, -2.2), title=title)
    columns = N_(
        {
            "part": "Part",
            f"what_{current_locale()}": "What it says",
            "post_words": "Words of the post",
            "fate": "What became of it",
            "article_words": "Words of the article",
            "article_words_en": "In English (our translation)",
            f"effect_{current_locale()}": "Effect",
            "source_name": "Source (its date)",
            "source_url": "Where to read it",
        }
    )
    if current_locale() != "en":
        del columns["article_words_en"]
    table = columns_of(rows.assign(fate=fates, source_name=rows.apply(source_and_date, axis=1)), columns)
    parts = {fate: ", ".join(rows.loc[rows["fate"] == fate, "part"]) for fate in FATES if fate != "added"}
    summary = ", ".join(f"{names[fate]} ({members})" for fate, members in parts.items() if members)
    quoted = rows.loc[rows["fate"].isin(QUOTED), "part"]
    added = int((rows["fate"] == "added").sum())
    alt = say("figures.passages", count=len(quoted), parts=", ".join(quoted), summary=summary, added=added)
    return DescribedFigure(figure, f"{title}. {alt}", table)


def _boxes(row: "pd.Series[Any]") -> tuple[str, str]:
    """Return what stands in the two boxes of one passage, broken into lines; "" for no box."""
    bold = row["fate"] in QUOTED
    left = "" if row["fate"] == "added" else f"{row['part']}  {row[f'what_{current_locale()}']}"
    # The article is in French: its own words stand in the table.
    words = row["article_words_en" if current_locale() == "en" else "article_words"]
    right = locale.quoted(words) if words else row[f"effect_{current_locale()}"]
    right = "" if row["fate"] == "dropped" else right
    return textwrap.fill(left, 50 if bold else 57), textwrap.fill(right, 43 if bold else 48)


def _passage(axes: "Axes", top: float, size: float, boxes: tuple[str, str], fate: str, name: str) -> None:
    """Draw one passage: its box on the left, its way, its box on the right; bold where it is quoted."""
    from matplotlib.patches import Rectangle

    quoted, line = fate in QUOTED, FATES[fate][1]
    ink = style.PALETTE["justice"][0] if quoted else style.SOFT_INK[0]
    thick, middle = 2 if quoted else 1, top + size / 2
    font: dict[str, Any] = {"va": "center", "size": 9.5, "weight": "bold" if quoted else "normal"}
    for left, width, words in zip((0, 6.3), (4.35, 3.7), boxes, strict=True):
        if words:
            edge = Rectangle((left, top), width, size, lw=thick, ls="-" if line else "--")
            edge.set(facecolor=style.SURFACES["wash"][0] if quoted else "white", edgecolor=ink)
            axes.add_patch(edge)
            axes.text(left + 0.1, middle, words, linespacing=1.1, **font)
    start, end = 4.4 if boxes[0] else 5.3, 6.25 if boxes[1] else 5.3
    axes.plot([start, end], [middle, middle], ls=line or "-", lw=thick, color=ink)
    if boxes[1]:
        axes.plot([end], [middle], ">", color=ink, ms=6)
    plain = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
    axes.text(5.3, middle, name, ha="center", bbox=plain, **font)
