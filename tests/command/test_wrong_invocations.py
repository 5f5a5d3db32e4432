"""Commands as people mistype them: each is told in a sentence, in either language, never as a traceback."""

import shlex

import pytest

from enclair.command import cli
from tests.helpers import REPO, assert_not_in

#: What nobody may read, argparse's own words among it.
WALLS = (
    "Traceback",
    "Error:",
    'File "',
    "Errno",
    "invalid",
    "argument ",
    "arguments:",
    "choose from",
    "error:",
)
MEANT = {"HUGE": "9" * 5000, "MANY": "9" * 400, "LONG": "x" * 300}

#: By words of the sentence that says what was expected, found, or is to be done: what was typed. HERE is a
#: folder with: a file `file`, a folder `folder` in which something stands, a link `loop`, and damaged
#: notebooks. LONG is a name of 300 letters; MANY and HUGE are numbers.
TYPED = {
    "Something is missing: COMMAND (one of": ["", "--chec"],
    "There is no command “chekc”. Did you mean “check”?": ["chekc"],
    "There is no command": ["''", "'\udce9t\udce9'", "'\u65e5\u672c\u8a9e\u202e'", "'check\n'", "HUGE"],
    "takes no “check”": ["check check"],
    "--lang (en or fr": ["check --lang"],
    "nothing stands after it": [
        *["serve HERE/folder --port", "course HERE/new --exercises", "translations --done", "site --output"],
        *["course HERE/new --roster", "mark HERE/folder --forget", "session --to"],
    ],
    "expected en for English or fr for French; found “EN”": ["check --lang EN"],
    "expected en for English": ["check --lang ''", "check '--lang=\udcff'", "course HERE/new --lang de"],
    "takes no “--check”": ["balance --check"],
    "--check: it stands alone, without “yes”": ["exercises --check=yes"],
    "This command takes no “--chek --x”. Did you mean “--check”?": ["cards --chek --x"],
    "takes no “4”. Leave it out. If it belongs to a name with spaces": ["reset 3 4", "exercises 4"],
    "Something is missing: NUMBER": ["reset"],
    "expected the number of an exercise": [
        "reset ''",
        "reset HUGE",
        "reset '\x00'",
        "course HERE/n --exercises x",
    ],
    "NUMBER: expected the number of an exercise, such as 3; found “3.0”.": ["reset 3.0"],
    "There is no exercise -1": ["reset -1"],
    "There is no exercise 999": ["reset MANY"],
    "expected a number from 0 to 65535": [
        *["serve HERE/folder --port 65536", "serve HERE/folder --port -1", "serve HERE/folder --port http"],
    ],
    "expected a number of submissions": ["mark HERE/folder --shards -1", "mark HERE/folder --shards ''"],
    "has no exercise 99": ["course HERE/new --exercises 99"],
    "There is no session": ["session 99", "session '\u0663x'", "session HUGE", "session HERE/none.toml"],
    "is no session": ["session HERE/bad.toml"],
    "expected the name of": [
        *["gain ''", "bundle 'HERE/\x00.zip'", "session who-are-you --to ' '", "bundle --git ''"],
        *["pages ''", "canonical 'HERE/\x00'", "site --files ''", "serve '\x00'", "course ''", "mark ''"],
    ],
    "HERE/file": [
        *["bundle HERE/file/class.zip", "handouts HERE/file/x", "canonical HERE/file"],
        *["site --output HERE/file", "course HERE/file/x"],
    ],
    "File name too long": [
        *["gain HERE/LONG", "bundle HERE/LONG.zip"],
        *["pages HERE/LONG", "serve HERE/LONG", "course HERE/LONG", "mark HERE/LONG"],
    ],
    "Something is missing: FOLDER (where the files": ["gain"],
    "There is no folder": ["gain HERE/nowhere", "gain 'HERE/a\nb'"],
    "leads back to itself": ["gain HERE/loop", "serve HERE/loop", "canonical HERE/loop", "course HERE/loop"],
    "a name that ends in .zip": ["bundle HERE/class.txt"],
    "`enclair bundle --git` did not make it": ["bundle --git HERE/folder", "bundle --git HERE/file"],
    "expected the address of a JupyterHub": ["link '' /srv/x", "link HUGE /srv/x", "link '\x00' /srv/x"],
    "expected the address of a repository": [
        "link http://h ''",
        "link http://h LONG",
        "link http://h '\udcff'",
    ],
    "expected the name of a branch": [
        "link http://h /srv/x --branch ''",
        "link http://h /srv/x --branch HUGE",
    ],
    "There is no lesson -1": ["link http://h /srv/x --lesson -1"],
    "Something is missing: HUB (the address of the hub, such as https://hub.school.example), REPOSITORY": [
        "link"
    ],
    "did not make": ["session who-are-you --to HERE/folder", "pages HERE/folder", "handouts HERE/folder"],
    "looks like the number of a lesson": ["pages 2"],
    "no such file": ["canonical --check HERE/nowhere.ipynb", "translations --done HERE/nowhere.ipynb x"],
    "HERE/folder": [
        "gain HERE/file HERE/folder",
        "canonical HERE/folder",
        "course HERE/new --roster HERE/folder",
    ],
    "HERE/bytes.ipynb": ["canonical HERE/bytes.ipynb"],
    "HERE/list.ipynb": ["canonical HERE/list.ipynb", "translations --done HERE/list.ipynb x"],
    "HERE/deep.ipynb": ["canonical HERE/deep.ipynb"],
    "expected FILE and at least one CELL": ["translations --done ''"],
    "no-such-cell": ["translations --done notebooks/fr/01_what_happened.ipynb no-such-cell"],
    "holds something that is not this site": ["site --output HERE/folder"],
    "Build it first": ["serve HERE/nowhere", "serve HERE/file", "serve HERE/folder"],
    "put quotation marks around the whole name": ["mark HERE/3e B"],
    "Give the name of a new folder": ["course HERE/folder", "course notebooks"],
    "HERE/nowhere.csv": ["course HERE/new --roster HERE/nowhere.csv"],
    "is not a course": ["mark HERE/nowhere", "mark HERE/file", "mark HERE/folder"],
    "expected a pseudonym": ["mark HERE/folder --forget ''"],
}


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wrong")
    (folder / "file").write_text("a file", encoding="utf-8")
    for name in ("folder", "folder.html"):
        (folder / name).mkdir()
        (folder / name / "mine.txt").write_text("mine", encoding="utf-8")
    (folder / "loop").symlink_to(folder / "loop")
    (folder / "bad.toml").write_text("[en", encoding="utf-8")
    (folder / "bytes.ipynb").write_bytes(b"\xff\xfe\x00")
    (folder / "list.ipynb").write_text("[]", encoding="utf-8")
    (folder / "deep.ipynb").write_text("[" * 100_000, encoding="utf-8")
    return folder


