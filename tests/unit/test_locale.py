import ast
import builtins
import inspect
import re
import tomllib
from importlib.resources import files
from pathlib import Path

import polib
import pytest

from enclair import load_case
from enclair.case import balance, claims, datapackage, events, questions, quotes
from enclair.command import cli, parser
from enclair.lessons.deciding_together import figures as deciding
from enclair.lessons.if_everyone_leaves import leaving
from enclair.lessons.judge_for_a_day import figures as judged
from enclair.lessons.judge_for_a_day import gates, judging
from enclair.lessons.needles_and_haystacks import scanning
from enclair.lessons.start_here import exports, gain, instrument, survey
from enclair.lessons.traces import explanations as rivals
from enclair.lessons.traces import traces
from enclair.lessons.traces.figures import disclosures
from enclair.lessons.what_can_the_server_see import grid, visibility
from enclair.lessons.what_can_the_server_see import key_exchange as exchange
from enclair.lessons.words_under_the_microscope import frames as framing
from enclair.lessons.words_under_the_microscope import recode_view as recode
from enclair.lessons.words_under_the_microscope.figures import FATES
from enclair.lessons.words_under_the_microscope.recode_view import Recode
from enclair.text import locale, toml
from enclair.views import compare, decide
from enclair.views import polling as poll
from enclair.views.claims import Claims
from enclair.views.poll import Poll
from enclair_tools.marking import provisioner
from enclair_tools.notebooks import exercises
from enclair_tools.publish import chromium
from enclair_tools.publish.site import front, serve
from enclair_tools.teach import planner, sides

PACKAGE = Path(str(files("enclair")))
TOOLS = Path(str(files("enclair_tools")))
#: Words that reach `text` as data, not as a string in the call.
AS_DATA = {*events.LABELS.values(), *locale.MONTHS, decide.QUESTION, decide.EXPLANATION, *compare.NAMES}
AS_DATA |= {*claims.LABELS.values(), Claims.TITLE, Recode.TITLE}
AS_DATA |= {*toml.strings(toml.tables("enclair.case", "claims.toml"))}
AS_DATA |= {*toml.strings(toml.tables("enclair_tools.marking", "sentences.toml"))}
AS_DATA |= {recode.TASK, recode.SIDES, recode.CAUTION, *recode.QUESTIONS}
AS_DATA |= {*recode.CODES.values()}
AS_DATA |= {called for _, called in quotes.SCALE.values()}
AS_DATA |= {*framing.said(), *(name for name, _ in FATES.values())}
AS_DATA |= {*traces.MEASURES.values(), *traces.ANSWERS.values(), *traces.BIRTHS, *traces.HOMES}
AS_DATA |= {*exchange.said(), *leaving.WHO.values()}
AS_DATA |= {*instrument.said(), *exports.REASONS, *gain.HEADS, *survey.HEADS, survey.Survey.TITLE}
AS_DATA |= {survey.INTRODUCTION, survey.SCALE, survey.WRITTEN, survey.COUNTED, survey.POINTS, survey.CONTENTS}
AS_DATA |= {*visibility.said(), grid.REAL, grid.Grid.TITLE, grid.Desk.TITLE}
AS_DATA |= {*scanning.said()}
AS_DATA |= {*questions.STATES.values(), *questions.HEADS.values(), *deciding.LINKS, *deciding.HEADS.values()}
AS_DATA |= {*judging.said(), gates.FICTION, gates.FREE_OF_ADVICE, gates.ASKS, gates.OURS, gates.Gates.TITLE}
AS_DATA |= {*gates.STATUS.values(), judged.REPORTED, judged.OURS, *judged.WHICH.values()}
AS_DATA |= {*judged.DEMANDS.values(), *judged.ANSWERS.values()}
AS_DATA |= {*front.ERASING, *front.ERASED}
AS_DATA |= {*disclosures.said(), *poll.said(), *rivals.said(), Poll.TITLE}
AS_DATA |= {word for _, *words in (*decide.OPTIONS, *decide.TERMS) for word in words}
#: What each command does: their docstrings, on one line.
DESCRIPTIONS = {verb.described for verb in cli.offered()[0]}
AS_DATA |= {*parser.SAID.values()}.union(*(verb.said() for verb in cli.offered()[0]))
AS_DATA |= {kind.expected for kind in datapackage.KINDS.values()}
AS_DATA |= {*locale.REFUSALS, *provisioner.REFUSALS, chromium.ADVICE}
AS_DATA |= {sides.INTRODUCTION, sides.LIMITS, *sides.KINDS.values(), *sides.TONGUES.values()}
AS_DATA |= {*sides.coded(load_case()), *sides.decks(), *balance.SIDES}


