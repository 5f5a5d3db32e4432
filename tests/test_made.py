"""What is made from notebooks and texts is as it would be made today."""

import pytest

from enclair_tools.notebooks.canonical import is_current
from enclair_tools.verbs import MADE, wanted
from tests.helpers import REPO

pytestmark = pytest.mark.facts


@pytest.mark.parametrize("name", MADE)
def test_what_is_made_is_in_step(name):
    assert [path for path, content in wanted(name, REPO) if not is_current(path, content)] == [], (
        f"make it anew: uv run enclair make {name}"
    )
