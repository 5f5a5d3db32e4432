"""Slides: which cells become what, how full they get, and that nothing of a lesson is lost."""

import base64
import io
import re

import nbformat
import pytest
from matplotlib.figure import Figure
from PIL import Image

from enclair import load_case
from enclair.command import cli
from enclair.lessons.judge_for_a_day.figures import Demands
from enclair.lessons.needles_and_haystacks.figures import Alarms
from enclair_tools.publish import pages, slide_cells, slides
from enclair_tools.publish import slide_figures as large
from enclair_tools.publish.render import questions
from enclair_tools.publish.slide_room import LINES, paginate, weight
from tests.helpers import REPO, assert_in, code, markdown, notebook
from tests.tools.publish.test_pages import checkout  # noqa: F401  a fixture

LESSONS = pages.lessons(REPO, "en")
every_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.path.stem)
#: Where words are longest.
in_french = pytest.mark.parametrize("lang", ["fr"])
ANSWER = "*My day (double-click here, write, then press Shift + Enter):*"


def printed(words):
    return {"output_type": "stream", "name": "stdout", "text": words}


def shown(page, **more):
    return {
        "output_type": "display_data",
        "metadata": {},
        "data": {"text/html": page, "text/plain": "", **more},
    }


def made(*cells, widgets=None):
    """The slides of a notebook of ``cells``."""
    state = {"widgets": {"application/vnd.jupyter.widget-state+json": {"state": widgets or {}}}}
    found, _ = slides.slides_and_outputs(nbformat.from_dict(notebook(*cells, metadata=state)))
    return found


def picture(width=892, height=604):
    """A picture of so many dots, as a figure gives it."""
    buffer = io.BytesIO()
    Image.new("RGB", (width, height)).save(buffer, "png")
    return f'<img alt="x" src="data:image/png;base64,{base64.b64encode(buffer.getvalue()).decode()}">'


def kinds(found):
    return [(slide.kind, slide.cell) for slide in found]


def words(text):
    """The words of Markdown or HTML, without marks, addresses and tags."""
    plain = re.sub(r"\]\([^)]*\)|<[^>]*>", " ", text)
    plain = re.sub(r"&\w+;|&#\d+;|[^\w]", " ", plain.replace("&#x27;", " "))
    return [word for word in plain.split() if not re.fullmatch(r"\d", word)]


def test_each_kind_of_cell_becomes_its_slide():
    found = made(
        markdown("# What?\n\nToday.\n\n**The big question: who?**\n\nAfter this you can\n\n- **see**.", "00"),
        markdown("## 1. One\n\n*6 minutes, core*\n\nIt begins.", "01"),
        code("print(42)", "01-code", [printed("42\n")]),
        markdown(
            "<details><summary><strong>Read this</strong></summary>\n\nBecause.\n\n</details>\n\n"
            "**Task 1.** Do it.",
            "01-explain",
        ),
        markdown(ANSWER, "01-answer"),
        code("print('this computer')", "01-here", [printed("this computer\n")], tags=["needs-python"]),
        code("quiet = 1", "01-quiet"),
        markdown("Guess.", "01-lead"),
        code("more()", "01-more", [shown("<table><tr><td>a table</td></tr></table>")]),
        markdown("The end.", "01-end"),
    )
    assert kinds(found) == [
        ("title", "00"),
        ("text", "00"),
        ("section shown fold task", "01"),
        ("shown", "01-more"),
        ("text", "01-end"),
    ]
    title, aims, section, more, _ = found
    assert "who?" in title.body
    assert "see" in aims.body
    assert '<h2>1. One</h2><p class="minutes">6 minutes, core</p>' in section.body
    assert re.search(r'<details class="code"><summary>Code</summary>.*print', section.more, re.DOTALL)
    # A result waits for a key, and so does all that follows it.
    assert re.search(
        r'It begins\..*<div class="later">[^`]*>42</pre>.*<div class="later"><details class="answer">'
        r'<summary>Read this</summary>.*Because\..*<div class="later">.*Do it\.',
        section.body,
        re.DOTALL,
    )
    assert re.search(r'<div class="lead">.*Guess\..*</div>.*a table', more.body, re.DOTALL)
    assert more.section == "1. One"


def test_a_prediction_stands_on_its_own_before_what_it_guards():
    guarded = (
        '<details class="enclair-twin"><summary>How many?</summary>'
        f"<div>{picture()}</div>"
        "<details><summary>The same as a table</summary>t</details></details>"
    )
    view = {"application/vnd.jupyter.widget-view+json": {"model_id": "whole"}}
    found = made(
        markdown("## 1. One", "01"),
        markdown("Look at it.", "01-lead"),
        code("predict()", "01-predict", [shown(guarded, **view)]),
        widgets={
            "whole": {"state": {"children": ["IPY_MODEL_asked", "IPY_MODEL_figure"]}},
            "asked": {
                "state": {"_view": "enclair/views/predict", "question": "How many?", "choices": ["2", "3"]}
            },
            "figure": {"state": {}},
        },
    )
    assert kinds(found) == [("section ask", "01")]
    (slide,) = found
    assert_in(slide.body, "<ol><li>2</li><li>3</li></ol>", "Look at it.")
    assert "<img" not in slide.body
    (view,) = slide.steps
    assert_in(view, "<img", '<p class="where">How many?</p>')


