import ast
import builtins
import re
import shutil

import numpy as np
import pytest

from enclair import load_case
from enclair.case.model import NAMES_FILE, display_name
from enclair.text import locale
from enclair.text.errors import ChoiceError
from tests.helpers import CASE, REPO, SOURCES, refused

#: Words of ours in the name of a source: who reads French reads it in French.
DESCRIBING = re.compile(
    r"\b(quoting|quoted|citing|copy|copied|reading|read|seen|archived|mirror|embedding|transcribed|translation|"
    r"judgment|statement|press release|summary|version|edition|speech|interview|record|paragraphs?)\b"
)
#: They stand in the title of a document.
TITLES = {"UK in a Changing Europe, What is the European Court of Human Rights?"}


def test_the_name_of_a_source_is_french_for_who_reads_french():
    tables = (getattr(CASE, name) for name in CASE.tables)
    names = {name for table in tables if "source_name" in table for name in table["source_name"]}
    described = {name for name in names - TITLES if DESCRIBING.search(name)}
    assert len(described) > 100
    assert {name for name in described if display_name(name, "fr") == name} == set()
    assert locale.text("Next", "fr") != "Next" == display_name("Next", "fr")  # called like a button


def test_a_case_of_one_s_own_says_its_names_and_one_without_shows_them(tmp_path):
    shutil.copytree(REPO / "datasets" / "telegram", tmp_path / "own")
    package, names = tmp_path / "own" / "datapackage.json", tmp_path / "own" / "teaching" / NAMES_FILE
    described = package.read_text(encoding="utf-8")
    package.write_text(described.replace('"telegram"', '"own"', 1), encoding="utf-8")
    names.write_text('[fr]\n"Mirror" = "Miroir"\n', encoding="utf-8")
    load_case(tmp_path / "own")
    assert display_name("Mirror", "fr") == "Miroir"
    shutil.copytree(tmp_path / "own", tmp_path / "bare", ignore=shutil.ignore_patterns("teaching"))
    load_case(tmp_path / "bare")
    assert display_name("Mirror", "fr") == display_name("Mirror", "en") == "Mirror"


#: A sentence of English has such a word before another one; code and regular expressions have their signs.
SMALL = re.compile(r"(?:^|[ (])(?:the|of|is|are|to|not|no|in|and|for|with|it|has|an?) \w")
CODE = re.compile(r"[\\[\]|]|{[ %]|^uv run")
#: What only authors, CI and who writes a kernel meet is in English; what checks compare with is no sentence.
ENGLISH = re.compile(
    r"/enclair_tools/(translations/|notebooks/(canonical|exercises)\.|validation\.|publish/(cards|chromium)\.|verbs\.)"
    r"|/enclair_tools/teach/(balance_report|guide|parts|standards|vocabulary)\."
    r"|/enclair_site/(build|front|patch_jupyterlite)\."
    r"|/enclair_marking/(course/course_config\.|sandbox/)"
    r"|/(checks|hints|sides|rivals_table)\.py$|/enclair/(case/datapackage|text/locale|views/draw)\.py$"
)


def escaped(code, translated):
    """The sentences in ``code`` that are in no catalogue.

    Help of traits, docstrings and Python's own errors are for who writes code, and in English.
    """
    spared = set()
    for node in ast.walk(tree := ast.parse(code)):
        match node:
            case ast.Assert() | ast.Expr(value=ast.Constant()) | ast.keyword(arg="help"):
                spared |= {id(part) for part in ast.walk(node)}
            case ast.Raise(exc=ast.Call(func=ast.Name(id=name))) if name in {*dir(builtins), "JoinError"}:
                spared |= {id(part) for part in ast.walk(node)}
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spared
        if node.value not in translated and SMALL.search(node.value) and not CODE.search(node.value)
        if len(re.findall(r"[^\W\d_]{2,}", node.value)) > 2
    }


def test_no_sentence_that_somebody_reads_escapes_the_catalogue():
    translated = {*locale.catalogue("fr"), "what to say"}  # the last one: a code
    for path in (path for source in SOURCES for path in source.rglob("*.py")):
        if not ENGLISH.search(path.as_posix()):
            assert escaped(path.read_text(encoding="utf-8"), translated) == set(), path


@pytest.mark.parametrize("value", [0, 6, "3", None, [1], np.array([1, 2])])
def test_what_is_no_whole_number_of_a_range_is_refused_in_one_sentence(value):
    locale.check_whole("days", 5, 1, 5)
    refused(ChoiceError, "write a whole number from 1 to 5.", locale.check_whole, "days", value, 1, 5)
