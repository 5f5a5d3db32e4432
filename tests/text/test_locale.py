import ast
import builtins
import re
import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from enclair import load_case
from enclair.case import naming
from enclair.text import locale
from enclair_tools.teach import session_notebook
from tests.helpers import REPO

PACKAGE = Path(str(files("enclair")))
TOOLS = Path(str(files("enclair_tools")))


#: Words of ours in the name of a source: who reads French reads it in French.
DESCRIBING = re.compile(
    r"\b(quoting|quoted|citing|copy|copied|reading|read|seen|archived|mirror|embedding|transcribed|translation|"
    r"judgment|statement|press release|summary|version|edition|speech|interview|record|paragraphs?)\b"
)
#: They stand in the title of a document.
TITLES = {"UK in a Changing Europe, What is the European Court of Human Rights?"}


def names_of_sources() -> set[str]:
    case = load_case("telegram")
    tables = (getattr(case, name) for name in case.tables)
    return {name for table in tables if "source_name" in table for name in table["source_name"]}


def test_the_name_of_a_source_is_french_for_who_reads_french() -> None:
    names = {name for name in names_of_sources() - TITLES if DESCRIBING.search(name)}
    assert len(names) > 100
    assert {name for name in names if naming.display_name(name, "fr") == name} == set()


def test_a_source_that_is_called_like_a_button_keeps_its_name() -> None:
    assert locale.text("Next", "fr") != "Next" == naming.display_name("Next", "fr")


def test_a_case_of_one_s_own_says_its_names_and_one_without_shows_them(tmp_path: Path) -> None:
    shutil.copytree(REPO / "datasets" / "telegram", tmp_path / "own")
    package, names = tmp_path / "own" / "datapackage.json", tmp_path / "own" / "teaching" / naming.FILE
    described = package.read_text(encoding="utf-8")
    package.write_text(described.replace('"telegram"', '"own"', 1), encoding="utf-8")
    names.write_text('[fr]\n"Mirror" = "Miroir"\n', encoding="utf-8")
    load_case(tmp_path / "own")
    assert naming.display_name("Mirror", "fr") == "Miroir"
    shutil.copytree(tmp_path / "own", tmp_path / "bare", ignore=shutil.ignore_patterns("teaching"))
    load_case(tmp_path / "bare")
    assert naming.display_name("Mirror", "fr") == naming.display_name("Mirror", "en") == "Mirror"


#: Two words in a row that nobody reads: names of fonts, places in a picture, and what joins modules.
NOT_READ = {"DejaVu Sans", "outside lower left", "upper left", "offset points", "\nexport default "}
NOT_READ |= {", expected one of "}  # of the description of a case, for its author
#: What takes names, types and help for who writes code.
NO_WORDS = {"many", "cast", "check_choice", "Int", "Day"}
#: What takes a regular expression.
PATTERNS = {"compile", "findall", "fullmatch", "match", "search", "split", "sub"}
TWO_WORDS = re.compile(r"[^\W\d_]{2,}\W*\s\W*[^\W\d_]{2,}")
#: A place for a value, and what has names of columns, types or attributes: no words.
_PLACE, _NAMES = re.compile(r"{[^{}]*}"), re.compile(r"\w_\w|\w\[|=\"")
#: Code, styles and switches in what is printed: they have a sign that no sentence has.
_CODE = re.compile(
    r"{[ %\"]|</?\w|^\s*(import|from) |^--|^\(begin|aria-|default-src|'self'|width: |uv run .*enclair|SELECT "
)
_MARKUP = re.compile(r"<style>.*|[^<>]*src=.*|<!doctype.*|<[^>]*>?|^[^<>]*>|[a-z-]+: ?[^;\"]*;", re.DOTALL)


