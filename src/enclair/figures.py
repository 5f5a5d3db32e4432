"""Plain figures, each with its alternative text and its table: one cannot be made without the others."""

import base64
import html
import io
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from enclair import locale, style
from enclair.analysis import balance, wording
from enclair.analysis import events as rules
from enclair.analysis import quotes as quotations
from enclair.locale import text

if TYPE_CHECKING:
    from matplotlib.figure import Figure


#: Without it on what has the focus, JupyterLab takes single keys for itself: "x" cuts the cell.
KEYS = 'data-lm-suppress-shortcuts="true"'


@dataclass(frozen=True)
class Described:
    """A figure, what it shows in a sentence, and the same numbers as a table."""

    figure: "Figure"
    alt: str
    table: pd.DataFrame
    lang: str = "en"

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError("A figure needs a sentence that says what it shows: pass alt='…'.")

    def png(self) -> bytes:
        """Return the picture."""
        buffer = io.BytesIO()
        # Without metadata the same numbers give the same bytes.
        self.figure.savefig(buffer, format="png", metadata={"Software": None}, bbox_inches="tight")
        return buffer.getvalue()

    def __repr__(self) -> str:
        return f"{self.alt}\n\n{self.table.to_string(index=False)}"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        picture = base64.b64encode(self.png()).decode()
        scroll = html.escape(text("Picture", self.lang))
        alt, label = html.escape(self.alt, quote=True), html.escape(text("The same as a table", self.lang))
        page = (
            # On a phone the picture scrolls: shrunk to the screen, its letters could not be read.
            f'<div style="overflow-x: auto" tabindex="0" role="group" aria-label="{scroll}" {KEYS}>'
            f'<img class="enclair-picture" alt="{alt}" style="min-width: 600px; max-width: 100%" '
            f'src="data:image/png;base64,{picture}"></div>'
            f"<details><summary {KEYS}>{label}</summary>"
            f"{style.twin(self.table)}</details>"
        )
        return {"text/plain": repr(self), "text/html": page}


def _figure(width: float, height: float) -> "tuple[Figure, Any]":
    # Not pyplot: it would keep every figure alive, and costs a third of a second to import.
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.subplots()


def events_by_track(events: pd.DataFrame, lang: str = "en") -> Described:
    """Return bars: how many of ``events`` (rows of a timeline) each track holds."""
    counts = rules.count_by(events, "track").reindex([*rules.TRACKS, ""], fill_value=0)
    counts = counts[(counts > 0) | (counts.index != "")]
    labels = [text(rules.LABELS[track], lang) for track in counts.index]
    with style.drawing():
        figure, axes = _figure(7, 0.6 * len(counts) + 0.9)
        hues = [style.PALETTE[track][0] for track in counts.index]
        bars = axes.barh(labels, counts.to_numpy(), color=hues, height=0.62)
        for bar, hatch in zip(bars, ("", "//", "..", "xx", "++"), strict=False):
            bar.set(hatch=hatch, edgecolor="white")
        axes.bar_label(bars, padding=4)
        axes.invert_yaxis()
        axes.set(title=text("Events by track", lang), xlabel=text("number of events", lang))
        axes.tick_params(axis="y", length=0)
    said = "; ".join(f"{label}: {count}" for label, count in zip(labels, counts, strict=True))
    table = pd.DataFrame({text("Track", lang): labels, text("Events", lang): counts.to_numpy()})
    return Described(figure, f"{text('Events by track', lang)}. {said}.", table, lang)


#: Pairs of steps of which a person meets one or the other.
EITHER_OR = (
    ("temoin-assiste", "mise-en-examen"),
    ("controle-judiciaire", "detention-provisoire"),
    ("non-lieu", "ordonnance-de-renvoi"),
)


