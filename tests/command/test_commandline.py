"""The language of the command line, its help, and how it ends where nobody reads."""

import os
import subprocess
import sys

import pytest

from enclair.command import cli
from enclair.text import locale
from enclair.text.locale import LANGUAGES, catalogue, of_computer, speaking, spoken, text
from tests.helpers import REPO, assert_in, assert_not_in

VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")
VERBS = {verb.name: verb for verb in cli.available_verbs()[0]}
QUIET = {name: value for name, value in os.environ.items() if name not in (*VARIABLES, "PYTHONUNBUFFERED")}


@pytest.fixture
def computer(monkeypatch):
    """Set the language of this computer for a test; what is not named is not set."""

    def speak(**set_here):
        for name in VARIABLES:
            monkeypatch.delenv(name, raising=False)
        for name, value in set_here.items():
            monkeypatch.setenv(name, value)

    return speak


@pytest.fixture
def told(capsys):
    """Run a command: its exit code, and all that it says."""

    def tell(*arguments):
        try:
            result = cli.main(arguments)
        except SystemExit as stopped:
            result = stopped.code
        said = capsys.readouterr()
        return result, said.out + said.err

    return tell


@pytest.mark.parametrize(
    ("variables", "lang"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr"}, "fr"),
        ({"LANG": "fr_CA@euro"}, "fr"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LC_ALL": "fr_FR.UTF-8", "LC_MESSAGES": "en_US.UTF-8", "LANG": "en_US.UTF-8"}, "fr"),
        ({"LC_ALL": "", "LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "fr:en"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LANGUAGE": "de:en"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LANGUAGE": "de"}, "fr"),
        ({"LANGUAGE": "fr"}, "fr"),
        ({"LC_ALL": "C", "LANG": "fr_FR.UTF-8", "LANGUAGE": "fr"}, "en"),
        ({"LANG": "POSIX", "LANGUAGE": "fr"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LC_CTYPE": "fr_FR.UTF-8", "LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "french"}, "en"),
    ],
)
def test_the_language_is_that_of_the_computer(computer, variables, lang):
    computer(**variables)
    assert of_computer() == lang


@pytest.mark.parametrize(("windows", "lang"), [("fr_FR", "fr"), ("", "en")])
def test_without_a_variable_it_is_that_of_windows_or_english(computer, monkeypatch, windows, lang):
    computer()
    monkeypatch.setattr(locale, "_of_windows", lambda: windows)
    assert of_computer() == lang


@pytest.mark.parametrize(
    ("words", "spoken_then"),
    [
        ("reset abc", "fr"),
        ("reset abc --lang en", "en"),
        ("reset --lang=en abc", "en"),
        ("--lang en reset abc", "en"),
        ("--lang en reset --lang fr abc", "fr"),
        ("reset abc --lang", "fr"),
        ("reset abc --lang de", "fr"),
        ("--lang en --help", "en"),
        ("session --help --lang en", "en"),
    ],
)
def test_lang_says_another_one_wherever_it_stands(computer, told, words, spoken_then):
    computer(LANG="fr_FR.UTF-8")
    assert text("usage: ", spoken_then) in told(*words.split())[1]
    # A command leaves no language behind.
    assert spoken() == "en"


def test_what_is_made_is_in_the_language_of_the_computer_unless_told(computer, told, monkeypatch):
    monkeypatch.chdir(REPO)
    computer(LANG="fr_FR.UTF-8")
    result, said = told("session")
    assert result == 0
    assert_in(said, "Quand vous envoyez un message")
    assert_not_in(said, "When you send a message")
    result, said = told("session", "--lang", "en")
    assert_in(said, "When you send a message")


def test_a_language_holds_as_long_as_it_is_spoken():
    before = spoken()
    with speaking("fr"):
        assert text("Search") == text("Search", "fr") != text("Search", "en")
        assert locale.number(1.5, digits=1) == "1,5"
        assert locale.date("2024-09-01") == "1er septembre 2024"
        assert locale.quoted("a") == "«\u00a0a\u00a0»"
        assert locale.plural("{days} day", "{days} days", 0) == text("{days} day", "fr")
    assert spoken() == before == "en"


@pytest.mark.parametrize("verb", [name for name, verb in VERBS.items() if not verb.english])
def test_each_verb_explains_itself_in_both_languages(told, verb):
    english, french = (told(verb, "--help", "--lang", lang) for lang in LANGUAGES)
    assert english[0] == french[0] == 0
    said = VERBS[verb].described
    assert said in " ".join(english[1].split())
    assert " ".join(catalogue("fr")[said].split()) in " ".join(french[1].split())
    assert_not_in(french[1], "usage:", "positional arguments", "show this", "default:", "the language")
    assert_in(french[1], "usage\u00a0: enclair " + verb, "options\u00a0:")


def test_the_help_lists_every_verb_for_its_readers(told, lang):
    result, said = told("--help", "--lang", lang)
    assert result == 0
    assert_in(said, *(f"  {verb.name:<12} {text(verb.brief, lang)}\n" for verb in VERBS.values()))
    assert text("Exit code: 0 all is well, 1 something differs or fails, 2 it could not run.", lang) in said
    assert max(map(len, said.splitlines())) <= 110
    # Every verb is offered once.
    assert len(VERBS) == len(cli.available_verbs()[0]) == 20


@pytest.mark.parametrize("width", [50, 63, 64, 89])
def test_the_usage_breaks_no_argument_in_two(told, monkeypatch, width):
    monkeypatch.setenv("COLUMNS", str(width))
    usage = told("course", "--help")[1].split("\n\n")[0]
    assert len(usage.splitlines()) > 1
    longest = "[--exercises NUMBER [NUMBER ...]]"  # it stays whole where it does not fit alone
    assert longest in usage
    assert all(len(line) <= width or line.strip() == longest for line in usage.splitlines())


@pytest.mark.parametrize("verb", ["reset 3", "session", "exercises", "handouts", "canonical", "balance"])
def test_outside_the_repository_a_verb_says_so(tmp_path, monkeypatch, told, verb):
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "other"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result, said = told(*verb.split(), "--lang", "fr")
    assert result == 2
    assert f"dans une copie du dépôt En clair, et {tmp_path} n’en fait pas partie" in said


def test_a_package_that_is_missing_is_told(monkeypatch, told):
    monkeypatch.chdir(REPO)
    monkeypatch.setitem(sys.modules, "nbgrader.preprocessors", None)
    monkeypatch.delitem(sys.modules, "enclair_tools.notebooks.clearing", raising=False)  # an earlier test's
    result, said = told("exercises", "--check", "--lang", "fr")
    assert result == 2
    assert "il manque le paquet nbgrader" in said


@pytest.mark.parametrize("verb", ["check", "--help"])
@pytest.mark.skipif(sys.platform == "win32", reason="pipes of Windows close in another way")
def test_a_pipe_that_nobody_reads_ends_quietly(verb):
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "enclair", verb]
    try:
        done = subprocess.run(
            command, stdout=write, stderr=subprocess.PIPE, cwd=REPO, env=QUIET, timeout=120, check=False
        )
    finally:
        os.close(write)
    assert (done.returncode, done.stderr) == (128 + 13, b"")


def test_a_real_terminal_in_french_speaks_french():
    env = QUIET | {"LANG": "fr_FR.UTF-8", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "enclair", "reset", "abc"]
    done = subprocess.run(
        command, capture_output=True, env=env, encoding="utf-8", cwd=REPO, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "usage\u00a0: enclair reset [-h] [--lang en|fr] NUMÉRO\n" in done.stderr
