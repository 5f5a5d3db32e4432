"""Commands as people mistype them: each is told in a sentence, in either language, never as a traceback."""

import shlex

import pytest

from enclair.command import cli
from enclair.text.locale import LANGUAGES
from tests.helpers import REPO

#: What nobody may read.
WALLS = ("Traceback", "Error:", 'File "', "Errno")
MEANT = {"HUGE": "9" * 5000, "MANY": "9" * 400, "LONG": "x" * 300}

#: By words of the sentence that says what was expected, found, or is to be done: what was typed. HERE is a
#: folder with: a file `file`, a folder `folder` in which something stands, links `dangling` and `loop`, and
#: `course`, a folder that says it is a course. LONG is a name of 300 letters; MANY and HUGE are numbers.
ARGUMENTS = {
    "Something is missing: COMMAND": ["", "--chec", "-x"],
    "There is no command “”": ["''"],
    "Did you mean “check”?": ["chekc"],
    "There is no command": ["'\udce9t\udce9'", "'\u65e5\u672c\u8a9e\u202e'", "'check\n'", "HUGE"],
    "takes no “check”": ["check check"],
    "takes no “”": ["check ''"],
    "nothing stands after it": [
        *["check --lang", "serve HERE/folder --port", "course HERE/new --exercises"],
        *["plan --minutes 45 --for emc --html", "translations --done", "site --output"],
        *["course HERE/new --roster", "mark HERE/folder --forget"],
    ],
    "expected en for English or fr for French": ["check --lang ''"],
    "found “EN”": ["check --lang EN"],
    "expected en for English": ["check '--lang=\udcff'", "course HERE/new --exercises 1 --lang de"],
    "takes no “--check”": ["balance --check"],
    "--check: it stands alone": ["exercises --check=yes"],
    "takes no “1”": ["exercises 1"],
    "Did you mean “--check”?": ["cards --chek"],
    "takes no “file”": ["standards file"],
    "Something is missing: NUMBER": ["reset"],
    "expected the number of an exercise": [
        *["reset ''", "reset HUGE", "reset '\x00'", "course HERE/new --exercises x"],
        "course HERE/new --exercises HUGE",
    ],
    "found “three”": ["reset three"],
    "found “3.0”": ["reset 3.0"],
    "found “1e3”": ["reset 1e3"],
    "There is no exercise -1": ["reset -1"],
    "There is no exercise 99": ["reset 99"],
    "There is no exercise 999": ["reset MANY"],
    "takes no “4”": ["reset 3 4"],
    "There is no lesson 99": ["slides 99"],
    "There is no lesson -5": ["slides -5"],
    "expected the number of a lesson": ["slides '٣x'"],
    "expected a number from 0 to 65535": [
        *["serve HERE/folder --port 65536", "serve HERE/folder --port -1"],
        *["serve HERE/folder --port HUGE", "serve HERE/folder --port http"],
    ],
    "expected a number of submissions": [
        "mark HERE/course --shards -1",
        "mark HERE/course --shards ''",
        "mark HERE/course --shards 1.5",
    ],
    "has no exercise 99": ["course HERE/new --exercises 99"],
    "Say for how long and for whom": ["plan", "plan --minutes 45"],
    "45": ["plan --minutes 44 --for emc", "plan --minutes '' --for emc", "plan --minutes HUGE --for emc"],
    "emc": ["plan --minutes 45 --for ''", "plan --minutes 45 --for 'EMC!'"],
    "a name that ends in .html": ["plan --minutes 45 --for emc --html HERE/x.txt"],
    "expected the name of": [
        *["plan --minutes 45 --for emc --html ''", "plan --minutes 45 --for emc --html 'HERE/x\x00.html'"],
        *["gain ''", "gain 'HERE/\x00'", "bundle ''", "bundle 'HERE/\x00.zip'", "slides 1 --to ''"],
        *["slides 1 --to 'HERE/\x00'", "pages ''", "pages 'HERE/x\x00'", "canonical ''"],
        *["canonical 'HERE/\x00'", "site --output ''", "site --output 'HERE/\x00'", "site --files ''"],
        *["serve ''", "serve '\x00'", "course ''", "course 'HERE/\x00'", "course HERE/new --roster ''"],
        *["mark ''", "mark 'HERE/\x00'"],
    ],
    "is there already": ["plan --minutes 45 --for emc --html HERE/folder.html"],
    "HERE/file": [
        *["plan --minutes 45 --for emc --html HERE/file/x.html", "bundle HERE/file/class.zip"],
        *["slides 1 --to HERE/file/x", "handouts HERE/file/x", "canonical HERE/file"],
        *["site --output HERE/file", "course HERE/file/x"],
    ],
    "File name too long": [
        *["plan --minutes 45 --for emc --html HERE/LONG.html", "gain HERE/LONG", "bundle HERE/LONG.zip"],
        *["slides 1 --to HERE/LONG", "pages HERE/LONG", "handouts HERE/LONG", "serve HERE/LONG"],
        *["course HERE/LONG", "mark HERE/LONG"],
    ],
    "Something is missing: FOLDER": ["gain", "course", "mark"],
    "There is no folder": ["gain HERE/nowhere", "gain HERE/dangling", "gain 'HERE/a\nb'"],
    "folder": ["gain HERE/file"],
    "leads back to itself": ["gain HERE/loop", "serve HERE/loop", "mark HERE/loop"],
    "takes no": ["gain HERE/folder HERE/folder"],
    "a name that ends in .zip": ["bundle HERE/class.txt"],
    "takes no “b.zip”": ["bundle a.zip b.zip"],
    "did not make": [
        *["slides 1 --to HERE/file", "slides 1 --to HERE/folder", "pages HERE/file", "pages HERE/folder"],
        "handouts HERE/folder",
    ],
    "HERE/loop": ["slides 1 --to HERE/loop", "pages HERE/loop", "canonical HERE/loop", "course HERE/loop"],
    "takes no “2”": ["slides 1 2"],
    "looks like the number of a lesson": ["pages 2", "handouts 3"],
    "takes no “--to”": ["handouts --to x"],
    "no such file": [
        *["canonical HERE/nowhere.ipynb", "canonical --check HERE/nowhere.ipynb"],
        "translations --done HERE/nowhere.ipynb x",
    ],
    "HERE/folder": [
        *["canonical HERE/folder", "translations --done HERE/folder x"],
        "course HERE/new --roster HERE/folder",
    ],
    "HERE/dangling": ["canonical HERE/dangling"],
    "HERE/bytes.ipynb": ["canonical HERE/bytes.ipynb"],
    "HERE/list.ipynb": ["canonical HERE/list.ipynb", "translations --done HERE/list.ipynb x"],
    "HERE/deep.ipynb": ["canonical HERE/deep.ipynb"],
    "HERE/x": ["canonical HERE/LONG"],
    "expected FILE and at least one CELL": ["translations --done ''"],
    "no-such-cell": ["translations --done notebooks/fr/01_what_happened.ipynb no-such-cell"],
    "CELL": ["translations --done notebooks/fr/01_what_happened.ipynb"],
    "holds something that is not this site": ["site --output HERE/folder"],
    "takes no “--lan”": ["site --lan"],
    "Build it first": ["serve HERE/nowhere", "serve HERE/file", "serve HERE/folder"],
    "--lan: it stands alone": ["serve --lan=yes"],
    "put quotation marks around the whole name": ["mark HERE/3e B"],
    "Give the name of a new folder": ["course HERE/file", "course HERE/folder", "course notebooks"],
    "HERE/nowhere.csv": ["course HERE/new --roster HERE/nowhere.csv"],
    "is not a course": ["mark HERE/nowhere", "mark HERE/file", "mark HERE/folder"],
    "expected": ["mark HERE/folder --forget ''"],
    "--screen: it stands alone": ["mark HERE/folder --screen=yes"],
    "Did you mean “--names”?": ["mark HERE/folder --nmes"],
}


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wrong")
    (folder / "file").write_text("a file", encoding="utf-8")
    for name in ("folder", "folder.zip", "folder.html", "course"):
        (folder / name).mkdir()
        (folder / name / "mine.txt").write_text("mine", encoding="utf-8")
    (folder / "dangling").symlink_to(folder / "gone")
    (folder / "loop").symlink_to(folder / "loop")
    (folder / "bytes.ipynb").write_bytes(b"\xff\xfe\x00")
    (folder / "list.ipynb").write_text("[]", encoding="utf-8")
    (folder / "deep.ipynb").write_text("[" * 100_000, encoding="utf-8")
    return folder


