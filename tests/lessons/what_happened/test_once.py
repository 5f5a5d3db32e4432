"""What is the same in the views of lesson 1 reaches the page once."""

import json

from enclair import Timeline


def test_what_is_the_same_travels_once(case):
    # Nine timelines, each with all events, its code and its style, were 2.3 MB.
    Timeline(case)
    again = Timeline(case).get_state()
    shared = again["_shared"]
    assert {"events", "code", "sheets", "words"} <= set(shared)
    assert len(json.dumps(again)) < 20_000
