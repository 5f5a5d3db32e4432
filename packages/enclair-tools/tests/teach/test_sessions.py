"""Sessions: minutes add up, nothing is told too early, the notebook runs, a teacher has little to read."""

import re
from dataclasses import replace
from functools import cache

import nbformat
import pytest

from enclair.text.errors import PlainError
from enclair.text.locale import LANGUAGES, parse_toml, text
from enclair_tools.publish import pages
from enclair_tools.publish.lesson import Lesson
from enclair_tools.publish.slides import slides
from enclair_tools.teach import session_folder, session_notebook, sessions
from enclair_tools.teach.parts import words
from tests.browser.pages import pages_of
from tests.helpers import REPO, assert_in, assert_not_in, blank, code, in_language, put, refused, sampled

NAMES = sessions.names(REPO)
#: A teacher prepares in ten minutes: the words of a page, and of page and slides together; the slides.
PAGE, TO_READ, SLIDES = 600, 1000, 20
every_session = pytest.mark.parametrize("name", NAMES)


@cache
def made(name, lang="en"):
    return in_language(lang, sessions.session, REPO, str(name))


def own(folder, *steps, minutes=35, lang="en", more=""):
    """A session of a teacher's own: these sections, each for so many minutes."""
    path, listed = folder / "mine.toml", ", ".join(f'["{step}", {minutes}]' for step in steps)
    whole = minutes * len(steps) + 12
    path.write_text(f"minutes = {whole}\nsteps = [{listed}]\n[{lang}]\n{more}", encoding="utf-8")
    return made(path, lang)


def book(one, lang, folder):
    return in_language(lang, session_notebook.notebook, one, folder)


def sources(notebook, kind="markdown"):
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == kind]


def papers_of(one, lang, folder):
    """The notebook of a session, what it gave from its first cell to its last, and its papers."""
    lesson = Lesson(folder / f"{one.name}.ipynb", book(one, lang, folder))
    done = pages.run(lesson)
    return lesson.notebook, done, in_language(lang, session_folder.papers, REPO, one, lesson, done)


