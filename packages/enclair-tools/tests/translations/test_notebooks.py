"""Translations keep in step: what is missing, differs, or renders an older English text is named."""

import copy
import re
import shutil
from pathlib import Path

import pytest

from enclair.command import cli
from enclair.text.locale import LANGUAGES
from enclair_tools.notebooks.canonical import dumps, read
from enclair_tools.translations import notebooks, records
from enclair_tools.translations.notebooks import code_without_texts, faults, has_words
from tests.helpers import assert_in, code, markdown, notebook

REPO = Path(__file__).parents[4]
CODE = 'names = ["a", "b"]\npredict("What is it like?", names)  # asks first'
NOTE = {
    "lang": "en",
    "lesson": 1,
    "minutes": 6,
    "sections": [{"id": "one", "title": "What?", "core": True, "minutes": 6}],
}


def english():
    """A small lesson in English."""
    first = code(CODE, "ask", tags=["raises-exception"])
    return notebook(
        markdown("# What happened?", "title"),
        first,
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


def problems(theirs, ours=None):
    return [(fault.key, fault.problem) for fault in faults(ours or english(), theirs, "fr/one.ipynb")]


def test_every_notebook_of_the_kit_is_there_in_every_language_and_in_step():
    assert [*notebooks.report(REPO)] == []
    for folder in ("notebooks", "solutions", "exercises"):
        english, french = (
            [path.name for path in sorted((REPO / folder / lang).glob("0*.ipynb"))] for lang in LANGUAGES
        )
        assert english == french != [], folder


def another_end(theirs):
    theirs["cells"][-1] = markdown("Fin.", "more")


def another_order(theirs):
    theirs["cells"].insert(1, theirs["cells"].pop(2))


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (lambda _: None, []),
        (another_end, [("end", "this cell is missing."), ("more", "the English notebook has no such cell.")]),
        (another_order, [("run", "this cell stands in another place.")]),
        (lambda theirs: cell(theirs, "end").update(cell_type="raw"), [("end", "its kind: 'raw'.")]),
        (
            lambda theirs: cell(theirs, "ask")["metadata"].update(tags=[]),
            [("ask", "its metadata: {'tags': []}.")],
        ),
    ],
)
def test_what_is_not_in_step_is_named(change, wanted):
    theirs = french()
    change(theirs)
    assert problems(theirs) == wanted


def test_other_code_is_named_with_both_texts():
    theirs = french()
    cell(theirs, "run")["source"] = "x = 2"
    (fault,) = faults(english(), theirs, "fr/one.ipynb")
    assert "more than strings and comments" in fault.problem
    assert (fault.english, fault.translation) == ("x = 1", "x = 2")
    assert "    | x = 1" in str(fault)
    assert "    | x = 2" in str(fault)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ('f("one")  # a', "f('un')", True),
        (
            'def f():\n    """Say."""\n    return 1',
            'def f():\n    """Dit.\n\n    Plus."""\n    return 1',
            True,
        ),
        ('f"{x} is {y:.1f}"', 'f"on a {x}, puis {y:.1f}"', True),
        ('f"{x} is"', 'f"{y} est"', False),
        ('f"{x:.1f}"', 'f"{x:.2f}"', False),
        ('[f"{x:.1f}", [[[[["one"]]]]]]', '[f"{x:.1f}", [[[[["un"]]]]]]', True),
        ('a = ["one", "two"]', 'a = ["un"]', False),
        ("f(1)", "f(2)", False),
        ("f(x)", "f(y)", False),
        ('f("1")', "f(1)", False),
        ("%matplotlib inline", "%matplotlib inline", True),
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


@pytest.mark.parametrize(
    ("change", "pattern"),
    [
        ({"lang": "en"}, "its lang: 'en'."),
        ({"lesson": 2}, "its lesson: 2."),
        ({"more": 1}, "its more: 1."),
        ({"sections": []}, r"its sections: \[\]"),
        ({"sections": [NOTE["sections"][0] | {"minutes": 5}]}, "its sections: .*5"),
    ],
)
def test_metadata_of_a_notebook_that_differ_are_told(change, pattern):
    theirs = french()
    theirs["metadata"]["enclair"] |= change
    ((identity, problem),) = problems(theirs)
    assert identity == ""
    assert re.search(pattern, problem)


def write(folder, lang, made):
    path = folder / "notebooks" / lang / "one.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dumps(made), encoding="utf-8")
    return path


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A copy of the repository with one lesson that is out of step, and the current folder in it."""
    shutil.copy(REPO / "pyproject.toml", tmp_path)
    write(tmp_path, "en", english())
    path = write(tmp_path, "fr", french())
    readings = notebooks.readings(path)
    (path.parent / records.RECORDS).write_text(
        "".join(f"one\t{key}\t{reading.digest}\n" for key, reading in readings.items()), encoding="utf-8"
    )
    changed = english()
    cell(changed, "end")["source"] = ["Nothing more."]
    write(tmp_path, "en", changed)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_change_of_the_english_text_is_told_with_both_texts_until_it_is_done(checkout, capsys):
    name = "notebooks/fr/one.ipynb"
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
