"""Every French lesson in a real JupyterLab: each text is marked with the language it is written in.

What is asked here of English lessons is asked at the end of each, and of French lesson 2 beside it.
"""

import pytest

from tests.browser import lab
from tests.helpers import REPO

pytestmark = [pytest.mark.browser, pytest.mark.site]

PATHS = [path.relative_to(REPO).as_posix() for path in sorted((REPO / "notebooks" / "fr").glob("*.ipynb"))]


@pytest.mark.parametrize("path", PATHS)
def test_a_lesson_speaks_french_and_marks_what_does_not(lab_page, path):
    lab.open_notebook(lab_page, path)
    lab.run_all(lab_page)
    lab.predict_all(lab_page, "fr")
    lab.check_lesson(lab_page, lab.stored_sources(path))
