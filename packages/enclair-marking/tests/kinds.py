"""The bank: kinds of submission, what each is worth, and what a teacher must be told of it.

What attacks stands in `hostile.py`. All are exercise 1, where a machine gives 9 points. A kind that cannot
be marked has no points.
"""

import copy
import io
import json
import os
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.helpers import code, exercise_path, markdown, read, solution_path

SLUG = "01_what_happened"
FULL = 9
DAYS = 2
BAD = "<script>document.title='ran'</script><img src=x onerror=\"document.title='ran'\">"


def solved(slug: str = SLUG, lang: str = "en") -> dict[str, Any]:
    """A notebook with all its answers, as a student would hand it in."""
    notebook = read(solution_path(slug, lang))
    for one in notebook["cells"]:
        lines = [line for line in "".join(one["source"]).split("\n") if " SOLUTION" not in line]
        one["source"] = "\n".join(lines)
    return notebook


def blank(slug: str = SLUG, lang: str = "en") -> dict[str, Any]:
    return read(exercise_path(slug, lang))


def cell(notebook: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in notebook["cells"] if one.get("id") == name)


Maker = Callable[..., dict[str, Any]]


def edited(edit: Callable[[dict[str, Any]], object]) -> Maker:
    """What makes a notebook after ``edit``: of a right one, or of one that was edited before."""

    def made(notebook: dict[str, Any] | None = None) -> dict[str, Any]:
        notebook = notebook or solved()
        edit(notebook)
        return notebook

    return made


def changed(name: str, source: str) -> Maker:
    """A right notebook whose cell ``name`` says something else."""
    return edited(lambda notebook: cell(notebook, name).update(source=source))


def added(*sources: str, after: str = "setup") -> Maker:
    """A right notebook with more cells."""

    def edit(notebook: dict[str, Any]) -> None:
        place = notebook["cells"].index(cell(notebook, after)) + 1
        notebook["cells"][place:place] = map(code, sources)

    return edited(edit)


def without(name: str) -> Maker:
    return edited(lambda notebook: notebook["cells"].remove(cell(notebook, name)))


def twice(name: str) -> Maker:
    def edit(notebook: dict[str, Any]) -> None:
        copied = cell(notebook, name)
        notebook["cells"].insert(notebook["cells"].index(copied) + 1, copy.deepcopy(copied))

    return edited(edit)


def days(body: str) -> Maker:
    lines = "\n    ".join(body.split("\n"))
    return changed("days-answer", f"def days_to_formal_investigation(events):\n    {lines}")


@edited
def own_points(notebook: dict[str, Any]) -> None:
    """A check that says nothing, and points by the thousand."""
    cell(notebook, "days-check")["source"] = "pass"
    cell(notebook, "most-check")["metadata"]["nbgrader"]["points"] = 1000


@edited
def without_ids(notebook: dict[str, Any]) -> None:
    """Leave what is left after a program that throws ids and metadata away."""
    notebook |= {"nbformat_minor": 2, "metadata": {}}
    for each in notebook["cells"]:
        del each["id"]
        each["metadata"] = {}


@edited
def odd_cells(notebook: dict[str, Any]) -> None:
    notebook["cells"] += [
        *(None, 7, {}, {"cell_type": "code", "source": None}, {"source": 3, "metadata": None}),
        {"cell_type": "raw", "metadata": [], "source": ["a", 1, "\ud800"], "id": 5},
        {**markdown("*"), "attachments": {"a.png": {"image/png": "AAAA"}}},
    ]
    widgets = {"application/vnd.jupyter.widget-state+json": {"state": BAD}}
    notebook["metadata"] |= {"widgets": widgets, "title": BAD}


@edited
def as_text(notebook: dict[str, Any]) -> None:
    answer = cell(notebook, "days-answer")
    answer["cell_type"] = "markdown"
    del answer["outputs"], answer["execution_count"]


def with_outputs(size: int) -> Maker:
    output = {"output_type": "stream", "name": "stdout"}
    return edited(
        lambda notebook: cell(notebook, "days-check").update(outputs=[{**output, "text": "x" * size}])
    )


def cells_of(content: bytes, times: int) -> Callable[[], bytes]:
    return lambda: b'{"cells": [' + content * times + b"{}]}"


SCRIPTS = f"""from IPython.display import HTML, SVG, Javascript, Markdown, display
bad = {BAD!r}
display(HTML(bad), Javascript("document.title='ran'"), Markdown(bad))
display(SVG('<svg xmlns="http://www.w3.org/2000/svg" onload="document.title=1"></svg>'))
display({{'text/latex': bad, 'image/png': '"><script>1</script>', 'text/plain': bad}}, raw=True)
print(bad)"""


def scripts() -> dict[str, Any]:
    notebook = added(SCRIPTS)()
    cell(notebook, "explain-answer")["source"] = (
        f"{BAD}\n\n[link](javascript:document.title='ran') ![picture](https://example.org/seen.png) "
        "<a href='https://example.org'>raw</a> $\\text{<script>document.title='ran'</script>}$ and $a^2 < b$"
    )
    cell(notebook, "meaning-answer")["source"] = f"```mermaid\n{BAD}\n```\n\n$$\\frac{{1}}{{2}}$$"
    return notebook


