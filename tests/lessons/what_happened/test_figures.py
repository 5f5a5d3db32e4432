"""The figures of lesson 1."""

import matplotlib as mpl
import pytest

from enclair.case import events
from enclair.lessons.what_happened.figures import actor_map, events_by_track, procedure
from tests.helpers import assert_in


def test_bars_and_table_and_sentence_show_the_same_numbers(case, lang: str) -> None:
    settings = dict(mpl.rcParams)
    drawn = events_by_track(case.timeline)
    expected = [int((case.timeline["track"] == track).sum()) for track in (*events.TRACKS, "")]
    assert [bar.get_width() for bar in drawn.figure.axes[0].patches] == expected
    assert drawn.table.iloc[:, 1].tolist() == expected
    assert_in(drawn.alt, *map(str, expected))
    assert dict(mpl.rcParams) == settings  # the student's own stay


def test_an_empty_table_gives_a_figure_of_zeros(case) -> None:
    assert events_by_track(case.timeline.head(0)).table.iloc[:, 1].sum() == 0


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_step_of_the_procedure_is_in_picture_sentence_and_twin(case, lang: str) -> None:
    drawn, rows = procedure(case.procedure), case.procedure.sort_values("order")
    written = [(label.get_text(), label.get_position()) for label in drawn.figure.axes[0].texts]
    terms = [said for said, (x, y) in written if x == 0.6 and y >= 0]
    assert terms == drawn.table.iloc[:, 0].tolist() == rows[f"term_{lang}"].tolist()
    other = {"en": "fr", "fr": "en"}[lang]
    assert drawn.table.iloc[:, 1].tolist() == rows[f"term_{other}"].tolist()
    assert [said for said, (x, y) in written if x == 0.4] == ["", *(f"{n}" for n in range(1, len(rows)))]
    assert sum(x == 3.7 for _, (x, _) in written) == 3  # of two steps, one or the other
    assert_in(drawn.alt, *rows[f"term_{lang}"])


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
