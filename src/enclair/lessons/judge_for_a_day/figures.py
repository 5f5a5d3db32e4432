"""What the lesson on judging shows: two judgments in parts, two States side by side, many demands."""

import html
import re
from collections.abc import Hashable, Sequence
from itertools import product
from typing import Any

import pandas as pd

from enclair.case.model import Case, requires, row_of, source_with_confidence, source_with_day
from enclair.figures import style
from enclair.figures.block import (
    Block,
    Row,
    SourcedTable,
    element,
    folded,
    localized_words,
    redacted,
    source_columns,
)
from enclair.figures.described import DescribedFigure, name_rows
from enclair.figures.style import PALE, STRONG
from enclair.lessons.judge_for_a_day import judging as rules
from enclair.text import locale
from enclair.text.locale import current_locale, listed, number, quoted, sentences, text
from enclair.views.explore import Explorable

say = sentences(__package__)


@requires(only=True)
def judgment(judgments: pd.DataFrame, judgment: str, *parts: str) -> Block:
    """Return parts of the file of a judgment: each step in our words, with its gate and a link to its source.

    ``judgment`` is "podchasov" or "ku-finland" in the table ``judgments`` of a case, ``parts`` are among
    "facts", "arguments", "reasoning", "decided", "not-decided" and "after". What was decided is a black bar
    in parts that come before it.
    """
    rows = _numbered(pd.concat([rules.steps(judgments, judgment, part) for part in parts]))
    page = ""
    for part in parts:
        steps = [_step(row, part, row["place"]) for row in rows if row["instalment"] == part]
        called = "argument" if part == "arguments" and len(steps) == 1 else part
        head = f"{rows[0][f'name_{current_locale()}']} · {say(f'figures.instalments.{called}')}"
        items = (f'<li data-head="{html.escape(head)}">{step}</li>' for step in steps)
        page += _part(part, f"<ul>{''.join(items)}</ul>", called)
    if not {"decided", "not-decided", "after"} & {*parts}:
        page += _part("decided", f"<p>{redacted(say('figures.hidden'))}</p>")
    # Where each step was read, by its number.
    read = ""
    for row in rows:
        source = source_with_day(row) if row["ours"] else source_with_confidence(row)
        read += f'<tr><th scope="row">{row["place"]}</th><td>{html.escape(source)}</td></tr>'
    page += folded(html.escape(text("Sources")), f"<table>{read}</table>")
    return Block(rows[0][f"name_{current_locale()}"], "file", page, _cited_as(rows[0]), home=__package__)


def _numbered(rows: pd.DataFrame) -> list[dict[Hashable, Any]]:
    return rows.assign(place=range(1, len(rows) + 1)).to_dict("records")


def _named(judgments: pd.DataFrame, names: Sequence[str]) -> list[dict[Hashable, Any]]:
    return _numbered(judgments.set_index("id", drop=False).loc[list(names)])


def _part(part: str, inside: str, called: str = "") -> str:
    head = element("p", say(f"figures.instalments.{called or part}"), "part")
    return f'<section class="enclair-{part}">{head}<div>{inside}</div></section>'


def _cited_as(row: Row) -> str:
    day = locale.date(row["decided_on"].strftime("%Y-%m-%d"))
    return text("no. {number}, {day}").format(number=row["application"], day=day)


def _step(row: Row, part: str, place: object = None) -> str:
    """Return a step as HTML: its gate, our words, the words of the judgment, a link to its source."""
    gate = rules.gates(current_locale()).get(row["gate"]) if place else None
    at = element("p", f"{text('Gate')} {gate['number']} · {gate['name']}", "gate") if gate else ""
    name = "lifted" if part == "decided" else ""
    words = f"<p>{element('span', row[f'words_{current_locale()}'], name)}</p>"
    quotation = row["quotation"] if current_locale() == "en" else row["quotation_fr"]
    blockquote = element("blockquote", quoted(quotation)) if quotation else ""
    paragraph = text("headnote") if row["paragraph"] == "headnote" else f"§ {row['paragraph']}"
    there = paragraph if row["paragraph"] else text("Source")
    source = style.links_html(f"{place} · {there}" if place else there, row["source_url"])
    ours = html.escape(f" · {say('figures.ours')}") if row["ours"] else ""
    return f"{at}{words}{blockquote}<small>{source}{ours}</small>"


@requires(only=True)
def passages(judgments: pd.DataFrame, names: Sequence[str]) -> SourcedTable:
    """Return some steps of judgments, numbered from 1, with their sources."""
    rows, words = _named(judgments, names), f"words_{current_locale()}"
    steps = [style.MarkedWords(row[words], _step(row, row["instalment"], row["place"])) for row in rows]
    places, sources = [row["place"] for row in rows], [*map(source_with_day, rows)]
    table = {text("Passage"): places, text("What it says"): steps, text("Sources"): sources}
    return SourcedTable("", pd.DataFrame(table, dtype=object))


