"""Figures of lesson 2: who speaks on which side, words counted, what an article kept of a post."""

import html
from collections.abc import Sequence

import pandas as pd

from enclair.case import balance, filters
from enclair.case import quotes as quotations
from enclair.case.model import requires, source_and_date
from enclair.case.wording import words as words_of
from enclair.figures import style
from enclair.figures.block import Block, Row, element, folded
from enclair.figures.described import DescribedFigure, bars, name_rows
from enclair.lessons.words_under_the_microscope.counting import count
from enclair.text import locale
from enclair.text.errors import ChoiceError
from enclair.text.locale import N_, current_locale, listed, sentences, text

say = sentences(__package__)

#: The sides from left to right, each with its hatch: a black-and-white print tells them apart.
HATCHES = {"privacy": "//", "neither": "", "security": "\\\\"}


@requires()
def stance_by_group(quotes: pd.DataFrame) -> DescribedFigure:
    """Return who speaks on which side: a row a group of speakers, largest first.

    ``quotes`` are rows of the ``quotes`` table of a case. The side is the sign of the stance, which is our
    reading of a sentence. Drawn by hand: its bars go left and right of a band in the middle.
    """
    counts = pd.crosstab(quotes["stakeholder_group"], quotes["stance"].map(balance.side))
    called = filters.code_labels(quotes, "quotes")
    groups = [group for group in dict.fromkeys([*called, *counts.index]) if group in counts.index]
    counts = counts.reindex(index=groups, columns=list(HATCHES), fill_value=0)
    counts = counts.rename(index=called)
    counts = counts.loc[counts.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    heads = {side: called[side] for side in HATCHES}
    title = text("Who speaks on which side")
    with style.figure(8.4, 0.33 * len(counts) + 1.1) as (figure, axes):
        middle = counts["neither"].to_numpy().max(initial=0) / 2 + 5.4
        far = middle + counts[["privacy", "security"]].to_numpy().max(initial=1) + 3
        axes.axvspan(-middle, middle, color=style.HUES["band"], zorder=0)
        for sign, (side, hatch) in enumerate(HATCHES.items(), start=-1):
            hue, shape = style.HUES[side], quotations.SHAPES[sign]
            inner, outer = {-1: ("right", "left"), 0: ("center", "center"), 1: ("left", "right")}[sign]
            lengths = counts[side][counts[side] > 0]
            places = counts.index.get_indexer(lengths.index)
            left = sign * middle if sign else -lengths / 2
            look = {"color": hue, "hatch": hatch, "edgecolor": "white"}
            axes.barh(places, (sign or 1) * lengths, 0.66, left, **look)
            ink = style.HUES["ink"] if sign else "white"
            for place, length in zip(places, lengths, strict=True):
                end = sign * (middle + length + 0.3)
                axes.text(end, place, f"{length}", ha=inner, va="center", color=ink)
            head = f"{heads[side]} ({counts[side].sum()})"
            head = f"{head} {shape}" if sign > 0 else f"{shape} {head}"
            axes.text(sign * (far - 0.6), -0.95, head, va="center", ha=outer)
        name_rows(axes, counts.index, "left", "bottom")
        axes.set(xlim=(-far, far), ylim=(len(counts) - 0.4, -1.3), xticks=[], title=title)
    counts.loc[text("All groups")] = counts.sum()
    lines = [say("figures.sides", what=name, **row) for name, row in counts.iterrows()]
    table = counts.rename(columns=heads).assign(**{text("Together"): counts.sum(axis=1)})
    table = table.rename_axis(text("Speaker")).reset_index()
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
    counts = pd.DataFrame({side: count(series, words) for side, series in texts.items()})
    title = text("How often a word occurs, by side")
    called = filters.labels("quotes")
    size = text("{side} (quotations: {quotes}, words: {words})")
    heads = {
        side: size.format(
            side=called[side],
            quotes=len(series),
            words=sum(len(words_of(quotation)) for quotation in series),
        )
        for side, series in texts.items()
    }
    lines = [say("figures.sides", what=word, **row) for word, row in counts.iterrows()]
    return bars(
        counts.rename_axis("word").reset_index(),
        N_({"word": "Word"}) | heads,
        {
            side: {"color": style.HUES[side], "hatch": hatch, "edgecolor": "white"}
            for side, hatch in HATCHES.items()
        },
        title=title,
        alt=f"{title}. {listed(lines)}.",
        size=(8.6, 0.85 * len(counts) + 1.7),
        xlabel=text("number of times"),
        legend=[f"{quotations.SHAPES[sign]} {heads[side]}" for sign, side in enumerate(HATCHES, start=-1)],
    )


#: What became of a passage of the post.
FATES = N_(
    {
        "kept": "kept",
        "cut": "shortened",
        "altered": "altered",
        "merged": "merged",
        "paraphrased": "paraphrased",
        "dropped": "dropped",
        "added": "added",
    }
)
#: Fates of the passages that the article gives between quotation marks.
QUOTED = ("kept", "cut")


@requires(only=True)
def kept_and_cut(post: pd.DataFrame) -> Block:
    """Return a post, part by part, and what an article did with each part, which opens.

    ``post`` is the table of that name of a case: one row a passage, in the order of the post, and what the
    article added.
    """
    own = text("The article, in its own words")
    translated = text("The article, in English (our translation)")
    heads = text("The post, in our words"), translated if current_locale() == "en" else own
    head = "".join(element("p", words, "part") for words in heads)
    head += element("p", f"{locale.quoted('…')} {say('figures.quoted')}", "quotes")
    rows = post.sort_values("order")
    whole = rows["part"].str.extract(r"(\d+)\.", expand=False)
    rows = rows.assign(same=whole.eq(whole.shift()).fillna(value=False))
    passages = "".join(map(_passage, rows.to_dict("records")))
    title = text("What the article kept, cut, merged and added")
    page = f"<section><header><div>{head}</div></header><ol>{passages}</ol></section>"
    return Block(title, "passages", page, home=__package__)


def _passage(row: Row) -> str:
    """Return one passage as HTML: post, fate and article; opened, the words of both and their source."""
    lang, fate = current_locale(), row["fate"]
    name = text(FATES[fate]) + (f", {text('moved')}" if row["moved"] else "")
    post = "" if fate == "added" else f"{row['part']}  {row[f'what_{lang}']}"
    # The article is in French.
    words = row["article_words_en" if lang == "en" else "article_words"]
    effect = row[f"effect_{lang}"]
    article = "" if fate == "dropped" else locale.quoted(words) if fate in QUOTED else words
    cell = element("span", article, "quoted")
    seen = f"<span>{html.escape(post)}</span> <b>{element('span', name)}</b> {cell}"
    rows = {
        text("Words of the post"): ("en", "quoted", row["post_words"]),
        text("Words of the article"): ("fr", "quoted", row["article_words"]),
        text("Effect"): (lang, "effect", effect),
    }
    lines = "".join(
        f'{element("dt", head)}<dd class="enclair-{look}" lang="{spoken}">{html.escape(words)}</dd>'
        for head, (spoken, look, words) in rows.items()
        if words
    )
    source = style.links_html(source_and_date(row), row["source_url"])
    look = ("same enclair-" if row["same"] else "") + ("verbatim" if fate in QUOTED else fate)
    return f'<li class="enclair-{look}">{folded(seen, f"<dl>{lines}</dl><small>{source}</small>")}</li>'
