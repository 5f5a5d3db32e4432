"""How a case says the names of its sources: `enclair check-case` tells a faulty file."""

import pytest

from enclair.case import naming
from enclair_tools.validation import text_errors

pytestmark = pytest.mark.facts


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ('fr = "Reason"', "$.fr: 'Reason' is not of type 'object'"),
        ('[de]\n"Reason" = "Grund"', "$: Additional properties are not allowed ('de' was unexpected)"),
        ("[fr]\nReason = 5", "$.fr.Reason: 5 is not of type 'string'"),
    ],
)
def test_a_file_of_names_with_a_fault_is_told_with_the_place(content, place, tmp_path):
    (tmp_path / "teaching").mkdir()
    (tmp_path / "teaching" / naming.FILE).write_text(content, encoding="utf-8")
    assert text_errors(tmp_path) == [f"teaching/names.toml, {place}"]


def test_a_case_without_such_a_file_says_its_names_as_they_are(tmp_path):
    assert naming.translated_names(tmp_path) == {}
