"""The stop before 28 August 2024: what was decided comes from the case."""

import dataclasses

from enclair import Case
from enclair.lessons.what_happened import decide
from enclair.text.errors import ChoiceError
from tests.helpers import refused


def test_what_the_judges_decided_comes_from_the_case(case: Case, lang: str) -> None:
    stop = decide(case, lang)
    row = case.timeline.set_index("id").loc["formal-investigation"]
    assert stop.outcome == row[f"description_{lang}"]
    assert stop.source_url == row["source_url"]
    assert len(stop.options) == 4


def test_a_case_without_that_event_is_told_so(case: Case) -> None:
    other = dataclasses.replace(case, _tables={"timeline": case.timeline.head(3)})
    refused(ChoiceError, "formal-investigation", decide, other)


def test_something_else_than_a_case_is_told_how_to_write_it() -> None:
    refused(ChoiceError, "load_case", decide, "telegram")
