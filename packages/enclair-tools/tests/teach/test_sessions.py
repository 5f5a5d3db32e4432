"""Sessions: minutes add up, nothing is told too early, the notebook runs, a teacher has little to read."""

import json
import re
import shutil

import nbformat
import pytest

from enclair.command import cli
from enclair.text.locale import LANGUAGES, parse_toml
from enclair_tools.publish import pages
from enclair_tools.publish.lesson import Lesson
from enclair_tools.publish.slides import slides
from enclair_tools.teach import session_folder, session_notebook, sessions
from enclair_tools.teach.parts import words
from tests.browser.pages import pages_of
from tests.helpers import REPO, assert_in, assert_not_in, in_language, refused

NAMES = sessions.names(REPO)
#: A teacher prepares in ten minutes: the words of a page, and of page and slides together; the slides.
PAGE, TO_READ, SLIDES = 600, 1000, 20
every_session = pytest.mark.parametrize("name", NAMES)


def made(name, lang="en"):
    return in_language(lang, sessions.session, REPO, str(name))


def book(one, lang, folder):
    return in_language(lang, session_notebook.notebook, REPO, one, folder)


def sources(notebook, kind="markdown"):
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == kind]


def test_there_are_six_and_the_front_door_comes_first():
    assert NAMES[0] == "who-can-read-this"
    assert len(NAMES) == 6
    assert {made(name).length for name in NAMES} == {"45 minutes", "55 minutes", "2 × 55 minutes"}


@every_session
def test_a_session_has_one_clock_three_questions_and_a_page_to_read_in_minutes(name, lang):
    one = made(name, lang)
    (start, opening, _), *_, (last, closing, _) = one.clock
    assert (start, last + closing) == (0, one.minutes)
    assert opening + closing >= 5
    assert {step.name for step, _ in one.sections} >= {*one.before}
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
    assert_not_in(without, *(question.right[1] for question in one.exit))


@every_session
def test_an_exit_ticket_asks_three_questions_whose_feedback_does_not_give_the_choice_away(name, lang):
    asked = made(name, lang).exit
    assert len(asked) == 3
    for question in asked:
        assert len(question.choices) == 3
        assert question.key
        assert {choice for choice, _ in question.choices.values()} >= {question.right[0]}
        assert max(len(choice.split()) for choice, _ in question.choices.values()) <= 14
        for choice, said in question.wrong:
            assert question.right[0] not in said
            assert said.endswith((".", "?"))
            assert choice != question.right[0]
    keys = ["".join(question.key for question in made(one, lang).exit) for one in NAMES]
    assert {*"".join(keys)} == {"A", "B", "C"}  # no letter is the safe one
    assert all(len({*each}) > 1 for each in keys)


def test_both_languages_of_a_session_say_the_same_things():
    for name in NAMES:
        told = parse_toml((REPO / sessions.SESSIONS / f"{name}.toml").read_text(encoding="utf-8"), name)
        english, french = (told[lang] for lang in LANGUAGES)
        assert english.keys() == french.keys()
        assert english["before"].keys() == french["before"].keys()
        assert [len(one["wrong"]) for one in english["exit"]] == [len(one["wrong"]) for one in french["exit"]]


@every_session
def test_its_notebook_is_valid_and_speaks_its_language(name, lang):
    one = made(name, lang)
    notebook = book(one, lang, REPO / "sessions" / name)
    nbformat.validate(nbformat.from_dict(notebook))
    prose = "\n".join(sources(notebook))
    titles = [part.title for _, part in one.sections]
    assert re.findall(r"^## (\d+)\. (.+)$", prose, re.MULTILINE) == [
        (str(number), title) for number, title in enumerate(titles, 1)
    ]
    assert_in(prose, one.question, one.begin, *one.before.values(), *(step.words for step in one.steps))
    assert notebook["metadata"]["enclair"] == {"lang": lang, "session": name, "minutes": one.minutes}
    told = re.findall(r"^\*(\d+) minutes\*$", prose, re.MULTILINE)
    assert [int(minutes) for minutes in told] == [step.minutes for step, _ in one.sections]
    assert f'set_notebook_language("{lang}")' in "\n".join(sources(notebook, "code"))
    tasks = [int(number) for number in re.findall(r"^\*\*.*?(?:Task|Tâche) (\d+)", prose, re.MULTILINE)]
    assert tasks == [*range(1, len(tasks) + 1)]