def escaped(code: str, translated: set[str], command: bool = False) -> set[str]:
    """The strings of two words or more in ``code`` that are in no catalogue.

    Errors, help of traits, docstrings and types are for who writes code: they are in English everywhere. In
    what a ``command`` says, errors and help are for everybody.
    """
    tree = ast.parse(code)
    spared: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert) or (not command and _refuses(node)):
            spared |= {id(part) for part in ast.walk(node)}
        elif isinstance(node, ast.keyword) and node.arg == "help" and not command:
            spared |= {id(one) for one in ast.walk(node.value)}
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in PATTERNS:
            spared |= {id(part) for part in ast.walk(node)}
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            spared.add(id(node.value))
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in NO_WORDS:
            spared |= {id(part) for part in ast.walk(node)}
        elif isinstance(node, ast.FunctionDef) and any(map(_of_authors, node.decorator_list)):
            spared |= {id(one) for one in ast.walk(node) if one is not node.decorator_list[0].args[0]}
        elif isinstance(node, ast.AnnAssign | ast.arg | ast.FunctionDef):
            types = node.returns if isinstance(node, ast.FunctionDef) else node.annotation
            spared |= {id(one) for one in ast.walk(types)} if types else set()
    words = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spared
    }
    if command:
        words = {word for word in words if not _CODE.search(word)}
    plain = {word: _PLACE.sub("", word) for word in words - translated - NOT_READ}
    return {
        word
        for word, left in plain.items()
        if TWO_WORDS.search(_MARKUP.sub("", left)) and not _NAMES.search(left)
    }


def _refuses(node: ast.AST) -> bool:
    """Whether this raises an error, or is a function that does nothing else."""
    return isinstance(node, ast.Raise) or (isinstance(node, ast.FunctionDef) and node.name == "_check")


def _of_authors(decorator: ast.expr) -> bool:
    """Whether a verb is for authors and CI alone, who read English."""
    return isinstance(decorator, ast.Call) and "english" in [keyword.arg for keyword in decorator.keywords]


#: What shows something: views, their models apart, and figures.
ON_SCREEN = [
    path
    for path in sorted(PACKAGE.rglob("*.py"))
    if path.with_suffix(".js").exists()
    or path.stem.rpartition("_")[2] in ("view", "table")
    or "figures" in (path.stem, path.parent.name)
    or path.parent.name == "views"
    if path.stem not in ("style", "modules")
]


def test_no_word_on_screen_escapes_the_catalogue() -> None:
    translated = set(locale.catalogue("fr"))
    assert len(ON_SCREEN) > 30
    untranslated = {path.name: escaped(path.read_text(encoding="utf-8"), translated) for path in ON_SCREEN}
    assert {name: words for name, words in untranslated.items() if words} == {}


#: Where the words of commands stand: their help, what they print, their errors.
OF_COMMANDS = [
    f"enclair/{name}.py"
    for name in (
        *("__main__", "text/toml", "case/model"),
        *(
            "lessons/start_here/doctor",
            "lessons/start_here/exports",
            "lessons/start_here/calibration",
            "lessons/start_here/gain",
            "lessons/start_here/gain_report",
            "lessons/start_here/student_t",
        ),
    )
]
OF_COMMANDS += [
    path.relative_to(PACKAGE.parent).as_posix()
    for folder in (PACKAGE / "command", TOOLS)
    for path in sorted(folder.rglob("*.py"))
]
#: Two words in a row there that are names, code, or parts of errors of authors.
NOT_SAID = {"En clair", "Google Chrome", "Microsoft Edge", "Python (sandbox)", "enclair survey"}
NOT_SAID |= {": there is no such sentence.", ": the sentence ", " cannot be said: "}
NOT_SAID |= {"write nothing; exit with 1 if a file differs", session_notebook.STUB}
#: What only authors, CI and who writes a kernel meet is in English.
ENGLISH = tuple(
    f"enclair_tools/{name}"
    for name in (
        *("translations/", "notebooks/canonical", "notebooks/exercises", "validation", "publish/cards"),
        *(
            "publish/site/build",
            "publish/site/front",
            "publish/site/patch_jupyterlite",
            "teach/balance_report",
        ),
        *(
            "teach/guide",
            "teach/parts",
            "teach/standards",
            "marking/course/course_config",
            "marking/sandbox/",
        ),
    )
)


def test_no_word_of_a_command_escapes_the_catalogue() -> None:
    translated = set(locale.catalogue("fr")) | NOT_SAID
    names = [name for name in OF_COMMANDS if not name.startswith(ENGLISH)]
    code = {name: (PACKAGE.parent / name).read_text(encoding="utf-8") for name in names}
    untranslated = {name: escaped(code[name], translated, command=True) for name in names}
    assert {name: words for name, words in untranslated.items() if words} == {}