@requires(only=True)
def abreast(judgments: pd.DataFrame) -> Block:
    """Return two judgments side by side, line by line; what was decided waits behind a black bar."""
    lines = [(line, _named(judgments, names)) for line, names in rules.ABREAST.items()]
    bars = redacted(say("figures.hidden"), 9, 6)
    barred = "".join(f"<div>{html.escape(name)} {bars}</div>" for name in _names(lines[0][1]))
    page = _lines(lines[:3]) + folded(element("span", say("figures.lift")) + barred, _lines(lines[3:]))
    title, under = text("Two judgments side by side"), say("figures.one_article")
    return Block(title, "abreast", page, under, home=__package__)


def _names(steps: list[dict[Hashable, Any]]) -> list[str]:
    return [row[f"name_{current_locale()}"] for row in steps]


def _lines(lines: list[tuple[str, list[dict[Hashable, Any]]]]) -> str:
    """Return lines of a comparison as a table of HTML: one column a judgment."""
    cases = lines[0][1]
    names = [html.escape(name) for name in _names(cases)]
    cited = [f" {element('small', _cited_as(row))}" for row in cases]
    heads = "".join(f'<th scope="col">{name}{cite}</th>' for name, cite in zip(names, cited, strict=True))
    rows = ""
    for line, steps in lines:
        contents = zip(names, (_step(row, line) for row in steps), strict=True)
        cells = "".join(f'<td data-head="{name}">{cell}</td>' for name, cell in contents)
        name = f"{html.escape(say(f'figures.lines.{line}'))}{_both() if line == 'decided' else ''}"
        rows += f'<tr><th scope="row">{name}</th>{cells}</tr>'
    head = f"<colgroup><col></colgroup><thead><tr><td></td>{heads}</tr></thead>"
    return f"<table>{head}<tbody>{rows}</tbody></table>"


def _both() -> str:
    """Return what marks a line in which two columns are alike."""
    return f" {element('b', say('figures.both'), 'you')}"


@requires(only=True)
def russia_and_france(case: Case) -> SourcedTable:
    """Return Russia, from 2017, beside France, from 2024, each line with its years and its sources."""
    lines = rules.texts(current_locale())["compared"]
    topics = [line["topic"] for line in lines]
    # A projector has room for the first two: in one they are alike, in the other they differ.
    topics[0] = style.MarkedWords(topics[0], f"{element('span', topics[0], 'few')}{_both()}")
    heads = {"russia": text("Russia, from 2017"), "france": text("France, from 2024")}
    table = {text("What is compared"): topics}

    def cell(line: dict[str, str], side: str) -> style.MarkedWords:
        rows = (row_of(case, reference) for reference in line[f"{side}_rows"].split())
        links = listed(style.links_html(source_with_day(row), row["source_url"]) for row in rows)
        sources = folded(html.escape(text("Sources")), f"<small>{links}</small>")
        dated = re.sub(r"(?:^|(?<=\. ))[^:.]*\d{4}[^:.]*:", r"<b>\g<0></b>", style.cell_html(line[side]))
        years = dated.replace(". <b>", ".<br><b>")  # a line for each year
        return style.MarkedWords(line[side], f"{years}{sources}")

    table |= {head: [cell(line, side) for line in lines] for side, head in heads.items()}
    return SourcedTable(text("Same or different?"), pd.DataFrame(table, dtype=object))


#: Kinds of demand, and answers of platforms, in the order of the grid; "" is no answer at all.
DEMANDS = (
    *("targeted identification", "targeted content", "content removal"),
    *("general access or weakening", "hacking"),
)
ANSWERS = ("complied", "partly", "fought-in-court", "refused", "left", "")
#: A count that gets the darkest tile.
MOST = 6


def _called(table: str, code: str) -> str:
    """Return what the grid calls a demand or an answer, in one line or two."""
    return say(f"figures.{table}.{code or 'none'}")


def _plain(table: str, code: str) -> str:
    return _called(table, code).replace("\n", " ")


