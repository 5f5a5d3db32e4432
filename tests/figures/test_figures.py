import pandas as pd
import pytest
from matplotlib.figure import Figure

from enclair.figures.described import Described


def test_a_figure_without_a_sentence_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="says what it shows"):
        Described(Figure(), " ", pd.DataFrame())


@pytest.mark.parametrize(("width", "least"), [(5.2, "min-width: 0px"), (8.6, "min-width: 600px")])
def test_a_wide_picture_scrolls_on_a_phone_and_a_small_one_shrinks(width: float, least: str) -> None:
    drawn = Described(Figure(figsize=(width, 2)), "Two bars.", pd.DataFrame({"n": [1]}))
    assert least in drawn._repr_mimebundle_()["text/html"]
