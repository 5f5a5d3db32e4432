"""Every kind of submission in one batch: right marks for right work, all others told, nobody harmed."""

import re

import pytest
from bs4 import BeautifulSoup

from batch import marked, sentences
from enclair_marking import say
from enclair_marking.course.records import records
from enclair_marking.results import report
from hostile import FAMILIES, HOSTILE
from kernels import processes
from kinds import KINDS as OTHERS
from kinds import REPAIRED, SLUG, ZIPS, hand_in_more

pytestmark = pytest.mark.marking

KINDS = OTHERS | REPAIRED | FAMILIES | HOSTILE


@pytest.fixture(scope="module")
def batch(sandbox, tmp_path_factory):
    settings = "c.ExecuteClosed.timeout = 30\nc.ExecuteClosed.budget = 60\n"
    return marked(tmp_path_factory.mktemp("teacher"), KINDS, [1, 2], settings, hand_in_more)


@pytest.mark.parametrize("name", KINDS)
def test_right_work_gets_its_marks_and_the_teacher_is_told_what_matters(batch, name):
    batch.assert_marked_and_told(name)


@pytest.mark.parametrize("name", ZIPS)
def test_zips_are_read_and_never_unpacked(batch, name):
    _, students, keys = ZIPS[name]
    assert {student: int(batch.marks[batch.who[student], SLUG]["points"]) for student in students} == students
    assert sentences(keys) <= {row["why"] for row in batch.notes}
    assert not list(batch.course.folder.parent.rglob("climber"))


def test_links_are_told_and_not_followed(batch):
    links = {row["what"] for row in batch.notes if row["why"] == say("link")}
    assert links == {"a link.ipynb", "a folder", "link.zip/linker/01_what_happened.ipynb"}


def test_the_batch_ends_and_says_what_is_left(batch):
    assert batch.done.returncode == 1, batch.done.stderr[-2000:]
    assert "Not marked: " in batch.done.stdout
    worth = [kind.points is not None for kind in KINDS.values()]
    expected = sum(worth) + sum(len(students) for _, students, _ in ZIPS.values())
    # Two files, and a name that is no text.
    assert sum(bool(row["points"]) for row in batch.marks.values()) == expected + 2


def test_no_key_file_or_mark_of_others_was_reached(batch):
    batch.assert_nothing_got_out()
    assert "99" not in {row["points"] for row in batch.marks.values()}


def test_no_process_is_left(batch):
    assert processes("sleep 753") == []
    assert processes(str(batch.course.folder)) == []


def active(page: str) -> list[str]:
    """Return what in a page could run, or fetch something."""
    soup = BeautifulSoup(page, "html.parser")
    tags = ("script", "iframe", "object", "embed", "svg", "link", "form", "base", "audio", "video")
    links = [(tag, str(tag.get("href"))) for tag in soup.find_all(href=True)]
    return [
        *map(str, soup.find_all(tags)),
        *(str(tag) for tag in soup.find_all(src=re.compile("^(?!data:image/)"))),
        *(str(tag) for tag in soup.find_all() if any(name.startswith("on") for name in tag.attrs)),
        *(str(tag) for tag, href in links if re.match(r"\s*(?!https?:)\w+:", href)),
        *(str(tag) for tag, _ in links if tag.get("rel") != ["noreferrer"]),
    ]


def test_nothing_of_a_student_can_run_in_a_page(batch):
    pages = list((batch.course.folder / "results").rglob("*.html"))
    assert len(pages) > 40
    for page in pages:
        content = page.read_text(encoding="utf-8")
        assert active(content) == [], page
        assert "default-src 'none'" in content


def test_names_stand_in_two_places_only(batch):
    for path in batch.course.folder.rglob("*"):
        inside = path.relative_to(batch.course.folder)
        if path.is_file() and not {"inbox", "names.csv", "marks_with_names.csv"} & set(inside.parts):
            assert "Élodie" not in str(inside) or inside.parts[1] == "feedback_with_names"
            assert "Élodie" not in path.read_text(encoding="utf-8", errors="replace"), path
    assert (batch.course.folder / "names.csv").stat().st_mode & 0o77 == 0
    assert "Élodie Martin" in (batch.course.folder / "results" / "marks_with_names.csv").read_text("utf-8")
    assert "'=1+1" in (batch.course.folder / "names.csv").read_text("utf-8")


def test_the_class_page_and_its_text_have_the_same_numbers(batch):
    folder = batch.course.folder / "results"
    text, page = (folder / name for name in ("class.txt", "class.html"))
    said = text.read_text(encoding="utf-8")
    found = list(report.tasks(batch.course, records(batch.course)))
    [first] = [task for task in found if task["check"] == "days_to_formal_investigation"]
    met = {name: count for _, name, count in first["ideas"]}
    assert met["wrong-order"] == 5  # wrong, Ali Ben, hands in twice, changed check, the same answers
    assert f"right at first sight: {first['right']} of {first['answered']}" in said
    bare = re.sub(r"<[^>]+>", " ", page.read_text(encoding="utf-8"))
    assert re.findall(r"\d+ of \d+", bare) == re.findall(r"\d+ of \d+", said)
    assert "&lt;script" not in bare
    assert not [name for name in batch.who if len(name) > 6 and name in said]
