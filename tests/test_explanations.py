"""What explanations in notebooks say beside numbers: the right choice, and that cases were chosen."""

import re

import pytest

from tests.helpers import REPO, read

LESSONS = sorted((REPO / "notebooks").glob("*/*.ipynb"))
every_lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda path: f"{path.parts[-2]}/{path.stem}")


@every_lesson
def test_an_explanation_that_begins_in_italics_names_a_choice_of_its_prediction(path):
    code, strangers = "", []
    for cell in read(path)["cells"]:
        text = "".join(cell["source"])
        if cell["cell_type"] == "code":
            code += text.lower()
        elif begins := re.search(r"</summary>\n\n\*([^*\n]+)\*", text):
            choice = begins[1].rstrip(".:").lower()
            if "choices=" in code and choice.rpartition(": ")[2] not in code:
                strangers.append(begins[1])
        code = "" if "</summary>" in text else code
    assert strangers == []


@every_lesson
def test_whoever_counts_cases_says_that_they_were_chosen(path):
    """As in "in 10 of our 21 cases, chosen, not sampled": so that nobody takes a count for a share."""
    counted = (
        r"\b(?:\d+|six) (?:of (?:our|the) )?(?:21|cases)\b|\b(?:\d+|six) (?:de nos|des) 21\b|\bsix affaires\b"
    )
    chosen = {"en": "chosen, not sampled", "fr": "choisies et non tirées au sort"}[path.parts[-2]]
    text = "\n".join(
        "".join(cell["source"]) for cell in read(path)["cells"] if cell["cell_type"] == "markdown"
    )
    sentences = [
        each for each in re.split(r"(?<=[.:?!]) |\n", text) if re.search(counted, each, re.IGNORECASE)
    ]
    assert [each for each in sentences if chosen not in each] == []


@pytest.mark.parametrize("name", ["06_judge_for_a_day", "07_deciding_together"])
def test_it_says_that_it_is_no_legal_advice(name):
    title = read(REPO / "notebooks" / "en" / f"{name}.ipynb")["cells"][0]
    assert "Nothing here is legal advice" in "".join(title["source"])
