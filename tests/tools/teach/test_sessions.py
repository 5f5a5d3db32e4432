"""Sessions: minutes add up, the notebook runs from its first cell, and a teacher has little to read."""

import dataclasses
import re
import shutil

import nbformat
import pytest

from enclair.text import toml
from enclair.text.locale import LANGUAGES
from enclair_tools.notebooks.running import execute
from enclair_tools.teach import sessions
from enclair_tools.teach.planner import notebooks
from enclair_tools.teach.planning import PlanError, parts
from tests.helpers import REPO, assert_in, in_language, refused

NAMES = sessions.names(REPO)
WORDS_TO_READ = 600


def made(name, lang="en"):
    return in_language(lang, sessions.session, REPO, name)


def sources(notebook, kind="markdown"):
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == kind]


@pytest.mark.parametrize("name", NAMES)
def test_a_session_has_one_clock_three_questions_and_a_page_to_read_in_minutes(name, lang):
    one = made(name, lang)
    (start, opening, _), *_, (last, closing, _) = one.clock
    assert (start, last + closing) == (0, one.minutes)
    assert opening + closing >= 5
    assert len(one.exit) == 3
    assert {step for step, _, _ in one.steps} >= {*one.before}
    page = in_language(lang, sessions.teachers_page, REPO, one)
    assert len(page.split()) <= WORDS_TO_READ
    says = re.findall(r"^\| \d:\d\d \| \d+ \| .+ \| (.*) \|$", page, re.MULTILINE)
    assert [bool(said) for said in says] == [*[True] * (1 + len(one.steps)), False]
    assert_in(page, one.question, one.begin, *(key for _, key in one.exit))
    assert in_language(lang, sessions.ticket, one).count('class="lines"') == len(one.exit)


@pytest.mark.parametrize("name", NAMES)
def test_its_notebook_is_valid_and_speaks_its_language(name, lang):
    one = made(name, lang)
    notebook = in_language(lang, sessions.notebook, REPO, one, REPO / "sessions" / name)
    nbformat.validate(nbformat.from_dict(notebook))
    words = sources(notebook)
    heads = re.findall(r"^## (\d+)\. (.+)$", "\n".join(words), re.MULTILINE)
    assert heads == [(str(number), part.title) for number, (_, part, _) in enumerate(one.steps, 1)]
    assert_in("\n".join(words), one.question, one.begin, *one.before.values())
    assert notebook["metadata"]["enclair"] == {"lang": lang, "session": name, "minutes": one.minutes}
    minutes = [minutes for _, _, minutes in one.steps]
    assert [
        int(said) for said in re.findall(r"^\*(\d+) minutes\*$", "\n".join(words), re.MULTILINE)
    ] == minutes


@pytest.mark.parametrize("name", NAMES)
def test_it_runs_from_its_first_cell_to_its_last(name, tmp_path):
    notebook = nbformat.from_dict(sessions.notebook(REPO, made(name), tmp_path))
    execute(notebook, tmp_path)


def test_what_a_section_needs_of_earlier_ones_stands_before_it_folded():
    known = parts(notebooks(REPO))
    one = dataclasses.replace(made(NAMES[0]), steps=(("5/narrow", known["5/narrow"], 20),))
    notebook = sessions.notebook(REPO, one, REPO)
    [needed] = [cell for cell in notebook["cells"] if "needed" in cell["id"]]
    assert needed["metadata"]["jupyter"] == {"source_hidden": True}
    assert "log = " in "".join(needed["source"])


def test_both_languages_of_a_session_say_the_same_things():
    for name in NAMES:
        told = toml.parse((REPO / sessions.SESSIONS / f"{name}.toml").read_text(encoding="utf-8"), name)
        english, french = (told[lang] for lang in LANGUAGES)
        assert english.keys() == french.keys()
        assert english["before"].keys() == french["before"].keys()
        assert len(english["exit"]) == len(french["exit"])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("minutes = 55", "minutes = 50", "the parts take 55 minutes, and the session 50"),
        ('14], ["4/cost", 12', '24], ["4/cost", 2', "4/cost has 2 minutes; reading and doing it takes 9"),
        ('"4/cost", 12', '"4/price", 12', "no lesson has the section 4/price. There are: 0/what"),
        ("minutes = 55", "", "needles-in-haystacks.toml is no session: 'minutes'"),
        ("[en]", "[en", "needles-in-haystacks.toml is no session"),
    ],
)
def test_a_session_that_does_not_hold_is_told(old, new, said, tmp_path):
    folder = tmp_path / sessions.SESSIONS
    shutil.copytree(REPO / "notebooks" / "en", tmp_path / "notebooks" / "en")
    folder.mkdir(parents=True)
    content = (REPO / sessions.SESSIONS / "needles-in-haystacks.toml").read_text(encoding="utf-8")
    assert old in content
    (folder / "needles-in-haystacks.toml").write_text(content.replace(old, new, 1), encoding="utf-8")
    refused(PlanError, re.escape(said), sessions.session, tmp_path, "needles-in-haystacks")


@pytest.mark.parametrize("name", NAMES)
def test_its_links_lead_to_files_from_where_it_lies(name, lang, tmp_path):
    for folder in (REPO / "sessions" / name, tmp_path):
        words = "\n".join(sources(in_language(lang, sessions.notebook, REPO, made(name, lang), folder)))
        links = re.findall(r"\]\(([^)#:]+)\)", words)
        assert [link for link in links if not (folder.parent / folder.name / link).resolve().exists()] == []


def test_what_a_class_wrote_into_a_session_is_not_replaced(tmp_path):
    one, folder = made(NAMES[0]), tmp_path / "mine"
    path, *_ = sessions.write(REPO, one, folder)
    assert sessions.write(REPO, one, folder)[0] == path  # nobody wrote into it
    path.write_text(path.read_text(encoding="utf-8").replace("Your answers", "Mine"), encoding="utf-8")
    refused(PlanError, "may have worked in", sessions.write, REPO, one, folder)
    assert "Mine" in path.read_text(encoding="utf-8")


def test_the_command_makes_a_folder_or_says_what_there_is(tmp_path, capsys, monkeypatch):
    from enclair.command import cli

    monkeypatch.chdir(REPO)
    assert cli.main(["session"]) == 0
    assert_in(capsys.readouterr().out, *NAMES, "55 min")
    folder = tmp_path / "mine"
    assert cli.main(["session", NAMES[0], "--to", str(folder)]) == 0
    assert {path.suffix for path in folder.iterdir()} >= {".ipynb", ".html"}
    assert cli.main(["session", "none"]) == 2
    assert_in(capsys.readouterr().err, "There is no session none", *NAMES)
