"""Every lesson in a real JupyterLab, in both languages: each text is marked with the one it is written in."""

import pytest

from tests.browser import lab
from tests.helpers import REPO

# One each time in `.ci/run`, all of them in the job of the site.
PATHS = [
    pytest.param(
        path.relative_to(REPO).as_posix(), marks=[] if path.stem.startswith("03") else pytest.mark.site
    )
    for path in sorted((REPO / "notebooks").glob("*/*.ipynb"))
]
pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", PATHS)
def test_a_lesson_speaks_the_language_of_its_folder_and_marks_the_other(
    lab_page: lab.LabPage, path: str
) -> None:
    lang = path.split("/")[1]
    lab.open_notebook(lab_page, path)
    lab.run_all(lab_page)
    assert lab.errors(lab_page) == []
    assert (
        lab.kernel_says(lab_page, "__import__('enclair.text.locale', fromlist=['LANG']).LANG") == f"'{lang}'"
    )
    lab.predict_all(lab_page, lang)
    lab_page.page.wait_for_timeout(500)  # what has just opened is drawn
    assert lab.in_the_wrong_language(lab_page) == []
    lab.no_barriers(lab_page)
    assert lab_page.requests_elsewhere == []


def test_a_text_with_the_wrong_mark_is_found(lab_page: lab.LabPage) -> None:
    lab.open_notebook(lab_page, "notebooks/fr/02_words_under_the_microscope.ipynb")
    lab.run_all(lab_page)
    lab_page.page.evaluate(
        "() => document.querySelectorAll('[lang=en]').forEach((one) => { one.lang = 'fr'; })"
    )
    assert lab.in_the_wrong_language(lab_page)
