"""Slides: which cells of a page share one, which text they show, and that optional sections have none."""

import re

import nbformat
import pytest

from enclair.text.locale import text
from enclair_tools.publish import pages
from enclair_tools.publish.render import markdown as html
from enclair_tools.publish.slides import FOLDED, TASK, marked, slides
from tests.helpers import REPO, code, markdown, notebook, put, read

VIEW = {"output_type": "display_data", "metadata": {}, "data": {"text/html": "<table></table>"}}
PRINTED = {"output_type": "stream", "name": "stdout", "text": "42"}


def made(*cells):
    found = nbformat.from_dict(notebook(*cells)).cells
    return slides(found, [cell.id for cell in found])


def test_a_heading_begins_a_slide_and_so_does_what_follows_a_view():
    found = made(
        markdown("# What?", "title"),
        markdown("## 1. One\n\n*6 minutes, core*", "one"),
        markdown("**Task 1.** Do.", "task"),
        code("view()", "view", [VIEW]),
        markdown("What a teacher says.", "said"),
        code("view()", "second", [VIEW]),
        markdown("**Task 2.** Do.", "after"),
        code("print(42)", "printed", [PRINTED]),
        markdown("## 2. Two\n\n*3 minutes, optional*", "two"),
        code("view()", "third", [VIEW]),
        markdown("## 3. Three\n\nWords.", "three"),
        code("view()", "own", [VIEW], tags=["alone"]),  # each learner uses it at a place of one's own
    )
    assert [slide.cells for slide in found] == [
        ["title"],
        ["one", "task", "view", "said"],
        ["second"],
        ["after", "printed"],
        ["two", "third"],
        ["three", "own"],
    ]
    assert [slide.count for slide in found] == ["1 / 5", "2 / 5", "3 / 5", "4 / 5", "", "5 / 5"]
    assert [slide.heading for slide in found] == ["What?", "One", "One", "One", "Two", "Three"]
    assert [slide.text for slide in found] == [False, False, False, False, False, True]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("## 1. A\n\n*6 minutes, core*\n\nIt *begins*.", []),
        ("# A\n\n**The big question: who *can*?**\n\nText with **bold**.", ["big"]),
        ("**Tâche 3.** Faites.\n\n**Both paths end here.** Say.", ["task", "task"]),
        ("**Without a computer**, print.", []),
    ],
)
def test_what_slides_show_of_a_text_has_its_class(source, shown):
    assert re.findall(r'<p class="(\w+)">', marked(html(source))) == shown


def test_no_line_breaks_joined_words():
    page = marked(html("## 1. Où va-t-on ?\n\n**Task 1.** See [end-to-end](a-b.html).\n\nAs-is."))
    assert re.findall(r'<span class="joined">([^<]+)', page) == ["va-t-on", "end-to-end", "As-is"]


#: What only somebody at a computer can do.
RUN = re.compile(r"[Rr]un (?:the|this|it)\b|\bcell\b|[Ee]xécutez|\bcellule")


def test_no_task_of_a_core_section_asks_to_run_a_cell():
    """A class that looks at a projector has none."""
    for path in sorted((REPO / "notebooks").glob("*/*.ipynb")):
        optional = False
        for cell in read(path)["cells"]:
            source = FOLDED.sub("", "".join(cell["source"]))
            if re.match(r"## ", source):
                optional = bool(re.search(r"^\*.*(?:optional|facultatif)\*$", source, re.MULTILINE))
            for part in source.split("\n\n") if cell["cell_type"] == "markdown" and not optional else []:
                if TASK.match(part):
                    assert not RUN.search(part), (path, part)


#: A quotation, a question, two judgments and a decision: each has a bar of its own kind.
BARS = """from enclair import load_case, predict, under_bars
from enclair.lessons.judge_for_a_day import figures
from enclair.lessons.what_happened import decide
case = load_case("telegram")
row = case.quotes.iloc[0]
---
under_bars(row["quote_original"], row, shown=[row["quote_original"].split()[0]])
---
predict(figures.judgment(case.judgments, "podchasov", "decided"), question="Yes?", choices=[*"abcd"])
---
figures.abreast(case.judgments)
---
decide(case)"""


@pytest.mark.browser
def test_a_clicker_lifts_the_bars_of_a_slide_one_after_the_other(chromium, tmp_path):
    cells = [code(source.strip(), f"c{at}") for at, source in enumerate(BARS.split("---"))]
    stored = notebook(markdown("# Bars", "title"), *cells, metadata={"enclair": {"lang": "en"}})
    lesson = pages.Lesson(tmp_path / "99_bars.ipynb", stored)
    put(tmp_path, {"page.html": pages.page(lesson, pages.run(lesson))})
    page = chromium.new_page(viewport={"width": 1366, "height": 768}, reduced_motion="reduce")
    page.goto((tmp_path / "page.html").as_uri())
    page.locator(".alive").first.wait_for(state="attached")
    page.get_by_role("button", name=text("Slides"), exact=True).click()
    veil = page.get_by_role("button", name="Hidden until the class has answered")
    redacted = page.locator(".slide:visible .enclair-redacted:visible").or_(veil)
    quotation = page.locator(".enclair-under_bars .enclair-redacted").count()
    assert redacted.count() == quotation + 4  # question, two judgments, decision
    veil.first.scroll_into_view_if_needed()
    box = veil.first.bounding_box()
    assert box["y"] + box["height"] < 768  # with its four choices
    page.keyboard.press("Home")
    left = []
    for _ in range(20):
        page.keyboard.press("PageDown")
        page.wait_for_timeout(50)
        left.append(redacted.count())
    assert sorted({*left}, reverse=True) in ([4, 3, 1, 0], [quotation + 4, 4, 3, 1, 0])
    assert page.locator(".asks.open > details.enclair-lifted-box").is_visible()
    page.close()
