"""Figures of lesson 5: what a question and a list of names reach, and what Telegram says it gave and blocked.

Of authorities each says what its numbers are: counts of requests that were *met*, told by Telegram alone.
"After" is not "because of", and no figure says so.
"""

from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING, Any

import pandas as pd

from enclair.case.model import display_name, requires
from enclair.figures import style
from enclair.figures.described import (
    DescribedFigure,
    as_text,
    bars,
    in_words,
    name_rows,
)
from enclair.figures.style import PALE, STRONG
from enclair.lessons.traces import disclosures as rules
from enclair.lessons.traces import labels, say, sketches, traces
from enclair.lessons.traces.explorers import Growth, Network
from enclair.lessons.traces.pupils import Noise, Pupils
from enclair.text import locale
from enclair.text.locale import N_, labelled, listed, number, text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["CoinAndDie", "Growth", "Hidden", "Network", "Noise"]

#: What notebooks of before explore.
Hidden, CoinAndDie = Pupils, Noise


def looked_at(narrow: pd.DataFrame, log: pd.DataFrame) -> DescribedFigure:
    """Return how much of a log one looks at with a narrow question. Drawn by hand: parts lie on wholes."""
    title = text("How much one looks at")
    heads = [text("messages"), text("accounts")]
    looked, there = traces.count_exposed(narrow), traces.count_exposed(log)
    accounts = pd.unique(narrow[["sender", "receiver"]].to_numpy().ravel())
    with style.figure(5.2, 1.6) as (figure, axes):
        for row, (part, whole) in enumerate(zip(looked, there, strict=True)):
            axes.barh(row, 1, **PALE, height=0.7)
            axes.barh(row, part / max(1, whole), **STRONG, height=0.7)
            message = text("{part} of {whole}").format(part=number(part), whole=number(whole))
            if row == 0 and len(accounts) == 2:
                message = labelled(message, " ↔ ".join(accounts))
            axes.text(part / max(1, whole) + 0.02, row, message, va="center", weight="bold")
        name_rows(axes, heads, "left", "bottom")
        axes.set(title=title, xlim=(0, 1.005), ylim=(1.4, -0.75), xticks=[])
    counts = dict(zip(("messages", "accounts", "all_messages", "all_accounts"), looked + there, strict=True))
    columns = [text("Question"), *heads]
    lines = [[text("narrow question"), *looked], [text("the whole log"), *there]]
    alt = f"{title}. {say('figures.looked', **counts)}"
    return DescribedFigure(figure, alt, pd.DataFrame(lines, columns=columns))


def names_back(linked: pd.DataFrame, anonymous: pd.DataFrame) -> DescribedFigure:
    """Return to how many rows a public list gives a name, and a wrong one: see `traces.linkage_attack`."""
    title = text("Deleted names that come back")
    rows = sketches.named(linked, anonymous).rename_axis("what").reset_index(name="people")
    strong, pale = STRONG["color"], PALE["color"]
    look = {"color": [strong, strong, pale], "edgecolor": [strong, "white", PALE["edgecolor"]]}
    return bars(
        rows,
        N_({"what": "What the list gives", "people": "people"}),
        {"people": PALE | look | {"hatch": ["", "//", ""]}},
        title=title,
        alt=f"{title}. {', '.join(in_words(rows, '{what} ({people})'))}.",
        size=(5.2, 2.4),
        xlabel=text("people"),
    )


def alone() -> DescribedFigure:
    """Return how many pupils of the survey are alone at each step of their date of birth."""
    title, numbers = say("figures.alone"), sketches.alone()
    rows = numbers.rename_axis("what").reset_index(name="pupils")
    return bars(
        rows,
        {"what": locale.tables(__package__, "pupils")["page"]["birth"], "pupils": str(numbers.name)},
        {"pupils": STRONG},
        title=title,
        alt=f"{title}. {', '.join(in_words(rows, '{what} ({pupils})'))}.",
        size=(5.2, 2.4),
    )


#: How bars tell before from after, in hue and in hatch.
LOOKS: dict[str, dict[str, Any]] = {"before": PALE | {"hatch": "///"}, "after": STRONG}
#: For words that stand so many points from their place.
POINTS: dict[str, Any] = {"textcoords": "offset points"}
#: How a day is marked.
DAY: dict[str, Any] = {"color": style.HUES["ink"], "lw": 1.2, "ls": (0, (4, 3)), "zorder": 3}