def errors(code: str) -> str:
    """What ``code`` raises, Python's own errors apart: those are for who writes code."""
    raised = [
        node
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Raise)
        and isinstance(node.exc, ast.Call)
        and getattr(node.exc.func, "id", "") not in [*dir(builtins), "JoinError"]
    ]
    return "\n".join(map(ast.unparse, raised))


def test_no_error_of_a_notebook_escapes_the_catalogue() -> None:
    translated = set(locale.catalogue("fr")) | NOT_SAID
    parts = ("case", "checks", "figures", "views", "lessons")
    paths = [path for part in parts for path in sorted((PACKAGE / part).rglob("*.py"))]
    untranslated = {
        path: escaped(errors(path.read_text(encoding="utf-8")), translated, command=True) for path in paths
    }
    assert {name: words for name, words in untranslated.items() if words} == {}


def test_an_error_that_escapes_is_found() -> None:
    code = (
        'if bad:\n    raise ChoiceError(f"Nobody translated {this}")\nraise ValueError("for who writes code")'
    )
    assert escaped(errors(code), set(), command=True) == {"Nobody translated "}


@pytest.mark.parametrize(
    ("code", "untranslated"),
    [
        ('print("Nobody translated this")', {"Nobody translated this"}),
        ('raise PlainError("Nobody translated this")', {"Nobody translated this"}),
        ('said = text(f"Nobody can translate {this}")', {"Nobody can translate "}),
        ('said = "Nobody translated {this}"', {"Nobody translated {this}"}),
        ('style = "p { margin: 0 auto }"', set()),
        ('one.add_argument("--to", help="where to make it")', {"where to make it"}),
        ('Parser(description="what it does")', {"what it does"}),
        ('print(text("Search"))', set()),
        ('re.compile("two words")', set()),
        ('def f():\n    """Say what it does."""', set()),
    ],
)
def test_what_counts_as_an_escaped_word_of_a_command(code: str, untranslated: set[str]) -> None:
    assert escaped(code, {"Search"}, command=True) == untranslated


@pytest.mark.parametrize(
    ("code", "untranslated"),
    [
        ('title = "What nobody translated"', {"What nobody translated"}),
        ('return_ = f"prime {x}, secrets of both"', {", secrets of both"}),
        ('title = text("Search")', set()),
        ('raise ChoiceError("found nothing here")', set()),
        ("page = \"<p class='a b'>\"", set()),
        ('def f():\n    """Say what it does."""', set()),
    ],
)
def test_what_counts_as_an_escaped_word(code: str, untranslated: set[str]) -> None:
    assert escaped(code, {"Search"}) == untranslated


@pytest.mark.parametrize(
    ("count", "lang", "expected"),
    [
        *((0, "en", "0 days"), (1, "en", "1 day"), (1.5, "en", "1.5 days"), (2, "en", "2 days")),
        *((0, "fr", "0 jour"), (1, "fr", "1 jour"), (1.5, "fr", "1.5 jour"), (2, "fr", "2 jours")),
    ],
)
def test_plurals_are_those_of_the_language(count: float, lang: str, expected: str) -> None:
    assert locale.plural("{days} day", "{days} days", count).format(days=count) == expected


@pytest.mark.parametrize(
    ("value", "lang", "digits", "written"),
    [
        (10**12, "fr", 0, "1\u202f000\u202f000\u202f000\u202f000"),
        (2.675, "fr", 2, "2,68"),
        (1e-7, "en", 7, "0.0000001"),
    ],
)
def test_numbers_are_rounded_and_written_as_people_do(
    value: float, lang: str, digits: int, written: str
) -> None:
    """`tests/test_cases.py` has more of them, and dates, for the page as well."""
    assert locale.number(value, digits) == written


def test_a_day_that_is_not_known_is_said() -> None:
    assert locale.date("", "fr") == "date non indiquée"


def test_an_unknown_language_says_which_there_are() -> None:
    with pytest.raises(ValueError, match="en, fr"):
        locale.text("Search", "de")
