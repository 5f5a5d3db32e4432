"""Commands as people mistype them: each is told in a sentence, in either language, never as a traceback."""

import pytest

from enclair.command import cli
from enclair.text.locale import LANGUAGES
from tests.helpers import REPO

#: What nobody may read.
WALLS = ("Traceback", "Error:", 'File "', "Errno")
HUGE = "9" * 5000
LONG = "x" * 300

#: Arguments, and words of the sentence that says what was expected, found, or is to be done. HERE is a folder
#: with: a file `file`, a folder `folder` in which something stands, links `dangling` and `loop`, and
#: `course`, a folder that says it is a course.
ARGUMENTS = [
    # no such command
    ([], "Something is missing: COMMAND"),
    ([""], "There is no command “”"),
    (["chekc"], "Did you mean “check”?"),
    (["\udce9t\udce9"], "There is no command"),
    (["日本語\u202e"], "There is no command"),
    (["check\n"], "There is no command"),
    (["--chec"], "Something is missing: COMMAND"),
    (["-x"], "Something is missing: COMMAND"),
    ([HUGE], "There is no command"),
    (["check", "check"], "takes no “check”"),
    (["check", ""], "takes no “”"),
    (["check", "--lang"], "nothing stands after it"),
    (["check", "--lang", ""], "expected en for English or fr for French"),
    (["check", "--lang", "EN"], "found “EN”"),
    (["check", "--lang=\udcff"], "expected en for English"),
    (["balance", "--check"], "takes no “--check”"),
    (["exercises", "--check=yes"], "--check: it stands alone"),
    (["exercises", "1"], "takes no “1”"),
    (["cards", "--chek"], "Did you mean “--check”?"),
    (["standards", "file"], "takes no “file”"),
    # numbers
    (["reset"], "Something is missing: NUMBER"),
    (["reset", ""], "expected the number of an exercise"),
    (["reset", "three"], "found “three”"),
    (["reset", "3.0"], "found “3.0”"),
    (["reset", "1e3"], "found “1e3”"),
    (["reset", "-1"], "There is no exercise -1"),
    (["reset", "99"], "There is no exercise 99"),
    (["reset", HUGE], "expected the number of an exercise"),
    (["reset", "9" * 400], "There is no exercise 999"),
    (["reset", "3", "4"], "takes no “4”"),
    (["reset", "\0"], "expected the number of an exercise"),
    (["slides", "99"], "There is no lesson 99"),
    (["slides", "-5"], "There is no lesson -5"),
    (["slides", "\u0663x"], "expected the number of a lesson"),
    (["serve", "HERE/folder", "--port"], "nothing stands after it"),
    (["serve", "HERE/folder", "--port", "65536"], "expected a number from 0 to 65535"),
    (["serve", "HERE/folder", "--port", "-1"], "expected a number from 0 to 65535"),
    (["serve", "HERE/folder", "--port", HUGE], "expected a number from 0 to 65535"),
    (["serve", "HERE/folder", "--port", "http"], "expected a number from 0 to 65535"),
    (["mark", "HERE/course", "--shards", "-1"], "expected a number of submissions"),
    (["mark", "HERE/course", "--shards", ""], "expected a number of submissions"),
    (["mark", "HERE/course", "--shards", "1.5"], "expected a number of submissions"),
    (["course", "HERE/new", "--exercises"], "nothing stands after it"),
    (["course", "HERE/new", "--exercises", "x"], "expected the number of an exercise"),
    (["course", "HERE/new", "--exercises", "99"], "has no exercise 99"),
    (["course", "HERE/new", "--exercises", HUGE], "expected the number of an exercise"),
    # plans
    (["plan"], "Say for how long and for whom"),
    (["plan", "--minutes", "45"], "Say for how long and for whom"),
    (["plan", "--minutes", "44", "--for", "emc"], "45"),
    (["plan", "--minutes", "", "--for", "emc"], "45"),
    (["plan", "--minutes", HUGE, "--for", "emc"], "45"),
    (["plan", "--minutes", "45", "--for", ""], "emc"),
    (["plan", "--minutes", "45", "--for", "EMC!"], "emc"),
    (["plan", "--minutes", "45", "--for", "emc", "--html"], "nothing stands after it"),
    (["plan", "--minutes", "45", "--for", "emc", "--html", "HERE/x.txt"], "a name that ends in .html"),
    (["plan", "--minutes", "45", "--for", "emc", "--html", ""], "expected the name of"),
    (["plan", "--minutes", "45", "--for", "emc", "--html", "HERE/folder.html"], "is there already"),
    (["plan", "--minutes", "45", "--for", "emc", "--html", "HERE/file/x.html"], "HERE/file"),
    (["plan", "--minutes", "45", "--for", "emc", "--html", "HERE/x\0.html"], "expected the name of"),
    (["plan", "--minutes", "45", "--for", "emc", "--html", f"HERE/{LONG}.html"], "File name too long"),
    # folders and files
    (["gain"], "Something is missing: FOLDER"),
    (["gain", ""], "expected the name of"),
    (["gain", "HERE/nowhere"], "There is no folder"),
    (["gain", "HERE/file"], "folder"),
    (["gain", "HERE/dangling"], "There is no folder"),
    (["gain", "HERE/loop"], "leads back to itself"),
    (["gain", f"HERE/{LONG}"], "File name too long"),
    (["gain", "HERE/\0"], "expected the name of"),
    (["gain", "HERE/a\nb"], "There is no folder"),
    (["gain", "HERE/folder", "HERE/folder"], "takes no"),
    (["bundle", ""], "expected the name of"),
    (["bundle", "HERE/class.txt"], "a name that ends in .zip"),
    (["bundle", "HERE/file/class.zip"], "HERE/file"),
    (["bundle", f"HERE/{LONG}.zip"], "File name too long"),
    (["bundle", "HERE/\0.zip"], "expected the name of"),
    (["bundle", "a.zip", "b.zip"], "takes no “b.zip”"),
    (["slides", "1", "--to", ""], "expected the name of"),
    (["slides", "1", "--to", "HERE/file"], "did not make"),
    (["slides", "1", "--to", "HERE/folder"], "did not make"),
    (["slides", "1", "--to", "HERE/file/x"], "HERE/file"),
    (["slides", "1", "--to", "HERE/loop"], "HERE/loop"),
    (["slides", "1", "--to", f"HERE/{LONG}"], "File name too long"),
    (["slides", "1", "--to", "HERE/\0"], "expected the name of"),
    (["slides", "1", "2"], "takes no “2”"),
    (["pages", "2"], "looks like the number of a lesson"),
    (["pages", ""], "expected the name of"),
    (["pages", "HERE/file"], "did not make"),
    (["pages", "HERE/folder"], "did not make"),
    (["pages", "HERE/loop"], "HERE/loop"),
    (["pages", f"HERE/{LONG}"], "File name too long"),
    (["pages", "HERE/x\0"], "expected the name of"),
    (["handouts", "3"], "looks like the number of a lesson"),
    (["handouts", "HERE/folder"], "did not make"),
    (["handouts", "HERE/file/x"], "HERE/file"),
    (["handouts", f"HERE/{LONG}"], "File name too long"),
    (["handouts", "--to", "x"], "takes no “--to”"),
    (["canonical", ""], "expected the name of"),
    (["canonical", "HERE/nowhere.ipynb"], "no such file"),
    (["canonical", "HERE/folder"], "HERE/folder"),
    (["canonical", "HERE/file"], "HERE/file"),
    (["canonical", "HERE/dangling"], "HERE/dangling"),
    (["canonical", "HERE/loop"], "HERE/loop"),
    (["canonical", "HERE/bytes.ipynb"], "HERE/bytes.ipynb"),
    (["canonical", "HERE/list.ipynb"], "HERE/list.ipynb"),
    (["canonical", "HERE/deep.ipynb"], "HERE/deep.ipynb"),
    (["canonical", f"HERE/{LONG}"], "HERE/x"),
    (["canonical", "HERE/\0"], "expected the name of"),
    (["canonical", "--check", "HERE/nowhere.ipynb"], "no such file"),
    (["translations", "--done"], "nothing stands after it"),
    (["translations", "--done", ""], "expected FILE and at least one CELL"),
    (["translations", "--done", "HERE/nowhere.ipynb", "x"], "no such file"),
    (["translations", "--done", "HERE/folder", "x"], "HERE/folder"),
    (["translations", "--done", "notebooks/fr/01_what_happened.ipynb", "no-such-cell"], "no-such-cell"),
    (["translations", "--done", "notebooks/fr/01_what_happened.ipynb"], "CELL"),
    (["translations", "--done", "HERE/list.ipynb", "x"], "HERE/list.ipynb"),
    (["site", "--output"], "nothing stands after it"),
    (["site", "--output", ""], "expected the name of"),
    (["site", "--output", "HERE/folder"], "holds something that is not this site"),
    (["site", "--output", "HERE/file"], "HERE/file"),
    (["site", "--output", "HERE/\0"], "expected the name of"),
    (["site", "--files", ""], "expected the name of"),
    (["site", "--lan"], "takes no “--lan”"),
    (["serve", "HERE/nowhere"], "Build it first"),
    (["serve", "HERE/file"], "Build it first"),
    (["serve", "HERE/folder"], "Build it first"),
    (["serve", "HERE/loop"], "leads back to itself"),
    (["serve", ""], "expected the name of"),
    (["serve", "\0"], "expected the name of"),
    (["serve", f"HERE/{LONG}"], "File name too long"),
    (["serve", "--lan=yes"], "--lan: it stands alone"),
    (["course"], "Something is missing: FOLDER"),
    (["course", ""], "expected the name of"),
    (["mark", "HERE/3e", "B"], "put quotation marks around the whole name"),
    (["course", "HERE/file"], "Give the name of a new folder"),
    (["course", "HERE/folder"], "Give the name of a new folder"),
    (["course", "HERE/file/x"], "HERE/file"),
    (["course", "HERE/loop"], "HERE/loop"),
    (["course", f"HERE/{LONG}"], "File name too long"),
    (["course", "HERE/\0"], "expected the name of"),
    (["course", "notebooks"], "Give the name of a new folder"),
    (["course", "HERE/new", "--roster"], "nothing stands after it"),
    (["course", "HERE/new", "--roster", ""], "expected the name of"),
    (["course", "HERE/new", "--roster", "HERE/nowhere.csv"], "HERE/nowhere.csv"),
    (["course", "HERE/new", "--roster", "HERE/folder"], "HERE/folder"),
    (["course", "HERE/new", "--exercises", "1", "--lang", "de"], "expected en for English"),
    (["mark"], "Something is missing: FOLDER"),
    (["mark", ""], "expected the name of"),
    (["mark", "HERE/nowhere"], "is not a course"),
    (["mark", "HERE/file"], "is not a course"),
    (["mark", "HERE/folder"], "is not a course"),
    (["mark", "HERE/loop"], "leads back to itself"),
    (["mark", f"HERE/{LONG}"], "File name too long"),
    (["mark", "HERE/\0"], "expected the name of"),
    (["mark", "HERE/folder", "--forget"], "nothing stands after it"),
    (["mark", "HERE/folder", "--forget", ""], "expected"),
    (["mark", "HERE/folder", "--screen=yes"], "--screen: it stands alone"),
    (["mark", "HERE/folder", "--nmes"], "Did you mean “--names”?"),
]


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


@pytest.mark.parametrize(("arguments", "words"), ARGUMENTS, ids=lambda value: ascii(value)[:60])
def test_a_wrong_command_is_a_sentence_and_makes_nothing(here, monkeypatch, capsys, arguments, words):
    monkeypatch.chdir(REPO)
    before = state(here)
    given = [each.replace("HERE", str(here)) for each in arguments]
    for lang in LANGUAGES if len(words) % 3 == 0 else LANGUAGES[:1]:  # a sample in French
        code, said = told(capsys, ["--lang", lang, *given] if lang == "fr" else given)
        assert code in (1, 2), said
        assert not [wall for wall in WALLS if wall in said], said
        if lang == "en":
            assert words.replace("HERE", str(here)) in said
    assert state(here) == before