@requires(only=True)
def quarters(disclosures: pd.DataFrame, country: str = "FRA") -> DescribedFigure:
    """Return the requests of a country, by its three-letter code, that Telegram met, quarter by quarter.

    In the lesson they are drawn over a guess, with the two days of ``moments``.
    """
    rows = rules.with_missing_quarters(disclosures, country)
    name = rules.answers(disclosures).set_index("country_iso3")["country"].loc[[country]].iloc[0]
    title = text("{country}: requests that Telegram met, by quarter")
    title = title.format(country=display_name(name))
    per_request = rows["users_per_request"].map(lambda users: number(users, digits=1), na_action="ignore")
    moments = {}
    for day, what in ((rules.ARREST, text("arrest")), (rules.NEW_POLICY, text("new policy"))):
        quarter = pd.Period(day, freq="Q")
        part = (pd.Timestamp(day) - quarter.start_time) / (quarter.end_time - quarter.start_time)
        place = quarter.ordinal - pd.Period(rows["quarter"].iloc[0], freq="Q").ordinal - 0.5 + part
        if place > -0.5:
            moments[labelled(locale.date(day), what)] = place
    rows = rows.assign(
        quarter=rows["quarter"].map(rules.quarter_name),
        when=rows["phase"].fillna("unread").map(labels("phases")),
        users_per_request=per_request,
        drawn=rows["requests"].fillna(0),
        words=as_text(rows)["requests"].replace("", "?"),
    )
    summary = as_text(rows)[["quarter", "when", "requests"]].to_numpy()
    alt = f"{title}. {listed(', '.join(filter(None, row)) for row in summary)}. {say('figures.met')}"
    shown = bars(
        rows,
        labels("quarters_table"),
        {"drawn": STRONG},
        title=title,
        alt=alt,
        size=(8.6, 4),
        words={"drawn": "words"},
    )
    return replace(shown, moments=moments)


@requires(only=True)
def where_it_rose(disclosures: pd.DataFrame) -> DescribedFigure:
    """Return how much more Telegram met a month in the last quarter of 2024, in four groups of countries."""
    rows = rules.factors(disclosures)
    title = text("How many times more requests a month")
    sizes = [say("figures.countries", count, count=count) for count in rows["countries"]]
    monthly = rows[["monthly_before", "monthly_after"]].map(
        lambda count: number(count, digits=0 if count >= 99.5 else 1)
    )
    rows = rows.assign(
        head=rows.index.map(labels("groups")),
        size=sizes,
        monthly=in_words(monthly.set_axis(["before", "after"], axis=1), text("{before} → {after} a month")),
        width=rows["factor"].where(rows["factor"] < inf, 0),
        factor=rows["factor"].map(rules.factor),
    )
    early, left_out = rules.count_missing_countries(disclosures)
    periods = text("October to December 2024 against January to September 2024, requests met")
    shown = bars(
        rows.assign(name=rows["head"] + "\n" + rows["size"], words=rows["factor"] + "\n" + rows["monthly"]),
        labels("rose_table"),
        {"width": STRONG},
        title=title,
        alt=say(
            "figures.rose",
            title=title,
            factors=listed(in_words(rows, "{head} ({size}, {before} → {after}) {factor}")),
            lacking=say("figures.lacking", left_out=number(left_out), early=number(early)),
            **_limits(),
        ),
        size=(6.4, 2.9),
        names="name",
        words={"width": "words"},
        xlabel=periods.replace(", ", ",\n"),
    )
    shown.table.loc["unknown"] = [text("not in the later list"), number(left_out), "", "", "", "?"]
    return shown


@requires(only=True)
def printed_and_same(disclosures: pd.DataFrame) -> DescribedFigure:
    """Return the two numbers that a journalist compared, and those of countries that are in both lists."""
    rows = rules.printed_and_same(disclosures).rename(
        columns={"countries_before": "few", "countries_after": "many"}
    )
    title = text("Users whose data was given: two lists of countries")
    rows = rows.assign(what=rows.index.map(labels("compared")), factor=rows["factor"].map(rules.factor))
    users = text("{users} ({count} countries)")
    rows = rows.assign(
        name=rows["what"] + "\n" + rows["factor"],
        users_before=in_words(rows.rename(columns={"before": "users", "few": "count"}), users),
        users_after=in_words(rows.rename(columns={"after": "users", "many": "count"}), users),
    )
    first, second = (text("January to March {year}").format(year=year) for year in (2024, 2025))
    numbers, countries = text("{period}: users"), text("countries")
    sentence = text("{what}: {before} ({few} countries) → {after} ({many} countries), {factor}")
    return bars(
        rows,
        {
            "what": text("What is compared"),
            "before": numbers.format(period=first),
            "few": labelled(first, countries),
            "after": numbers.format(period=second),
            "many": labelled(second, countries),
            "factor": text("Factor"),
        },
        {"before": PALE, "after": STRONG},
        title=title,
        alt=f"{title}. {listed(in_words(rows, sentence))}. {say('figures.unlisted')}",
        size=(8.4, 3.4),
        names="name",
        words={"before": "users_before", "after": "users_after"},
        legend=[first, second],
    )


