"""Links from one file of the kit to another lead somewhere."""

import re

from tests.helpers import REPO, read

NOTEBOOKS = sorted(
    path
    for folder in ("notebooks", "exercises", "solutions")
    for path in (REPO / folder).rglob("*.ipynb")
    if ".ipynb_checkpoints" not in path.parts
)


def relative_links(text):
    """The addresses of links that lead to another file of the kit, without the place inside it."""
    found = re.findall(r"\]\(([^)\s]+)\)", text)
    return [link.split("#")[0] for link in found if not re.match(r"[a-z]+:|#", link)]


def test_links_between_files_lead_somewhere():
    assert NOTEBOOKS
    for path in NOTEBOOKS:
        cells = (cell for cell in read(path)["cells"] if cell["cell_type"] == "markdown")
        links = relative_links("\n".join("".join(cell["source"]) for cell in cells))
        assert [link for link in links if not (path.parent / link).is_file()] == [], path