def said_in_code() -> set[str]:
    """Every string that the package hands to ``text`` in Python or a template, or to ``t`` in a page."""
    found = set()
    for path in PACKAGE.parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", "") in ("text", "plural")
                and node.args
            ):
                for argument in node.args[: 1 if node.func.id == "text" else 2]:
                    # The key in ``text(row["head"])`` is no word: those words stand in AS_DATA.
                    keys = {id(one.slice) for one in ast.walk(argument) if isinstance(one, ast.Subscript)}
                    words = (one for one in ast.walk(argument) if isinstance(one, ast.Constant))
                    found |= {one.value for one in words if id(one) not in keys}
    for path in PACKAGE.parent.rglob("*.js"):
        found |= set(re.findall(r'\bt\(\s*"([^"]+)"', path.read_text(encoding="utf-8")))
    for path in PACKAGE.parent.rglob("*.html"):
        found |= set(re.findall(r'\b(?:text|both)\("([^"]+)"', path.read_text(encoding="utf-8")))
    return {word for word in found if isinstance(word, str) and word}


def french() -> polib.POFile:
    return polib.pofile(str(PACKAGE / "text" / "fr" / "LC_MESSAGES" / "enclair.po"))


def test_every_word_has_its_french() -> None:
    missing = (said_in_code() | AS_DATA) - set(locale.catalogue("fr"))
    assert not missing


#: Columns of the case whose cells are words of the catalogue.
TRANSLATED = {"disclosures": ["country"], "charges": ["theme"], "headlines": ["outlet"]}
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
    told = {name for name in names_of_sources() - TITLES if DESCRIBING.search(name)}
    assert len(told) > 100
    assert {name for name in told if locale.source(name, "fr") == name} == set()


def test_a_source_that_is_called_like_a_button_keeps_its_name() -> None:
    assert locale.text("Next", "fr") != "Next" == locale.source("Next", "fr")


def strings_of(folder: Path) -> set[str]:
    """Every string that stands in the package, in Python and in the files of sentences."""
    found = set()
    for path in folder.rglob("*.py"):
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        found |= {one.value for one in nodes if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    for path in folder.rglob("*.toml"):
        found |= every_text(tomllib.loads(path.read_text(encoding="utf-8")))
    return found


def every_text(value: object) -> set[str]:
    if isinstance(value, dict):
        return set().union(*map(every_text, value.values()))
    if isinstance(value, list):
        return set().union(*map(every_text, value))
    return {value} if isinstance(value, str) else set()


def unused(words: set[str], *folders: Path) -> set[str]:
    """The ``words`` that stand nowhere: neither in ``folders`` nor in the cells that are translated."""
    case = load_case("telegram")
    known = set().union(*map(strings_of, folders))
    known |= {cell for name, columns in TRANSLATED.items() for cell in getattr(case, name)[columns].stack()}
    known |= names_of_sources()
    pages = "".join(
        path.read_text(encoding="utf-8")
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix in (".js", ".html")
    )
    scattered = pages.replace('\\"', '"')
    return {word for word in words if word not in known and word not in scattered}


def test_every_entry_of_the_catalogue_is_used() -> None:
    words = {message.rpartition(locale.IN)[2] for message in locale.catalogue("fr")}
    assert unused(words - DESCRIPTIONS, PACKAGE, TOOLS) == set(), "take these out of enclair.po"


def test_an_entry_that_nothing_says_is_found() -> None:
    assert unused({"Search", "Nobody says this any more."}, PACKAGE) == {"Nobody says this any more."}


#: Two words in a row that are no words for a reader: names of fonts, places, file keys and codes of the data.
NOT_READ = {"DejaVu Sans", "outside lower left", "upper left", "offset points", "export default"}
NOT_READ |= {
    "const views = {};",
    "const view =",
    *judged.DEMANDS,
    "Korea, Republic of",
    "Moldova, Republic of",
}
NOT_READ |= {" is missing"}  # a part of an error
#: What takes names, types and help for who writes code.
NO_WORDS = {"one", "many", "cast", "_code", "check_choice", "Int"}
#: What takes a regular expression.
PATTERNS = {"compile", "findall", "fullmatch", "match", "search", "split", "sub"}
TWO_WORDS = re.compile(r"[^\W\d_]{2,}\W*\s\W*[^\W\d_]{2,}")
#: Code, styles and switches: they have a sign that no sentence has. "{name}" is none.
_CODE = re.compile(r"{[ %\"]|</?\w|^\s*(import|from) |^--|^\(begin|aria-|default-src|width: ")
_MARKUP = re.compile(r"<style>.*|[^<>]*src=.*|<!doctype.*|<[^>]*>?|^[^<>]*>|[a-z-]+: ?[^;\"]*;", re.DOTALL)


def escaped(code: str, known: set[str], command: bool = False) -> set[str]:
    """The strings of two words or more in ``code`` that are in no catalogue.

    Errors, help of traits, docstrings and types are for who writes code: they are in English everywhere. In
    what a ``command`` says, errors and help are for everybody.
    """
    tree = ast.parse(code)
    spared: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert) or (isinstance(node, ast.Raise) and not command):
            spared |= {id(one) for one in ast.walk(node)}
        elif isinstance(node, ast.keyword) and node.arg == "help" and not command:
            spared |= {id(one) for one in ast.walk(node.value)}
        elif command and isinstance(node, ast.Call) and getattr(node.func, "attr", "") in PATTERNS:
            spared |= {id(one) for one in ast.walk(node)}
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            spared.add(id(node.value))
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in NO_WORDS:
            spared |= {id(one) for one in ast.walk(node)}
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
    return {
        word for word in words if word not in known | NOT_READ and TWO_WORDS.search(_MARKUP.sub("", word))
    }


