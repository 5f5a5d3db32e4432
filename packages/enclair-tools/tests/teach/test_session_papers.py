"""What a session of a teacher's own takes from the guide, and what its papers say."""

import re

from test_sessions import book, made, sources

from enclair_tools.publish import pages
from enclair_tools.publish.lesson import Lesson
from enclair_tools.teach import session_folder, sessions
from tests.helpers import REPO, assert_in, assert_not_in, in_language


def own(folder, *steps, lang="en"):
    """A session of these sections, each for 35 minutes."""
    path = folder / "mine.toml"
    listed = ", ".join(f'["{step}", 35]' for step in steps)
    path.write_text(f"minutes = {35 * len(steps) + 12}\nsteps = [{listed}]\n[{lang}]\n", encoding="utf-8")
    return made(path, lang)


SENSITIVE = {"en": "**Sensitive.**", "fr": "**Sujet sensible.**"}


def test_a_session_of_two_lessons_has_beliefs_and_sensitive_notes_of_both(lang, tmp_path):
    one = own(tmp_path, "4/right", "6/podchasov", "6/finland", lang=lang)
    page = in_language(lang, session_folder.teachers_page, REPO, one)
    guides = [REPO / "teaching" / lang / "guide" / f"{name}.md" for name in (FOURTH, SIXTH)]
    for guide in guides:
        beliefs = re.findall(r"^- (\*.+)$", guide.read_text(encoding="utf-8"), re.MULTILINE)
        assert beliefs[0] in page
    assert page.count(SENSITIVE[lang]) == 2
    # The boy of section 4 of lesson 6 is here in section 3; section 4 of lesson 4 is not here.
    boy = {"en": "Section 3 is about a boy", "fr": "La section 3 parle d’un garçon"}[lang]
    elsewhere = {"en": "Lesson 1, section 4 says whom to call", "fr": "La leçon 1, section 4 dit qui appeler"}
    assert_in(page, boy, elsewhere[lang])
    assert_not_in(page, "what the reports are about", "sur quoi portent les signalements")


FOURTH, SIXTH = "04_needles_and_haystacks", "06_judge_for_a_day"


def test_a_warning_of_any_lesson_names_no_section_but_the_one_that_is_taken(lang):
    for guide in sorted((REPO / "teaching" / lang / "guide").glob("*.md")):
        for head, warning in session_folder._WARNINGS.findall(guide.read_text(encoding="utf-8")):
            for number in range(14):
                here = session_folder._here(head, warning, {str(number): 1})
                named = re.findall(r"(?<!\d, )\b(sections?)\s(\d+)", here, re.IGNORECASE)
                assert {(word.lower(), found) for word, found in named} <= {("section", "1")}, (guide, here)


def test_a_label_of_several_sections_keeps_those_that_are_here():
    here = session_folder._here
    warning = (
        "Sections 7 and 8: the tables work. Section 2 is short. Lesson 1, section 4 says more. All: breathe."
    )
    assert here("**A.**", warning, {"8": 1}) == (
        "**A.** Section 1: the tables work. Lesson 1, section 4 says more. All: breathe."
    )
    assert here("**A.**", warning, {"7": 2, "8": 3, "2": 1}).startswith(
        "**A.** Sections 2 and 3: the tables work. Section 1 is short."
    )
    assert here("**A.**", "Sections 1 and 5 make a lesson.", {"1": 1}) == ""


def test_cards_of_a_section_are_named_to_be_printed(lang, tmp_path):
    one = own(tmp_path, "3/secret", lang=lang)
    page = in_language(lang, session_folder.teachers_page, REPO, one)
    assert "`teaching/cards/colour_exchange.html`" in page


def test_the_end_says_what_it_is_and_when_and_the_sheet_leaves_it_to_the_ticket(tmp_path):
    one = own(tmp_path, "1/decide")
    notebook = book(one, "en", tmp_path)
    done = pages.run(Lesson(tmp_path / "mine.ipynb", notebook))
    papers = session_folder.papers(REPO, one, Lesson(tmp_path / "mine.ipynb", notebook), done)
    when = f"The last {one.closing} minutes. First look at what you wrote at the beginning"
    assert_in("\n".join(sources(notebook)), f"**Before you leave.** {when}", "Which question is still open")
    assert_in(papers["exit_ticket.html"], when)
    sheet = papers["student_sheet.html"]
    assert_not_in(
        sheet, "Before you leave", "To begin", "Your answers", "5 million", "bail, two police visits"
    )
    # What is decided on the screen is decided on paper, too.
    assert_in(
        sheet, "My decision:", "Free, under judicial supervision", "A bail (a sum deposited)", "Because:"
    )


def test_a_short_file_is_a_session_with_the_same_five_things(tmp_path):
    own = tmp_path / "mine.toml"
    own.write_text('minutes = 40\nsteps = [["4/right", 28]]\n[en]\ntitle = "Mine"\n', encoding="utf-8")
    one = made(own)
    assert (one.title, one.opening, one.closing) == ("Mine", sessions.OPENING, 7)
    made_files = session_folder.write(REPO, one, tmp_path / "folder")
    assert [path.name for path in made_files] == [
        *("mine.ipynb", "deck.html", "student_sheet.html", "exit_ticket.html", "teacher.html")
    ]
    assert all(path.stat().st_size > 1000 for path in made_files)
    ticket = (tmp_path / "folder" / "exit_ticket.html").read_text(encoding="utf-8")
    assert_in(ticket, "Which question is still open for you?")
    assert "Your answers" in made_files[0].read_text(encoding="utf-8")