def test_words_that_a_cell_gives_go_along_with_others_and_wait_for_no_key():
    (slide,) = made(markdown("## 1. One", "a"), code("banner()", "b", [shown("<p>Presumed innocent.</p>")]))
    assert slide.kind == "section text"
    assert "Presumed innocent." in slide.body
    assert "later" not in slide.body
    # A lead is kept where its cell gives nothing.
    assert kinds(made(markdown("Guess.", "a"), code("x = 1", "b"))) == [("text", "a")]


def test_a_short_text_goes_along_with_what_stands_before_it():
    sources = ["## 1. Who?\n\n*6 minutes, optional*\n\nOne.", "Two.", "**Task 1.** Three.", "Four."]
    sources += ["**Task 2.** Five.", "Word. " * 110, "Word. " * 110]
    found = made(*[markdown(source, f"0{number}") for number, source in enumerate(sources)])
    assert [(slide.kind, words(slide.body)[-1]) for slide in found] == [
        ("section text task", "Three"),
        ("text task", "Five"),
        ("text", "Word"),
        ("text", "Word"),
    ]
    assert "Four" in words(found[1].body)
    assert "roomy" not in found[2].body


def test_the_settings_of_a_figure_with_sliders_come_one_after_the_other_on_a_slide():
    page = f"<p><strong>As set</strong></p><p>k: 1</p>{picture()}<p>One.</p>"
    page += '<details class="enclair-twin"><summary>Example: wide</summary><p>k: 2</p>'
    page += f"{picture()}<p>Two.</p></details>"
    head, view = markdown("## 1. One", "a"), code("explore()", "b", [shown(page)])
    _, slide = made(head, view)
    places = [re.search('<p class="where">([^<]*)', step)[1] for step in slide.steps]
    assert places == ["As set", "Example: wide"]
    assert ["One." in step for step in slide.steps] == [True, False]
    _, led = made(head, markdown("Look.", "c"), view)
    assert "Look." in led.body
    assert led.steps == slide.steps


def test_optional_sections_come_last():
    found = made(
        markdown("## 1. One\n\n*6 minutes, core*\n\nAll do it.", "a"),
        markdown("## 2. Two\n\n*6 minutes, optional*\n\nSome do it.", "b"),
        markdown("It goes on.", "c"),
        markdown("## 3. Three\n\n*6 minutes, core*\n\nAll do it.", "d"),
    )
    assert [slide.section for slide in found] == ["1. One", "3. Three", "2. Two"]
    assert "It goes on." in found[2].body
    assert slides.optional(found) == {"2. Two"}


@pytest.mark.parametrize(
    ("width", "high", "rem"),
    [
        (892, 17.3, 17.3 * 892 / 604),  # as high as the slide
        (892, 10, 20 / 22 * 892 / 32),  # higher than that: its letters need it
        (1500, 17.3, None),  # not even as wide as the slide could they be read
    ],
)
def test_a_picture_is_as_large_as_its_letters_need(width, high, rem):
    drawn = slide_cells._figure(picture(width), high, slide_cells.WIDTH)
    found = re.search(r'style="width: ([\d.]+)rem"', drawn)
    assert (found is None and drawn == "") if rem is None else float(found[1]) == pytest.approx(rem, abs=0.01)


@in_french
def test_no_letter_of_a_picture_is_small_and_none_collide_in_the_shape_of_a_slide(lang):
    drawing = Alarms()
    for preset in drawing.presets:
        start = {name: control.start for name, control in drawing.controls.items()}
        drawing.update(**start | preset.settings)
        large.drawn_for_slides(drawing.figure)
        words = large.visible_words(drawing.figure)
        assert len(words) > 10
        assert min(one.get_fontsize() for one in words) >= large.POINTS
        assert drawing.figure.get_figheight() == large.HIGH
        assert not large.crowded(drawing.figure, [one for one in words if one.get_rotation() == 90])


@in_french
def test_words_at_an_axis_go_on_in_the_next_line_where_they_would_collide_or_be_cut(lang):
    drawing = Demands(load_case("telegram").cases)
    drawing.update("platform_response", "")
    (axes,) = drawing.figure.axes
    own = [one.get_text().split() for one in [*axes.get_xticklabels(), *axes.get_yticklabels()]]
    large.drawn_for_slides(drawing.figure)
    assert not large.crowded(drawing.figure, axes.get_xticklabels())
    assert not large.crowded(drawing.figure, axes.get_yticklabels())
    ticks = [*axes.get_xticklabels(), *axes.get_yticklabels()]
    assert [one.get_text().split() for one in ticks] == own
    places = [one.get_window_extent() for one in ticks]
    assert all(place.x0 >= 0 and place.x1 <= drawing.figure.bbox.x1 for place in places)


