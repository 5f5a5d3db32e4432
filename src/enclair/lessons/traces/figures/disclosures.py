"""Figures of the lesson on traces: what Telegram says it gave and blocked, before and after.

Each says what its numbers are: counts of requests that were *met*, told by Telegram alone. "After" is not
"because of", and no figure says so.
"""

from typing import Any

import pandas as pd

from enclair.case.needs import looks_in
from enclair.figures import style
from enclair.figures.described import Described, blank
from enclair.figures.style import PALE, STRONG
from enclair.lessons.traces import disclosures as rules
from enclair.text import locale
from enclair.text.locale import N_, number, plural, text

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
#: Countries as the figures name them, where the table has another name.
NAMES = N_({"Korea, Republic of": "South Korea", "Moldova, Republic of": "Moldova"})
GROUPS = N_(
    {
        "eu": "EU",
        "eu-without-france": "EU without France",
        "outside-without-india": "outside the EU, without India",
        "india": "India",
    }
)
KINDS = N_(
    {
        "total_blocked": "all groups and channels",
        "terror_blocked": "terrorism",
        "csam_blocked": "offences against children",
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
#: The end of section 8.3, in the quotation Q26 of the case.
POLICY = N_(
    "The privacy policy of that time, on data\nof terror suspects given to authorities:\n"
    "“So far, this has never happened.”"
)
#: What the sentence of each figure on requests ends with.
MET = N_(
    "Telegram tells how many requests it met, and not how many it got; nobody else has checked the counts."
)
UNLISTED = N_("A country that is not listed is not a zero: its answer was not sent in.")


def said() -> list[str]:
    """Return every English word of this module, but names of countries, that is shown as it stands."""
    names = (each.values() for each in (PHASES, GROUPS, KINDS, COMPARED))
    return [POLICY, MET, UNLISTED, *(name for each in names for name in each)]


@looks_in(only=True)
def quarters(disclosures: pd.DataFrame, country: str = "FRA") -> Described:
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
    rows = rules.gaps(disclosures, country)
    name = _country(disclosures, country)
    title = text("{country}: requests that Telegram met, by quarter").format(country=name)
    labels = [_quarter(one) for one in rows["quarter"]]
    phases = {phase: text(said) for phase, said in PHASES.items()}
    with style.drawing():
        figure, axes = blank(8.6, 4)
        for phase, look in LOOKS.items():
            here = rows["phase"].eq(phase).to_numpy()
            if here.any():
                counts = rows.loc[here, "requests"].astype(int)
                axes.bar(here.nonzero()[0], counts, width=0.72, label=phases[phase], **look)
        top = max(1, int(rows["requests"].max()))
        for place, count in enumerate(rows["requests"]):
            told, high = ("?", 0) if pd.isna(count) else (number(count), count)
            # Beside the days that are marked, not under them.
            aside, align = (0.07, "right") if rows["phase"][place] == "straddles" else (0, "center")
            axes.annotate(told, (place + aside, high), (0, 4), textcoords="offset points", ha=align)
        _days(axes, rows["quarter"].iloc[0], top)
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
            text("Requests met"): _counts(rows["requests"]),
            text("Users"): _counts(rows["users"]),
            text("Users per request"): [
                "" if pd.isna(one) else number(one, digits=1) for one in rows["users_per_request"]
            ],
        }
    )
    each = _listed([", ".join(filter(None, row[:3])) for row in table.itertuples(index=False)])
    return Described(figure, f"{title}. {each}. {text(MET)}", table)


def _days(axes: Any, first: str, top: float) -> None:
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
            said = _day(day, what)
            aside = 0.07 if align == "left" else -0.07
            axes.text(place + aside, 1.17 * top, said, ha=align, va="center", size=10)


