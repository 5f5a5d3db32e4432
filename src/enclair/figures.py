"""Plain figures, each with its alternative text and its table: one cannot be made without the others."""

import base64
import html
import io
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from enclair import style
from enclair.analysis import events as rules
from enclair.locale import text

if TYPE_CHECKING:
    from matplotlib.figure import Figure


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
        alt, label = html.escape(self.alt, quote=True), html.escape(text("The same as a table", self.lang))
        page = (
            f'<figure style="margin: 0"><img alt="{alt}" style="max-width: 100%" '
            f'src="data:image/png;base64,{picture}"><figcaption>{alt}</figcaption></figure>'
            f"<details><summary>{label}</summary>{self.table.to_html(index=False, border=0)}</details>"
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


def procedure(steps: pd.DataFrame, lang: str = "en") -> Described:
    """Return a ladder of the steps of French criminal procedure, and where the presumption of innocence ends.

    ``steps`` is the ``procedure`` table of a case.
    """
    rungs = steps.sort_values("order")
    other = "fr" if lang == "en" else "en"
    heads = [row[f"term_{lang}"] for _, row in rungs.iterrows()]
    with style.drawing():
        figure, axes = _figure(8, 0.56 * len(rungs) + 0.6)
        axes.axis("off")
        axes.set(xlim=(0, 10), ylim=(len(rungs) - 0.4, -0.8))
        axes.set_title(text("Steps that are not the same", lang))
        for height, (_, row) in enumerate(rungs.iterrows()):
            last = row["id"] == "condamnation"
            # Nought is no step: the presumption of innocence holds along all of them.
            axes.text(0.1, height, f"{row['order'] or ''}", va="center", ha="center", weight="bold")
            axes.text(0.5, height, row[f"term_{lang}"], va="center", weight="bold")
            axes.text(4.1, height, row[f"term_{other}"], va="center", style="italic", color=style.SOFT_INK[0])
            axes.text(
                7.3,
                height,
                textwrap.shorten(row[f"who_decides_{lang}"], 44, placeholder="…"),
                va="center",
                size=9,
            )
            if last:
                axes.axhline(height - 0.5, color=style.INK[0], linestyle="--")
    names = {
        f"term_{lang}": "Step",
        f"term_{other}": "In the other language",
        f"meaning_{lang}": "What it is",
        f"who_decides_{lang}": "Who decides",
        f"not_the_same_as_{lang}": "Not the same as",
    }
    table = rungs[list(names)].rename(columns={name: text(label, lang) for name, label in names.items()})
    alt = text("Steps of French criminal procedure: {steps}.", lang).format(steps="; ".join(heads))
    return Described(figure, alt, table, lang)


def actor_map(powers: pd.DataFrame, lang: str = "en") -> Described:
    """Return who can ask what of whom: askers on the left, asked on the right, one numbered line a power.

    ``powers`` is the table of that name of a case. Solid lines bind, dashed ones do not or are not recorded.
    """
    left = list(dict.fromkeys(powers[f"from_{lang}"]))
    right = list(dict.fromkeys(powers[f"to_{lang}"]))
    rows = max(len(left), len(right))
    with style.drawing():
        figure, axes = _figure(8.5, 0.62 * rows + 1)
        axes.axis("off")
        axes.set(xlim=(0, 10), ylim=(rows - 0.4, -1))
        for names, x, align, head in ((left, 3.1, "right", "Who asks"), (right, 6.9, "left", "Who is asked")):
            axes.text(x, -0.7, text(head, lang), ha=align, weight="bold", color=style.SOFT_INK[0])
            for height, name in enumerate(names):
                axes.text(x, height, textwrap.fill(name, 30), ha=align, va="center")
        for number, (_, row) in enumerate(powers.iterrows(), start=1):
            ends = left.index(row[f"from_{lang}"]), right.index(row[f"to_{lang}"])
            line = "-" if row["binding"] == "yes" else "--"
            axes.plot([3.25, 6.75], ends, line, color=style.PALETTE["justice"][0], linewidth=1.4)
            share = 0.16 + 0.68 * (number % 5) / 4
            box = {"boxstyle": "circle,pad=0.2", "facecolor": "white", "edgecolor": style.INK[0]}
            at = (3.25 + 3.5 * share, ends[0] + (ends[1] - ends[0]) * share)
            axes.text(*at, str(number), ha="center", va="center", size=9, bbox=box)
    numbers = range(1, len(powers) + 1)
    binding = (
        powers["binding"]
        .map({"yes": text("yes", lang), "no": text("no", lang)})
        .fillna(text("not recorded", lang))
    )
    table = pd.DataFrame(
        {
            text("Number", lang): list(numbers),
            text("Who asks", lang): powers[f"from_{lang}"],
            text("Who is asked", lang): powers[f"to_{lang}"],
            text("What", lang): powers[f"asks_{lang}"],
            text("Binding", lang): binding,
            text("Source", lang): powers["source_name"],
        }
    )
    said = "; ".join(
        f"{number}: {row[f'from_{lang}']} → {row[f'to_{lang}']}"
        for number, (_, row) in zip(numbers, powers.iterrows(), strict=True)
    )
    alt = text(
        "Who can ask what of whom: {lines}. Solid lines bind, dashed ones do not or are not recorded.", lang
    )
    return Described(figure, alt.format(lines=said), table, lang)