@dataclass
class Kind:
    """One kind: what is handed in, what it is worth (None: not marked), and what the teacher is told."""

    made: Callable[[], Any]
    points: int | None = FULL
    told: tuple[str, ...] = ()
    file: str = f"{SLUG}.ipynb"
    exercise: str = SLUG
    student: str = ""  # if not the name of the kind
    words: list[str] = field(default_factory=list)
    may: tuple[str, ...] = ()  # what the teacher may be told as well: it depends on the machine


#: What is put back as it was given out.
REPAIRED: dict[str, Kind] = {
    "deleted check": Kind(without("days-check"), told=("deleted",)),
    "deleted answer": Kind(without("days-answer"), FULL - DAYS, ("deleted",)),
    "copied answer": Kind(twice("days-answer"), told=("copied",)),
    "copied text": Kind(twice("explain-answer"), told=("copied",)),
    "copied check": Kind(twice("days-check")),
    "changed check": Kind(lambda: own_points(days("return -1")()), FULL - DAYS, ("locked",)),
    "the same answers": Kind(lambda: own_points(days("return -1")()), FULL - DAYS, ("locked",)),
    "changed kind": Kind(as_text, told=("other-kind",)),
    "shuffled": Kind(edited(lambda notebook: notebook["cells"].reverse())),
    "ids lost": Kind(without_ids, told=("deleted",)),
    "kernel of R": Kind(
        edited(lambda notebook: notebook["metadata"].update(kernelspec={"name": "ir", "display_name": "R"}))
    ),
    "minor of the future": Kind(edited(lambda notebook: notebook.update(nbformat_minor=99))),
    "format of the future": Kind(edited(lambda notebook: notebook.update(nbformat=5, nbformat_minor=0))),
    "odd cells": Kind(odd_cells, told=("picture",)),
    "long cell": Kind(added("# " + "x" * 200_000), told=("too-long",)),
    "cell of 10 MB": Kind(added("# " + "x" * (10 << 20)), told=("too-long",)),
    "many cells": Kind(added(*["pass"] * 300, after="recap")),
    "too many cells": Kind(added(*["pass"] * 20_000, after="recap"), told=("too-many",)),
}

KINDS: dict[str, Kind] = {
    # ------------------------------------------------ honest work
    "right": Kind(solved),
    "blank": Kind(blank, 0),
    "wrong": Kind(days("return -4"), FULL - DAYS),
    "syntax error": Kind(days("return ("), FULL - DAYS, ("syntax",)),
    "raises": Kind(days("raise ValueError('<script>1</script>')"), FULL - DAYS),
    "asks for input": Kind(days("return int(input())"), FULL - DAYS),
    "warns on stderr": Kind(added("import sys\nprint('a warning', file=sys.stderr)", after="days-answer")),
    "warns in the check": Kind(
        changed(
            "days-answer",
            "import sys\ndef days_to_formal_investigation(events):\n    print('warning', file=sys.stderr)\n"
            "    dates = events.set_index('id')['date']\n"
            "    return (dates['formal-investigation'] - dates['arrest']).days",
        )
    ),
    "helper cell": Kind(added("import pandas as pd\nhelper = pd.DataFrame({'a': [1]})\nhelper")),
    "Zoé Ünal-d'Arc 🦊": Kind(solved),
    "=1+1": Kind(solved),
    "<img src=x onerror=alert()>": Kind(solved),
    "answer": Kind(solved, told=("no-name",), file="answer (1).ipynb", student="answer/answer (1).ipynb"),
    "another name": Kind(solved, file="my work, final.json"),
    "second exercise": Kind(
        lambda: solved("02_words_under_the_microscope"),
        11,
        exercise="02_words_under_the_microscope",
        file="02_words_under_the_microscope.ipynb",
    ),
    "wrong language": Kind(lambda: solved(lang="fr"), told=("other-language",)),
    "20 MB": Kind(with_outputs((20 << 20) - (1 << 18))),
    "100 MB": Kind(with_outputs(100 << 20), None, ("too-large",)),
    # ------------------------------------------------ scripts
    "scripts": Kind(scripts),
    # ------------------------------------------------ no notebook of ours
    "damaged": Kind(lambda: b'{"cells": [', None, ("unreadable",)),
    "empty": Kind(bytes, None, ("unreadable",)),
    "a list": Kind(lambda: b"[1, 2]", None, ("unreadable",)),
    "a picture": Kind(lambda: b"\x89PNG\r\n\x1a\n" + bytes(1000), None, ("unreadable",)),
    "nested": Kind(lambda: b'{"cells": ' + b"[" * 100_000, None, ("unreadable",)),
    "a document": Kind(lambda: b"PK", None, ("no-notebook",), file="work.docx"),
    "format of the past": Kind(lambda: {"nbformat": 3, "worksheets": [{"cells": []}]}, None, ("unreadable",)),
    "another course": Kind(lambda: {"nbformat": 4, "cells": [code("print(1)")]}, None, ("no-exercise",)),
    "300 MB": Kind(lambda: 300 << 20, None, ("too-large",)),
    "fills memory when read": Kind(cells_of(b"[],", 15_000_000), None, ("too-large",)),
    "20 MB of lists": Kind(cells_of(b"[],", 6_900_000), None, ("no-exercise",)),
    "8 MB of empty cells": Kind(cells_of(b"{},", 2_790_000), None, ("no-exercise",)),
    "20 MB of tables": Kind(cells_of(b'{"a":{}},', 2_200_000), None, ("no-exercise",)),
}


