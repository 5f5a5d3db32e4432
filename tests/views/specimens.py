"""The page of specimens, and its pictures for the README of the views.

``uv run python -m tests.views.specimens`` makes the pictures anew.
"""

import json
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from enclair.figures import style
from enclair.views.view import bundle, document
from tests.browser.chromium import launch

#: Where the pictures stand, by theme.
PICTURES = Path(__file__).parents[2] / "src/enclair/views"


def path(theme: str) -> Path:
    """Where the picture of a theme stands."""
    return PICTURES / f"look-{theme}.png"


def page() -> str:
    """The page that shows one of each, made of the kit's own elements and style sheets."""
    script, sheets = bundle([], "tests/views/specimens.js")
    sizes = [(name, size) for name, size in style.SCALE.items() if "text" in name]
    state: dict[str, Any] = {"colours": [*style.COLOURS, "paper", "tint", "line", "accent"], "scale": sizes}
    parts = {"style": sheets, "twin": "", "state": json.dumps(state), "script": script}
    return document("view.html", "en", "One look", **parts)


def taken(browser: Browser, theme: Literal["light", "dark"], html: str) -> Image.Image:
    """A picture of the page ``html``."""
    with browser.new_context(offline=True, color_scheme=theme) as context:
        tab = context.new_page()
        tab.set_viewport_size({"width": 800, "height": 600})
        tab.set_content(html)
        shown = tab.locator("#view > .enclair").screenshot()
    return Image.open(BytesIO(shown)).convert("RGB")


def main() -> None:
    """Make the pictures anew."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for theme in ("light", "dark"):
            taken(browser, theme, page()).quantize(48).save(path(theme), optimize=True)
        browser.close()


if __name__ == "__main__":
    main()
