"""What is shown as text alone costs no HTML: no picture is drawn for a page that shows none."""

from unittest.mock import Mock

import pytest

from enclair.figures.described import DescribedFigure
from tests.helpers import CASE

TEXT = {"text/plain"}


@pytest.mark.parametrize("include", [None, TEXT])
def test_a_figure_is_drawn_where_html_is_shown(include):
    from matplotlib.figure import Figure

    figure = Figure()
    figure.subplots().set_title("Twelve")
    shown = DescribedFigure(figure, "Twelve offences", CASE.charges.iloc[:1, :1])
    drawn = Mock(wraps=figure.draw)
    figure.draw = drawn
    bundle = shown._repr_mimebundle_(include=include)
    assert bundle["text/plain"].startswith("Twelve offences")
    assert (drawn.called, "text/html" in bundle) == ((include is None,) * 2)