@pytest.fixture
def told(here, monkeypatch, capsys):
    """What is said, in one line of spaces, by a command that is wrong and makes nothing."""
    monkeypatch.chdir(REPO)

    def state():
        return sorted((str(path.relative_to(here)), path.lstat().st_mtime_ns) for path in here.rglob("*"))

    def tell(arguments):
        before = state()
        try:
            code = cli.main(arguments)
        except SystemExit as stopped:
            code = stopped.code
        out, err = capsys.readouterr()
        assert code in (1, 2), out + err
        assert_not_in(out + err, *WALLS)
        assert state() == before
        return (out + err).replace("\u00a0", " ").replace("\u202f", " ")

    return tell


@pytest.mark.parametrize(
    ("words", "typed"),
    [(words, typed) for words, lines in TYPED.items() for typed in lines],
    ids=lambda value: ascii(value)[:60],
)
def test_a_wrong_command_is_a_sentence_and_makes_nothing(here, told, typed, words):
    for name, meant in (MEANT | {"HERE": str(here)}).items():
        typed, words = typed.replace(name, meant), words.replace(name, meant)
    assert words in told(shlex.split(typed))


@pytest.mark.parametrize(
    ("typed", "french"),
    [
        ("chekc", "enclair: Il n’y a pas de commande « chekc ». Vouliez-vous dire « check » ?"),
        ("", "enclair: Il manque quelque chose : COMMANDE (l’une de"),
        (
            "reset abc",
            "enclair reset: NUMÉRO : il faut le numéro d’un exercice, par exemple 3, et non « abc ».",
        ),
        ("serve --lan=yes", "enclair serve: --lan : s’écrit seul, sans « yes »"),
        ("session --too x", "Cette commande n’accepte pas « --too ». Vouliez-vous dire « --to » ?"),
        ("check --lang de", "--lang : il faut en pour l’anglais ou fr pour le français, et non « de »."),
        ("gain nowhere", "Il n’y a pas de dossier nowhere."),
        ("bundle class.txt", "class.txt doit être un nom qui finit par .zip"),
        ("mark nowhere", "nowhere n’est pas un cours."),
        ("session who-are-you --to notebooks", "contient quelque chose que `enclair session` n’a pas fait"),
    ],
)
def test_mistakes_are_told_in_french(told, monkeypatch, typed, french):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    said = told(typed.split())
    assert french in said
    if "usage" in said:
        verb = said.split(":")[0].removeprefix("enclair").strip()
        assert "usage : " in said
        assert said.endswith(f"uv run enclair {verb}".rstrip() + " --help\n")