@pytest.fixture(scope="module", params=NAMES)
def ran(request, tmp_path_factory):
    """A session in English, and its notebook that ran from its first cell to its last."""
    one = made(request.param)
    folder = tmp_path_factory.mktemp("session")
    lesson = Lesson(folder / f"{one.name}.ipynb", book(one, "en", folder))
    return one, lesson, pages.run(lesson)


def test_it_runs_its_deck_is_short_and_its_sheet_has_no_explanation(ran):
    one, lesson, done = ran
    papers = session_folder.papers(REPO, one, lesson, done)
    page = papers["deck.html"]
    assert '<html lang="en" data-deck>' in page
    shown = [slide for slide in slides(done.cells, ["" for _ in done.cells]) if slide.count]
    assert len(shown) <= SLIDES
    sheet = papers["student_sheet.html"]
    assert_in(sheet, one.title, "Task 1.", "☐", 'class="lines"', one.question)
    assert sheet.count(one.begin[:40]) == 1
    assert_not_in(sheet, "Read this when", "ticket", "def exit_1")
    assert papers["exit_ticket.html"].count("Because:") == 3
    # Only a kernel can judge: a page asks, says so, and does not hold the key.
    assert_in(page, "On this page nothing is marked", *(question.ask.split(":")[0] for question in one.exit))
    assert_not_in(page, *(question.right[1] for question in one.exit), "Ticket(")


#: The words that a class sees on slides; views have their own.
ON_SLIDES = """() => [...document.querySelectorAll(".slide > :is(h1, h2, p, ul, ol), .asks > .live")]
  .filter((one) => one.getClientRects().length).map((one) => one.innerText).join(" ")"""


@pytest.mark.browser
def test_a_teachers_page_and_slides_are_read_in_ten_minutes(ran, chromium, tmp_path):
    one, lesson, done = ran
    path = tmp_path / "deck.html"
    path.write_text(pages.page(lesson, done, deck=True), encoding="utf-8")
    page = chromium.new_context(viewport={"width": 1280, "height": 720}, offline=True).new_page()
    page.goto(path.as_uri())
    page.locator(".asks > .live:empty").first.wait_for(state="detached")  # each question is drawn
    seen = words(page.evaluate(ON_SLIDES))
    page.context.close()
    assert 100 < seen <= TO_READ - words(session_folder.teachers_page(REPO, one))


#: Sheets of A4 that a session's student sheet takes at most: a double session two, one with a table two.
SHEETS = {"deciding-together": 2, "judge-for-a-day": 2, "needles-in-haystacks": 2}
#: What may be parted from its lines, and lines that keep what follows them.
PARTED = """() => [...document.querySelectorAll(".lines")].flatMap((lines) => {
  const above = [];
  const before = (one) => one.previousElementSibling;
  for (let one = before(lines); one && !one.matches(".lines, .who"); one = before(one)) above.push(one);
  const parts = above.filter((one) => getComputedStyle(one).breakAfter !== "avoid");
  const keeps = getComputedStyle(lines.lastElementChild).breakAfter === "avoid";
  return keeps ? [...parts, lines] : parts;
}).map((one) => one.textContent)"""


@pytest.mark.browser
def test_a_sheet_fits_its_paper_and_no_question_stands_apart_from_its_lines(ran, chromium, tmp_path):
    one, lesson, done = ran
    papers = session_folder.papers(REPO, one, lesson, done)
    page = chromium.new_context(offline=True).new_page()
    page.emulate_media(media="print")
    for name, most in (("student_sheet.html", SHEETS.get(one.name, 1)), ("exit_ticket.html", 1)):
        page.set_content(papers[name])
        path = tmp_path / "sheet.pdf"
        page.pdf(path=path, format="A4", margin=dict.fromkeys(("top", "right", "bottom", "left"), "10mm"))
        assert len(pages_of(path)) <= most, name
        assert page.evaluate(PARTED) == [], name
    page.context.close()


def test_a_clock_says_that_no_class_has_tried_it_until_the_log_says_so(tmp_path):
    one = made(NAMES[0])
    assert session_notebook.tried(REPO, one.name).startswith("Not yet tried")
    log = tmp_path / session_notebook.TRIED
    log.parent.mkdir()
    log.write_text(f"| {one.name} | 2027-01-15 | 58 |\n| {one.name} | 2027-02-01 | 61 |\n", encoding="utf-8")
    assert session_notebook.tried(tmp_path, one.name) == "Tried in class; it took, in minutes: 58, 61."


