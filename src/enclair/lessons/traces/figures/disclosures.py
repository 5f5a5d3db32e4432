"""Figures of the lesson on traces: what Telegram says it gave to authorities, before and after.

Each says what its numbers are: counts of requests that were *met*, told by Telegram alone. "After" is not
"because of", and no figure says so.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pandas as pd

from enclair.case import naming
from enclair.case.needs import requires
from enclair.figures import style
from enclair.figures.bars import bars, in_words
from enclair.figures.described import DescribedFigure, annotate_point, blank, name_rows
from enclair.figures.style import PALE, STRONG
from enclair.lessons.traces import disclosures as rules
from enclair.lessons.traces import say
from enclair.text import locale
from enclair.text.locale import N_, listed, number, plural, text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: How bars tell before from after, in hue and in hatch.
LOOKS: dict[str, dict[str, Any]] = {
    "before": PALE | {"hatch": "///"},
    "straddles": PALE | {"hatch": "xxx"},
    "after": STRONG,
}
PHASES = N_(
    {
        "before": "before the arrest",
        "straddles": "arrest and new policy within",
        "after": "after both",
    }
)
GROUPS = N_(
    {
        "eu": "EU",
        "eu-without-france": "EU without France",
        "outside-without-india": "outside the EU, without India",
        "india": "India",
    }
)
COMPARED = N_(
    {
        "printed": "as printed",
        "same": "the same countries",
        "same-without-india": "the same, without India",
    }
)
#: How a day is marked.
DAY: dict[str, Any] = {"color": style.INK[0], "lw": 1.2, "ls": (0, (4, 3)), "zorder": 3}


@requires(only=True)
def quarters(disclosures: pd.DataFrame, country: str = "FRA") -> DescribedFigure:
    """Return the requests of a country that Telegram met, quarter by quarter.

    Parameters
    ----------
    disclosures
        The table of that name of a case.
    country
        Its three-letter code.

    Raises
    ------
    ChoiceError
        If the table has no quarter of that country.
    """
    rows = rules.with_missing_quarters(disclosures, country)
    name = _country(disclosures, country)
    title = text("{country}: requests that Telegram met, by quarter").format(country=name)
    labels = [_quarter(one) for one in rows["quarter"]]
    phases = {phase: text(label) for phase, label in PHASES.items()}
    with style.drawing():
        figure, axes = blank(8.6, 4)
        for phase, look in LOOKS.items():
            here = rows["phase"].eq(phase).to_numpy()
            if here.any():
                counts = rows.loc[here, "requests"].astype(int)
                axes.bar(here.nonzero()[0], counts, width=0.72, label=phases[phase], **look)
        top = max(1, int(rows["requests"].max()))
        for place, count in enumerate(rows["requests"]):
            label, high = ("?", 0) if pd.isna(count) else (number(count), count)
            # Beside the days that are marked, not under them.
            aside, align = (0.07, "right") if rows["phase"][place] == "straddles" else (0, "center")
            annotate_point(axes, label, (place + aside, high), (0, 4), ha=align)
        _mark_days(axes, rows["quarter"].iloc[0], top)
        axes.set_xticks(range(len(rows)), labels)
        axes.yaxis.set_major_formatter(lambda value, _: number(value))
        axes.set(title=title, ylabel=text("requests met"), ylim=(0, top * 1.22))
        axes.set_xlim(-0.6, len(rows) - 0.4)
        axes.tick_params(axis="x", length=0)
        figure.legend(loc="outside lower left", ncols=3, frameon=False)
    said_phase = rows["phase"].map(phases).fillna(text("no count was read"))
    table = pd.DataFrame(
        {
            text("Quarter"): [label.replace("\n", " ") for label in labels],
            text("When"): said_phase,
            text("Requests met"): number_texts(rows["requests"]),
            text("Users"): number_texts(rows["users"]),
            text("Users per request"): number_texts(rows["users_per_request"], 1),
        }
    )
    summary = listed([", ".join(filter(None, row[:3])) for row in table.itertuples(index=False)])
    return DescribedFigure(figure, f"{title}. {summary}. {say('figures.met')}", table)


def _mark_days(axes: "Axes", first: str, top: float) -> None:
    """Mark the arrest and the new policy, each with its words on its own side."""
    marks = (
        (rules.ARREST, text("arrest"), "right"),
        (rules.NEW_POLICY, text("new policy"), "left"),
    )
    for day, what, align in marks:
        quarter = pd.Period(day, freq="Q")
        part = (pd.Timestamp(day) - quarter.start_time) / (quarter.end_time - quarter.start_time)
        place = quarter.ordinal - pd.Period(first, freq="Q").ordinal - 0.5 + part
        if place > -0.5:
            axes.plot([place, place], [0, 1.2 * top], **DAY)
            words = named_day(day, what)
            aside = 0.07 if align == "left" else -0.07
            axes.text(place + aside, 1.17 * top, words, ha=align, va="center", size=10)


@requires(only=True)
def where_it_rose(disclosures: pd.DataFrame) -> DescribedFigure:
    """Return how much more Telegram met each month in the last quarter of 2024, in four groups of countries.

    ``disclosures`` is the table of that name of a case; only countries that it has in both periods count.
    """
    rows = rules.factors(disclosures)
    title = text("How many times more requests a month")
    heads = [text(GROUPS[group]) for group in rows.index]
    sizes = [
        plural("{count} country", "{count} countries", count).format(count=count)
        for count in rows["countries"]
    ]
    factors = [rules.factor(value) for value in rows["factor"]]
    monthly = [
        text("{before} → {after} a month").format(before=_short(a), after=_short(b))
        for a, b in rows[["monthly_before", "monthly_after"]].to_numpy()
    ]
    with style.drawing():
        figure, axes = blank(8.6, 3.4)
        widths = rows["factor"].where(rows["factor"] < float("inf"), 0).fillna(0)
        apart = rows.index == "india"
        for here, look in ((~apart, STRONG), (apart, LOOKS["before"])):
            axes.barh(here.nonzero()[0], widths[here], height=0.6, **look)
        for place, (width, value, months) in enumerate(zip(widths, factors, monthly, strict=True)):
            annotate_point(axes, value, (width, place), (6, 1), va="bottom", weight="bold")
            annotate_point(axes, months, (width, place), (6, -2), va="top", size=10, color=style.SOFT_INK[0])
        name_rows(axes, map("{}\n{}".format, heads, sizes), "bottom")
        label = text("October to December 2024 against January to September 2024, requests met")
        axes.set(title=title, xlim=(0, max(1, widths.max()) * 1.28), xticks=[])
        axes.set_xlabel(label, loc="left")
    table = pd.DataFrame(
        {
            text("Countries"): heads,
            text("How many"): rows["countries"].to_numpy(),
            text("Requests met, January to September 2024"): number_texts(rows["before"]),
            text("Requests met, October to December 2024"): number_texts(rows["after"]),
            text("A month"): monthly,
            text("Factor"): factors,
        }
    )
    early, left_out = rules.count_missing_countries(disclosures)
    lacking = say("figures.lacking", left_out=number(left_out), early=number(early))
    sums = [table.iloc[:, column] for column in (2, 3)]
    lines = [
        f"{head} ({size}, {before} → {after}) {value}"
        for head, size, before, after, value in zip(heads, sizes, *sums, factors, strict=True)
    ]
    alt = say("figures.rose", title=title, factors=listed(lines), lacking=lacking, **_limits())
    unknown = [[text("not in the later list"), left_out, "", "", "", "?"]]
    table = pd.concat([table, pd.DataFrame(unknown, columns=table.columns)], ignore_index=True)
    return DescribedFigure(figure, alt, table)


@requires(only=True)
def printed_and_same(disclosures: pd.DataFrame) -> DescribedFigure:
    """Return the two numbers that a journalist compared, and the same for countries that are in both lists.

    ``disclosures`` is the table of that name of a case.
    """
    rows = rules.printed_and_same(disclosures)
    title = text("Users whose data was given: two lists of countries")
    heads = [text(COMPARED[row]) for row in rows.index]
    periods = [text("January to March {year}").format(year=year) for year in (2024, 2025)]
    factors = [rules.factor(value) for value in rows["factor"]]
    message = text("{users} ({count} countries)")
    with style.drawing():
        figure, axes = blank(8.6, 3.9)
        for column, look, label, aside in (
            ("before", PALE, periods[0], -0.19),
            ("after", STRONG, periods[1], 0.19),
        ):
            counts = zip(rows[column], rows[f"countries_{column}"], strict=True)
            words = [message.format(users=number(users), count=countries) for users, countries in counts]
            _bars(axes, rows[column], words, aside, 5, label=label, **look)
        name_rows(axes, map("{}\n{}".format, heads, factors), "bottom")
        far = max(1, rows[["before", "after"]].to_numpy().max())
        axes.set(title=title, xlim=(0, far * 1.25), xticks=[])
        figure.legend(loc="outside lower left", ncols=2, frameon=False)
    numbers, countries = text("{period}: users"), text("{period}: countries")
    table = pd.DataFrame(
        {
            text("What is compared"): heads,
            numbers.format(period=periods[0]): number_texts(rows["before"]),
            countries.format(period=periods[0]): rows["countries_before"].to_numpy(),
            numbers.format(period=periods[1]): number_texts(rows["after"]),
            countries.format(period=periods[1]): rows["countries_after"].to_numpy(),
            text("Factor"): factors,
        }
    )
    sentence = text("{what}: {before} ({few} countries) → {after} ({many} countries), {factor}")
    lines = [
        sentence.format(what=row[0], before=row[1], few=row[2], after=row[3], many=row[4], factor=row[5])
        for row in table.itertuples(index=False)
    ]
    return DescribedFigure(figure, f"{title}. {listed(lines)}. {say('figures.unlisted')}", table)


@requires(only=True)
def never_happened(disclosures: pd.DataFrame) -> DescribedFigure:
    """Return what Telegram counts for the half-year in which its policy said that this had never happened.

    ``disclosures`` is the table of that name of a case.
    """
    rows = rules.before_the_change(disclosures)
    rows = rows.assign(country=rows["country"].map(naming.display_name))
    title = text("January to June 2024, country by country")
    policy = say("figures.policy")
    shown = bars(
        rows,
        N_({"country": "Country", "requests": "Requests met", "users": "Users whose data was given"}),
        {"requests": STRONG, "users": PALE},
        title=title,
        alt=say(
            "figures.never",
            policy=policy.replace("\n", " "),
            title=title,
            lines=listed(in_words(rows, text("{country} {requests} and {users}"))),
            requests=number(rows["requests"].sum()),
            users=number(rows["users"].sum()),
            **_limits(),
        ),
        size=(8.6, 0.62 * len(rows) + 1.5),
        legend=[text("requests met"), text("users whose data was given")],
        thickness=0.38,
        room=1.1,
        total=text("Together"),
    )
    axes = shown.figure.axes[0]
    with style.drawing():
        axes.text(0.98, 0.04, policy, transform=axes.transAxes, ha="right", linespacing=1.5)
    return shown


def _limits() -> dict[str, str]:
    """Return what the sentence of each figure on requests in several countries ends with."""
    return {"met": say("figures.met"), "unlisted": say("figures.unlisted")}


def _quarter(label: str) -> str:
    """Return "2024Q1" as people write it, on two lines."""
    return text("Q{quarter}").format(quarter=label[-1]) + f"\n{label[:4]}"


def _country(disclosures: pd.DataFrame, code: str) -> str:
    name = str(rules.answers(disclosures).set_index("country_iso3")["country"].loc[[code]].iloc[0])
    return naming.display_name(name)


def number_texts(values: Iterable[float], digits: int = 0) -> list[str]:
    """Return numbers as people write them, "" for one that is not known."""
    return ["" if pd.isna(value) else number(value, digits=digits) for value in values]


def _short(value: float) -> str:
    """Return ``value`` with one digit after the point where it is small."""
    return number(value, digits=0 if value >= 99.5 else 1)


def named_day(day: str, what: str) -> str:
    """Return a day, and what happened on it."""
    return text("{day}: {what}").format(day=locale.date(day), what=what)


def _bars(
    axes: "Axes", widths: "pd.Series[int]", words: Iterable[str], aside: float, points: int, **look: Any
) -> None:
    """Draw one of the two bars of each row, ``aside`` from its middle; its words some points from its end."""
    places = [place + aside for place in range(len(widths))]
    bars = axes.barh(places, widths, height=2 * (abs(aside) - 0.01), **look)
    axes.bar_label(bars, [*words], padding=points)
