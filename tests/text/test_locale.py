import ast
import builtins
import re
import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from enclair import load_case
from enclair.case.model import NAMES_FILE, display_name
from enclair.text import locale
from enclair_tools.teach import session_notebook
from tests.helpers import REPO, SOURCES

PACKAGE = Path(str(files("enclair")))


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
    assert {name for name in names if display_name(name, "fr") == name} == set()


def test_a_source_that_is_called_like_a_button_keeps_its_name() -> None:
    assert locale.text("Next", "fr") != "Next" == display_name("Next", "fr")


def test_a_case_of_one_s_own_says_its_names_and_one_without_shows_them(tmp_path: Path) -> None:
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


#: Two words in a row that nobody translates: names, places in a picture, code, what authors alone meet.
UNTRANSLATED = {"DejaVu Sans", "outside lower left", "upper left", "offset points", "\nexport default "}
UNTRANSLATED |= {"En clair", "Google Chrome", "Microsoft Edge", "Python (sandbox)", "enclair survey"}
UNTRANSLATED |= {": there is no such sentence.", ": the sentence ", " cannot be said: ", ", expected one of "}
UNTRANSLATED |= {"write nothing; exit with 1 if a file differs", session_notebook.STUB}
UNTRANSLATED |= {"content removal", "general access or weakening", "cryptology declaration"}  # codes
UNTRANSLATED |= {"user.name=En clair", "En clair "}  # who commits
UNTRANSLATED |= {"targeted content", "targeted identification"}
#: What takes names, types, words of a class, or a regular expression.
NO_WORDS = {"many", "cast", "check_choice", "Int", "Day"}
NO_WORDS |= {"compile", "findall", "fullmatch", "match", "search", "split", "sub"}
#: What takes help that whoever types a command reads.
OF_COMMANDS = {"add_argument", "argument"}
TWO_WORDS = re.compile(r"[^\W\d_]{2,}\W*\s\W*[^\W\d_]{2,}")
#: A place for a value, and what has names of columns, types or attributes: no words.
_PLACE, _NAMES = re.compile(r"{[^{}]*}"), re.compile(r"\w_\w|\w\[|=\"")
#: Code, styles and switches have a sign that no sentence has.
_CODE = re.compile(
    r"{[ %\"]|</?\w|^\s*(import|from) |^--|^\(begin|aria-|default-src|'self'|width: |uv run .*enclair|SELECT "
)
_MARKUP = re.compile(r"<style>.*|[^<>]*src=.*|<!doctype.*|<[^>]*>?|^[^<>]*>|[a-z-]+: ?[^;\"]*;", re.DOTALL)


def escaped(code: str, translated: set[str]) -> set[str]:
    """The strings of two words or more in ``code`` that are in no catalogue.

    Help of traits, docstrings, types and Python's own errors are for who writes code, and in English.
    """
    spared: set[int] = set()
    for node in ast.walk(tree := ast.parse(code)):
        spared |= {id(part) for whole in _for_authors(node) for part in ast.walk(whole)}
    words = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spared
    }
    plain = {word: _PLACE.sub("", word) for word in words - translated - UNTRANSLATED}
    return {
        word
        for word, left in plain.items()
        if TWO_WORDS.search(_MARKUP.sub("", left)) and not (_NAMES.search(left) or _CODE.search(word))
    }


def _for_authors(node: ast.AST) -> list[ast.AST]:
    """Return what of a node nobody else reads."""
    match node:
        case ast.Assert() | ast.Expr(value=ast.Constant()):
            return [node]
        case ast.Raise(exc=ast.Call(func=ast.Name(id=name))) if name in {*dir(builtins), "JoinError"}:
            return [node]
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)) if name in NO_WORDS:
            return [node]
        case ast.FunctionDef(name="_check"):  # a function that refuses, and does nothing else
            return [node]
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)) if name not in OF_COMMANDS:
            return [keyword for keyword in node.keywords if keyword.arg == "help"]
        case ast.FunctionDef(decorator_list=[ast.Call(keywords=given, args=options)], body=body):
            if "english" in [keyword.arg for keyword in given]:  # a verb for authors and CI
                return [*body, *options, *given]
            return [node.returns] if node.returns else []
        case ast.AnnAssign(annotation=types) | ast.arg(annotation=types) | ast.FunctionDef(returns=types):
            return [types] if types else []
    return []


#: What only authors, CI and who writes a kernel meet is in English.
ENGLISH = re.compile(
    r"/enclair_tools/(translations/|notebooks/(canonical|exercises)\.|validation\.|publish/(cards|chromium)\.)"
    r"|/enclair_tools/teach/(balance_report|guide|parts|standards|vocabulary)\."
    r"|/enclair_site/(build|front|patch_jupyterlite)\."
    r"|/enclair_marking/(course/course_config\.|sandbox/)"
)


#: What shows something: views and figures; and what commands say.
SAYING = [
    path
    for path in sorted(PACKAGE.rglob("*.py"))
    if path.with_suffix(".js").exists()
    or path.stem.endswith(("_view", "_table"))
    or "figures" in (path.stem, path.parent.name)
    or path.parent.name in ("views", "command")
    or path.stem in ("__main__", "toml", "doctor", "exports")
    if path.stem not in ("style", "modules")
]
SAYING += [path for source in SOURCES[1:] for path in sorted(source.rglob("*.py"))]


def test_no_word_that_somebody_reads_escapes_the_catalogue() -> None:
    translated, untranslated = set(locale.catalogue("fr")), {}
    for path in [*SAYING, *PACKAGE.rglob("*.py")]:
        code = path.read_text(encoding="utf-8")
        if not ENGLISH.search(path.as_posix()) and path not in untranslated:
            untranslated[path] = escaped(code if path in SAYING else errors(code), translated)
    assert {path: words for path, words in untranslated.items() if words} == {}


def errors(code: str) -> str:
    """Return the statements of ``code`` that raise something."""
    raised = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Raise)]
    return "\n".join(map(ast.unparse, raised))


@pytest.mark.parametrize(
    ("code", "untranslated"),
    [
        ('title = "What nobody translated"', {"What nobody translated"}),
        ('print("Nobody translated {this}")', {"Nobody translated {this}"}),
        ('raise ChoiceError(f"Nobody translated {this}")', {"Nobody translated "}),
        ('said = text(f"Nobody can translate {this}")', {"Nobody can translate "}),
        ('one.add_argument("--to", help="where to make it")', {"where to make it"}),
        ('print(text("Search"))', set()),
        ('raise ValueError("for who writes code")', set()),
        ('trait = traitlets.Int(help="for who writes code")', set()),
        ("page = \"<p class='a b'>\"", set()),
        ('style = "p { margin: 0 auto }"', set()),
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
