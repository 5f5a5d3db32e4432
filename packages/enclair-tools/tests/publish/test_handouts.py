"""Handouts as PDF: A4, no empty page, answers apart."""

import subprocess
import sys

import pytest

from tests.browser.pages import pages_of
from tests.helpers import EXERCISES, REPO

pytestmark = pytest.mark.browser

A4 = (595, 842)  # points
DECKS = [path.stem for path in sorted((REPO / "teaching" / "cards").glob("*.html"))]
CHOSEN = [EXERCISES[0], DECKS[0]]


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(name, marks=[] if name in CHOSEN else pytest.mark.site) for name in [*EXERCISES, *DECKS]
    ],
)
def made(request, tmp_path_factory):
    """What is printed of one exercise or deck."""
    folder = tmp_path_factory.mktemp("handouts") / "handouts"
    # Playwright runs once in a process, and the tests run it here.
    program = (
        "import sys; from pathlib import Path; from enclair_tools.publish.handouts import write; "
        "write(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])"
    )
    subprocess.run([sys.executable, "-c", program, REPO, folder, request.param], check=True)
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.pdf")}


def test_every_page_is_a4_none_is_empty_and_answers_stand_apart(made):
    for name, path in made.items():
        found = pages_of(path)
        assert 0 < len(found) <= 16
        for size, shown in found:
            assert all(abs(one - other) <= 1 for one, other in zip(size, A4, strict=True))
            assert shown > 8, f"{name} has a page without text"
    assert {name.split("/")[0] for name in made} <= {"students", "keys"}
    assert any(name.startswith("students/") for name in made)
    if any("/cards/" not in name for name in made):
        assert any(name.startswith("keys/") for name in made)
