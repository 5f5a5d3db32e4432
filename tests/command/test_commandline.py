"""The language of the command line, its help, and what it says of arguments that it cannot take."""

import os
import subprocess
import sys

import pytest

from enclair.command import cli
from enclair.text import locale
from enclair.text.locale import LANGUAGES, catalogue, of_computer, speaking, spoken, text
from tests.helpers import REPO, assert_in

VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")
VERBS = {verb.name: verb for verb in cli.available_verbs()[0]}


@pytest.fixture
def computer(monkeypatch):
    """Set the language of this computer for a test; what is not named is not set."""

    def speak(**set_here):
        for name in VARIABLES:
            monkeypatch.delenv(name, raising=False)
        for name, value in set_here.items():
            monkeypatch.setenv(name, value)

    return speak


def told(capsys, *arguments):
    """What the command says, and its exit code."""
    try:
        code = cli.main(arguments)
    except SystemExit as stopped:
        code = stopped.code
    said = capsys.readouterr()
    return code, said.out + said.err


@pytest.mark.parametrize(
    ("variables", "lang"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr"}, "fr"),
        ({"LANG": "fr_CA@euro"}, "fr"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "fr_FR.UTF-8"}, "fr"),
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


def test_without_a_variable_it_is_that_of_windows_or_english(computer, monkeypatch):
    computer()
    monkeypatch.setattr(locale, "_of_windows", lambda: "fr_FR")
    assert of_computer() == "fr"
    monkeypatch.setattr(locale, "_of_windows", lambda: "")
    assert of_computer() == "en"


@pytest.mark.parametrize(
    ("arguments", "lang"),
    [
        (["reset", "abc"], "fr"),
        (["reset", "abc", "--lang", "en"], "en"),
        (["reset", "--lang=en", "abc"], "en"),
        (["--lang", "en", "reset", "abc"], "en"),
        (["--lang", "en", "reset", "--lang", "fr", "abc"], "fr"),
        (["reset", "abc", "--lang"], "fr"),
        (["reset", "abc", "--lang", "de"], "fr"),
        (["--lang", "en", "--help"], "en"),
        (["plan", "--help", "--lang", "en"], "en"),
    ],
)
def test_lang_says_another_one_wherever_it_stands(computer, capsys, arguments, lang):
    computer(LANG="fr_FR.UTF-8")
    assert text("usage: ", lang) in told(capsys, *arguments)[1]


def test_what_is_made_is_in_the_language_of_the_computer_unless_told(computer, capsys, monkeypatch):
    monkeypatch.chdir(REPO)
    asked = ("plan", "--minutes", "45", "--for", "emc")
    computer(LANG="fr_FR.UTF-8")
    code, said = told(capsys, *asked)
    assert code == 0
    assert_in(said, text("Clock", "fr"), "notebooks/fr/")
    assert "notebooks/en/" not in said
    code, said = told(capsys, *asked, "--lang", "en")
    assert_in(said, text("Clock", "en"), "notebooks/en/")
    computer(LANG="de_DE.UTF-8")
    assert told(capsys, *asked) == (0, said)


def test_a_language_holds_as_long_as_it_is_spoken():
    before = spoken()
    with speaking("fr"):
        assert text("Search") == text("Search", "fr") != text("Search", "en")
        assert locale.number(1.5, digits=1) == "1,5"
        assert locale.date("2024-09-01") == "1er septembre 2024"
        assert locale.quoted("a") == "«\u00a0a\u00a0»"
        assert locale.plural("{days} day", "{days} days", 0) == text("{days} day", "fr")
    assert spoken() == before == "en"


def test_a_command_leaves_no_language_behind(computer, capsys):
    computer(LANG="fr_FR.UTF-8")
    told(capsys, "reset", "abc")
    assert spoken() == "en"


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_explains_itself_in_both_languages(capsys, verb):
    english, french = (told(capsys, verb, "--help", "--lang", lang) for lang in LANGUAGES)
    assert english[0] == french[0] == 0
    said = VERBS[verb].described
    assert said in " ".join(english[1].split())
    assert catalogue("fr")[said].replace("\u00a0", " ") in " ".join(french[1].split())
    for words in ("usage:", "positional arguments", "show this", "default:", "the language"):
        assert words not in french[1]
    assert_in(french[1], "usage\u00a0: enclair " + verb, "options\u00a0:")


def test_the_help_lists_every_verb_for_its_readers(capsys):
    for lang in LANGUAGES:
        code, said = told(capsys, "--help", "--lang", lang)
        assert code == 0
        for verb in VERBS.values():
            assert f"  {verb.name:<12} {text(verb.brief, lang)}\n" in said
        assert (
            text("Exit code: 0 all is well, 1 something differs or fails, 2 it could not run.", lang) in said
        )
        assert max(map(len, said.splitlines())) <= 110


def test_every_verb_is_offered_once():
    assert len(VERBS) == len(cli.available_verbs()[0]) == 20


def test_the_usage_breaks_no_argument_in_two(capsys, monkeypatch):
    for width in range(50, 90):
        monkeypatch.setenv("COLUMNS", str(width))
        usage = told(capsys, "course", "--help")[1].split("\n\n")[0]
        assert len(usage.splitlines()) > 1
        longest = "[--exercises NUMBER [NUMBER ...]]"  # it stays whole where it does not fit alone
        assert longest in usage
        assert all(len(line) <= width or line.strip() == longest for line in usage.splitlines())


@pytest.mark.parametrize(
    ("arguments", "english", "french"),
    [
        (["chekc"], "There is no command “chekc”. Did you mean “check”?", "Vouliez-vous dire « check » ?"),
        (["xyzzy"], "There is no command “xyzzy”.\n", "Il n’y a pas de commande « xyzzy ».\n"),
        (["it's"], "There is no command “it's”.", "Il n’y a pas de commande « it's »."),
        ([], "Something is missing: COMMAND (one of", "Il manque quelque chose : COMMANDE (l’une de"),
        (["gain"], "Something is missing: FOLDER (where the files", "Il manque quelque chose : DOSSIER (le"),
        (
            ["reset", "abc"],
            "NUMBER: expected the number of an exercise, such as 3; found “abc”.",
            "NUMÉRO : attendu le numéro d’un exercice, par exemple 3 ; trouvé « abc ».",
        ),
        (
            ["slides", "two"],
            "LESSON: expected the number of a lesson",
            "LEÇON : attendu le numéro d’une leçon",
        ),
        (["serve", "--port", "70000"], "expected a number from 0 to 65535", "attendu un nombre de 0 à 65535"),
        (["serve", "--port", "-1"], "found “-1”", "trouvé « -1 »"),
        (["mark", "x", "--shards", "many"], "--shards: expected a number of", "--shards : attendu un nombre"),
        (
            ["serve", "--lan=yes"],
            "--lan: it stands alone, without “yes”",
            "--lan : s’écrit seul, sans « yes »",
        ),
        (
            ["plan", "--minutes"],
            "--minutes (45, 90 or 210): nothing stands after it.",
            "il n’y a rien après.",
        ),
        (
            ["translations", "--done"],
            "--done (these cells or sentences render the English text of today): nothing stands after it.",
            "il n’y a rien après.",
        ),
        (
            ["plan", "--minuts", "45"],
            "This command takes no “--minuts 45”. Did you mean “--minutes”?",
            "Cette commande n’accepte pas « --minuts 45 ». Vouliez-vous dire « --minutes » ?",
        ),
        (["plan", "45"], "takes no “45”. Leave it out.", "n’accepte pas « 45 ». Retirez-le."),
        (["serve", "--la"], "takes no “--la”. Did you mean “--lan”?", "n’accepte pas « --la »."),
    ],
)
def test_what_is_wrong_with_arguments_is_said_plainly_in_both_languages(capsys, arguments, english, french):
    for lang, expected in zip(LANGUAGES, (english, french), strict=True):
        code, said = told(capsys, "--lang", lang, *arguments)
        assert code == 2
        assert expected in said.replace("\u00a0", " ")
        # Nothing of argparse's own words is left.
        for word in ("invalid", "argument ", "arguments:", "choose from", "error:"):
            assert word not in said
        verb = arguments[0] if arguments and arguments[0] in VERBS else ""
        assert f"uv run enclair {verb}".rstrip() + " --help\n" in said
        assert said.startswith(f"enclair {verb}".rstrip() + ": ")


def test_a_language_that_the_kit_does_not_speak_is_told_in_that_of_the_computer(computer, capsys):
    computer(LANG="fr_FR.UTF-8")
    code, said = told(capsys, "check", "--lang", "de")
    assert code == 2
    assert (
        "--lang\u00a0: attendu en pour l’anglais ou fr pour le français\u00a0; trouvé «\u00a0de\u00a0»."
        in said
    )


@pytest.mark.parametrize(
    ("arguments", "french"),
    [
        (["gain", "nowhere"], "Il n’y a pas de dossier nowhere."),
        (["serve", "nowhere"], "Il n’y a pas de site dans nowhere."),
        (["pages", "3"], "3 ressemble au numéro d’une leçon."),
        (["slides", "99"], "Il n’y a pas de leçon 99 dans"),
        (["bundle", "class.txt"], "class.txt : attendu un nom qui finit par .zip"),
        (["canonical", "none.ipynb"], "none.ipynb : ce fichier n’existe pas."),
        (["mark", "nowhere"], "nowhere n’est pas un cours."),
        (["course", "notebooks"], "notebooks se trouve dans le kit"),
        (["site", "--output", "notebooks"], "notebooks contient autre chose que ce site."),
        (["slides", "--to", "notebooks"], "contient quelque chose que `enclair slides` n’a pas fait"),
        (["translations", "--done", "none.ipynb", "a"], "none.ipynb : ce fichier n’existe pas."),
        (
            ["plan", "--minutes", "45", "--for", "emc", "--html", "a.txt"],
            "a.txt : un nom qui finit par .html",
        ),
    ],
)
def test_mistakes_are_told_in_french(monkeypatch, capsys, arguments, french):
    monkeypatch.chdir(REPO)
    code, said = told(capsys, "--lang", "fr", *arguments)
    assert code == 2
    assert french in said.replace("\u00a0", " ")


@pytest.mark.parametrize("verb", ["reset", "plan", "exercises", "handouts", "canonical", "balance"])
def test_outside_the_repository_a_verb_says_so_in_french(tmp_path, monkeypatch, capsys, verb):
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "other"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    more = ["3"] if verb == "reset" else []
    code, said = told(capsys, verb, "--lang", "fr", *more)
    assert code == 2
    assert (
        f"Cette commande s’exécute dans une copie du dépôt En clair, et {tmp_path} n’en fait pas partie"
        in said
    )


def test_what_the_system_refuses_is_told_in_french(tmp_path, monkeypatch, capsys):
    def full(*_):
        raise OSError(28, "No space left on device", "x.zip.new")

    monkeypatch.chdir(REPO)
    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    monkeypatch.setattr("enclair_tools.publish.bundle.bundle", lambda _: b"zip")
    code, said = told(capsys, "bundle", str(tmp_path / "x.zip"), "--lang", "fr")
    assert code == 2
    # The name that somebody gave, not the one beside it.
    assert said.startswith("enclair bundle: x.zip: plus de place sur le disque. Regardez ")


def test_a_package_that_is_missing_is_told_in_french(monkeypatch, capsys):
    monkeypatch.chdir(REPO)
    monkeypatch.setitem(sys.modules, "nbgrader.preprocessors", None)
    code, said = told(capsys, "exercises", "--check", "--lang", "fr")
    assert code == 2
    assert "il manque le paquet nbgrader" in said


@pytest.mark.parametrize("verb", [["balance"], ["check"], ["--help"]])
@pytest.mark.skipif(sys.platform == "win32", reason="pipes of Windows close in another way")
def test_a_pipe_that_nobody_reads_ends_quietly(verb):
    read, write = os.pipe()
    os.close(read)
    env = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    command = [sys.executable, "-m", "enclair", *verb]
    try:
        done = subprocess.run(
            command, stdout=write, stderr=subprocess.PIPE, cwd=REPO, env=env, timeout=120, check=False
        )
    finally:
        os.close(write)
    assert (done.returncode, done.stderr) == (128 + 13, b"")


def test_a_real_terminal_in_french_speaks_french():
    env = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    env |= {"LANG": "fr_FR.UTF-8", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "enclair", "reset", "abc"]
    done = subprocess.run(
        command, capture_output=True, env=env, encoding="utf-8", cwd=REPO, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "usage\u00a0: enclair reset [-h] [--lang en|fr] NUMÉRO\n" in done.stderr
