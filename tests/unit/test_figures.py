import pandas as pd
import pytest
from matplotlib.figure import Figure

from enclair import figures, load_case
from enclair.analysis import events


def test_a_figure_without_a_sentence_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="says what it shows"):
        figures.Described(Figure(), " ", pd.DataFrame())


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_bars_and_table_and_sentence_show_the_same_numbers(lang: str) -> None:
    timeline = load_case("telegram").timeline
    drawn = figures.events_by_track(timeline, lang)
    bars = [bar.get_width() for bar in drawn.figure.axes[0].patches]
    expected = [int((timeline["track"] == track).sum()) for track in events.TRACKS]
    assert bars[: len(expected)] == expected
    assert drawn.table.iloc[: len(expected), 1].tolist() == expected
    assert all(str(count) in drawn.alt for count in expected)


@pytest.mark.parametrize(("name", "table"), [("procedure", "procedure"), ("actor_map", "powers")])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_row_of_the_case_is_in_picture_and_twin(name: str, table: str, lang: str) -> None:
    rows = getattr(load_case("telegram"), table)
    drawn = getattr(figures, name)(rows, lang)
    assert len(drawn.table) == len(rows)
    assert drawn.png().startswith(b"\x89PNG")
    page = drawn._repr_mimebundle_()["text/html"]
    assert 'alt="' in page
    assert "<table" in page


def test_the_same_numbers_give_the_same_picture() -> None:
    timeline = load_case("telegram").timeline
    assert figures.events_by_track(timeline).png() == figures.events_by_track(timeline).png()


def test_an_empty_table_gives_a_figure_of_zeros() -> None:
    drawn = figures.events_by_track(load_case("telegram").timeline.head(0))
    assert drawn.table.iloc[:, 1].sum() == 0


def test_the_students_own_settings_stay() -> None:
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    figures.events_by_track(load_case("telegram").timeline)
    assert dict(mpl.rcParams) == before