@looks_in(only=True)
def where_it_rose(disclosures: pd.DataFrame) -> Described:
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
    told = [rules.factor(value) for value in rows["factor"]]
    monthly = [
        text("{before} → {after} a month").format(before=_short(a), after=_short(b))
        for a, b in rows[["monthly_before", "monthly_after"]].to_numpy()
    ]
    with style.drawing():
        figure, axes = blank(8.6, 3.4)
        widths = rows["factor"].where(rows["factor"] < float("inf"), 0).fillna(0)
        places = range(len(rows))
        apart = rows.index == "india"
        for here, look in ((~apart, STRONG), (apart, LOOKS["before"])):
            axes.barh(here.nonzero()[0], widths[here], height=0.6, **look)
        for place, (width, value, months) in enumerate(zip(widths, told, monthly, strict=True)):
            axes.annotate(
                value, (width, place), (6, 1), textcoords="offset points", va="bottom", weight="bold"
            )
            axes.annotate(
                months,
                (width, place),
                (6, -2),
                textcoords="offset points",
                va="top",
                size=10,
                color=style.SOFT_INK[0],
            )
        names = [f"{head}\n{size}" for head, size in zip(heads, sizes, strict=True)]
        axes.set_yticks(places, names)
        axes.invert_yaxis()
        label = text("October to December 2024 against January to September 2024, requests met")
        axes.set(title=title, xlim=(0, max(1, widths.max()) * 1.28), xticks=[])
        axes.set_xlabel(label, loc="left")
        axes.tick_params(axis="y", length=0)
        axes.spines["bottom"].set_visible(False)
    table = pd.DataFrame(
        {
            text("Countries"): heads,
            text("How many"): rows["countries"].to_numpy(),
            text("Requests met, January to September 2024"): _counts(rows["before"]),
            text("Requests met, October to December 2024"): _counts(rows["after"]),
            text("A month"): monthly,
            text("Factor"): told,
        }
    )
    early, left_out = rules.unlisted(disclosures)
    lacking = text(
        "We do not know about the others: {left_out} of the {early} countries of January to September are "
        "not in the list of the last quarter."
    ).format(left_out=number(left_out), early=number(early))
    sums = [table.iloc[:, column] for column in (2, 3)]
    lines = [
        f"{head} ({size}, {before} → {after}) {value}"
        for head, size, before, after, value in zip(heads, sizes, *sums, told, strict=True)
    ]
    alt = text(
        "{title}, October to December 2024 against January to September 2024: {each}. Only countries that "
        "the table has in both periods. {lacking} {met} {unlisted}"
    ).format(
        title=title,
        each=_listed(lines),
        lacking=lacking,
        met=text(MET),
        unlisted=text(UNLISTED),
    )
    unknown = [[text("not in the later list"), left_out, "", "", "", "?"]]
    table = pd.concat([table, pd.DataFrame(unknown, columns=table.columns)], ignore_index=True)
    return Described(figure, alt, table)


@looks_in(only=True)
def printed_and_same(disclosures: pd.DataFrame) -> Described:
    """Return the two numbers that a journalist compared, and the same for countries that are in both lists.

    ``disclosures`` is the table of that name of a case.
    """
    rows = rules.printed_and_same(disclosures)
    title = text("Users whose data was given: two lists of countries")
    heads = [text(COMPARED[row]) for row in rows.index]
    periods = [text("January to March {year}").format(year=year) for year in (2024, 2025)]
    told = [rules.factor(value) for value in rows["factor"]]
    with style.drawing():
        figure, axes = blank(8.6, 3.9)
        looks = (("before", -0.19, PALE, periods[0]), ("after", 0.19, STRONG, periods[1]))
        for column, aside, look, label in looks:
            axes.barh(
                [place + aside for place in range(len(rows))], rows[column], height=0.36, label=label, **look
            )
            for place, (count, countries) in enumerate(
                zip(rows[column], rows[f"countries_{column}"], strict=True)
            ):
                said = text("{users} ({count} countries)")
                axes.annotate(
                    said.format(users=number(count), count=countries),
                    (count, place + aside),
                    (5, 0),
                    textcoords="offset points",
                    va="center",
                )
        names = [f"{head}\n{value}" for head, value in zip(heads, told, strict=True)]
        axes.set_yticks(range(len(rows)), names)
        axes.invert_yaxis()
        far = max(1, rows[["before", "after"]].to_numpy().max())
        axes.set(title=title, xlim=(0, far * 1.25), xticks=[])
        axes.tick_params(axis="y", length=0)
        axes.spines["bottom"].set_visible(False)
        figure.legend(loc="outside lower left", ncols=2, frameon=False)
    numbers, countries = text("{period}: users"), text("{period}: countries")
    table = pd.DataFrame(
        {
            text("What is compared"): heads,
            numbers.format(period=periods[0]): _counts(rows["before"]),
            countries.format(period=periods[0]): rows["countries_before"].to_numpy(),
            numbers.format(period=periods[1]): _counts(rows["after"]),
            countries.format(period=periods[1]): rows["countries_after"].to_numpy(),
            text("Factor"): told,
        }
    )
    each = text("{what}: {before} ({few} countries) → {after} ({many} countries), {factor}")
    lines = [
        each.format(what=row[0], before=row[1], few=row[2], after=row[3], many=row[4], factor=row[5])
        for row in table.itertuples(index=False)
    ]
    alt = f"{title}. {_listed(lines)}. {text(UNLISTED)}"
    return Described(figure, alt, table)