@every_session
def test_a_session_has_one_clock_three_questions_and_a_page_to_read_in_minutes(name, lang):
    one = made(name, lang)
    (start, opening, _), *_, (last, closing, _) = one.clock
    assert (start, last + closing) == (0, one.minutes)
    assert opening + closing >= 12
    ends = zip(one.clock[1:], one.steps, strict=False)
    breaks = [at + minutes for (at, minutes, _), step in ends if step.id == "pause"]
    assert breaks in ([], [one.minutes // 2])
    page = in_language(lang, session_folder.teachers_page, REPO, one)
    assert words(page) <= PAGE
    says = re.findall(r"^\| \d:\d\d \| \d+ \| .+ \| (.*) \|$", page, re.MULTILINE)
    assert len(says) == len(one.steps) + 2
    assert all(says)
    assert_in(page, one.question, *(f"**{question.key}**" for question in one.exit))
    assert ("presumed innocent" in page) or ("présumé innocent" in page)
    assert page.count("\n- *") == session_folder.FEW
    # It speaks of sections that are here, by their numbers, and says what is printed.
    named = re.findall(r"(?<!\d, )\bsections? (\d+)", page, re.IGNORECASE)
    assert {*map(int, named)} <= {*range(1, len(one.sections) + 1)}
    assert_in(page, "`student_sheet.html`", "`exit_ticket.html`")
    without = in_language(lang, session_folder.teachers_page, REPO, one, key=False)
    assert_not_in(without, *(question.choices[question.key][1] for question in one.exit))


@every_session
def test_an_exit_ticket_asks_three_questions_whose_feedback_does_not_give_the_choice_away(name, lang):
    asked = made(name, lang).exit
    assert len(asked) == 3
    for question in asked:
        right, _ = question.choices[question.key]
        assert len({choice for choice, _ in question.choices.values()}) == 3
        assert max(len(choice.split()) for choice, _ in question.choices.values()) <= 14
        for letter in {*question.choices} - {question.key}:
            assert right not in question.choices[letter][1]
            assert question.choices[letter][1].endswith((".", "?"))


def test_the_front_door_comes_first_and_no_letter_is_the_safe_one(lang):
    assert NAMES[0] == "who-can-read-this"  # the front door
    keys = ["".join(question.key for question in made(name, lang).exit) for name in NAMES]
    assert {*"".join(keys)} == {"A", "B", "C"}
    assert all(len({*key}) > 1 for key in keys)


def test_both_languages_of_a_session_say_the_same_things():
    for name in NAMES:
        table = parse_toml((REPO / sessions.SESSIONS / f"{name}.toml").read_bytes(), name)
        english, french = (table[lang] for lang in LANGUAGES)
        assert english.keys() == french.keys()
        assert english["before"].keys() == french["before"].keys()
        assert [len(one["wrong"]) for one in english["exit"]] == [len(one["wrong"]) for one in french["exit"]]


@every_session
def test_its_notebook_is_valid_speaks_its_language_and_leads_to_files_that_exist(name, lang, tmp_path):
    one = made(name, lang)
    for folder in (tmp_path, REPO / "sessions" / name):
        notebook = book(one, lang, folder)
        prose = "\n".join(sources(notebook))
        links = re.findall(r"\]\(([^)#:]+)\)", prose)
        assert [link for link in links if not (folder.parent / folder.name / link).resolve().exists()] == []
    nbformat.validate(nbformat.from_dict(notebook))
    titles = [(f"{number}", part.title) for number, part in enumerate(one.sections, 1)]
    assert re.findall(r"^## (\d+)\. (.+)$", prose, re.MULTILINE) == titles
    assert_in(prose, one.question, one.begin, *(step.words for step in one.steps))
    assert text("Not yet tried in a class.", lang) in prose
    cover = one.sections[0].path.stem[3:]
    assert notebook["metadata"]["enclair"] == {"lang": lang, "session": name, "cover": cover}
    minutes = re.findall(r"^\*(\d+) minutes\*$", prose, re.MULTILINE)
    assert [*map(int, minutes)] == [part.minutes for part in one.sections]
    assert f'set_notebook_language("{lang}")' in "\n".join(sources(notebook, "code"))
    tasks = [int(number) for number in re.findall(r"^\*\*.*?(?:Task|Tâche) (\d+)", prose, re.MULTILINE)]
    assert tasks == [*range(1, len(tasks) + 1)]


#: The words that a class sees on slides; views have their own.
ON_SLIDES = """() => [...document.querySelectorAll(".slide > :is(h1, h2, p, ul, ol), .asks > .live")]
  .filter((one) => one.getClientRects().length).map((one) => one.innerText).join(" ")"""
#: Sheets of A4 that a session's student sheet takes at most: a double session two, one with a table two.
SHEETS = {"deciding-together": 2, "judge-for-a-day": 2, "needles-in-haystacks": 2}


@pytest.mark.browser
@sampled("name", NAMES, (NAMES[0], "deciding-together"))
def test_it_runs_is_read_in_ten_minutes_and_its_sheets_fit_their_paper(name, chromium, tmp_path):
    one = made(name)
    _, done, papers = papers_of(one, "en", tmp_path)
    deck, sheet, ticket = (papers[f"{paper}.html"] for paper in ("deck", "student_sheet", "exit_ticket"))
    assert '<html lang="en" data-deck>' in deck
    assert sum(bool(slide.count) for slide in slides(done.cells, ["" for _ in done.cells])) <= SLIDES
    assert_in(sheet, one.title, "Task 1.", "☐", 'class="lines"', one.question)
    assert sheet.count(one.begin[:40]) == 1
    assert_not_in(sheet, "Read this when", "ticket", "def exit_1")
    assert ticket.count("Because:") == 3
    # Only a kernel can judge: a page asks, says so, and does not hold the key.
    assert_in(deck, "On this page nothing is marked", *(question.ask.split(":")[0] for question in one.exit))
    assert_not_in(deck, *(question.choices[question.key][1] for question in one.exit), "Ticket(")
    page = chromium.new_context(viewport={"width": 1280, "height": 720}, offline=True).new_page()
    page.set_content(deck)
    page.locator(".asks > .live:empty").first.wait_for(state="detached")  # each question is drawn
    seen = words(page.evaluate(ON_SLIDES))
    assert 100 < seen <= TO_READ - words(session_folder.teachers_page(REPO, one))
    page.emulate_media(media="print")
    margin = dict.fromkeys(("top", "right", "bottom", "left"), "10mm")
    for paper, most in ((sheet, SHEETS.get(name, 1)), (ticket, 1)):
        page.set_content(paper)
        page.pdf(path=tmp_path / "sheet.pdf", format="A4", margin=margin)
        assert len(pages_of(tmp_path / "sheet.pdf")) <= most
    page.context.close()


def test_what_a_section_needs_of_earlier_ones_and_what_these_use_stands_before_it_folded(tmp_path):
    one = own(tmp_path, "5/narrow")
    [part] = one.steps
    earlier = [code("far = 1", "far"), code("near = far\nnear", "near"), code("other = 1", "other")]
    part = replace(part, earlier=earlier, cells=[part.cells[0], code("near + 1", "uses")])
    notebook = book(replace(one, steps=[part]), "en", tmp_path)
    needed = [cell for cell in notebook["cells"] if "needed" in cell["id"]]
    assert ["".join(cell["source"]) for cell in needed] == ["far = 1", "near = far"]
    assert all(cell["metadata"]["jupyter"] == {"source_hidden": True} for cell in needed)


GRID = '["3/grid", 12]'
#: Files of a session that do not hold: minutes, steps, what else stands there; what is said of it.
WRONG = [
    (45, '["3/grid", 36]', "[en]", "closing take 48 minutes, and the session has 45"),
    (45, '["4/cost", 2]', "[en]", "4/cost has 2 minutes; opening JupyterLab, reading, doing, a second try"),
    (45, GRID, "opening = 6\n[en]", "mine: opening has 6 minutes; opening JupyterLab, "),
    (45, '["4/price", 30]', "[en]", "section 4/price. This lists them: uv run enclair session --sections"),
    (45, GRID, '[en.before]\n"3/gird" = "x"', "no lesson has the section 3/gird."),
    (45, '["pause", 35]', "[en]", "mine.toml: $.steps is missing, or not as a session has it: minutes"),
    (45, GRID, "[fr]", "$.en is missing, or not as"),
    (45, GRID, "[en]\ntitle = “x”", "mine.toml, line 4, column 9: this is no TOML. A sentence stands"),
    (45, GRID, '[en]\ntitle = "D\udce9j\udce0"', 'key = "sentence", each key once. Save the'),
    (39, GRID, "[en]", "$.minutes is missing, or not as"),
    (45.0, GRID, "[en]", "$.minutes is missing, or not as"),
    (45, GRID, "[en]\ntitel = 'x'", "$.en.titel is missing, or not as"),
    # One section tells what another asks, or shows one side alone.
    (60, '["2/headline", 10], ["1/decide", 12]', "[en]", "1/decide cannot stand after 2/headline, which"),
    (60, '["4/moves", 15], ["4/right", 15]', "[en]", "4/right cannot stand after 4/moves"),
    (45, '["6/podchasov", 20]', "[en]", "6/podchasov shows one side. Take “6/finland”"),
]


@pytest.mark.parametrize(("minutes", "steps", "more", "refusal"), WRONG)
def test_a_session_that_does_not_hold_is_told(minutes, steps, more, refusal, tmp_path):
    mine, file = tmp_path / "mine.toml", f"minutes = {minutes}\nsteps = [{steps}]\n{more}"
    mine.write_bytes(file.encode(errors="surrogateescape"))
    refused(PlainError, re.escape(refusal), made, mine)


@pytest.mark.parametrize(
    ("lang", "named"),
    [
        ("en", ("desk of section 1 best", "section 4 of the lesson", "section 8.3 of")),
        ("fr", ("guichet de la section 1.", "section 4 de la leçon", "section 8.3 de")),
    ],
)
def test_a_section_that_prose_names_has_its_number_in_the_session(lang, named, tmp_path):
    """A section that the session leaves out is the lesson's; that of another text is left alone."""
    steps = ("3/desk", "3/offences", "3/policy", "3/safety")
    prose = "\n".join(sources(book(own(tmp_path, *steps, minutes=20, lang=lang), lang, tmp_path)))
    assert_in(prose, *named)


def test_a_session_of_some_lessons_has_beliefs_sensitive_notes_and_cards_of_each(lang, tmp_path):
    one = own(tmp_path, "4/right", "6/podchasov", "6/finland", "3/secret", lang=lang)
    page = in_language(lang, session_folder.teachers_page, REPO, one)
    for name in ("03_what_can_the_server_see", "04_needles_and_haystacks", "06_judge_for_a_day"):
        guide = (REPO / "teaching" / lang / "guide" / f"{name}.md").read_text(encoding="utf-8")
        assert re.search(r"^- (\*.+)$", guide, re.MULTILINE)[1] in page
    assert page.count({"en": "**Sensitive.**", "fr": "**Sujet sensible.**"}[lang]) == 3
    # The boy of section 4 of lesson 6 is here in section 3; section 4 of lesson 4 is not here.
    boy = {"en": "Section 3 is about a boy", "fr": "La section 3 parle d’un garçon"}[lang]
    elsewhere = {"en": "Lesson 1, section 4 says whom to call", "fr": "La leçon 1, section 4 dit qui appeler"}
    assert_in(page, boy, elsewhere[lang], "`teaching/cards/colour_exchange.html`")
    assert_not_in(page, "what the reports are about", "sur quoi portent les signalements")


def test_sections_of_two_lessons_run_though_both_give_a_name_to_other_things(tmp_path):
    """Lessons 5 and 8 import a module ``figures``; each section has that of its lesson."""
    one = own(tmp_path, "1/decide", "5/middle", "8/follow", "5/narrow", lang="fr")
    notebook, _, papers = papers_of(one, "fr", tmp_path)
    assert sum("banner(case)" in source for source in sources(notebook, "code")) == 1
    when = f"Les {one.closing} dernières minutes. Relisez d’abord ce que vous avez écrit au début"
    assert_in("\n".join(sources(notebook)), f"**Avant de partir.** {when}", "Quelle question reste ouverte")
    assert_in(papers["exit_ticket.html"], when)
    sheet = papers["student_sheet.html"]
    assert_in(sheet, "Ma décision\u00a0:", "Libre, sous contrôle judiciaire", "Un cautionnement (une")
    assert_in(sheet, "Parce que\u00a0:")
    assert_not_in(sheet, "Avant de partir", "Pour commencer", "Vos réponses", "pointage deux fois")


def test_a_session_is_made_again_over_itself_and_nothing_of_a_class_is_lost(tmp_path, monkeypatch):
    monkeypatch.setattr(pages, "run", blank)
    one, folder = own(tmp_path, "4/right", more='title = "Mine"\n'), tmp_path / "mine"
    assert (one.title, one.opening, one.closing) == ("Mine", 7, 5)
    path, *others = session_folder.write(REPO, one, folder)
    names = ["mine.ipynb", "deck.html", "student_sheet.html", "exit_ticket.html", "teacher.html"]
    assert [file.name for file in (path, *others)] == names
    assert_in((folder / "exit_ticket.html").read_text("utf-8"), "Which question is still open for you?")
    put(folder, {"anna.ipynb": "Anna's"})
    other = own(tmp_path, "4/right", lang="fr")
    assert in_language("fr", session_folder.write, REPO, other, folder)[0] == path  # nobody wrote into it
    assert (folder / "anna.ipynb").read_text(encoding="utf-8") == "Anna's"
    path.write_text(path.read_text(encoding="utf-8").replace("Vos réponses", "Moi"), encoding="utf-8")
    refused(PlainError, "has worked in", session_folder.write, REPO, one, folder)
    assert "Moi" in path.read_text(encoding="utf-8")
    put(tmp_path, {"strange/teacher.html": "mine"})
    refused(PlainError, "did not make", session_folder.write, REPO, made(NAMES[0]), tmp_path / "strange")
