"""The stop before 28 August 2024: what was decided comes from the case."""

import dataclasses

from enclair import Case
from enclair.lessons.what_happened import decide
from enclair.text.errors import ChoiceError
from tests.helpers import assert_in, assert_not_in, forms, refused


def test_what_the_judges_decided_comes_from_the_case_and_is_folded(case: Case, lang: str) -> None:
    stop, row = decide(case, lang), case.timeline.set_index("id").loc["formal-investigation"]
    assert (stop.outcome, stop.source_url) == (row[f"description_{lang}"], row["source_url"])
    before, folded = forms(stop)["text/html"].split("<details>")
    ways = [title for _, title, _ in stop.options]
    assert_in(folded, stop.explanation)
    for form in (before, forms(stop)["text/plain"]):
        assert_in(form, stop.question, *ways)
        assert_not_in(form, stop.explanation)
    assert len(ways) == 4


def test_what_is_no_case_or_lacks_that_event_is_told_so(case: Case) -> None:
    other = dataclasses.replace(case, _tables={"timeline": case.timeline.head(3)})
    refused(ChoiceError, "formal-investigation", decide, other)
    refused(ChoiceError, "load_case", decide, "telegram")