@looks_in(only=True)
def never_happened(disclosures: pd.DataFrame) -> Described:
    """Return what Telegram counts for the half-year in which its policy said that this had never happened.

    ``disclosures`` is the table of that name of a case.
    """
    rows = rules.before_the_change(disclosures)
    title = text("January to June 2024, country by country")
    heads = [text(NAMES.get(name, name)) for name in rows["country"]]
    requests, users = text("requests met"), text("users whose data was given")
    with style.drawing():
        figure, axes = blank(8.6, 0.62 * len(rows) + 1.5)
        for column, aside, look, label in (
            ("requests", -0.2, STRONG, requests),
            ("users", 0.2, PALE, users),
        ):
            places = [place + aside for place in range(len(rows))]
            bars = axes.barh(places, rows[column], height=0.38, label=label, **look)
            axes.bar_label(bars, [number(count) for count in rows[column]], padding=4)
        axes.set_yticks(range(len(rows)), heads)
        axes.invert_yaxis()
        far = max(1, rows[["requests", "users"]].to_numpy().max(initial=0))
        axes.set(title=title, xlim=(0, far * 1.1), xticks=[])
        axes.tick_params(axis="y", length=0)
        axes.spines["bottom"].set_visible(False)
        axes.text(0.98, 0.04, text(POLICY), transform=axes.transAxes, ha="right", linespacing=1.5)
        figure.legend(loc="outside lower left", ncols=2, frameon=False)
    sums = [int(rows[column].sum()) for column in ("requests", "users")]
    table = pd.DataFrame(
        {
            text("Country"): [*heads, text("Together")],
            text("Requests met"): _counts([*rows["requests"], sums[0]]),
            text("Users whose data was given"): _counts([*rows["users"], sums[1]]),
        }
    )
    each = text("{country} {requests} and {users}")
    lines = [
        each.format(country=row[0], requests=row[1], users=row[2])
        for row in table.iloc[:-1].itertuples(index=False)
    ]
    alt = text(
        "{title}, requests met and users whose data was given: {lines}; together {requests} and {users}. "
        "{policy} For which alleged offences these requests were is not in the counts. {met} {unlisted}"
    ).format(
        policy=text(POLICY).replace("\n", " "),
        title=title,
        lines=_listed(lines),
        requests=number(sums[0]),
        users=number(sums[1]),
        met=text(MET),
        unlisted=text(UNLISTED),
    )
    return Described(figure, alt, table)


