"""Figures of the lesson on traces: who is in the middle, who hides among how many, what noise does."""

from itertools import pairwise
from typing import Any

import pandas as pd

from enclair.case import invented
from enclair.figures import style
from enclair.figures.bars import as_text, bars, in_words
from enclair.figures.described import DescribedFigure, blank, columns_of, name_rows
from enclair.figures.explorable import Names, Preset, Slider, Switch
from enclair.figures.style import PALE, STRONG, canvas
from enclair.lessons.traces import labels, noise, say, traces
from enclair.text.locale import N_, number, percent, plural, text


def _of_100(share: float) -> str:
    return number(100 * share)


def _short(value: float) -> str:
    """Return ``value`` with one digit after the point, if that says anything."""
    return number(value, digits=0 if round(value, 1).is_integer() else 1)


class Network:
    """Who is in the middle of the class's chat: a drawing for `enclair.explore`."""

    def __init__(self) -> None:
        import networkx as nx
        from matplotlib.collections import LineCollection

        self.title = text("Who is in the middle?")
        measures = labels("measures")
        kept = (1, 2, 4, 8, invented.DAYS)
        days = {many: plural("{days} day", "{days} days", many).format(days=many) for many in kept}
        self.controls: dict[str, Slider | Switch] = {
            "measure": Names(text("In the middle by"), measures, start="messages"),
            "days": Slider(text("How long the log is kept"), days, start=invented.DAYS),
            "both": Switch(text("A contact counts only if both wrote"), start=False),
        }
        whole: dict[str, Any] = {"measure": "between", "days": invented.DAYS}
        self.presets = [
            Preset(text("All days, and both must have written"), whole | {"both": True}, "security"),
            Preset(text("All days, and one who writes is enough"), whole | {"both": False}, "privacy"),
            Preset(text("Two days, and both must have written"), whole | {"days": 2, "both": True}),
        ]
        # Placed by all contacts, the names keep clear of each other.
        graph = invented.network(traces.chat(), both_ways=False)
        places = nx.spring_layout(graph, seed=5, k=0.55, iterations=200)
        self._places = {account: places[account] for account in sorted(places)}
        with style.drawing():
            self.figure, axes = canvas(4.4, (0, 0, 1, 1))
            axes.axis("off")
            self._lines = LineCollection([], **style.THREADS)
            axes.add_collection(self._lines, autolim=False)
            self._dots = axes.scatter(
                *zip(*self._places.values(), strict=True), edgecolors=PALE["edgecolor"], zorder=2
            )
            middle = {"ha": "center", "va": "center", "zorder": 3}
            self._names = {
                account: axes.text(*place, account, size=10.5, **middle)
                for account, place in self._places.items()
            }
            axes.margins(0.06)
            axes.autoscale_view()

    def update(self, measure: str, days: int, both: bool) -> tuple[str, pd.DataFrame]:
        """Draw the network of these days; the account in the middle by ``measure`` stands out."""
        log = traces.chat(days)
        graph = invented.network(log, both)
        table = traces.centrality(log, both).reindex(list(self._places), fill_value=0)
        first = traces.most_central(table, measure)
        share = table[measure] / max(1, table[measure].max())
        self._lines.set_segments([[self._places[one], self._places[two]] for one, two in graph.edges])
        self._dots.set_sizes(480 + 520 * share.to_numpy())
        self._dots.set_facecolor([(STRONG if name in first else PALE)["color"] for name in self._places])
        for account, name in self._names.items():
            stands_out = account in first
            name.set(color="white" if stands_out else style.INK[0], weight="bold" if stands_out else "normal")
        ranked = table.round().astype(int).sort_values(measure, ascending=False, kind="stable")
        rest = ranked[measure].drop(first)
        sentence = say(
            "figures.network",
            pairs=len(graph.edges),
            measure=labels("measures")[measure],
            first=", ".join(first),
            highest=ranked[measure].max(),
            next=rest.index[0],
            lower=rest.iloc[0],
        )
        heads = N_({"account": "Account"}) | labels("measures")
        return sentence, columns_of(ranked.rename_axis("account").reset_index(), heads)


