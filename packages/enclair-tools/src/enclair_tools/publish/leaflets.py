"""The pages of the teacher's guide as HTML to print: Markdown in ``teaching/``, a sheet of paper each."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from enclair.text.locale import LANGUAGES, use_locale
from enclair_tools import templates
from enclair_tools.publish.chromium import printed
from enclair_tools.publish.render import markdown

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: Below so many words a page has room for larger letters; above so many smaller ones, and less margin.
ROOMY, DENSE, FULL = 480, 720, 860


def pages(root: Path) -> dict[Path, str]:
    """Return the language of each page of the guide in the checkout ``root``."""
    folders = [(lang, root / "teaching" / lang) for lang in LANGUAGES]
    return {page: lang for lang, folder in folders for page in sorted(folder.rglob("*.md"))}


def leaflet(source: str) -> str:
    """Return a page of the guide as HTML; a link to another file of the kit is printed as its words."""
    words = len(source.split())
    return templates.page(
        __package__,
        "leaflets.html",
        title=source.split("\n", 1)[0].lstrip("# "),
        size="roomy" if words < ROOMY else "full" if words > FULL else "dense" if words > DENSE else "",
        # A long name may be broken where its words end.
        shown=re.sub(r"<code>.*?</code>", lambda name: name[0].replace("_", "_<wbr>"), markdown(source)),
    )


def print_pages(browser_page: "Page", root: Path, folder: Path) -> Iterator[Path]:
    """Print every page of the guide of the checkout ``root`` into ``folder``, and return what was made."""
    for page, lang in pages(root).items():
        with use_locale(lang):
            browser_page.set_content(leaflet(page.read_text(encoding="utf-8")))
        target = folder / page.relative_to(root / "teaching").with_suffix(".pdf")
        yield printed(browser_page, target, prefer_css_page_size=True)
