"""What a submission costs where no sandbox is: in the worker that hears it, and in the command itself."""

import json
import time
import zipfile

import pytest

from batch import collected, put
from enclair_marking import say
from enclair_marking.course import collect, inbox
from enclair_marking.course.files import write
from enclair_marking.course.folder import open_course
from enclair_marking.course.people import Person
from enclair_marking.course.records import Record
from enclair_marking.results import report, sanitize
from enclair_marking.running import bounds
from enclair_marking.running.outputs import Outputs
from kinds import SLUG, added, honest_zip, packed, solved, stored


@pytest.mark.parametrize("name", ["Zoé\nMartin", "a\rb", 'x"\n\n"', "a\x85b\x0bc", "\x1a", "\u202egnitram"])
def test_no_name_breaks_the_list_of_who_is_who(course, name):
    [marked], _, _ = collected(course, ("class.zip", honest_zip(f"{name}/{SLUG}.ipynb")()))
    assert [person.name for person in open_course(course.folder).people] == [marked]


def test_a_name_of_a_book_s_length_costs_no_time(course):
    course.roster = True
    course.people = [Person(f"s-{n}", f"Nom{n} Prenom", "", f"n{n}@b.example") for n in range(30)]
    began = time.monotonic()
    for name in ("a" * 20_000 + f"/{SLUG}.ipynb", "a/" * 20_000 + f"{SLUG}.ipynb"):
        collected(course, ("class.zip", honest_zip(name)()))
    assert time.monotonic() - began < 20


def test_a_zip_in_a_zip_has_less_room_and_its_list_is_counted_before_it_is_read(course, monkeypatch):
    inner = packed(*((f"{number}.ipynb", b"{}") for number in range(20)))
    content = packed(("student.zip", inner), (f"Zoé/{SLUG}.ipynb", stored(solved())))
    opened, archive = [], zipfile.ZipFile
    monkeypatch.setattr(zipfile, "ZipFile", lambda file: opened.append(file) or archive(file))
    for name, room, label, count in (
        ("NESTED_ZIP", (len(inner), 10, 20), "class.zip/student.zip", 1),
        ("NESTED_ZIP", (30, 1000, 20), "class.zip/student.zip", 2),
        ("ZIP", (1 << 30, 1, 300), "class.zip", 1),
        ("ZIP", (30, 10_000, 300), "class.zip", 1),
    ):
        monkeypatch.setattr(inbox, name, room)
        opened.clear()
        work, refused, _ = collected(course, ("class.zip", content))
        assert (len(work), refused, len(opened)) == ("/" in label, {label: say("bad-zip")}, count)


def test_what_waits_to_be_chosen_is_small(course):
    put(course, "a.ipynb", added(*["#" + "a" * 99_000] * 40)())
    [read] = collect._read_all(course, inbox.files(course.folder / "inbox"), [])
    assert len(read.packed) < 100_000


@pytest.mark.marking
def test_a_page_that_would_take_hours_shows_what_was_typed(course, monkeypatch):
    monkeypatch.setattr(sanitize, "SECONDS", 1)
    notebook, text = solved(), "\\begin{a}" * 11_000
    notebook["metadata"]["enclair"] = {"lang": "en"}
    notebook["cells"].append({"cell_type": "markdown", "id": "x", "metadata": {}, "source": text * 9})
    write(course.folder / "autograded" / "s-1" / SLUG / f"{SLUG}.ipynb", notebook)
    began = time.monotonic()
    page = report.feedback(course, Record("s-1", SLUG, "", True), {})
    assert time.monotonic() - began < 40
    assert f"<pre>{text}" in page


def test_all_the_markdown_of_a_page_of_the_marking_screen_has_one_end_to_its_time(monkeypatch):
    monkeypatch.setattr(sanitize, "SECONDS", 1)
    long, page, began = "\\begin{a}" * 11_000, {"resources": {}}, time.monotonic()
    assert sanitize.markdown(page, "*yes* " * 2000).startswith("<p><em>yes")
    made = [sanitize.markdown(page, long) for _ in range(80)]
    assert time.monotonic() - began < 30
    assert {each[:5] for each in made} == {"<pre>"}
    assert sanitize.markdown(page, "*late*") == "<pre>*late*</pre>"
    assert sanitize.markdown({"resources": {}}, "*next page*") == "<p><em>next page</em></p>\n"


def test_what_takes_all_memory_is_given_up():
    assert sanitize.with_limits(lambda: str(len("x" * (3 << 30)))) is None
    assert sanitize.with_limits(lambda: "é") == "é"


def test_half_a_character_can_be_written():
    outputs = Outputs()
    outputs.hear({"kind": "stream", "text": "\ud800"})
    outputs.hear({"kind": "error", "ename": "\ud800", "evalue": "\udfff", "traceback": "\ud83d"})
    outputs.hear({"kind": "display", "data": {"text/plain": "\udfff", report.MIME: {"check": "\ud800"}}})
    json.dumps(outputs, ensure_ascii=False).encode()


def test_pictures_and_errors_count_as_what_is_said():
    room, size = bounds.PRINTED, 0
    for _ in range(40):
        outputs = Outputs(room)
        outputs.hear({"kind": "display", "data": {"image/png": "A" * (1 << 20)}})
        outputs.hear({"kind": "stream", "text": "\U0001f600" * 100_000})
        outputs.hear({"kind": "error", "ename": "E", "traceback": "x" * 16_000})
        room = outputs.room
        size += len(json.dumps(outputs, ensure_ascii=False).encode())
    assert bounds.PRINTED - (1 << 20) < size < bounds.PRINTED + (1 << 20)