def test_a_figure_whose_words_would_collide_stays_higher():
    figure = Figure(figsize=(6, 7), layout="constrained")
    axes = figure.subplots()
    axes.set(ylim=(0, 30))
    for row in range(30):
        axes.text(0, row, "Égalité, jugée", size=9)
    own = figure.get_figheight()
    large.drawn_for_slides(figure)
    assert large.HIGH < figure.get_figheight() <= own


@pytest.mark.parametrize(
    ("source", "first", "pieces"),
    [
        ("Short.", 13, ["Short."]),
        ("Intro.\n\n" + "word " * 150, 4, ["Intro.", ("word " * 150).strip()]),
        ("word " * 150, 4, ["", ("word " * 150).strip()]),
        ("These:\n\n- a\n- b", 2.0, ["", "These:\n\n- a\n- b"]),
        ("First line.\nSecond line.", 13, ["First line.\n\nSecond line."]),
    ],
)
def test_a_text_goes_on_where_the_slide_is_full(source, first, pieces):
    assert [piece.strip() for piece in paginate(source, first)] == pieces


def test_a_long_list_and_a_long_table_are_divided_between_items_and_rows():
    items = [f"- item {number} " + "word " * 20 for number in range(9)]
    found = paginate("\n".join(items), LINES)
    assert len(found) > 1
    assert "\n".join(found).split("\n") == [item.rstrip() if item is items[-1] else item for item in items]
    assert max(map(weight, found)) <= LINES
    assert max(map(weight, found)) - min(map(weight, found)) <= 4
    rows = [f"| {number} | {'word ' * 20}|" for number in range(12)]
    tables = paginate("\n".join(["| a | b |", "|---|---|", *rows]), LINES)
    assert len(tables) > 1
    assert all(table.startswith("| a | b |\n|---|---|\n") for table in tables)
    assert sum(table.count("\n") - 1 for table in tables) == len(rows)


@every_lesson
def test_every_heading_and_every_word_of_a_lesson_is_on_a_slide_in_its_order(lesson):
    cells = [{**cell, "source": "".join(cell["source"])} for cell in lesson.notebook["cells"]]
    for cell in cells:
        if cell["cell_type"] == "code":
            cell["outputs"] = []
    found = made(*cells)
    place = {cell["id"]: number for number, cell in enumerate(cells)}
    found.sort(key=lambda slide: place[slide.cell])  # optional sections come last
    there = iter([word for slide in found for word in words(slide.body)])  # with the heads of divided tables
    headed = [slide.section for slide in found if slide.kind.split()[0] in slide_cells.HEADED]
    for cell in cells:
        if cell["cell_type"] == "markdown":
            if not questions(cell["source"]):
                assert all(word in there for word in words(cell["source"])), cell["id"]
            for heading in re.findall(r"^##? (.+)$", cell["source"], re.MULTILINE):
                assert headed.count(heading) == 1


@every_lesson
def test_the_notes_are_what_the_guide_says_at_each_section(lesson):
    said = slides.notes(REPO, lesson)
    sources = ["".join(cell["source"]) for cell in lesson.notebook["cells"]]
    headings = [found[1] for source in sources if (found := re.match(r"## (\d.+)\n", source))]
    assert all(words(said[heading]) for heading in headings)


def test_slides_of_one_lesson_leave_those_of_the_others(checkout, capsys):  # noqa: F811
    assert cli.main(["slides", "9"]) == 2
    assert "Those there are: 1." in capsys.readouterr().err
    assert not (checkout / "slides").exists()
    (checkout / "slides" / "en").mkdir(parents=True)
    (checkout / "slides" / ".enclair").write_text("slides", encoding="utf-8")
    (checkout / "slides" / "en" / "02_other.html").write_text("old", encoding="utf-8")
    assert cli.main(["slides", "1"]) == 0
    assert "made: slides/en/01_what.html" in capsys.readouterr().out
    assert (checkout / "slides" / "en" / "02_other.html").read_text(encoding="utf-8") == "old"
    page = (checkout / "slides" / "en" / "01_what.html").read_text(encoding="utf-8")
    assert_in(page, "<title>What? · En clair</title>", ">42</pre>")
    assert cli.main(["slides", "--lang", "fr", "--to", "projector"]) == 0
    french = (checkout / "projector" / "fr" / "01_what.html").read_text(encoding="utf-8")
    assert_in(french, '<html lang="fr">', "Aller à")
    assert not (checkout / "projector" / "en").exists()