def looked_at(narrow: pd.DataFrame, log: pd.DataFrame) -> DescribedFigure:
    """Return how much of a ``log`` of the chat one looks at with a ``narrow`` question, some of its rows.

    Drawn by hand: a part lies on its whole.
    """
    title = text("How much one looks at")
    heads = [text("messages"), text("accounts")]
    looked, there = traces.count_exposed(narrow), traces.count_exposed(log)
    with style.drawing():
        figure, axes = blank(5.2, 2.2)
        shares = [part / max(1, whole) for part, whole in zip(looked, there, strict=True)]
        axes.barh(range(2), [1, 1], **PALE, height=0.6)
        axes.barh(range(2), shares, **STRONG, height=0.6)
        for row, (part, whole) in enumerate(zip(looked, there, strict=True)):
            message = text("{part} of {whole}").format(part=number(part), whole=number(whole))
            axes.text(0.98, row, message, ha="right", va="center")
        name_rows(axes, heads, "left", "bottom")
        axes.set(title=title, xlim=(0, 1.005), xticks=[])
    counts = dict(zip(("messages", "accounts", "all_messages", "all_accounts"), looked + there, strict=True))
    columns = [text("Question"), *heads]
    lines = [[text("narrow question"), *looked], [text("the whole log"), *there]]
    alt = f"{title}. {say('figures.looked', **counts)}"
    return DescribedFigure(figure, alt, pd.DataFrame(lines, columns=columns))


def names_back(linked: pd.DataFrame, anonymous: pd.DataFrame) -> DescribedFigure:
    """Return to how many rows a public list gives a name, and to how many a wrong one.

    ``linked`` are the rows of `traces.linkage_attack` of the table ``anonymous``.
    """
    title = text("Deleted names that come back")
    wrong = len(traces.false_matches(linked))
    lines = {
        text("the right name"): len(linked) - wrong,
        text("a wrong name"): wrong,
        text("no single name"): len(anonymous) - len(linked),
    }
    rows = pd.DataFrame({"what": lines.keys(), "people": lines.values()})
    strong, pale = STRONG["color"], PALE["color"]
    look = {"color": [strong, strong, pale], "edgecolor": [strong, "white", PALE["edgecolor"]]}
    return bars(
        rows,
        N_({"what": "What the list gives", "people": "People"}),
        {"people": PALE | look | {"hatch": ["", "//", ""]}},
        title=title,
        alt=f"{title}. {', '.join(in_words(rows, '{what} ({people})'))}.",
        size=(5.2, 2.4),
        xlabel=text("people"),
    )


#: Where the sizes of groups end that `Hidden` tells apart.
SIZES = (0, 1, 3, 9, 120)


