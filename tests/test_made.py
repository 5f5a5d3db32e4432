"""What is made from notebooks and texts is as it would be made today."""

import pytest

from enclair_tools.notebooks import exercises
from enclair_tools.publish import cards
from enclair_tools.teach import guide, standards
from tests.helpers import CASE, REPO

pytestmark = pytest.mark.facts

DRIFT = {
    "exercises": exercises.drift,
    "cards": lambda root: cards.drift(root, CASE),
    "standards": standards.drift,
    "guide": guide.drift,
}


@pytest.mark.parametrize("verb", DRIFT)
def test_what_is_made_is_in_step(verb):
    assert [*DRIFT[verb](REPO)] == [], f"make it anew: uv run enclair {verb}"
