"""The figures of lesson 1, and what holds for every figure, by the example of its bars."""

import pytest

from enclair import load_case
from enclair.case import events
from enclair.lessons.what_happened.figures import actor_map, events_by_track, procedure
from tests.helpers import assert_in


def test_bars_and_table_and_sentence_show_the_same_numbers(lang: str) -> None:
    timeline = load_case("telegram").timeline
    drawn = events_by_track(timeline)
    bars = [bar.get_width() for bar in drawn.figure.axes[0].patches]
    expected = [int((timeline["track"] == track).sum()) for track in events.TRACKS]
    assert bars[: len(expected)] == expected
    assert drawn.table.iloc[: len(expected), 1].tolist() == expected
    assert all(str(count) in drawn.alt for count in expected)


@pytest.mark.parametrize(("draw", "table"), [(procedure, "procedure"), (actor_map, "powers")])
def test_every_row_of_the_case_is_in_picture_and_twin(draw, table: str, lang: str) -> None:
    rows = getattr(load_case("telegram"), table)
    drawn = draw(rows)
    assert len(drawn.table) == len(rows)
    assert drawn.png().startswith(b"\x89PNG")
    page = drawn._repr_mimebundle_()["text/html"]
    assert_in(page, 'alt="', "<table")


def test_the_same_numbers_give_the_same_picture() -> None:
    timeline = load_case("telegram").timeline
    assert events_by_track(timeline).png() == events_by_track(timeline).png()


def test_an_empty_table_gives_a_figure_of_zeros() -> None:
    drawn = events_by_track(load_case("telegram").timeline.head(0))
    assert drawn.table.iloc[:, 1].sum() == 0


def test_the_students_own_settings_stay() -> None:
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    events_by_track(load_case("telegram").timeline)
    assert dict(mpl.rcParams) == before