class Hidden:
    """Among how many each pupil of the survey hides: a drawing for `enclair.explore`."""

    def __init__(self) -> None:
        self.title = text("Hidden among how many?")
        births = {step: text(label) for step, label in enumerate(traces.BIRTHS)}
        homes = {step: text(label) for step, label in enumerate(traces.HOMES)}
        self.controls: dict[str, Slider | Switch] = {
            "birth": Names(text("Birth as"), births, start=0),
            "home": Names(text("Home as"), homes, start=0),
        }
        self.presets = [
            Preset(text("As research would like it"), {"birth": 1, "home": 0}, "security"),
            Preset(text("As the pupils would like it"), {"birth": 3, "home": 2}, "privacy"),
            Preset(text("In between"), {"birth": 3, "home": 1}),
        ]
        self._survey, self._runners = traces.survey(), traces.runners()
        some = text("{lowest} to {highest}")
        between = [some.format(lowest=low + 1, highest=high) for low, high in pairwise(SIZES[1:-1])]
        self._heads = [text("no double"), *between, text("10 or more")]
        with style.drawing():
            self.figure, axes = canvas(3.8, (0.13, 0.15, 0.85, 0.74))
            self._known = axes.bar(self._heads, 0, **STRONG, hatch="//", edgecolor="white", width=0.7)
            self._open = axes.bar(self._heads, 0, **PALE, width=0.7)
            self._counts = [
                axes.text(place, 0, "", ha="center", va="bottom") for place in range(len(self._heads))
            ]
            axes.set(ylim=(0, 132), ylabel=text("pupils"), xlabel=text("who look alike"))
            axes.tick_params(axis="x", length=0)
            kinds = [text("answer known"), text("answer hidden")]
            self.figure.legend(
                [self._known, self._open], kinds, loc="upper left", ncols=2, frameon=False, borderaxespad=0.2
            )
            self._k = self.figure.text(0.98, 0.955, "", ha="right", va="center", size=13, weight="bold")

    def update(self, birth: int, home: int) -> tuple[str, pd.DataFrame]:
        """Draw the survey with dates of birth and postcodes as coarse as `traces.generalise` makes them."""
        rows = traces.generalise(self._survey, birth, home)
        sizes = pd.cut(traces.class_sizes(rows), SIZES, labels=self._heads)
        counts = sizes.value_counts(sort=False).rename("pupils").rename_axis("alike").reset_index()
        counts["sure"] = sizes[traces.homogeneous_rows(rows)].value_counts(sort=False).to_numpy()
        for place, (pupils, sure) in enumerate(counts[["pupils", "sure"]].to_numpy().tolist()):
            self._known[place].set_height(sure)
            self._open[place].set(y=sure, height=pupils - sure)
            self._counts[place].set(y=pupils + 1, text=f"{pupils}")
        anonymity = traces.anonymity(rows)
        self._k.set_text(f"k = {anonymity.k}")
        named = traces.linkage_attack(
            rows, traces.generalise(self._runners, birth, home), on=["birth", "home"]
        )
        sentence = say(
            "figures.hidden",
            row=" | ".join(rows.iloc[len(rows) // 2]),
            named=len(named),
            **anonymity._asdict(),
        )
        heads = N_({"alike": "Who look alike", "pupils": "Pupils", "sure": "Answer known"})
        return sentence, columns_of(counts, heads)


class Noise:
    """Counts with noise beside the true ones: a drawing for `enclair.explore`."""

    def __init__(self) -> None:
        self.title = text("Counts with noise")
        sizes = {24: text("24, the class"), 120: text("120, the school"), 12_000: text("12,000, a town")}
        scales = {0: text("no noise"), **{scale: number(scale) for scale in (1, 2, 5, 10, 20)}}
        self.controls: dict[str, Slider | Switch] = {
            "scale": Slider(text("Noise"), scales, start=0),
            "people": Names(text("People"), sizes, start=120),
            "throw": Slider(text("Throw of the dice"), {one: f"{one}" for one in range(1, 11)}, start=1),
        }
        little = {"scale": 5, "people": 12_000, "throw": 1}
        self.presets = [
            Preset(text("A little noise, a whole town"), little, "privacy"),
            Preset(text("Much noise, one class"), {"scale": 10, "people": 24, "throw": 1}, "security"),
            Preset(text("No noise, one class"), {"scale": 0, "people": 24, "throw": 1}),
        ]
        self._heads = [text(label) for label in invented.ANSWERS.values()]
        with style.drawing():
            self.figure, self._axes = canvas(3.8, (0.25, 0.03, 0.62, 0.85))
            rows = range(len(self._heads))
            self._true = self._axes.barh([row - 0.2 for row in rows], 0, **PALE, height=0.36)
            self._published = self._axes.barh([row + 0.2 for row in rows], 0, **STRONG, height=0.36)
            beside = {"va": "center", "ha": "left"}
            self._numbers = [
                [self._axes.text(0, row + aside, "", **beside) for row in rows] for aside in (-0.2, 0.2)
            ]
            self._axes.axvline(0, color=style.SOFT_INK[0], lw=1)
            self._axes.set_yticks(rows, self._heads)
            self._axes.set(xticks=[], ylim=(len(self._heads) - 0.5, -0.5))
            self._axes.tick_params(axis="y", length=0, pad=8)
            self._axes.spines[["left", "bottom"]].set_visible(False)
            kinds = [text("true count"), text("published count")]
            self.figure.legend([self._true, self._published], kinds, loc="upper left", ncols=2, frameon=False)

    def update(self, scale: int, people: int, throw: int) -> tuple[str, pd.DataFrame]:
        """Draw the answers of so many ``people`` with noise of this ``scale``, a new one each ``throw``."""
        true = traces.counts(people).tolist()
        published = noise.noisy(true, scale, throw)
        far = max(*true, *published)
        self._axes.set_xlim(min(0, *published) * 1.3, far * 1.01)
        for drawn, numbers, values in zip(
            (self._true, self._published), self._numbers, (true, published), strict=True
        ):
            for bar, label, value in zip(drawn, numbers, values, strict=True):
                bar.set_width(value)
                label.set(x=max(0, value) + far / 60, text=number(value))
        rows = pd.DataFrame({"answer": self._heads, "true": true, "published": published})
        error = noise.expected_error(scale)
        sentence = say(
            "figures.noise",
            counts=", ".join(in_words(rows, text("{answer} {published} (true: {true})"))),
            error=_short(error),
            share=percent(100 * error / min(true)),
        )
        heads = N_({"answer": "Answer", "true": "True count", "published": "Published count"})
        return _with_guess(sentence, noise.inference_success(scale)), as_text(columns_of(rows, heads))


def _with_guess(sentence: str, right: float) -> str:
    """Return a sentence, then how often one guesses right what noise should hide."""
    return "\n".join([sentence, say("figures.guess", right=_of_100(right))])


class CoinAndDie:
    """How often coin and die give which noise: a drawing for `enclair.explore`."""

    def __init__(self) -> None:
        self.title = text("Noise by hand, with a coin and a die")
        self._faces = {1: text("a 1"), 2: text("a 1 or a 2"), 3: text("1 to 3"), 4: text("1 to 4")}
        self.controls = {"stop": Slider(text("The die stops at"), self._faces, start=3)}
        self.presets: list[Preset] = []
        self._noise = range(-10, 11)
        with style.drawing():
            self.figure, axes = canvas(3.2, (0.13, 0.17, 0.85, 0.78))
            self._bars = axes.bar(self._noise, 0, **STRONG, width=0.8)
            axes.set(ylim=(0, 55), xticks=[-10, -5, 0, 5, 10], xlabel=text("noise"))
            axes.set_xticklabels([number(tick) for tick in (-10, -5, 0, 5, 10)])
            axes.set_ylabel(text("times in 100"))

    def update(self, stop: int) -> tuple[str, pd.DataFrame]:
        """Draw the noise of a die that is thrown until it shows ``stop`` or less."""
        odds = [noise.probability_by_hand(value, stop) for value in self._noise]
        for bar, height in zip(self._bars, odds, strict=True):
            bar.set_height(100 * height)
        times = [number(100 * share, digits=1) for share in odds]
        rows = as_text(pd.DataFrame({"noise": self._noise, "times": times}))
        sentence = say(
            "figures.die",
            faces=self._faces[stop],
            zero=_of_100(noise.probability_by_hand(0, stop)),
            far=_of_100(1 - sum(odds)),
            error=_short(noise.error_by_hand(stop)),
        )
        heads = N_({"noise": "Noise", "times": "Times in 100"})
        return _with_guess(sentence, noise.inference_success_by_hand(stop)), columns_of(rows, heads)
