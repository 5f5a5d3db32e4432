"""The no-break spaces of French: set where French is, and in nothing else."""

import json

import pytest

from enclair.checks.feedback import FeedbackBuilder
from enclair.lessons.words_under_the_microscope import checks
from enclair.text.locale import use_locale
from enclair_tools.notebooks.canonical import write_if_changed
from enclair_tools.translations import spaces

W, N = spaces.WIDE, spaces.NARROW

#: What no space of which may change.
KEPT = [
    "`a ? b : c ; !` et ```\nx : 1 ; y ?\n```",
    "[lien](a ; b) https://x.org/?a=1;b $x : y ; z$ $$a ;$$",
    "<a title='x ; y ?'>, {n : 2}, {{ who ; }}, {% if a ; %}, <style>a : b ;</style>",
    "a != b, a ?x, ![image], a ::b, a := 1, | :--- | :-: |",
    "2024 100, 1.234 567, Qui?\n; rien",
]


@pytest.mark.parametrize(
    ("typed", "set_right"),
    [
        (
            "Qui ? « Moi », « lui » ; non ! : 5 % en 9 h",
            f"Qui{N}? «{W}Moi{W}», «{W}lui{W}»{N}; non{N}!{W}: 5{W}% en 9{W}h",
        ),
        (f"Qui{W}? {{n}}{W}; **oui**{N}: `x` !", f"Qui{N}? {{n}}{N}; **oui**{W}: `x`{N}!"),
        (f"{W}; ", f"{N}; "),
        ("«Moi» dit «", f"«{W}Moi{W}» dit «{W}"),
        ("sur 10 000, 1 000 000 ou 10\u00a0000", f"sur 10{N}000, 1{N}000{N}000 ou 10{N}000"),
        *((words, words) for words in KEPT),
    ],
)
def test_which_spaces_are_set(typed, set_right):
    assert spaces.spaced(typed) == set_right
    assert spaces.spaced(set_right) == set_right


def test_words_of_others_keep_theirs():
    assert spaces.spaced("Il dit : « quoi ? ».", ("quoi ?",)) == f"Il dit{W}: «{W}quoi ?{W}»."


@pytest.fixture
def kit(tmp_path):
    """A repository with one file of each kind, and what it holds before."""
    cell = {"metadata": {}, "id": "a"}
    code = 'x = "Qui ?"  # quoi ;\ny = """Un\n  deux ?"""; z = a if b else c\n'
    notebook = {
        "cells": [
            cell | {"cell_type": "markdown", "source": ["Qui ?\n", "`a ?`"]},
            cell | {"cell_type": "code", "id": "b", "source": [code], "outputs": [], "execution_count": None},
        ],
        "metadata": {"title": "Quoi ?", "enclair": {"sections": [{"id": "s", "title": "Où ?"}]}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    files = {
        "notebooks/fr/00_a.ipynb": json.dumps(notebook),
        "src/enclair/fr.toml": '"a ?" = "b ?"  # 0123abcd\nlist = ["c ?", "d"]\nall = { no = "e ?" }\n',
        "teaching/sessions/s.toml": '[en]\na = "x ?"\n[fr]\na = "x ?"\n[[fr.exit]]\nx = [\n  ["y ?"],\n]\n',
        "datasets/k/datapackage.json": '{"title": "a ?", "title_fr": "a \\"b\\" ?"}\n',
        "datasets/k/quotes.csv": "language,quote_original,quote_fr,x_fr\n"
        'fr,A ?,A ?,"B, c ?"\nen,Who ?,A ? Lui ?,\n',
        "src/enclair/text/fr/LC_MESSAGES/enclair.po": 'msgid "Who ?"\nmsgstr "Qui ?"\n',
        "teaching/fr/a.md": "Qui ?\n\n```\na ?\n```\n",
        "deploy/hub/templates/a.html": '<p lang="fr" title="a ?">Qui ?</p>\n',
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


def changed(kit):
    """How many files have other spaces now."""
    return sum(write_if_changed(path, content) for path, content in spaces.generated(kit))


def test_only_french_changes_in_each_kind_of_file_and_only_once(kit):
    assert changed(kit) == 8
    assert changed(kit) == 0

    def now(name):
        return (kit / name).read_text(encoding="utf-8")

    notebook = json.loads(now("notebooks/fr/00_a.ipynb"))
    assert "".join(notebook["cells"][0]["source"]) == f"Qui{N}?\n`a ?`"
    assert "".join(notebook["cells"][1]["source"]) == (
        f'x = "Qui{N}?"  # quoi{N};\ny = """Un\n  deux{N}?"""; z = a if b else c\n'
    )
    assert notebook["metadata"]["title"] == f"Quoi{N}?"
    assert notebook["metadata"]["enclair"]["sections"][0]["title"] == f"Où{N}?"
    assert (
        now("src/enclair/fr.toml")
        == f'"a ?" = "b{N}?"  # 0123abcd\nlist = ["c{N}?", "d"]\nall = {{ no = "e{N}?" }}\n'
    )
    assert now("teaching/sessions/s.toml").partition("[fr]")[::2] == (
        '[en]\na = "x ?"\n',
        f'\na = "x{N}?"\n[[fr.exit]]\nx = [\n  ["y{N}?"],\n]\n',
    )
    assert now("datasets/k/datapackage.json") == f'{{"title": "a ?", "title_fr": "a \\"b\\"{N}?"}}\n'
    table = now("datasets/k/quotes.csv").splitlines()
    assert table[1:] == [f'fr,A ?,A ?,"B, c{N}?"', f"en,Who ?,A ? Lui{N}?,"]
    assert f'msgid "Who ?"\nmsgstr "Qui{N}?"' in now("src/enclair/text/fr/LC_MESSAGES/enclair.po")
    assert now("teaching/fr/a.md") == f"Qui{N}?\n\n```\na ?\n```\n"
    assert now("deploy/hub/templates/a.html") == f'<p lang="fr" title="a ?">Qui{N}?</p>\n'


def test_quotation_marks_that_a_table_does_not_need_are_no_spaces(kit):
    changed(kit)
    path = kit / "datasets/k/quotes.csv"
    path.write_text(path.read_text("utf-8") + '"en","Who","Qui",""\n', encoding="utf-8")
    assert changed(kit) == 0


@pytest.mark.parametrize("space", [" ", "  ", W, N])
def test_an_answer_may_have_any_space(space):
    with use_locale("fr"):
        feedback = FeedbackBuilder(checks.claims_and_evidence)
        assert feedback.in_english(f"en{space}partie{space}appuyée") == "partly supported"
