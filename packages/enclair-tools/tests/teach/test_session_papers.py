"""What a session of a teacher's own takes from the guide, and what its folder and its papers say."""

import json
import re

import nbformat
from test_sessions import NAMES, made, own, papers_of, sources

from enclair.text.errors import PlainError
from enclair_tools.publish import pages
from enclair_tools.teach import session_folder, sessions
from tests.helpers import REPO, assert_in, assert_not_in, in_language, refused

SENSITIVE = {"en": "**Sensitive.**", "fr": "**Sujet sensible.**"}


def test_a_session_of_some_lessons_has_beliefs_sensitive_notes_and_cards_of_each(lang, tmp_path):
    one = own(tmp_path, "4/right", "6/podchasov", "6/finland", "3/secret", lang=lang)
    page = in_language(lang, session_folder.teachers_page, REPO, one)
    for name in ("03_what_can_the_server_see", "04_needles_and_haystacks", "06_judge_for_a_day"):
        guide = (REPO / "teaching" / lang / "guide" / f"{name}.md").read_text(encoding="utf-8")
        assert re.search(r"^- (\*.+)$", guide, re.MULTILINE)[1] in page
    assert page.count(SENSITIVE[lang]) == 3
    # The boy of section 4 of lesson 6 is here in section 3; section 4 of lesson 4 is not here.
    boy = {"en": "Section 3 is about a boy", "fr": "La section 3 parle d’un garçon"}[lang]
    elsewhere = {"en": "Lesson 1, section 4 says whom to call", "fr": "La leçon 1, section 4 dit qui appeler"}
    assert_in(page, boy, elsewhere[lang], "`teaching/cards/colour_exchange.html`")
    assert_not_in(page, "what the reports are about", "sur quoi portent les signalements")


def test_a_warning_keeps_the_sentences_whose_sections_are_here_by_their_numbers():
    here = session_folder._here
    warning = "Sections 7 and 8: tables. Section 2 is short. Lesson 1, section 4 says more. All: breathe."
    assert here("**A.**", warning, {"7": 2, "8": 3}) == (
        "**A.** Sections 2 and 3: tables. Lesson 1, section 4 says more. All: breathe."
    )
    assert here("**A.**", warning, {"8": 1, "2": 5}) == (
        "**A.** Section 5 is short. Lesson 1, section 4 says more. All: breathe."
    )
    assert here("**A.**", "Sections 1 and 5 make a lesson.", {"1": 1}) == ""


def test_sections_of_two_lessons_run_though_both_give_a_name_to_other_things(tmp_path):
    """Lessons 5 and 8 import a module ``figures``; each section has its own, also when its lesson comes back.

    The sheet has what is decided on the screen, and leaves the end to the ticket.
    """
    one = own(tmp_path, "1/decide", "5/middle", "8/follow", "5/narrow")
    notebook, _, papers = papers_of(one, tmp_path)
    assert sum("banner(case)" in source for source in sources(notebook, "code")) == 1
    when = f"The last {one.closing} minutes. First look at what you wrote at the beginning"
    assert_in("\n".join(sources(notebook)), f"**Before you leave.** {when}", "Which question is still open")
    assert_in(papers["exit_ticket.html"], when)
    sheet, decision = papers["student_sheet.html"], ("Free, under judicial supervision", "A bail (a sum")
    assert_in(sheet, "My decision:", *decision, "Because:")
    assert_not_in(sheet, "Before you leave", "To begin", "Your answers", "bail, two police visits")


def test_a_session_is_made_again_over_itself_and_nothing_of_a_class_is_lost(tmp_path, monkeypatch):
    monkeypatch.setattr(pages, "run", lambda lesson: nbformat.reads(json.dumps(lesson.notebook), 4))
    one, folder = own(tmp_path, "4/right", more='title = "Mine"\n'), tmp_path / "mine"
    assert (one.title, one.opening, one.closing) == ("Mine", sessions.OPENING, 7)
    path, *others = session_folder.write(REPO, one, folder)
    names = ["mine.ipynb", "deck.html", "student_sheet.html", "exit_ticket.html", "teacher.html"]
    assert [file.name for file in (path, *others)] == names
    assert_in((folder / "exit_ticket.html").read_text("utf-8"), "Which question is still open for you?")
    (folder / "anna.ipynb").write_text("Anna's", encoding="utf-8")
    other = own(tmp_path, "4/right", lang="fr")
    assert in_language("fr", session_folder.write, REPO, other, folder)[0] == path  # nobody wrote into it
    assert (folder / "anna.ipynb").read_text(encoding="utf-8") == "Anna's"
    path.write_text(path.read_text(encoding="utf-8").replace("Vos réponses", "Moi"), encoding="utf-8")
    refused(sessions.SessionError, "has worked in", session_folder.write, REPO, one, folder)
    assert "Moi" in path.read_text(encoding="utf-8")
    strange = tmp_path / "strange"
    strange.mkdir()
    (strange / "teacher.html").write_text("mine", encoding="utf-8")
    refused(PlainError, "did not make", session_folder.write, REPO, made(NAMES[0]), strange)