def packed(*members: tuple[str, bytes], link: bool = False) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            info = zipfile.ZipInfo(name, (2026, 11, 20, 12, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            if link:
                info.external_attr = 0o120777 << 16
            archive.writestr(info, content)
    return made.getvalue()


def stored(notebook: dict[str, Any]) -> bytes:
    return json.dumps(notebook).encode()


def deep_zip() -> bytes:
    content = packed(("x.ipynb", stored(solved())))
    for number in range(4):
        content = packed((f"deep{number}.zip", content))
    return content


def locked_zip() -> bytes:
    """A zip whose entry says that it needs a password."""
    content = bytearray(packed(("secret/01_what_happened.ipynb", stored(solved()))))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1
    return bytes(content)


def honest_zip(*names: str) -> Callable[[], bytes]:
    return lambda: packed(*((name, stored(solved())) for name in names))


#: Zips by name, and what must become of each: the name of a student and the points, or what is told.
ZIPS: dict[str, tuple[Callable[[], bytes], dict[str, int], tuple[str, ...]]] = {
    "moodle.zip": (
        lambda: packed(
            (f"Élodie Martin_4711_assignsubmission_file_/{SLUG}.ipynb", stored(solved())),
            (f"Ali Ben_4712_assignsubmission_file_/{SLUG} (2).ipynb", stored(days("return -4")())),
            (f"__MACOSX/._{SLUG}.ipynb", b"\0"),
            ("Ali Ben_4712_assignsubmission_file_/.DS_Store", b"\0"),
        ),
        {"Élodie Martin": FULL, "Ali Ben": FULL - DAYS},
        (),
    ),
    "canvas.zip": (
        honest_zip(f"martinelodie_LATE_123_456_{SLUG}-1.ipynb", f"benali_124_457_{SLUG}.ipynb"),
        {"martinelodie": FULL, "benali": FULL},
        (),
    ),
    "climbs.zip": (
        honest_zip(
            *(f"../../climber/{SLUG}.ipynb", f"/tmp/absolute/{SLUG}.ipynb"),
            f"D:\\class\\windows\\{SLUG}.ipynb",
        ),
        {"climber": FULL, "tmp": FULL, "D:": FULL},
        (),
    ),
    "in a zip.zip": (
        lambda: packed(("packer/work.zip", honest_zip(f"{SLUG}.ipynb")())),
        {"in a zip": FULL},
        (),
    ),
    "link.zip": (lambda: packed((f"linker/{SLUG}.ipynb", b"/etc/passwd"), link=True), {}, ("link",)),
    "bomb.zip": (lambda: packed((f"bomber/{SLUG}.ipynb", bytes(300 << 20))), {}, ("too-large",)),
    "deep.zip": (deep_zip, {}, ("no-notebook",)),
    "locked.zip": (locked_zip, {}, ("bad-zip",)),
    "damaged.zip": (lambda: honest_zip("x.ipynb")()[:500], {}, ("bad-zip",)),
}


def hand_in(inbox: Path, kinds: dict[str, Kind], **places: Any) -> None:
    """Put ``kinds`` into ``inbox``; ``places`` fills what some of them look for."""
    for name, kind in kinds.items():
        made = kind.made()
        path = inbox / name / kind.file
        path.parent.mkdir()
        if isinstance(made, dict):
            made = json.dumps(made)
            for key, value in places.items():
                made = made.replace(f"{{{key}}}", json.dumps(str(value))[1:-1])
            made = made.encode()
        if isinstance(made, int):
            with path.open("wb") as file:
                file.truncate(made)
        else:
            path.write_bytes(made)


def hand_in_more(inbox: Path) -> None:
    """Put zips into ``inbox``, and what is no file of a student's."""
    for name, (made_zip, _, _) in ZIPS.items():
        (inbox / name).write_bytes(made_zip())
    (inbox / os.fsdecode(b"caf\xe9.ipynb")).write_bytes(stored(solved()))
    (inbox / "a link.ipynb").symlink_to("/etc/passwd")
    (inbox / "a folder").symlink_to("/etc")
    for when, points in ((1_700_000_000, -4), (1_600_000_000, -9)):
        older = inbox / "hands in twice" / f"{SLUG} ({-points}).ipynb"
        older.parent.mkdir(exist_ok=True)
        older.write_bytes(stored(days(f"return {points}")()))
        os.utime(older, (when, when))
    (inbox / ".ipynb_checkpoints").mkdir()
    (inbox / ".ipynb_checkpoints" / "x.ipynb").write_bytes(stored(solved()))