class Demands(Explorable):
    """What was demanded against how the platform answered: a drawing for `enclair.explore`."""

    @requires(only=True)
    def __init__(self, cases: pd.DataFrame) -> None:
        self._cases = cases
        kinds = {"": text("all demands")} | {kind: _plain("demands", kind) for kind in DEMANDS}
        super().__init__(__package__, demand=kinds)
        with style.figure(7.6, 3.6, (0.25, 0.01, 0.74, 0.78)) as (self.figure, axes):
            from matplotlib.patches import Rectangle

            self._cells, self._tiles = {}, {}
            for (row, kind), (column, answer) in product(enumerate(DEMANDS), enumerate(ANSWERS)):
                cell = axes.text(column, row, "", ha="center", va="center", size=16)
                tile = Rectangle((column - 0.5, row - 0.5), 1, 1, ec=style.HUES["edge"], lw=0.8)
                self._cells[kind, answer], self._tiles[kind, answer] = cell, axes.add_patch(tile)
            axes.set(xlim=(-0.5, len(ANSWERS) - 0.5), ylim=(len(DEMANDS) - 0.5, -0.5))
            axes.set_xticks(range(len(ANSWERS)), [_called("answers", code) for code in ANSWERS], size=12.5)
            axes.set_yticks(range(len(DEMANDS)), [_called("demands", kind) for kind in DEMANDS], size=12.5)
            axes.tick_params(length=0, labeltop=True, labelbottom=False)
            frame = Rectangle(
                (-0.5, -0.5), len(ANSWERS), 1, fill=False, lw=2.6, ec=style.HUES["ink"], clip_on=False
            )
            self._frame = axes.add_patch(frame)

    def update(self, answer: str, demand: str) -> tuple[str, pd.DataFrame]:
        """Draw the counts for the first or the last answer, and list the cases of one kind of demand."""
        counts = self._cases.groupby(["demand_class", answer]).size().to_dict()
        for place, cell in self._cells.items():
            count = counts.get(place, 0)
            shade = min(1, count / MOST) / 2  # half: the number stays easy to read
            self._tiles[place].set_facecolor((STRONG["color"], shade))
            cell.set(text=number(count) if count else "·", weight="bold" if count else "normal")
        self._frame.set_visible(bool(demand))
        if demand:
            self._frame.set_y(DEMANDS.index(demand) - 0.5)
        chosen = self._cases[self._cases["demand_class"] == demand] if demand else self._cases
        return self._sentence(chosen, answer, demand), self._table(chosen, answer)

    def _sentence(self, chosen: pd.DataFrame, answer: str, demand: str) -> str:
        met = chosen[answer].value_counts().to_dict()
        named = {_plain("answers", code): met[code] for code in ANSWERS if code in met}
        counts = ", ".join(f"{code} {count}" for code, count in named.items())
        return say(
            "figures.listed",
            count=len(chosen),
            all=len(self._cases),
            kind=_plain("demands", demand) if demand else text("all demands"),
            which=say(f"figures.which.{answer}"),
            answers=counts or text("none"),
        )

    def _table(self, chosen: pd.DataFrame, answer: str) -> pd.DataFrame:
        rows = chosen.sort_values("year", kind="stable")
        records = rows.to_dict("records")
        return pd.DataFrame(
            {
                text("Year"): rows["year"].tolist(),
                text("Platform, country"): [localized_words(row, "platform", "country") for row in records],
                text("Demanded"): [
                    localized_words(
                        row, "what_was_demanded", after=f" ({_plain('demands', row['demand_class'])})"
                    )
                    for row in records
                ],
                text("Answer"): [_plain("answers", code) for code in rows[answer]],
                **source_columns(records, source_with_day),
            },
            dtype=object,
        )


def votes_by_gate(votes: pd.DataFrame) -> DescribedFigure:
    """Return how a class voted at each gate; who says no stops, so fewer vote at the next one.

    ``votes`` has one row a vote: ``gate`` and ``vote`` ("yes" or "no"), such as `judging.votes` gives.
    Drawn by hand: each bar has two parts.
    """
    title = text("Votes of the class, gate by gate")
    named = [f"{gate['number']}. {gate['name']}" for gate in rules.gates(current_locale()).values()]
    heads = {"yes": text("yes"), "no": text("no")}
    looks = {"yes": (PALE, {}), "no": (STRONG, {"color": "white", "weight": "bold"})}
    counts = pd.crosstab(votes["gate"], votes["vote"])
    counts = counts.reindex(index=list(rules.GATES), columns=list(heads), fill_value=0)
    left = 0 * counts["yes"]
    with style.figure(7.2, 3.6) as (figure, axes):
        for vote, (look, ink) in looks.items():
            drawn = axes.barh(range(len(named)), counts[vote], 0.64, left, label=heads[vote], **look)
            axes.bar_label(drawn, [f"{count or ''}" for count in counts[vote]], label_type="center", **ink)
            left = left + counts[vote]
        name_rows(axes, named, "bottom", "left")
        axes.set(title=title, xticks=[])
        figure.legend(loc="outside lower left", ncols=2, frameon=False)
    table = counts.rename(columns=heads).reset_index(drop=True)
    table.insert(0, text("Voted"), left.tolist())
    table.insert(0, text("Gate"), named)
    message = text("{gate}: {no} of {voted} said no")
    lines = [message.format(gate=row[0], no=row[3], voted=row[1]) for row in table.itertuples(index=False)]
    return DescribedFigure(figure, say("figures.votes", title=title, lines=listed(lines)), table)
