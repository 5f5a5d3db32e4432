"""How a case says the names of its sources: a faulty file is refused in one sentence, wherever it is read."""

import pytest

from enclair.case import naming
from enclair.text.errors import NotesError
from enclair_tools.validation import text_errors

pytestmark = pytest.mark.facts


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ('fr = "Reason"', "'fr'"),
        ('"Reason" = "Raison"', "'Reason'"),  # in no table
        ('[de]\n"Reason" = "Grund"', "'de'"),
        ('[fr]\n"Reason" = 5', "'Reason'"),
        ('[fr.Reason]\nname = "Raison"', "'Reason'"),
    ],
)
def test_a_file_of_names_with_a_fault_says_what_to_write(content, found, tmp_path):
    (tmp_path / "teaching").mkdir()
    (tmp_path / "teaching" / naming.FILE).write_text(content, encoding="utf-8")
    sentence = f"names.toml: {found} is no name in a table of a language. Write [fr], and below it"
    with pytest.raises(NotesError) as caught:
        naming.translated_names(tmp_path)
    assert str(caught.value).startswith(sentence)
    (error,) = text_errors(tmp_path)
    assert sentence in error


def test_a_case_without_such_a_file_says_its_names_as_they_are(tmp_path):
    assert naming.translated_names(tmp_path) == {}