def test_what_a_section_needs_of_earlier_ones_stands_before_it_folded(tmp_path):
    own = tmp_path / "mine.toml"
    own.write_text('minutes = 40\nsteps = [["5/narrow", 30]]\n[en]\n', encoding="utf-8")
    notebook = session_notebook.notebook(REPO, made(own), tmp_path)
    [needed] = [cell for cell in notebook["cells"] if "needed" in cell["id"]]
    assert needed["metadata"]["jupyter"] == {"source_hidden": True}
    assert "log = " in "".join(needed["source"])


# ---------------------------------------------------------------- A teacher's own


def test_a_file_with_the_name_of_one_of_ours_is_told_whose_folder_it_takes(tmp_path, monkeypatch, capsys):
    mine = tmp_path / f"{NAMES[0]}.toml"
    shutil.copy(REPO / sessions.SESSIONS / mine.name, mine)
    taken = []
    monkeypatch.setattr(session_folder, "write", lambda _root, _made, folder: taken.append(folder) or [])
    for name, told in ((str(mine), True), (NAMES[0], False), (f"{NAMES[0]}.toml", False)):
        monkeypatch.chdir(REPO)
        assert cli.main(["session", name, "--lang", "en"]) == 0
        assert ("has the name of a session of the kit" in capsys.readouterr().err) is told
    assert cli.main(["session", str(mine), "--to", str(tmp_path / "own")]) == 0
    assert capsys.readouterr().err == ""
    assert [folder.name for folder in taken] == [*[NAMES[0]] * 3, "own"]


GRID = '["3/grid", 12]'
#: Files of a session that do not hold: minutes, steps, what else stands there; what is said of it.
WRONG = [
    (39, GRID, "[en]", "expected 40 to 210 minutes, found 39"),
    (211, GRID, "[en]", "expected 40 to 210 minutes, found 211"),
    (45, '["3/grid", 36]', "[en]", "closing take 46 minutes, and the session has 45"),
    (45, GRID, "closing = 9\n[en]", "no step has yet: 19 of 45"),
    (45, '["4/cost", 2]', "[en]", "4/cost has 2 minutes; reading, doing and talking take 8"),
    (45, '["4/price", 30]', "[en]", "section 4/price. This lists them: uv run enclair session --sections"),
    (45, '["exercise 1/task-1", 30]', "[en]", "no lesson has the section exercise 1/task-1"),
    (45, "", "[en]", "no step is a section"),
    (45, '["pause", 5]', "[en]", "no step is a section"),
    (45, '["3/grid", -12]', "[en]", "mine.toml: steps.0.1 is"),
    ('"many"', GRID, "[en]", "mine.toml: minutes is"),
    (45, GRID, "[fr]", "it has no table [en]"),
    (45, GRID, "en = 3", "mine.toml: en is"),
    (45, GRID, "[en]\ntitel = 'x'", "mine.toml: en.titel is"),
    (45, GRID, '[en]\ntitle = "<b>"', "mine.toml: en.title is"),
    (45.0, GRID, "[en]", "mine.toml: minutes is"),
    (45, GRID, '[en]\nopening = "a | b"', "one line without < > |"),
    (45, GRID, '[en]\nexit = [{ask = "a"}]', "mine.toml: en.exit.0.right is"),
    (45, GRID, 'closing = 28\n[en.before]\n"3/grit" = "x"', "stands 3/grit, which is no step"),
    (45, GRID, "[en]\ntitle = “x”", "cannot be read from line 4 on"),
    # One section tells what another asks, or shows one side alone.
    (60, '["2/headline", 10], ["1/decide", 12]', "[en]", "2/headline tells what 1/decide asks"),
    (60, '["3/offences", 10], ["1/decide", 12]', "[en]", "3/offences tells what 1/decide asks"),
    (60, '["4/moves", 15], ["4/right", 15]', "[en]", "4/right comes before 4/moves in its lesson"),
    (60, '["3/grid", 15], ["3/grid", 15]', "[en]", "3/grid stands there twice"),
    (45, '["6/podchasov", 20]', "[en]", "6/podchasov shows one side. Take “6/finland”"),
]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        *((f"minutes = {minutes}\nsteps = [{steps}]\n{rest}", said) for minutes, steps, rest, said in WRONG),
        (f"steps = [{GRID}]\n[en]", "mine.toml: minutes is missing"),
        (f"minuts = 45\nsteps = [{GRID}]\n[en]", "minuts is missing, or not as a session has it"),
        ("minutes = 45\nsteps = 3\n[en]", "mine.toml: steps is"),
        ("[en", "cannot be read from line 1 on"),
        ('title = "D\udce9j\udce0"', "line 1 on. Save it as UTF-8"),  # the letters of another encoding
    ],
)
def test_a_session_that_does_not_hold_is_told(file, said, tmp_path):
    own = tmp_path / "mine.toml"
    own.write_bytes(file.encode(errors="surrogateescape"))
    refused(sessions.SessionError, re.escape(said), made, own)


