"""The figures of lesson 1."""

import html
import re

import matplotlib as mpl

from enclair.case import events
from enclair.lessons.what_happened.figures import actor_map, events_by_track, procedure
from enclair.text.locale import text
from tests.helpers import assert_in


def test_bars_and_table_and_sentence_show_the_same_numbers(case, lang: str) -> None:
    settings = dict(mpl.rcParams)
    drawn = events_by_track(case.timeline)
    assert dict(mpl.rcParams) == settings  # the student's own stay
    expected = [int((case.timeline["track"] == track).sum()) for track in (*events.TRACKS, "")]
    assert [bar.get_width() for bar in drawn.figure.axes[0].patches] == expected
    assert drawn.table.iloc[:, 1].tolist() == [*map(str, expected)]
    assert_in(drawn.alt, *map(str, expected))
    assert events_by_track(case.timeline.head(0)).table.empty
    assert len(events_by_track(case.timeline.iloc[[0]]).table) == 1


def test_every_step_of_the_procedure_is_on_the_ladder_in_order_and_in_its_text(case, lang: str) -> None:
    ladder, rows = procedure(case.procedure), case.procedure.sort_values("order")
    page = html.unescape(ladder._repr_html_())
    terms = re.findall(r"<strong>(.+?)</strong>", page)
    assert terms == rows[f"term_{lang}"].tolist()
    other = {"en": "fr", "fr": "en"}[lang]
    assert re.findall(f'<i lang="{other}">(.+?)</i>', page) == rows[f"term_{other}"].tolist()
    assert re.findall(r"<b>(\d+)</b>", page) == [f"{n}" for n in range(1, len(rows))]
    assert page.count(f"</details><p>{text('or')}</p><details>") == 3  # of two steps, one or the other
    assert page.count("<li>") == len(rows) - 1 - 3
    for column in ("meaning", "who_decides", "not_the_same_as"):
        assert_in(page, *rows[f"{column}_{lang}"])
        assert_in(repr(ladder), *rows[f"{column}_{lang}"])
    assert_in(page, *(f'href="{address}"' for address in rows["source_url"]))


def test_every_power_is_a_numbered_line_and_only_what_binds_is_solid(case) -> None:
    drawn, powers = actor_map(case.powers), case.powers
    axes = drawn.figure.axes[0]
    numbers = [label.get_text() for label in axes.texts if label.get_position()[0] == 3.35]
    assert numbers == [f"{n}" for n in range(1, len(powers) + 1)]
    assert [line.get_linestyle() for line in axes.lines].count("-") == (powers["binding"] == "yes").sum()
    assert sorted(line.get_ydata()[-1] for line in axes.lines) == [*range(len(powers))]
    asked = drawn.table.iloc[:, [1, 2]].to_numpy().tolist()
    assert sorted(asked) == sorted(powers[["from_en", "to_en"]].to_numpy().tolist())
    assert_in(drawn.alt, *(f"{n}: {asker} → {who}" for n, (asker, who) in enumerate(asked, 1)))
