"""Every French lesson in a real JupyterLab: each text is marked with the language it is written in.

What is asked here is asked of English lessons at the end of each.
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


def test_a_text_with_the_wrong_mark_is_found(lab_page):
    lab.open_notebook(lab_page, PATHS[2])
    lab.run_all(lab_page)
    lab_page.page.evaluate(
        "() => document.querySelectorAll('[lang=en]').forEach((one) => { one.lang = 'fr'; })"
    )
    assert lab.in_the_wrong_language(lab_page)