@requires(only=True)
def never_happened(disclosures: pd.DataFrame) -> DescribedFigure:
    """Return what Telegram counts for the half-year in which its policy said that this had never happened."""
    rows = rules.before_the_change(disclosures)
    rows = rows.assign(country=rows["country"].map(display_name))
    title = text("January to June 2024, country by country")
    policy = say("figures.policy")
    sums = {name: number(rows[name].sum()) for name in ("requests", "users")}
    shown = bars(
        rows,
        N_({"country": "Country", "requests": "requests met", "users": "users whose data was given"}),
        {"requests": STRONG, "users": PALE},
        title=title,
        alt=say(
            "figures.never",
            policy=policy.replace("\n", " "),
            title=title,
            lines=listed(in_words(rows, text("{country} {requests} and {users}"))),
            **sums,
            **_limits(),
        ),
        size=(8.4, 0.36 * len(rows) + 1.4),
        legend=[text("requests met"), text("users whose data was given")],
    )
    shown.table.loc["all"] = [text("Together"), *sums.values()]
    axes = shown.figure.axes[0]
    with style.drawing():
        for words in (*axes.texts[: len(rows)], shown.figure.legends[0].get_texts()[0]):
            words.set(color=STRONG["color"], weight="bold")
        place, box = (0.42, len(rows) / 2), {"facecolor": "white", "edgecolor": style.HUES["ink"], "pad": 9}
        axes.text(*place, policy, transform=axes.get_yaxis_transform(), va="center", weight="bold", bbox=box)
    return shown


def _limits() -> dict[str, str]:
    """Return what the sentence of each figure on requests in several countries ends with."""
    return {"met": say("figures.met"), "unlisted": say("figures.unlisted")}


@requires(only=True)
def moderation(moderation_daily: pd.DataFrame) -> DescribedFigure:
    """Return how many groups and channels Telegram says it blocked a day, month by month, three kinds.

    Drawn by hand: three panels, each with its own scale, share the months.
    """
    from matplotlib.figure import Figure

    means, months = rules.moderation(moderation_daily), rules.by_month(moderation_daily)
    names = [locale.date(f"{month:%Y-%m}") for month in months.index]
    cells = as_text(means.assign(factor=means["factor"].map(rules.factor)))
    cells["kind"] = cells.index.map(labels("kinds"))
    spans = {"before": text("May to July 2024"), "after": text("September to November 2024")}
    title = text("Groups and channels blocked, mean of a day")
    headings = in_words(cells, text("{kind}: {before} → {after} a day, {factor}"))
    with style.drawing():
        figure = Figure(figsize=(8.4, 3.95), layout="constrained")
        panels = figure.subplots(len(rules.KINDS), 1, sharex=True)
        figure.suptitle(title, x=0.005, ha="left", size=13, weight="bold")
        arrest = pd.Timestamp(rules.ARREST)
        at = months.index.searchsorted(arrest) - 1.5 + (arrest.day - 1) / arrest.days_in_month
        for axes, kind, heading in zip(panels, rules.KINDS, headings, strict=True):
            keys = _draw_months(axes, months[kind], means.T[kind])
            axes.axvline(at, **DAY)
            axes.set_title(heading, size=11)
            axes.set(ylim=(0, max(1, months[kind].max()) * 1.12), yticks=[])
            axes.spines["left"].set_visible(False)
            axes.tick_params(axis="x", length=0)
        words = labelled(locale.date(rules.ARREST), text("arrest"))
        place = (at, panels[0].get_ylim()[1])
        panels[0].annotate(words, place, (-4, -2), ha="right", va="top", **POINTS)
        # Each month by its letter, with the year below the first and each January.
        ticks = [
            name[0].upper() + (f"\n{month.year}" if month == months.index[0] or month.month == 1 else "")
            for name, month in zip(names, months.index, strict=True)
        ]
        panels[-1].set_xticks(range(len(months)), ticks)
        entries = spans | {"": text("other months"), "mean": text("mean of three months")}
        handles = [keys[name] for name in entries]
        figure.legend(handles, [*entries.values()], loc="outside lower left", ncols=2, frameon=False)
    facts = listed(in_words(cells, "{kind}, {before} → {after}, {factor}"))
    last = cells[["before", "after", "factor"]].T.set_axis([*spans.values(), text("Factor")])
    table = pd.concat([as_text(months).set_axis(names), last]).rename(columns=dict(cells["kind"]))
    table = table.rename_axis(text("Mean of a day")).reset_index()
    return DescribedFigure(figure, say("figures.moderation", title=title, **spans, facts=facts), table)


def _draw_months(axes: "Axes", counts: "pd.Series[float]", means: "pd.Series[float]") -> dict[str, Any]:
    """Draw a bar for each month, and the means of two periods; return what the legend shows, by name."""
    places = pd.Series(range(len(counts)), counts.index)
    keys: dict[str, Any] = {"": axes.bar(places, counts, 0.78, **PALE)}
    for name, (first, last) in rules.PERIODS.items():
        here = places[first:last]
        keys[name] = axes.bar(here, counts[first:last], 0.78, **LOOKS[name])
        ends = here.iloc[0] - 0.45, here.iloc[-1] + 0.45
        (keys["mean"],) = axes.plot(ends, [means[name]] * 2, color=style.HUES["ink"], lw=2.2, zorder=4)
    return keys
