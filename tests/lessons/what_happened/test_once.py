"""What is the same in the views of lesson 1 reaches the page once."""

from enclair import Timeline, load_case
from enclair.case import events
from enclair_tools.notebooks.running import execute_file
from enclair_tools.publish.render import Outputs
from tests.helpers import REPO, read, state_bytes


def test_what_is_the_same_travels_once() -> None:
    # Nine timelines, each with all events, its code and its style, were 2.3 MB. Half of the rest is pictures.
    path = REPO / "notebooks" / "en" / "01_what_happened.ipynb"
    done = execute_file(path, read(path))
    assert state_bytes(done) <= 600_000
    # A page without a kernel gets all of it from what is saved.
    models = Outputs.of(done, "en").models.values()
    found = [model["events"] for model in models if model.get("_view") == Timeline.HOME]
    assert found == [events.records(load_case("telegram").timeline)] * 9
