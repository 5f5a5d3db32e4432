"""A session as a class has it: a notebook in a real JupyterLab, in French, its exit ticket by keyboard."""

import pytest
from playwright.sync_api import expect

from enclair_tools.notebooks.canonical import dumps
from enclair_tools.teach import session_notebook, sessions
from tests.browser import lab
from tests.helpers import REPO, in_language

pytestmark = [pytest.mark.browser, pytest.mark.site]

NAME = "who-can-read-this"


def test_a_session_runs_speaks_its_language_and_explains_each_choice(lab_page):
    page, folder = lab_page.page, lab_page.lab.root / "sessions" / NAME
    one = in_language("fr", sessions.session, REPO, NAME)
    made = in_language("fr", session_notebook.notebook, REPO, one, folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{NAME}.ipynb").write_text(dumps(made), encoding="utf-8")
    lab.open_notebook(lab_page, f"sessions/{NAME}/{NAME}.ipynb")
    lab.run_all(lab_page)
    assert lab.in_the_wrong_language(lab_page) == []
    # Until somebody answers, each question is told so, and nothing else is wrong.
    assert len(lab.errors(lab_page)) == len(one.exit)
    question = one.exit[0]
    cells = [cell["id"] for cell in made["cells"]]
    place = cells.index("exit-1-form")
    form = page.locator(".jp-Cell").nth(place).locator(".enclair-form")
    form.scroll_into_view_if_needed()
    for choice, said in (*question.wrong, question.choices[question.key]):
        form.get_by_role("radio", name=choice).focus()
        page.keyboard.press("Space")
        form.get_by_role("button", name="Vérifier cette réponse").focus()
        page.keyboard.press("Enter")
        expect(page.locator(".jp-Cell").nth(place + 2).get_by_text(said)).to_be_visible()
    assert len(lab.errors(lab_page)) == len(one.exit) - 1
    assert f'return "{question.key}"' in lab.cell_sources(lab_page)[place + 1]
    assert lab_page.requests_elsewhere == []
