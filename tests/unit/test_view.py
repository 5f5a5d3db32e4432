import re
from importlib.resources import files
from pathlib import Path

import pytest

WIDGETS = Path(str(files("enclair.views")))
VIEWS = sorted(path.stem for path in WIDGETS.glob("*.css") if path.stem != "view")


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
