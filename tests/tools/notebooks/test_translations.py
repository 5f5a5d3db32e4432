"""Translations keep in step: what is missing, differs, or renders an older English text is named."""

import copy
import json
import re
import shutil
from pathlib import Path

import pytest

from enclair.command import cli
from enclair.text.locale import LANGUAGES
from enclair_tools.notebooks import translations
from enclair_tools.notebooks.canonical import NotebookError, dumps, read
from enclair_tools.notebooks.translations import code_without_texts, digest, faults, has_words
from tests.helpers import code, markdown, notebook

REPO = Path(__file__).parents[3]
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
        markdown("Nothing.", "end"),
        metadata={"enclair": copy.deepcopy(NOTE)},
    )


def french():
    """The same lesson in French, in step."""
    made = english()
    words = {
        "title": "# Que s’est-il passé ?",
        "ask": 'names = ["a", "b"]\npredict("Comment est-ce ?", names)',
        "end": "Rien.",
    }
    for cell in made["cells"]:
        if cell["id"] in words:
            cell["metadata"]["enclair"] = {"english": digest(cell["source"])}
            cell["source"] = words[cell["id"]]
    made["metadata"]["enclair"]["lang"] = "fr"
    made["metadata"]["enclair"]["sections"][0]["title"] = "Quoi ?"
    return made


def cell(made, identity):
    return next(each for each in made["cells"] if each["id"] == identity)


def found(theirs, ours=None):
    return [(each.cell, each.problem) for each in faults(ours or english(), theirs, "fr/one.ipynb")]


def test_every_translation_of_the_kit_is_in_step():
    assert [str(fault) for fault in translations.report(REPO)] == []


def test_every_notebook_is_there_in_every_language():
    for folder in ("notebooks", "solutions", "exercises"):
        names = {
            lang: [path.name for path in sorted((REPO / folder / lang).glob("0*.ipynb"))]
            for lang in LANGUAGES
        }
        assert names["en"]
        assert names["fr"] == names["en"], folder


@pytest.mark.parametrize(
    "path", sorted((REPO / "exercises" / "en").glob("*.ipynb")), ids=lambda path: path.name
)
def test_exercises_have_the_same_cells_and_code_in_both_languages(path):
    ours, theirs = read(path)["cells"], read(path.parent.parent / "fr" / path.name)["cells"]
    assert [(each["id"], each["cell_type"], each["metadata"]) for each in theirs] == [
        (each["id"], each["cell_type"], each["metadata"]) for each in ours
    ]
    for one, other in zip(ours, theirs, strict=True):
        if one["cell_type"] == "code":
            assert code_without_texts("".join(other["source"])) == code_without_texts(
                "".join(one["source"])
            ), one["id"]


def test_a_notebook_in_step_has_no_fault():
    assert found(french()) == []


def test_a_cell_of_code_without_words_needs_no_digest_and_one_with_words_does():
    theirs = french()
    del cell(theirs, "ask")["metadata"]["enclair"]
    ((identity, said),) = found(theirs)
    assert (identity, "nothing tells which English text" in said) == ("ask", True)


def test_a_missing_and_an_extra_cell_are_named():
    theirs = french()
    theirs["cells"] = [each for each in theirs["cells"] if each["id"] != "end"] + [markdown("Fin.", "more")]
    assert [(where, said[:30]) for where, said in found(theirs)] == [
        ("end", "this cell is missing."),
        ("more", "the English notebook has no su"),
    ]


def test_another_order_another_kind_and_other_tags_are_named():
    theirs = french()
    theirs["cells"].insert(1, theirs["cells"].pop(2))
    assert found(theirs) == [("run", "this cell stands in another place.")]
    theirs = french()
    cell(theirs, "run")["cell_type"] = "markdown"
    assert found(theirs) == [("run", "this is a markdown cell, and the English one a code cell.")]
    theirs = french()
    cell(theirs, "ask")["metadata"]["tags"] = []
    ((identity, said),) = found(theirs)
    assert (identity, said.startswith("its metadata differ")) == ("ask", True)


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


def test_a_change_of_the_english_text_is_told_with_both_texts_until_it_is_done(tmp_path):
    for lang, made in (("en", english()), ("fr", french())):
        (tmp_path / lang).mkdir()
        (tmp_path / lang / "one.ipynb").write_text(dumps(made), encoding="utf-8")
    paths = [tmp_path / lang / "one.ipynb" for lang in ("en", "fr")]
    changed = read(paths[0])
    cell(changed, "end")["source"] = ["Nothing more."]
    paths[0].write_text(dumps(changed), encoding="utf-8")
    (fault,) = faults(*map(read, paths), "fr/one.ipynb")
    assert fault.problem == "the English text has changed since it was translated."
    assert (fault.english, fault.translation) == ("Nothing more.", "Rien.")
    assert "enclair translations --done fr/one.ipynb end" in fault.todo
    assert translations.done(paths[1], ["end", "title"]) == ["end"]
    assert faults(*map(read, paths), "fr/one.ipynb") == []
    assert "".join(cell(read(paths[1]), "end")["source"]) == "Rien."
    with pytest.raises(NotebookError, match=r"not so: nowhere\. .*enclair translations"):
        translations.done(paths[1], ["end", "nowhere"])