def told(capsys, arguments):
    """The exit code and what was said; each of these commands is over before it makes anything."""
    try:
        code = cli.main(arguments)
    except SystemExit as stopped:
        code = stopped.code
    said = capsys.readouterr()
    return code, said.out + said.err


def state(folder):
    return sorted((str(path.relative_to(folder)), path.lstat().st_mtime_ns) for path in folder.rglob("*"))


@pytest.mark.parametrize(
    ("words", "typed"),
    [(words, each) for words, lines in ARGUMENTS.items() for each in lines],
    ids=lambda value: ascii(value)[:60],
)
def test_a_wrong_command_is_a_sentence_and_makes_nothing(here, monkeypatch, capsys, typed, words):
    monkeypatch.chdir(REPO)
    before = state(here)
    spoken = LANGUAGES if len(words) % 3 == 0 else LANGUAGES[:1]  # a sample in French
    for name, meant in (MEANT | {"HERE": str(here)}).items():
        typed, words = typed.replace(name, meant), words.replace(name, meant)
    given = shlex.split(typed)
    for lang in spoken:
        code, said = told(capsys, ["--lang", lang, *given] if lang == "fr" else given)
        assert code in (1, 2), said
        assert not [wall for wall in WALLS if wall in said], said
        if lang == "en":
            assert words in said
    assert state(here) == before
