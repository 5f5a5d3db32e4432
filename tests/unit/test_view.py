import re
from importlib.resources import files
from pathlib import Path

import pytest

WIDGETS = Path(str(files("enclair.views")))
TWINS = sorted(path.name for path in WIDGETS.glob("*.twin.css"))
VIEWS = sorted(path.stem for path in WIDGETS.glob("*.css") if path.stem != "view" and path.name not in TWINS)


def selectors(css: str) -> list[str]:
    """The selectors of a style sheet, those inside @media and the like too."""
    plain = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    rules = re.findall(r"([^{}]+)\{", plain)
    parts = (re.split(r",(?![^(]*\))", rule) for rule in rules if not rule.strip().startswith("@"))
    return [part.strip() for each in parts for part in each]


@pytest.mark.parametrize("view", VIEWS)
def test_the_style_of_a_view_reaches_no_other_view_on_the_page(view: str) -> None:
    # A notebook has several views, and their style sheets all hold for the whole page.
    css = (WIDGETS / f"{view}.css").read_text(encoding="utf-8")
    found = selectors(css)
    assert found
    assert [one for one in found if not re.match(rf"\.enclair-{view}(?![\w-])", one)] == []


@pytest.mark.parametrize("twin", TWINS)
def test_the_style_of_a_text_form_reaches_nothing_of_the_page_around_it(twin: str) -> None:
    css = (WIDGETS / twin).read_text(encoding="utf-8")
    assert [one for one in selectors(css) if not one.startswith(".enclair-")] == []
