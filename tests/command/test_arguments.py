"""The language of the command, its help, and what it says of commands as people mistype them."""

import os
import shlex
import subprocess
import sys

import pytest

from enclair.command import cli
from enclair.text.locale import LANGUAGES, catalogue, current_locale, of_computer, text
from tests.helpers import REPO, assert_in, assert_not_in, put

VERBS = {verb.name: verb for verb in cli.available_verbs()}


@pytest.mark.parametrize(
    ("variables", "lang"),
    [
        ({}, "en"),
        ({"LANG": "fr_CA.UTF-8"}, "fr"),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "de:fr:en"}, "fr"),
        ({"LC_ALL": "C", "LANG": "fr_FR.UTF-8"}, "en"),
        ({"windows": "French_France"}, "fr"),
    ],
)
def test_the_language_is_that_of_the_computer(computer, variables, lang):
    computer(**variables)
    assert of_computer() == lang


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("reset abc", "fr"),
        ("--lang en reset abc", "en"),
        ("reset abc --lang de", "fr"),
        ("session --help --lang en", "en"),
        ("serve --lang en --lan --port x", "en"),  # --lan is no --lang
    ],
)
def test_lang_says_another_one_wherever_it_stands(computer, run, words, language):
    computer(LANG="fr_FR.UTF-8")
    assert text("usage: ", language) in "".join(run(*words.split())[1:])
    assert current_locale() == "en"  # a command leaves no language behind


def test_the_help_lists_every_verb_for_its_readers(run, lang):
    result, printed, _ = run("--help", "--lang", lang)
    assert result == 0
    shown = {name: verb for name, verb in VERBS.items() if name != "course"}
    assert_in(printed, *(f"  {name:<12} {text(verb.brief, lang)}\n" for name, verb in shown.items()))
    assert max(map(len, printed.splitlines())) <= 110
    authors = text("for authors, in the repository")
    week = shlex.split("check session handouts pages site serve bundle link reset mark gain")
    heads = [text("for students and teachers"), *(f"\n  {name} " for name in week), authors, "\n  make "]
    places = [printed.index(head) for head in heads]
    assert places == sorted(places)


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_explains_itself_in_the_languages_of_its_readers(run, verb):
    english, french = (" ".join(run(verb, "--help", "--lang", lang)[1].split()) for lang in LANGUAGES)
    said = [words for words in (VERBS[verb].brief, VERBS[verb].more) if words]
    assert_in(english, *said, "the language of this command")
    assert verb != "mark" or "runs in a sandbox, or not at all" in english
    assert_in(french, f"usage : enclair {verb}", "options :")
    known = catalogue("fr") if not VERBS[verb].english else {words: words for words in said}
    assert_in(french, *(" ".join(known[words].split()) for words in said))
    if not VERBS[verb].english:
        assert_not_in(french, "usage:", "positional arguments", "show this", "default:", "the language")


#: What is said of what was typed. HERE is a folder with a file, and a folder in which something stands.
TYPED = {
    "argument --lang: invalid choice: 'de'": ["check --lang de"],
    "argument COMMAND: invalid choice: 'fr'": ["--lan fr reset 99"],
    "invalid int value: 'x'": ["course HERE/n --exercises x"],
    "has no exercise 99": ["course HERE/new --exercises 99"],
    "There is no session": ["session 99", "session HERE/none.toml"],
    "There is no --lesson 99. There are: 0, 1,": ["link https://a.example https://a.example/b --lesson 99"],
    "A sentence stands on one line": ["session HERE/bad.toml"],
    "HERE/file": ["handouts --to HERE/file/x"],
    "Give the folder of the repository": ["bundle --git"],
    "is nothing that is made": ["make this"],
    "unrecognized arguments": ["pages 2", "site --outp HERE/folder"],
    "no-such-cell": ["translations --done notebooks/fr/01_what_happened.ipynb no-such-cell"],
    "holds something that is not this site": ["site --output HERE/folder"],
    "Build it first: uv run enclair site": ["serve HERE/nowhere", "serve HERE/file", "serve HERE/folder"],
    "Give the name of a new folder": ["course notebooks"],
    "HERE/nowhere.csv": ["course HERE/new --roster HERE/nowhere.csv"],
    "is not a course": ["mark HERE/nowhere", "mark HERE/file"],
}


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wrong")
    put(folder, {"file": "a file", "folder/mine.txt": "mine", "bad.toml": "[en"})
    return folder


@pytest.mark.parametrize(
    ("words", "typed"), [(words, typed) for words, lines in TYPED.items() for typed in lines]
)
def test_a_wrong_command_is_a_sentence_and_makes_nothing(here, run, monkeypatch, typed, words):
    monkeypatch.chdir(REPO)

    def state():
        return sorted((str(path.relative_to(here)), path.lstat().st_mtime_ns) for path in here.rglob("*"))

    before = state()
    code, *both = run(*shlex.split(typed.replace("HERE", str(here))))
    printed = "".join(both)
    assert code in (1, 2)
    assert words.replace("HERE", str(here)) in printed.replace("\u00a0", " ").replace("\u202f", " ")
    assert_not_in(printed, "Traceback", 'File "', "Errno")
    assert state() == before


def test_mistakes_are_told_in_french(run, computer):
    computer(LANG="fr_FR.UTF-8")
    typed = ("chekc", "", "reset abc", "session --too x", "serve --lan=yes")
    printed = " ".join(run(*words.split())[2] for words in typed).replace("\u00a0", " ")
    assert_in(printed, "argument COMMANDE : choix inconnu : 'chekc'", "il manque : COMMANDE")
    assert_in(printed, "argument NUMÉRO : valeur non valable (int) : 'abc'", "arguments inconnus : --too")
    assert_in(printed, "argument --lan : la valeur 'yes' est de trop")


@pytest.mark.parametrize("verb", ["reset 3", "handouts"])
def test_outside_the_repository_a_verb_says_so(tmp_path, monkeypatch, run, verb):
    put(tmp_path, {"pyproject.toml": '[project]\nname = "other"\n'})
    monkeypatch.chdir(tmp_path)
    said = f"dans une copie du dépôt En clair, et {tmp_path} n’en fait pas partie"
    run.fails(said, *verb.split(), "--lang", "fr")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of Windows close in another way")
def test_a_pipe_that_nobody_reads_ends_quietly():
    env = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    process = subprocess.Popen([sys.executable, "-m", "enclair", "--help"], stdout=-1, stderr=-1, env=env)
    process.stdout.close()
    assert (process.stderr.read(), process.wait()) == (b"", 128 + 13)