@pytest.mark.parametrize("part", ["views", "figures", "lessons"])
def test_no_word_on_screen_escapes_the_catalogue(part: str) -> None:
    known = set(locale.catalogue("fr"))
    files_of_part = sorted((PACKAGE / part).rglob("*.py"))
    found = {path.name: escaped(path.read_text(encoding="utf-8"), known) for path in files_of_part}
    assert {name: words for name, words in found.items() if words} == {}


#: Where the words of commands stand: their help, what they print, their errors.
OF_COMMANDS = [
    f"enclair/{name}.py"
    for name in (
        *("__main__", "text/choices", "text/toml", "case/model", "case/datapackage", "case/tables"),
        *(
            "case/balance",
            "lessons/start_here/doctor",
            "lessons/start_here/exports",
            "lessons/start_here/gain",
        ),
    )
]
OF_COMMANDS += [
    path.relative_to(PACKAGE.parent).as_posix()
    for folder in (PACKAGE / "command", TOOLS)
    for path in sorted(folder.rglob("*.py"))
]
#: Two words in a row there that are commands, names of programs, code, or patterns of what others say.
NOT_SAID = {"uv run ", "uv run enclair ", "uv run enclair translations --done ", "enclair survey"}
NOT_SAID |= {"uv run --group marking enclair course ", "teaching/plans.toml, [plans."}
NOT_SAID |= {*parser.SAID, "Invalid Signature", "Kernel died"}
NOT_SAID |= {"Google Chrome", "Microsoft Edge", "En clair", "En clair · ", " · En clair", "Python (sandbox)"}
NOT_SAID |= {"raise NotImplementedError", "BEGIN SOLUTION", "in English", "in French"}
NOT_SAID |= {*exercises.TEXT_STUB.values(), *serve.POLICY.values()}
NOT_SAID |= {"PRAGMA quick_check", "PRAGMA secure_delete = ON", "SELECT name FROM assignment"}
NOT_SAID |= {
    "SELECT student_id, name FROM assignment JOIN submitted_assignment ON assignment_id = assignment.id"
}
NOT_SAID |= {"card lot", "sheet rows-sheet", *(part for parts in sides.VIEWS.values() for part in parts)}
#: A page that is in English alone.
NOT_SAID |= {
    one.value
    for one in ast.walk(ast.parse(inspect.getsource(planner.markdown)))
    if isinstance(one, ast.Constant) and isinstance(one.value, str)
}
#: What only who writes a kernel meets.
NOT_OF_COMMANDS = {"enclair_tools/marking/course_config.py"} | {
    f"enclair_tools/marking/{name}.py"
    for name in ("provisioner", "box", "cgroup", "inside", "syscalls", "watch")
}


@pytest.mark.parametrize("name", [name for name in OF_COMMANDS if name not in NOT_OF_COMMANDS])
def test_no_word_of_a_command_escapes_the_catalogue(name: str) -> None:
    known = set(locale.catalogue("fr"))
    found = escaped((PACKAGE.parent / name).read_text(encoding="utf-8"), known | NOT_SAID, command=True)
    assert found == set()