def procedure(steps: pd.DataFrame, lang: str = "en") -> Described:
    """Return the steps of French criminal procedure, and how long the presumption of innocence holds.

    ``steps`` is the ``procedure`` table of a case. Its row of order 0 is no step: it holds along all others
    but the last, the conviction.
    """
    rungs = steps.sort_values("order").reset_index(drop=True)
    other = "fr" if lang == "en" else "en"
    columns = {
        f"term_{lang}": "Step",
        f"term_{other}": "In the other language",
        f"meaning_{lang}": "What it is",
        f"who_decides_{lang}": "Who decides",
        f"not_the_same_as_{lang}": "Not the same as",
    }
    with style.drawing():
        figure, axes = _figure(8.6, 0.4 * len(rungs) + 0.8)
        axes.axis("off")
        axes.set(xlim=(0, 10), ylim=(len(rungs) - 0.4, -1.5))
        axes.set_title(text("Steps that are not the same", lang))
        axes.axhspan(-0.5, len(rungs) - 1.5, color="#e6e9ec", zorder=0)
        for x, column in ((0.6, f"term_{lang}"), (3.9, f"term_{other}"), (6.6, f"who_decides_{lang}")):
            axes.text(x, -1, text(columns[column], lang), va="center", color=style.SOFT_INK[0])
        for height, (_, row) in enumerate(rungs.iterrows()):
            number = "" if row["order"] == 0 else f"{row['order']}"
            axes.text(0.4, height, number, va="center", ha="right", weight="bold")
            axes.text(0.6, height, row[f"term_{lang}"], va="center", weight="bold")
            axes.text(3.9, height, row[f"term_{other}"], va="center", style="italic")
            axes.text(6.6, height, textwrap.shorten(row[f"who_decides_{lang}"], 46), va="center", size=9)
        places = dict(zip(rungs["id"], rungs.index, strict=True))
        for one, another in EITHER_OR:
            if one in places and another in places:
                middle = (places[one] + places[another]) / 2
                axes.text(3.7, middle, text("or", lang), va="center", ha="right", size=9)
    table = rungs[list(columns)].rename(columns={name: text(head, lang) for name, head in columns.items()})
    alt = text("Steps of French criminal procedure: {steps}.", lang)
    alt += " " + text("The shaded ones leave a person presumed innocent: all but the last.", lang)
    return Described(figure, alt.format(steps="; ".join(rungs[f"term_{lang}"])), table, lang)


def actor_map(powers: pd.DataFrame, lang: str = "en") -> Described:
    """Return who can ask what of whom: askers on the left, asked on the right, one numbered line a power.

    ``powers`` is the table of that name of a case. Solid lines bind, dashed ones do not or are not recorded.
    """
    askers, asked = f"from_{lang}", f"to_{lang}"
    first = {name: place for place, name in enumerate(dict.fromkeys(powers[askers]))}
    rows = powers.sort_values(askers, key=lambda names: names.map(first), kind="stable").reset_index(
        drop=True
    )
    # Each line has an end of its own on both sides; who is asked stands at the mean height of who asks.
    mean = rows.index.to_series().groupby(rows[asked]).mean()
    ends = pd.Series(range(len(rows)), index=rows[asked].map(mean).sort_values(kind="stable").index)
    with style.drawing():
        figure, axes = _figure(8.6, 0.38 * len(rows) + 1)
        axes.axis("off")
        axes.set(xlim=(0, 10), ylim=(len(rows) - 0.4, -1.3))
        sides = (
            (askers, rows.index.to_series(), 3.0, "right", "Who asks"),
            (asked, ends, 7.0, "left", "Who is asked"),
        )
        for column, heights, x, align, head in sides:
            axes.text(x, -1, text(head, lang), ha=align, color=style.SOFT_INK[0])
            for name, height in heights.groupby(rows[column]).mean().items():
                axes.text(x, height, textwrap.fill(str(name), 30), ha=align, va="center", weight="bold")
        box = {"boxstyle": "circle,pad=0.2", "facecolor": "white", "edgecolor": style.INK[0]}
        for place, (_, row) in enumerate(rows.iterrows()):
            line = "-" if row["binding"] == "yes" else "--"
            heights_of_line = [place, place, ends.loc[place], ends.loc[place]]
            axes.plot([3.1, 3.6, 6.6, 6.9], heights_of_line, line, color=style.PALETTE["justice"][0])
            axes.text(3.35, place, f"{place + 1}", ha="center", va="center", size=9, bbox=box)
    numbers = range(1, len(rows) + 1)
    binding = rows["binding"].map({"yes": text("yes", lang), "no": text("no", lang)})
    table = pd.DataFrame(
        {
            text("Number", lang): list(numbers),
            text("Who asks", lang): rows[askers],
            text("Who is asked", lang): rows[asked],
            text("What", lang): rows[f"asks_{lang}"],
            text("Binding", lang): binding.fillna(text("not recorded", lang)),
            text("Source", lang): rows["source_name"],
        }
    )
    lines = [
        f"{n}: {one} → {another}" for n, one, another in zip(numbers, rows[askers], rows[asked], strict=True)
    ]
    alt = text(
        "Who can ask what of whom: {lines}. Solid lines bind, dashed ones do not or are not recorded.", lang
    )
    return Described(figure, alt.format(lines="; ".join(lines)), table, lang)