@looks_in(only=True)
def moderation(moderation_daily: pd.DataFrame) -> Described:
    """Return how many groups and channels Telegram says it blocked a day, month by month, three kinds.

    ``moderation_daily`` is the table of that name of a case.

    Raises
    ------
    ChoiceError
        If it has no day in the three months before the arrest or in the three after.
    """
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    means, months = rules.moderation(moderation_daily), rules.by_month(moderation_daily)
    title = text("Groups and channels blocked, mean of a day")
    heads = {kind: text(said) for kind, said in KINDS.items()}
    told = {kind: rules.factor(value) for kind, value in means["factor"].items()}
    periods = _periods(months.index)
    spans = {"before": text("May to July 2024"), "after": text("September to November 2024")}
    looks = LOOKS | {"": PALE}
    with style.drawing():
        figure = Figure(figsize=(8.6, 6), layout="constrained")
        panels = figure.subplots(len(KINDS), 1, sharex=True)
        figure.suptitle(title, x=0.005, ha="left", size=13, weight="bold")
        arrest = pd.Timestamp(rules.ARREST)
        at = _place(months.index, arrest)
        for axes, kind in zip(panels, KINDS, strict=True):
            for place, (height, period) in enumerate(zip(months[kind], periods, strict=True)):
                axes.bar(place, height, width=0.78, **looks[period])
            top = max(1, months[kind].max())
            for period in ("before", "after"):
                here = [place for place, one in enumerate(periods) if one == period]
                mean = means.loc[kind, period]
                ends = [min(here) - 0.45, max(here) + 0.45]
                for color, width in (("white", 3.6), (style.INK[0], 2.2)):
                    axes.plot(ends, [mean, mean], color=color, lw=width, zorder=4, solid_capstyle="butt")
            axes.axvline(at, **DAY)
            before, after = (number(means[period][kind]) for period in spans)
            said = text("{kind}: {before} → {after} a day, {factor}")
            axes.set_title(
                said.format(kind=heads[kind], before=before, after=after, factor=told[kind]), size=11
            )
            axes.set(ylim=(0, top * 1.12), yticks=[])
            axes.spines["left"].set_visible(False)
            axes.tick_params(axis="x", length=0)
        panels[0].annotate(
            _day(rules.ARREST, text("arrest")),
            (at, panels[0].get_ylim()[1]),
            (-4, -2),
            textcoords="offset points",
            ha="right",
            va="top",
            size=10,
        )
        panels[-1].set_xticks(
            range(len(months)), [_month(day, place) for place, day in enumerate(months.index)]
        )
        named = spans | {"": text("other months")}
        keys: list[Any] = [
            # A patch gives its edge the color too, and then its hatch cannot be seen.
            Patch(**{"facecolor" if key == "color" else key: value for key, value in looks[period].items()})
            for period in named
        ]
        keys.append(Line2D([], [], color=style.INK[0], lw=2.2))
        labels = [*named.values(), text("mean of three months")]
        figure.legend(keys, labels, loc="outside lower left", ncols=2, frameon=False)
    days = [locale.date(f"{month:%Y-%m}") for month in months.index]
    columns = {
        heads[kind]: [
            *_counts(months[kind].round()),
            *_counts(means.loc[kind, [*spans]].round()),
            told[kind],
        ]
        for kind in KINDS
    }
    lines = [*days, *spans.values(), text("Factor")]
    table = pd.DataFrame({text("Mean of a day"): lines, **columns})
    each = _listed([f"{head}, {values[-3]} → {values[-2]}, {values[-1]}" for head, values in columns.items()])
    alt = text(
        "{title}, {before} and {after}: {each}. Each of the three has its own scale. Telegram’s own counts, "
        "which nobody else has checked; the arrest lies between, and that is not a cause."
    ).format(title=title, **spans, each=each)
    return Described(figure, alt, table)


def _periods(months: pd.Index) -> list[str]:
    """Return for each month the period of the comparison in which it lies, "" for none."""
    ends = {"before": rules.BEFORE, "after": rules.AFTER}
    return [
        next((name for name, (first, last) in ends.items() if first <= f"{day:%Y-%m-%d}" <= last), "")
        for day in months
    ]


def _place(months: pd.Index, day: pd.Timestamp) -> float:
    """Return where a day lies on an axis on which the first of ``months`` is 0 and each is 1 wide."""
    month = day.to_period("M")
    whole = month.ordinal - months[0].to_period("M").ordinal
    return float(whole - 0.5 + (day.day - 1) / month.days_in_month)


def _month(day: pd.Timestamp, place: int) -> str:
    letter = locale.date(f"{day:%Y-%m}")[0].upper()
    return f"{letter}\n{day.year}" if place == 0 or day.month == 1 else letter


def _quarter(label: str) -> str:
    """Return "2024Q1" as people write it, on two lines."""
    return text("Q{quarter}").format(quarter=label[-1]) + f"\n{label[:4]}"


def _country(disclosures: pd.DataFrame, code: str) -> str:
    name = str(rules.answers(disclosures).set_index("country_iso3")["country"].loc[[code]].iloc[0])
    return text(NAMES.get(name, name))


def _counts(values: Any) -> list[str]:
    return ["" if pd.isna(one) else number(one) for one in values]


def _short(value: float) -> str:
    """Return ``value`` with one digit after the point where it is small."""
    return number(value, digits=0 if value >= 99.5 else 1)


def _day(day: str, what: str) -> str:
    return text("{day}: {what}").format(day=locale.date(day), what=what)


def _listed(parts: list[str]) -> str:
    return text("; ").join(parts)