def errors(code: str) -> str:
    """What ``code`` raises, Python's own errors apart: those are for who writes code."""
    raised = [
        node
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Raise)
        and isinstance(node.exc, ast.Call)
        and getattr(node.exc.func, "id", "") not in dir(builtins)
    ]
    return "\n".join(map(ast.unparse, raised))


@pytest.mark.parametrize("part", ["case", "checks", "figures", "views", "lessons"])
def test_no_error_of_a_notebook_escapes_the_catalogue(part: str) -> None:
    known = set(locale.catalogue("fr"))
    paths = sorted((PACKAGE / part).rglob("*.py"))
    found = {
        path.name: escaped(errors(path.read_text(encoding="utf-8")), known, command=True) for path in paths
    }
    assert {name: words for name, words in found.items() if words} == {}


def test_an_error_that_escapes_is_found() -> None:
    code = (
        'if bad:\n    raise ChoiceError(f"Nobody translated {this}")\nraise ValueError("for who writes code")'
    )
    assert escaped(errors(code), set(), command=True) == {"Nobody translated "}


@pytest.mark.parametrize(
    ("code", "found"),
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
def test_what_counts_as_an_escaped_word_of_a_command(code: str, found: set[str]) -> None:
    assert escaped(code, {"Search"}, command=True) == found


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('title = "What nobody translated"', {"What nobody translated"}),
        ('return_ = f"prime {x}, secrets of both"', {", secrets of both"}),
        ('title = text("Search")', set()),
        ('raise ChoiceError("found nothing here")', set()),
        ("page = \"<p class='a b'>\"", set()),
        ('def f():\n    """Say what it does."""', set()),
    ],
)
def test_what_counts_as_an_escaped_word(code: str, found: set[str]) -> None:
    assert escaped(code, {"Search"}) == found


@pytest.mark.parametrize(
    ("count", "lang", "said"),
    [
        (0, "en", "0 days"),
        (1, "en", "1 day"),
        (1.5, "en", "1.5 days"),
        (2, "en", "2 days"),
        (0, "fr", "0 jour"),
        (1, "fr", "1 jour"),
        (1.5, "fr", "1.5 jour"),
        (2, "fr", "2 jours"),
    ],
)
def test_plurals_are_those_of_the_language(count: float, lang: str, said: str) -> None:
    assert locale.plural("{days} day", "{days} days", count, lang).format(days=count) == said


def test_a_word_with_a_context_is_another_word() -> None:
    assert locale.text("reports", "fr", "answer") == "signalements"
    assert locale.text("reports", "fr") == "signale"
    assert locale.text("reports", "en", "answer") == "reports"


def test_our_own_words_come_in_the_language_or_in_english_and_say_which() -> None:
    row = {"note": "closed", "note_fr": "fermé", "other": "open", "other_fr": ""}
    assert locale.ours(row, "note", "fr") == ("fermé", "fr")
    assert locale.ours(row, "note", "en") == ("closed", "en")
    assert locale.ours(row, "other", "fr") == ("open", "en")


def test_french_keeps_the_places_for_values() -> None:
    for entry in french():
        assert sorted(re.findall(r"{\w+}", entry.msgid)) == sorted(re.findall(r"{\w+}", entry.msgstr)), (
            entry.msgid
        )


@pytest.mark.parametrize(
    ("value", "lang", "precision", "written"),
    [
        ("2024-08-24", "en", "day", "24 August 2024"),
        ("2024-09-01", "fr", "day", "1er septembre 2024"),
        ("2024-08-01", "fr", "month", "août 2024"),
        ("2024-02", "en", "day", "February 2024"),
        ("2015-01-01", "fr", "year", "2015"),
        ("", "fr", "day", "date non indiquée"),
    ],
)
def test_dates_are_written_as_people_write_them(value: str, lang: str, precision: str, written: str) -> None:
    assert locale.date(value, lang, precision) == written


@pytest.mark.parametrize(
    ("value", "lang", "digits", "written"),
    [
        (1_234_567, "en", 0, "1,234,567"),
        (10**12, "fr", 0, "1\u202f000\u202f000\u202f000\u202f000"),
        (0.5, "en", 0, "1"),
        (-2.5, "en", 0, "−3"),
        (2.675, "fr", 2, "2,68"),
        (-0.001, "en", 1, "0.0"),
        (1e-7, "en", 7, "0.0000001"),
    ],
)
def test_numbers_are_rounded_and_written_as_people_do(
    value: float, lang: str, digits: int, written: str
) -> None:
    assert locale.number(value, lang, digits) == written


def test_an_unknown_language_says_which_there_are() -> None:
    with pytest.raises(ValueError, match="en, fr"):
        locale.text("Search", "de")
