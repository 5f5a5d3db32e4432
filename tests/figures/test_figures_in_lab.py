"""Figures in a real JupyterLab: they follow its theme, and stay in a notebook that is not trusted."""

import json

import pytest
from playwright.sync_api import expect

from enclair.figures import style
from tests.browser import lab
from tests.helpers import code, notebook

pytestmark = pytest.mark.browser

CELLS = [
    "from enclair import explore, load_case\ncase = load_case('telegram')",
    "from enclair.lessons.what_happened import figures\nfigures.events_by_track(case.timeline)",
    "from enclair.lessons.traces.figures import CoinAndDie\nexplore(CoinAndDie)",
]
KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}


def written(lab_page, name, book):
    (lab_page.lab.root / name).write_text(json.dumps(book), encoding="utf-8")
    lab.open_notebook(lab_page, name)


def rgb(color):
    return f"rgb({', '.join(str(int(color[place : place + 2], 16)) for place in (1, 3, 5))})"


def test_figures_follow_the_theme_and_are_still_pictures_where_nobody_trusts_a_notebook(lab_page):
    page = lab_page.page
    cells = [code(source, f"c{place}") for place, source in enumerate(CELLS)]
    written(lab_page, "figures.ipynb", notebook(*cells, metadata=KERNEL))
    lab.run_all(lab_page)
    drawn = page.locator("svg.enclair-picture:visible")
    expect(drawn).to_have_count(2)
    for theme, place in (("JupyterLab Dark", 1), ("JupyterLab Light", 0)):
        page.evaluate("theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
        expect(drawn.first).to_have_css("background-color", rgb(style.PAPER[place]))
        for words, ink in (
            ("number of events", style.INK),
            ("noise", style.INK),
            ("\u221210", style.SOFT_INK),
        ):
            expect(drawn.get_by_text(words, exact=True)).to_have_css("fill", rgb(ink[place]))
        # What one drags is seen, and large enough for a finger.
        handle = page.locator(".enclair-explore .noUi-handle")
        expect(handle).to_have_css("background-color", rgb(style.INK[place]))
        expect(page.locator(".enclair-explore .noUi-connects")).to_have_css(
            "background-color", rgb(style.SOFT_INK[place])
        )
        assert min(handle.bounding_box()[side] for side in ("width", "height")) >= 24
    expect(page.locator("img.enclair-still:visible")).to_have_count(0)
    lab.no_barriers(lab_page)
    lab.save(lab_page)

    # Nobody has signed this one: SVG and styles are taken out of it, and words of SVG are left over.
    saved = json.loads((lab_page.lab.root / "figures.ipynb").read_text(encoding="utf-8"))
    saved["cells"][0]["source"] = "other = 1"
    saved["metadata"].pop("widgets", None)
    written(lab_page, "others.ipynb", saved)
    figure = page.locator(lab.OUTPUT).nth(1)
    expect(figure.locator("img.enclair-still")).to_be_visible()
    assert figure.locator("img").evaluate("one => one.complete && one.naturalWidth > 300")
    expect(page.locator("svg.enclair-picture")).to_have_count(0)
    assert "number of events" not in figure.inner_text()
    assert lab_page.requests_elsewhere == []