#: The sides from left to right: (shape, hatch), so that a black-and-white print tells them apart.
SIDES = {"privacy": ("◀", "//"), "neither": ("■", ""), "security": ("▶", "\\\\")}


def _by_side(lang: str, said: str, line: dict[str, Any]) -> str:
    """Return one line of a table with a column for each side, in words."""
    told = text(
        "{what}: {privacy} on the privacy side, {neither} neither, {security} on the security side", lang
    )
    return told.format(what=said, **line)


def stance_by_group(quotes: pd.DataFrame, lang: str = "en") -> Described:
    """Return who speaks on which side: a row a group of speakers, largest first.

    ``quotes`` are rows of the ``quotes`` table of a case. The side is the sign of the stance, which is our
    reading of a sentence.
    """
    groups = [group for group in quotations.GROUPS if (quotes["stakeholder_group"] == group).any()]
    counts = pd.DataFrame(
        [balance.count_sides(quotes[quotes["stakeholder_group"] == group]) for group in groups],
        index=[text(quotations.LABELS[group], lang) for group in groups],
        columns=list(SIDES),
    )
    counts = counts.loc[counts.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    heads = {side: text(quotations.LABELS[side], lang) for side in SIDES}
    title = text("Who speaks on which side", lang)
    with style.drawing():
        figure, axes = _figure(8.6, 0.5 * len(counts) + 1.1)
        middle = counts["neither"].to_numpy().max(initial=0) / 2 + 0.7
        far = middle + counts[["privacy", "security"]].to_numpy().max(initial=1) + 3
        axes.axvspan(-middle, middle, color="#eef0f2", zorder=0)
        for side, (shape, hatch) in SIDES.items():
            hue, sign = style.PALETTE[side][0], {"privacy": -1, "neither": 0, "security": 1}[side]
            align = {-1: "right", 0: "center", 1: "left"}[sign]
            for height, count in enumerate(counts[side]):
                if count:
                    start = sign * middle if sign else -count / 2
                    width = sign * count if sign else count
                    axes.barh(
                        height, width, left=start, height=0.66, color=hue, hatch=hatch, edgecolor="white"
                    )
                    ink = style.INK[0] if sign else "white"
                    end = sign * (middle + count + 0.3)
                    axes.text(end, height, f"{count}", ha=align, va="center", color=ink)
            head = f"{heads[side]} ({counts[side].sum()})"
            head = f"{head} {shape}" if sign > 0 else f"{shape} {head}"
            axes.text(sign * far, -0.95, head, va="center", ha={-1: "left", 0: "center", 1: "right"}[sign])
        axes.set(xlim=(-far, far), ylim=(len(counts) - 0.4, -1.3), xticks=[], title=title)
        axes.set_yticks(range(len(counts)), list(counts.index))
        axes.spines[["left", "bottom"]].set_visible(False)
        axes.tick_params(axis="y", length=0)
    counts.loc[text("All groups", lang)] = counts.sum()
    lines = [_by_side(lang, str(name), dict(row)) for name, row in counts.iterrows()]
    table = counts.rename(columns=heads).assign(**{text("Together", lang): counts.sum(axis=1)})
    table = table.rename_axis(text("Who speaks", lang)).reset_index()
    return Described(figure, f"{title}. {'; '.join([lines[-1], *lines[:-1]])}.", table, lang)


def word_counts(quotes: pd.DataFrame, words: Sequence[str], lang: str = "en") -> Described:
    """Return how often each of ``words`` occurs in the quotations of each side, in ``lang``.

    A count does not know whether a word is denied, quoted or meant: look at the quotations too.

    Raises
    ------
    ChoiceError
        If a word holds no letter and no digit.
    """
    sides = quotes["stance"].map(balance.side)
    texts = {side: quotes.loc[sides == side, f"quote_{lang}"] for side in SIDES}
    counts = pd.DataFrame({side: wording.count(said, words) for side, said in texts.items()})
    title = text("How often a word occurs, by side", lang)
    size = text("{side} (quotations: {quotes}, words: {words})", lang)
    heads = {
        side: size.format(
            side=text(quotations.LABELS[side], lang),
            quotes=len(said),
            words=sum(len(wording.words(one)) for one in said),
        )
        for side, said in texts.items()
    }
    with style.drawing():
        figure, axes = _figure(8.6, 0.85 * len(counts) + 1.7)
        for place, (side, (shape, hatch)) in enumerate(SIDES.items()):
            heights = [row + 0.27 * (place - 1) for row in range(len(counts))]
            look = {"color": style.PALETTE[side][0], "hatch": hatch, "edgecolor": "white"}
            bars = axes.barh(heights, counts[side], height=0.25, label=f"{shape} {heads[side]}", **look)
            axes.bar_label(bars, padding=4)
        axes.set_yticks(range(len(counts)), list(counts.index))
        axes.invert_yaxis()
        axes.set(title=title, xlabel=text("number of times", lang))
        axes.set_xlim(0, max(1, counts.to_numpy().max(initial=0)) * 1.05)
        axes.xaxis.get_major_locator().set_params(integer=True)
        axes.tick_params(axis="y", length=0)
        figure.legend(loc="outside lower left", frameon=False)
    lines = [_by_side(lang, str(word), dict(row)) for word, row in counts.iterrows()]
    table = counts.rename(columns=heads).rename_axis(text("Word", lang)).reset_index()
    return Described(figure, f"{title}. {'; '.join(lines)}.", table, lang)


#: What became of a passage of the post: (name, style of the line that leads to the article, or none).
FATES = {
    "kept": ("kept", "solid"),
    "cut": ("shortened", "solid"),
    "altered": ("altered", "dashed"),
    "merged": ("merged", "dotted"),
    "paraphrased": ("paraphrased", "dashdot"),
    "dropped": ("dropped", ""),
    "added": ("added", ""),
}
#: Fates of the passages that the article gives between quotation marks.
QUOTED = ("kept", "cut")


def kept_and_cut(post: pd.DataFrame, lang: str = "en") -> Described:
    """Return a post, part by part, and what an article did with each part.

    ``post`` is the table of that name of a case: one row a passage, in the order of the post, and what the
    article added.
    """
    rows = post.sort_values("order").reset_index(drop=True)
    names = {fate: text(name, lang) for fate, (name, _) in FATES.items()}
    moved = rows["moved"].map({True: f", {text('moved', lang)}", False: ""})
    fates = rows["fate"].map(names) + moved
    title = text("What the article kept, cut, merged and added", lang)
    heads = {0.1: text("The post, in our words", lang), 6.4: text("The article, in its own words", lang)}
    boxes = [_boxes(row, lang) for _, row in rows.iterrows()]
    # One unit is a line of text; a box has two at least, so that most look alike.
    sizes = [max(2, *(box.count("\n") + 1 for box in pair)) + 0.7 for pair in boxes]
    with style.drawing():
        figure, axes = _figure(10, 0.165 * (sum(sizes) + 0.35 * len(sizes)) + 0.8)
        axes.axis("off")
        for x, head in heads.items():
            axes.text(x, -1.2, head, va="center", color=style.SOFT_INK[0])
        top = 0.0
        for size, pair, fate, name in zip(sizes, boxes, rows["fate"], fates, strict=True):
            _passage(axes, top, size, pair, fate, name)
            top += size + 0.35
        axes.set(xlim=(-0.02, 10.02), ylim=(top, -2.2), title=title)
    columns = {
        "part": "Part",
        f"what_{lang}": "What it says",
        "post_words": "Words of the post",
        "fate": "What became of it",
        "article_words": "Words of the article",
        f"effect_{lang}": "Effect",
        "source_name": "Source (its date)",
        "source_url": "Where to read it",
    }
    sources = [
        f"{name} ({locale.date(day, lang)})"
        for name, day in zip(rows["source_name"], rows["source_date"], strict=True)
    ]
    table = rows.assign(fate=fates, source_name=sources)[list(columns)]
    table = table.rename(columns={name: text(head, lang) for name, head in columns.items()})
    parts = {fate: ", ".join(rows.loc[rows["fate"] == fate, "part"]) for fate in FATES if fate != "added"}
    told = ", ".join(f"{names[fate]} ({found})" for fate, found in parts.items() if found)
    quoted = rows.loc[rows["fate"].isin(QUOTED), "part"]
    said = text(
        "Passages between quotation marks: {count}, from the parts {parts}. All parts of the post: {told}. "
        "Passages that are not in the post: {added}.",
        lang,
    )
    added = int((rows["fate"] == "added").sum())
    alt = said.format(count=len(quoted), parts=", ".join(quoted), told=told, added=added)
    return Described(figure, f"{title}. {alt}", table, lang)


def _boxes(row: "pd.Series[Any]", lang: str) -> tuple[str, str]:
    """Return what stands in the two boxes of one passage, broken into lines; "" for no box."""
    bold = row["fate"] in QUOTED
    left = "" if row["fate"] == "added" else f"{row['part']}  {row[f'what_{lang}']}"
    words = row["article_words"]
    right = "" if row["fate"] == "dropped" else f"«\u00a0{words}\u00a0»" if words else row[f"effect_{lang}"]
    return textwrap.fill(left, 50 if bold else 57), textwrap.fill(right, 43 if bold else 48)


def _passage(axes: Any, top: float, size: float, boxes: tuple[str, str], fate: str, name: str) -> None:
    """Draw one passage: its box on the left, its way, its box on the right; bold where it is quoted."""
    from matplotlib.patches import Rectangle

    quoted, line = fate in QUOTED, FATES[fate][1]
    ink = style.PALETTE["justice"][0] if quoted else style.SOFT_INK[0]
    thick, middle = 2 if quoted else 1, top + size / 2
    font: dict[str, Any] = {"va": "center", "size": 9.5, "weight": "bold" if quoted else "normal"}
    for left, width, words in zip((0, 6.3), (4.35, 3.7), boxes, strict=True):
        if words:
            edge = Rectangle((left, top), width, size, lw=thick, ls="-" if line else "--")
            edge.set(facecolor="#e8f0f8" if quoted else "white", edgecolor=ink)
            axes.add_patch(edge)
            axes.text(left + 0.1, middle, words, linespacing=1.1, **font)
    start, end = 4.4 if boxes[0] else 5.3, 6.25 if boxes[1] else 5.3
    axes.plot([start, end], [middle, middle], ls=line or "-", lw=thick, color=ink)
    if boxes[1]:
        axes.plot([end], [middle], ">", color=ink, ms=6)
    plain = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
    axes.text(5.3, middle, name, ha="center", bbox=plain, **font)
