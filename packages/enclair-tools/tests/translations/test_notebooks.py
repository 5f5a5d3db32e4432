"""Translations keep in step: what is missing, differs, or renders an older English text is named."""

import copy
import re
import shutil

import pytest

from enclair.command import cli
from enclair_tools.notebooks.canonical import dumps, read
from enclair_tools.translations import notebooks, records
from enclair_tools.translations.notebooks import code_without_texts, faults, has_words
from tests.helpers import REPO, assert_in, code, markdown, notebook

CODE = 'names = ["a", "b"]\npredict("What is it like?", names)  # asks first'
NOTE = {
    "lang": "en",
    "lesson": 1,
    "minutes": 6,
    "sections": [{"id": "one", "title": "What?", "core": True, "minutes": 6}],
}


def english():
    """A small lesson in English."""
    return notebook(
        markdown("# What happened?", "title"),
        code(CODE, "ask", tags=["raises-exception"]),
        code("x = 1", "run"),
        markdown("Nothing.", "end", enclair={"numbers": ["Nothing = len([]) == 0"]}),
        metadata={"enclair": copy.deepcopy(NOTE)},
    )


def french():
    """The same lesson in French, in step."""
    made = english()
    words = {
        "title": "# Que s’est-il passé\u202f?",
        "ask": 'names = ["a", "b"]\npredict("Comment est-ce\u202f?", names)',
        "end": "Rien.",
    }
    for part in made["cells"]:
        part["source"] = words.get(part["id"], part["source"])
    cell(made, "end")["metadata"] = {}
    made["metadata"]["enclair"]["lang"] = "fr"
    made["metadata"]["enclair"]["sections"][0]["title"] = "Quoi\u202f?"
    return made


def cell(made, identity):
    return next(part for part in made["cells"] if part["id"] == identity)


def about(**changes):
    """What changes the metadata of a notebook."""
    return lambda theirs: theirs["metadata"]["enclair"].update(changes)


NO_CELL = "from here on, its cells are not those of the English notebook."


@pytest.mark.parametrize(
    ("change", "key", "problem"),
    [
        (lambda theirs: theirs["cells"].append(markdown("Fin.", "more")), "more", NO_CELL),
        (lambda theirs: theirs["cells"].pop(), "the end", NO_CELL),
        (lambda theirs: theirs["cells"].insert(1, theirs["cells"].pop(2)), "run", NO_CELL),
        (lambda theirs: cell(theirs, "end").update(cell_type="raw"), "end", "its kind: 'raw'."),
        (lambda theirs: cell(theirs, "ask")["metadata"].clear(), "ask", "its metadata: {}."),
        (lambda theirs: cell(theirs, "run").update(source="x = 2"), "run", "its code differs by more than "),
        (about(lang="en"), "", "its lang: 'en'."),
        (about(more=1), "", "its more: 1."),
        (about(sections=[NOTE["sections"][0] | {"minutes": 5}]), "", "its sections: "),
    ],
)
def test_what_is_not_in_step_is_named(change, key, problem):
    theirs = french()
    assert [*faults(english(), theirs, "fr/one.ipynb")] == []
    change(theirs)
    (fault,) = faults(english(), theirs, "fr/one.ipynb")
    assert (fault.key, fault.problem[: len(problem)]) == (key, problem)
    if key == "run" and problem != NO_CELL:
        assert_in(str(fault), "    | x = 1\n", "    | x = 2\n")


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ('f("one")  # a', "f('un')", True),
        ('f"{x:.1f}"', 'f"{x:.2f}"', False),
        ('a = ["one", "two"]', 'a = ["un"]', False),
        ("f(x)", "f(y)", False),
        ('f("1")', "f(1)", False),
        ("%matplotlib inline", "%matplotlib widget", False),
    ],
)
def test_what_a_translation_may_change_in_code(one, other, alike):
    assert (code_without_texts(one) == code_without_texts(other)) is alike


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("x = f('one')", False),
        ("x = f('one two')", True),
        ("x = 1  # the first one", True),
        ("### BEGIN SOLUTION\nx = 1\n### END SOLUTION", False),
        ("x = 'a_name'", False),
        ("def f():\n    '''Say it.'''", True),
        ("%magic words here", True),
    ],
)
def test_which_code_has_words_for_a_reader(written, words):
    assert has_words(code(written)) is words


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A copy of the repository with one lesson that somebody has read, and the current folder in it."""
    shutil.copy(REPO / "pyproject.toml", tmp_path)
    for lang, made in (("en", english()), ("fr", french())):
        path = tmp_path / "notebooks" / lang / "one.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(dumps(made), encoding="utf-8")
    readings = notebooks.readings(path)
    records.done(path, [*readings], readings)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_change_of_the_english_text_is_told_with_both_texts_until_it_is_done(checkout, capsys):
    name, changed = "notebooks/fr/one.ipynb", english()
    cell(changed, "end")["source"] = "Nothing more."
    (checkout / "notebooks/en/one.ipynb").write_text(dumps(changed), encoding="utf-8")
    assert cli.main(["translations"]) == 0
    assert f"{name}, end: this has changed" in capsys.readouterr().out
    assert cli.main(["translations", "--check"]) == 1
    told = "    | Nothing more.\n", "    | Rien.\n", f"enclair translations --done {name} end\n"
    assert_in(capsys.readouterr().err, *told)
    assert cli.main(["translations", "--done", name, "end", "title"]) == 0
    assert capsys.readouterr().out == f"recorded: {name}, end\n"
    assert "".join(cell(read(checkout / name), "end")["source"]) == "Rien."
    assert cli.main(["translations", "--check"]) == 0
    assert "in step" in capsys.readouterr().out
    assert cli.main(["translations", "--done", name, "end", "no-cell"]) == 2
    assert "not so: no-cell. `uv run enclair translations`" in capsys.readouterr().err


def test_a_notebook_that_is_there_in_one_language_is_told(checkout, capsys, lang):
    (checkout / "notebooks" / lang / "one.ipynb").unlink()
    assert cli.main(["translations", "--check"]) == 1
    assert "this stands in one language alone" in capsys.readouterr().err


def numbers(words):
    """The numbers in a text, however its language writes thousands, decimals and hours."""
    words = re.sub(r"https?://\S+|\(\.\./[^)]*\)|\b[A-Z]\d+\b|:00\b", "", words)
    words = re.sub(r"(?<=\d)[\u202f\u00a0 ](?=\d{3}\b)|(?<=\d),(?=\d{3}\b)", "", words)
    words = re.sub(r"(?<=\d),(?=\d)", ".", words)
    return set(re.findall(r"\d+(?:\.\d+)?", re.sub(r"\b1er\b", "1", words)))


def test_each_number_of_the_prose_is_in_its_translation():
    """What other tests compare with the tables in English, they thereby compare in French."""
    pairs = [(path, path.parents[1] / "fr" / path.name) for path in REPO.glob("[ns]o*/en/[0-9]*.ipynb")]
    assert {path.parts[-3] for path, _ in pairs} == set(notebooks.FOLDERS)
    for path, translation in pairs:
        french = {part["id"]: "".join(part["source"]) for part in read(translation)["cells"]}
        for part in read(path)["cells"]:
            if part["cell_type"] == "markdown":
                where = (path.name, part["id"])
                assert numbers("".join(part["source"])) == numbers(french[part["id"]]), where