@pytest.mark.parametrize("order", [("5/middle", "8/follow"), ("8/follow", "5/middle")])
def test_sections_of_two_lessons_run_though_both_give_a_name_to_other_things(order, tmp_path):
    """Both lessons import a module ``figures``; each section finds its own."""
    own = tmp_path / "two.toml"
    steps = ", ".join(f'["{name}", 20]' for name in order)
    own.write_text(f"minutes = 55\nsteps = [{steps}]\n[en]\n", encoding="utf-8")
    notebook = book(made(own), "en", tmp_path)
    pages.run(Lesson(tmp_path / "two.ipynb", notebook))
    assert sum("banner(case)" in source for source in sources(notebook, "code")) == 1


@pytest.mark.parametrize(
    ("lang", "named"),
    [
        ("en", ("desk of section 1 best", "section 4 of the lesson", "section 8.3 of")),
        ("fr", ("guichet de la section 1.", "section 4 de la leçon", "section 8.3 de")),
    ],
)
def test_a_section_that_prose_names_has_its_number_in_the_session(lang, named, tmp_path):
    """A section that the session leaves out is the lesson's; that of another text is left alone."""
    own = tmp_path / "some.toml"
    steps = '["3/desk", 20], ["3/offences", 20], ["3/policy", 20], ["3/safety", 20]'
    own.write_text(f"minutes = 90\nsteps = [{steps}]\n[{lang}]\n", encoding="utf-8")
    prose = "\n".join(sources(book(made(own, lang), lang, tmp_path)))
    assert_in(prose, *named)


def test_a_change_in_a_lesson_that_a_session_uses_is_found(tmp_path):
    """A section that grows, or goes, makes the session of it a sentence."""
    shutil.copytree(REPO / "notebooks" / "en", tmp_path / "notebooks" / "en")
    shutil.copytree(REPO / sessions.SESSIONS, tmp_path / sessions.SESSIONS)
    path = tmp_path / "notebooks" / "en" / "04_needles_and_haystacks.ipynb"
    whole = path.read_text(encoding="utf-8")
    longer = whole.replace("**Task 1.**", f"{'word ' * 2000}**Task 1.**")
    path.write_text(longer, encoding="utf-8")
    refused(
        sessions.SessionError, "4/right has 15 minutes", sessions.session, tmp_path, "needles-in-haystacks"
    )
    path.write_text(whole.replace('"id": "cost"', '"id": "price"'), encoding="utf-8")
    refused(sessions.SessionError, "no lesson has the section 4/cost", sessions.session, tmp_path, NAMES[2])


@every_session
def test_its_links_lead_to_files_from_where_it_lies(name, lang, tmp_path):
    for folder in (REPO / "sessions" / name, tmp_path):
        links = re.findall(r"\]\(([^)#:]+)\)", "\n".join(sources(book(made(name, lang), lang, folder))))
        assert [link for link in links if not (folder.parent / folder.name / link).resolve().exists()] == []


def test_a_session_is_made_again_over_itself_and_nothing_of_a_class_is_lost(tmp_path, monkeypatch):
    monkeypatch.setattr(pages, "run", lambda lesson: nbformat.reads(json.dumps(lesson.notebook), 4))
    one, folder = made("needles-in-haystacks"), tmp_path / "mine"
    path, *_ = session_folder.write(REPO, one, folder)
    (folder / "anna.ipynb").write_text("Anna's", encoding="utf-8")
    other = in_language("fr", sessions.session, REPO, one.name)
    assert in_language("fr", session_folder.write, REPO, other, folder)[0] == path  # nobody wrote into it
    assert (folder / "anna.ipynb").read_text(encoding="utf-8") == "Anna's"
    path.write_text(path.read_text(encoding="utf-8").replace("Mes trois phrases", "Moi"), encoding="utf-8")
    refused(sessions.SessionError, "has worked in", session_folder.write, REPO, one, folder)
    assert "Moi" in path.read_text(encoding="utf-8")
    strange = tmp_path / "strange"
    strange.mkdir()
    (strange / "teacher.html").write_text("mine", encoding="utf-8")
    refused(sessions.SessionError, "did not make", session_folder.write, REPO, one, strange)
