"""Translations keep in step: what is missing, differs, or renders an older English text is named."""

import re
import shutil

import pytest

from enclair_tools.notebooks.canonical import dumps, read
from enclair_tools.translations import notebooks, records
from enclair_tools.translations.notebooks import code_without_texts, faults, has_words
from tests.helpers import REPO, assert_in, code, markdown, notebook, put


def lesson(lang, title, ask, end, **metadata):
    """A small lesson."""
    return notebook(
        markdown(f"## 1. {title}\n\n*6 minutes, {'core' if lang == 'en' else 'essentiel'}*", "title"),
        code(f'names = ["a", "b"]\npredict("{ask}", names)  # {ask}', "ask", tags=["raises-exception"]),
        code("x = 1", "run"),
        markdown(end, "end", **metadata),
        metadata={"enclair": {"lang": lang, "lesson": 1}},
    )


def english(end="Nothing."):
    return lesson("en", "What?", "What is it like?", end, enclair={"numbers": ["Nothing = len([]) == 0"]})


def french():
    return lesson("fr", "Quoi\u202f?", "Comment est-ce\u202f?", "Rien.")


def cell(place, **changes):
    return lambda theirs: theirs["cells"][place].update(changes)


@pytest.mark.parametrize(
    ("change", "key", "problem"),
    [
        (lambda theirs: theirs["cells"].pop(), "the end", "from here on, its cells"),
        (lambda theirs: theirs["cells"].insert(1, theirs["cells"].pop(2)), "run", "from here on, its cells"),
        (cell(3, cell_type="raw"), "end", "its kind,"),
        (cell(1, metadata={}), "ask", "its kind,"),
        (cell(2, source="x = 2"), "run", "its kind,"),
        (lambda theirs: theirs["metadata"]["enclair"].update(lang="en"), "", "its kind,"),
        (lambda theirs: theirs["metadata"]["enclair"].update(lesson=2), "", "its kind,"),
        (cell(0, source="## 1. Quoi\u202f?\n\n*7 minutes, essentiel*"), "title", "its kind,"),
    ],
)
def test_what_is_not_in_step_is_named(change, key, problem):
    theirs = french()
    assert [*faults(english(), theirs, "fr/one.ipynb")] == []
    change(theirs)
    (fault,) = faults(english(), theirs, "fr/one.ipynb")
    assert fault.key == key
    assert fault.problem.startswith(problem)
    if problem == "its kind," and key == "run":
        assert_in(str(fault), "    | x = 1\n", "    | x = 2\n")


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ('f("one")  # a', "f('un')", True),
        ('f"{x:.1f}"', 'f"{x:.2f}"', False),
        ('a = ["one", "two"]', 'a = ["un"]', False),
        ('f("1")', "f(1)", False),
        ("%matplotlib inline", "%matplotlib widget", False),
    ],
)
def test_what_a_translation_may_change_in_code(one, other, alike):
    assert (code_without_texts(one) == code_without_texts(other)) is alike


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("x = f('one two')", True),
        ("x = 1  # the first one", True),
        ("### BEGIN SOLUTION\nx = 1\n### END SOLUTION", False),
        ("x = 'a_name'", False),
        ("def f():\n    '''Say it.'''", True),
        ("x = f'{one} {two}'", False),
        ("f(", True),
    ],
)
def test_which_code_has_words_for_a_reader(written, words):
    assert has_words(code(written)) is words


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A copy of the repository with one lesson that somebody has read, and the current folder in it."""
    shutil.copy(REPO / "pyproject.toml", tmp_path)
    put(tmp_path, {"notebooks/en/one.ipynb": dumps(english()), "notebooks/fr/one.ipynb": dumps(french())})
    path = tmp_path / "notebooks/fr/one.ipynb"
    readings = notebooks.readings(path)
    records.done(path, [*readings], readings)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_change_of_the_english_text_is_told_with_both_texts_until_it_is_done(checkout, run):
    name = "notebooks/fr/one.ipynb"
    put(checkout, {"notebooks/en/one.ipynb": dumps(english("Nothing more."))})
    code, out, _ = run("translations")
    assert (code, f"{name}, end: nobody has read this as it is now." in out) == (0, True)
    code, _, err = run("translations", "--check")
    assert code == 1
    assert_in(err, "    | Nothing more.\n", "    | Rien.\n", f"enclair translations --done {name} end\n")
    assert run("translations", "--done", name, "end", "title") == (0, f"recorded: {name}, end\n", "")
    assert run("translations", "--check")[0] == 0
    run.fails("not so: no-cell. `uv run enclair", "translations", "--done", name, "end", "no-cell")


def test_a_notebook_that_is_there_in_one_language_is_told(checkout, lang):
    (checkout / "notebooks" / lang / "one.ipynb").unlink()
    assert [one.problem for one in notebooks.report(checkout)] == ["this stands in one language alone."]


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