def test_words_that_are_still_english_are_told():
    theirs = french()
    end = cell(theirs, "end")
    end["source"], end["metadata"] = "Nothing.", {}
    assert found(theirs) == [("end", "it still has the English words.")]
    # Where they hold in both languages somebody has said so.
    end["metadata"] = {"enclair": {"english": digest("Nothing.")}}
    assert found(theirs) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"lang": "en"}, "its metadata give the language 'en'."),
        ({"lesson": 2}, "its metadata give lesson: 2."),
        ({"minutes": 7}, "its metadata give minutes: 7."),
        ({"more": 1}, "its metadata give more: 1."),
        ({"sections": []}, r"its metadata have other sections: \[\]"),
        ({"sections": [NOTE["sections"][0] | {"minutes": 5}]}, "other sections: .*5"),
        ({"sections": [NOTE["sections"][0] | {"title": " "}]}, "section one has no title."),
    ],
)
def test_metadata_of_a_notebook_that_differ_are_told(change, said):
    theirs = french()
    theirs["metadata"]["enclair"] |= change
    ((identity, told),) = found(theirs)
    assert identity == ""
    assert re.search(said, told)


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A copy of the repository with one lesson that is out of step, and the current folder in it."""
    shutil.copy(REPO / "pyproject.toml", tmp_path)
    theirs = french()
    cell(theirs, "end")["metadata"]["enclair"]["english"] = "0" * 16
    for lang, made in (("en", english()), ("fr", theirs)):
        (tmp_path / "notebooks" / lang).mkdir(parents=True)
        (tmp_path / "notebooks" / lang / "one.ipynb").write_text(dumps(made), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_command_lists_checks_and_records(checkout, capsys):
    assert cli.main(["translations"]) == 0
    assert "notebooks/fr/one.ipynb, cell end: the English text has changed" in capsys.readouterr().out
    assert cli.main(["translations", "--check"]) == 1
    assert "| Rien." in capsys.readouterr().err
    assert cli.main(["translations", "--done", "notebooks/fr/one.ipynb", "end"]) == 0
    assert capsys.readouterr().out == "recorded: notebooks/fr/one.ipynb, cell end\n"
    assert cli.main(["translations", "--check"]) == 0
    assert "in step" in capsys.readouterr().out
    assert cli.main(["translations", "--done", "notebooks/fr/one.ipynb", "no-cell"]) == 2
    (checkout / "notebooks" / "fr" / "one.ipynb").unlink()
    assert cli.main(["translations", "--check"]) == 1
    assert "the notebook is missing" in capsys.readouterr().err


def test_a_notebook_without_an_english_one_is_told(checkout, capsys):
    (checkout / "notebooks" / "en" / "one.ipynb").unlink()
    assert cli.main(["translations", "--check"]) == 1
    assert "there is no English notebook of this name" in capsys.readouterr().err


def test_exercises_say_nothing_of_the_english_text_of_their_solution():
    for path in (REPO / "exercises").glob("fr/*.ipynb"):
        assert '"english"' not in json.dumps([each["metadata"] for each in read(path)["cells"]])


def numbers(words):
    """The numbers in a text, however its language writes thousands, decimals and hours."""
    words = re.sub(r"https?://\S+|\(\.\./[^)]*\)|\b[A-Z]\d+\b|:00\b", "", words)
    words = re.sub(r"(?<=\d)[\u202f\u00a0 ](?=\d{3}\b)|(?<=\d),(?=\d{3}\b)", "", words)
    words = re.sub(r"(?<=\d),(?=\d)", ".", words)
    return set(re.findall(r"\d+(?:\.\d+)?", re.sub(r"\b1er\b", "1", words)))


PAIRS = [(path, path.parents[1] / "fr" / path.name) for path in sorted(REPO.glob("[ns]o*/en/[0-9]*.ipynb"))]


@pytest.mark.parametrize(("ours", "theirs"), PAIRS, ids=lambda path: f"{path.parts[-3]}-{path.name[:2]}")
def test_each_number_of_the_prose_is_in_its_translation(ours, theirs):
    """What other tests compare with the tables in English, they thereby compare in French."""
    assert ours.parts[-3] in translations.FOLDERS
    french = {each["id"]: "".join(each["source"]) for each in read(theirs)["cells"]}
    for each in read(ours)["cells"]:
        if each["cell_type"] == "markdown":
            assert numbers("".join(each["source"])) == numbers(french[each["id"]]), each["id"]


@pytest.mark.parametrize(
    ("english", "french", "same"),
    [
        ("1,234.5 on 1 May at 9:00", "1\u202f234,5 le 1er mai à 9\u00a0h", True),
        ("673 requests (Q29)", "673 demandes (Q29)", True),
        ("673 requests", "637 demandes", False),
        ("12.5", "125", False),
    ],
)
def test_which_numbers_are_the_same(english, french, same):
    assert (numbers(english) == numbers(french)) is same


def test_there_are_lessons_and_exercises_to_compare():
    assert {ours.parts[-3] for ours, _ in PAIRS} == set(translations.FOLDERS)
    assert len(PAIRS) == len([*REPO.glob("notebooks/en/*.ipynb"), *REPO.glob("solutions/en/*.ipynb")]) >= 17
