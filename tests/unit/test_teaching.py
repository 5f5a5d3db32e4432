"""The teacher's pages say what is so: minutes, sections, commands, files, numbers, words of others, tests."""

import contextlib
import io
import re

import pytest

from enclair import load_case
from enclair.analysis import gain, judging, leaving, poll, visibility, vocabulary
from enclair.analysis.planning import clock, parts
from enclair.analysis.scanning import preset
from enclair.analysis.sealing import RECORDED, RECORDED_AT, Sealed
from enclair.authoring.leaflets import language, leaflet, pages
from enclair.cli import parser
from tests.helpers import REPO, read
from tests.unit.test_links import relative_links
from tests.unit.test_notebook_rules import misquoted

CASE = load_case("telegram")
TEACHING = REPO / "teaching"
PAGES = pages(REPO)
GUIDE = sorted(TEACHING.glob("*/guide/*.md"))
EN = TEACHING / "en"
TRIED = TEACHING / "tried.md"
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(TEACHING).as_posix())
every_text = pytest.mark.parametrize(
    "page", [*PAGES, TRIED], ids=lambda page: page.relative_to(TEACHING).as_posix()
)
every_guide = pytest.mark.parametrize("page", GUIDE, ids=lambda page: page.relative_to(TEACHING).as_posix())


def said(page):
    return page.read_text(encoding="utf-8")


def table(text, first):
    """The rows of the table in ``text`` whose head begins with ``first``, as lists of cells."""
    lines = text[text.index(f"| {first} |") :].split("\n\n")[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def notebook(folder, page):
    """The notebook of ``folder`` that has the number and the slug of a page, in its language."""
    return read(REPO / folder / language(REPO, page) / f"{page.stem}.ipynb")


def prose(found):
    return "\n".join("".join(cell["source"]) for cell in found["cells"])


def numbers(text):
    """The numbers in ``text`` that are written in digits; years, days and counts alike."""
    return set(re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", re.sub(r"`[^`]*`|\]\([^)]*\)", " ", text)))


# ---------------------------------------------------------------- The page of a lesson


def test_each_lesson_has_its_page_under_its_name():
    for lang in {language(REPO, page) for page in PAGES}:
        lessons = sorted(path.stem for path in (REPO / "notebooks" / lang).glob("[0-9]*.ipynb"))
        assert [page.stem for page in GUIDE if language(REPO, page) == lang] == lessons


@every_guide
def test_the_clock_is_that_of_the_notebook(page):
    told = notebook("notebooks", page)["metadata"]["enclair"]
    known = parts({"lesson": notebook("notebooks", page)})
    expected, at = [], 0
    for part in known.values():
        minutes = str(part.minutes) if part.core else f"({part.minutes})"
        expected.append([clock(at) if part.core else "–", minutes, f"{part.number}. {part.title}"])
        at += part.minutes if part.core else 0
    assert [row[:3] for row in table(said(page), "at")] == expected
    assert at == told["minutes"]
    assert all(len(row) == 4 and row[3] for row in table(said(page), "at"))


@every_guide
def test_title_question_minutes_and_exercise_are_those_of_the_notebooks(page):
    title, question, *_ = said(page).split("\n\n")
    first = "".join(notebook("notebooks", page)["cells"][0]["source"])
    told = notebook("notebooks", page)["metadata"]["enclair"]
    assert title == f"# Lesson {told['lesson']}. {first.splitlines()[0].removeprefix('# ')}"
    asked = re.search(r"\*\*The big question: (.+)\*\*", first)[1]
    assert question.lower().startswith(asked.lower())
    assert f"*{told['minutes']} minutes" in question
    more = told["minutes_optional"]
    assert ("more for optional" in question) == bool(more)
    assert f"and {more} more for optional" in question or not more
    if told["lesson"]:
        exercise = notebook("exercises", page)["metadata"]["enclair"]
        assert (
            f"Then exercise {told['lesson']}: {exercise['minutes']} minutes, "
            f"and {exercise['minutes_optional']} more." in question
        )


@every_guide
def test_the_aims_have_the_verbs_of_the_lesson_in_their_order(page):
    first = "".join(notebook("notebooks", page)["cells"][0]["source"])
    verbs = re.findall(r"\*\*(\w+)\*\*", " ".join(re.findall(r"^- .+", first, re.MULTILINE)))
    (aims,) = re.findall(r"^\*\*Aims\.\*\* .+", said(page), re.MULTILINE)
    assert [verb.lower() for verb in re.findall(r"\*\*(\w+)\*\*", aims)] == verbs


@every_guide
def test_a_page_has_all_that_a_teacher_looks_for(page):
    for part in (
        "Aims.",
        "Ready.",
        "What they may believe, and what to say",
        "Sensitive.",
        "If it breaks.",
        "No computer, 5 minutes.",
        "Why so, and what we would do differently.",
    ):
        assert said(page).count(f"**{part}**") == 1, part
    assert len(re.findall(r"^- \*[^*]+\* .+", said(page), re.MULTILINE)) >= 3
    assert "No class has tried it yet." in said(page)


#: Numbers of a page that its lesson does not hold: what they are computed from.
COMPUTED = {
    "00_start_here": {
        "30": lambda: 18 + 12,
        "36": lambda: round(100 * poll.margin(30)),
        "70": lambda: round(100 * (18 - 30 / 4) / (30 / 2)),  # as poll.BY_HAND says
        "15": lambda: gain.SMALL,
    },
    "04_needles_and_haystacks": {
        "1,808": lambda: f"{preset('suspects').found + preset('suspects').wrong:,.0f}",
    },
}
#: What belongs to every page: the five minutes without a computer, and numbers of lessons.
ALWAYS = {"5", *map(str, range(9))}


@every_guide
def test_numbers_are_those_of_the_lesson_whose_prose_is_tested_or_are_computed(page):
    """The numbers in the prose of a lesson have tests of their own (``test_numbers_in_prose_*.py``)."""
    text, _, why = said(page).partition("**Why so")
    text = re.sub(r"^\| [\d:–]+ \| \(?\d+\)? \|", "", text.split("\n\n", 2)[2], flags=re.MULTILINE)
    why = re.sub(r"\([^()]*\d{4}[^()]*\)", "", why)  # studies have a test of their own
    computed = COMPUTED.get(page.stem, {})
    assert {number: str(make()) for number, make in computed.items()} == {n: n for n in computed}
    known = numbers(prose(notebook("notebooks", page))) | set(computed) | ALWAYS
    known |= {str(part.minutes) for part in parts({"lesson": notebook("notebooks", page)}).values()}
    assert numbers(f"{text} {why}") - known == set()


def test_the_poll_by_hand_is_told_as_the_view_tells_it():
    start = said(EN / "guide/00_start_here.md")
    told = poll.BY_HAND.removeprefix("By hand: ").rstrip(".")
    assert told in start
    assert poll.Estimate(18, 12).share == pytest.approx(0.7)
    assert "18 yes and 12 no give 70 of 100" in start


def test_a_number_that_is_not_in_the_lesson_would_be_seen():
    assert numbers("In 1,000,899 alarms of `2 ** 3`, 0.9% or 4, 12.") == {"1,000,899", "0.9", "4", "12"}


WORDS = {
    2: "two",
    3: "three",
    4: "four",
    5: "five",
    6: "six",
    7: "seven",
    8: "eight",
    10: "ten",
    12: "twelve",
}


def counted_in_words():
    """What the guide counts in words, by page: computed from tables and models."""
    sorts = visibility.count_sorts(CASE.charges)
    offences = len(CASE.charges)
    declaration, complicity = sorts["cryptology declaration"], sorts["complicity"]
    children = CASE.charges["theme"].eq("child abuse material").sum()
    kinds = len(visibility.KINDS)
    seen, reached = (
        sum(visibility.answer("e2ee", party, kind)[0] != "no" for kind in visibility.KINDS)
        for party in ("server", "judge")
    )
    changed = sum(
        visibility.answer("cloud", "server", kind)[0] != visibility.answer("e2ee", "server", kind)[0]
        for kind in visibility.KINDS
    )
    held = Sealed(RECORDED["en"], RECORDED_AT, recorded=True).held
    readable = (held.iloc[:, 2] == "readable").sum()
    parts_of_the_post = CASE.post["part"].str.split(".").str[0]
    quoted = parts_of_the_post[CASE.post["fate"].isin(["kept", "cut"])].nunique()
    gates = len({gate["number"][0] for gate in judging.gates().values()})
    departures = CASE.cases["id"].isin(leaving.MOVES).sum()
    return {
        ("01", "{} counts, not one"): [offences],
        ("01", "None of the {} counts is that. {} concern a declaration of cryptology, {} complicity"): [
            offences,
            declaration,
            complicity,
        ],
        ("01", "{} counts concern offences against children"): [children],
        ("02", "{} parts of {}"): [quoted, parts_of_the_post[parts_of_the_post != ""].nunique()],
        ("03", "{} of {} at least in part"): [seen, kinds],
        ("03", "{} of {} rows can be read"): [readable, len(held)],
        ("03", "{} of {}, and these are about a declaration"): [declaration, offences],
        ("03", "{} of {} change. For whom do the {} that stay"): [changed, kinds, kinds - changed],
        ("03", "{} of {} kinds of data can still be reached"): [reached, kinds],
        ("06", "an aim opens one gate of {}"): [gates],
        ("06", "It opens one gate of {}"): [gates],
        ("08", "{} of 21"): [departures],
    }


@pytest.mark.parametrize(("place", "numbers"), counted_in_words().items(), ids=str)
def test_what_is_counted_in_words_is_computed(place, numbers):
    lesson, words = place
    (page,) = (page for page in GUIDE if page.is_relative_to(EN) and page.name.startswith(lesson))
    assert words.format(*(WORDS[number] for number in numbers)).lower() in said(page).lower()


@every_guide
def test_every_share_in_words_is_among_those_that_are_computed(page):
    number = f"(?:{'|'.join(WORDS.values())})"
    told = said(page).lower()
    for (lesson, words), numbers in counted_in_words().items():
        if page.name.startswith(lesson):
            told = told.replace(words.format(*(WORDS[each] for each in numbers)).lower(), "")
    assert re.findall(rf"\b{number} (?:\w+ )?of (?:{number}|\d\d?)\b", told) == []


@every_guide
def test_studies_are_those_of_the_page_of_sources(page):
    """Authors and year, as in "(Crouch et al. 2004)"."""
    why = said(page).split("**Why so")[1]
    sources = [row[1] for row in table(said(page.parents[1] / "sources.md"), "what we do")]
    cited = re.findall(r"(?:[A-Z][\w-]+(?: (?:et al\.|& [A-Z]\w+)|, [A-Z]\w+ & [A-Z]\w+)? \d{4})", why)
    assert [study for study in cited if study not in sources] == []


# ---------------------------------------------------------------- The whole course


def test_the_table_of_the_course_is_that_of_the_notebooks():
    rows = table(said(EN / "README.md"), "lesson")
    assert len(rows) == len([page for page in GUIDE if page.is_relative_to(EN)])
    for (name, minutes, optional, _, then), page in zip(rows, GUIDE, strict=True):
        lesson = notebook("notebooks", page)
        told = lesson["metadata"]["enclair"]
        title = "".join(lesson["cells"][0]["source"]).splitlines()[0].removeprefix("# ")
        assert name == f"[{told['lesson']}. {title}](guide/{page.name})"
        assert (minutes, optional) == (str(told["minutes"]), str(told["minutes_optional"]))
        if told["lesson"]:
            exercise = notebook("exercises", page)["metadata"]["enclair"]
            assert then == f"{exercise['minutes']} + {exercise['minutes_optional']}"


def test_every_page_is_reached_from_the_first_one():
    first = EN / "README.md"
    linked = {(EN / link).resolve() for link in relative_links(said(first))}
    assert [page for page in PAGES if page.is_relative_to(EN) and page not in linked | {first}] == []


@every_text
def test_links_and_files_that_a_page_names_exist(page):
    assert [link for link in relative_links(said(page)) if not (page.parent / link).is_file()] == []
    names = re.findall(r"`((?:[\w.-]+/)+[\w.-]*)`", said(page))
    made = {"handouts/keys/", "handouts/students/", "handouts/teacher/"}  # by `enclair handouts`
    invented = {"path/of/the/folder"}
    assert [name for name in names if name not in made | invented and not (REPO / name).exists()] == []


@every_text
def test_commands_are_ones_that_the_kit_takes(page):
    for words in re.findall(r"`uv run (enclair [^`]+)`", said(page)):
        with contextlib.redirect_stderr(io.StringIO()) as told:
            try:
                parser().parse_args(words.split()[1:])
            except SystemExit:
                pytest.fail(f"{words}: {told.getvalue()}")
    others = {"uv run jupyter lab", "uv run pytest tests/unit/test_notebook_rules.py"}
    rest = set(re.findall(r"`(uv run (?!enclair )[^`]+)`", said(page)))
    assert rest <= others


def test_the_plan_that_the_first_page_names_exists():
    from enclair.authoring.planner import planned

    (words,) = re.findall(r"`uv run (enclair plan [^`]+)`", said(EN / "README.md"))
    options = parser().parse_args(words.split()[1:])
    assert planned(REPO, options.audience, options.minutes, "en")


def test_sections_that_other_pages_name_are_there():
    """As in "lesson 1, section 4"."""
    titles = {
        (1, 4): "What would you decide on 28 August?",
        (3, 8): "What did the company change in its rules?",
    }
    found = {
        (int(lesson), int(section))
        for page in PAGES
        for lesson, section in re.findall(r"[Ll]esson (\d), section (\d+)", said(page))
    }
    assert found == set(titles)
    for (lesson, section), title in titles.items():
        (path,) = (REPO / "notebooks/en").glob(f"0{lesson}_*.ipynb")
        assert f"## {section}. {title}" in prose(read(path))
    lines = prose(read(REPO / "notebooks/en/01_what_happened.ipynb"))
    assert all(number in lines for number in ("3018", "119"))


# ---------------------------------------------------------------- Words


@every_page
def test_quotations_are_to_the_letter(page):
    # The headline of the article, whose English is ours, stands in the table between straight marks.
    headline = CASE.headlines.set_index("id").loc["H01", "headline_en"]
    text = said(page)
    for piece in re.findall(r'"([^"]+)"', headline):
        text = text.replace(f"“{piece}”", piece)
    assert misquoted(text, CASE) == []


@every_page
def test_whoever_is_named_is_presumed_innocent_as_of_a_day(page):
    as_of = CASE.proceedings["as_of"]
    assert as_of == "2025-11"
    if "Durov" in said(page):
        assert re.search("presumed innocent", said(page), re.IGNORECASE)
        assert "As of November 2025" in said(page)
        assert "has not been tried" in said(page)


@every_page
def test_words_are_ones_that_both_sides_can_use(page):
    assert vocabulary.strays(said(page), language(REPO, page)) == []


def test_sided_words_are_those_of_the_kit():
    rows = table(said(EN / "vocabulary.md"), "word")
    expected = [
        [f"*{word['term']}*", f"*{word['french']}*", word["side"], word["ours"]]
        for word in vocabulary.told()["sided"]
    ]
    assert rows == expected


def test_words_of_the_course_agree_with_the_case_and_the_lessons():
    rows = table(said(EN / "vocabulary.md"), "English")
    french = {row[0]: row[1] for row in rows}
    assert len(french) == len(rows) >= 28
    terms = dict(zip(CASE.procedure["term_en"], CASE.procedure["term_fr"], strict=True))
    assert {word: terms[word] for word in french.keys() & terms.keys()} == {
        word: said for word, said in french.items() if word in terms
    }
    assert len(french.keys() & terms.keys()) >= 7
    for word in vocabulary.told()["ours"]:
        if word["term"] in french:
            assert french[word["term"]] == word["french"]
    # Lesson 0 gives the French of its five words.
    first = prose(read(REPO / "notebooks/en/00_start_here.ipynb"))
    five = re.findall(r"is (?:a )?([a-z ]+)\*\* \(\*([^*]+)\*\)", first) + re.findall(
        r"is (?:a )?([a-z ]+)\*\* \(\*([^*]+)\*\)", first.replace("are", "is")
    )
    assert len(set(five)) >= 4
    assert [(word, french.get(word)) for word, other in five if french.get(word) != other] == []
    for name, _, meaning, lessons in rows:
        assert meaning
        assert all((REPO / "notebooks/en").glob(f"0{number}_*.ipynb") for number in lessons.split(", ")), name


# ---------------------------------------------------------------- Marking


ROW = re.compile(
    r"^\| \*\*(Accuracy|Evidence|Technique|Perspective|Law & ethics|Calibration)\*\* \|.+$", re.MULTILINE
)


def test_the_rubric_is_the_one_that_exercises_show():
    rows = [row[0] for row in ROW.finditer(said(EN / "rubric.md"))]
    assert len(rows) == 6
    shown = 0
    for path in sorted((REPO / "solutions/en").glob("*.ipynb")):
        for cell in read(path)["cells"]:
            source = "".join(cell["source"])
            if "| | 1 | 2 | 3 | 4 |" in source:
                rubric = source.split("| | 1 | 2 | 3 | 4 |")[1].split("\n\n")[0]
                found = [row[0] for row in ROW.finditer(rubric)]
                assert set(found) <= set(rows), f"{path.name}, {cell['id']}"
                shown += len(found)
    assert shown > 6
    names = [ROW.match(row)[1] for row in rows]
    head = said(EN / "marking_sheet.md").split("\n|---")[0].splitlines()[-1]
    assert [cell.strip() for cell in head.strip("|").split("|")][1:-1] == names


def test_models_from_opposite_positions_are_all_listed_and_stay_in_the_solutions():
    expected = []
    for path in sorted((REPO / "solutions/en").glob("*.ipynb")):
        task, rows = "", []
        for cell in read(path)["cells"]:
            source = "".join(cell["source"])
            if heading := re.search(r"^## (\d+)\. (.+)$", source, re.MULTILINE):
                task, rows = f"task {heading[1]}: {heading[2]}", []
            if "| | 1 | 2 | 3 | 4 |" in source:
                rows = [row[1] for row in ROW.finditer(source)]
            if cell["cell_type"] == "markdown" and "BEGIN SOLUTION" in source:
                sides = [side.rstrip(".:,") for side in re.findall(r"^\*\*([^*]+)\*\*", source, re.MULTILINE)]
                sides = [side.replace('same".', 'same"').rstrip(".") for side in sides]
                if len(sides) > 1:
                    link = f"[{int(path.name[:2])}](../../../solutions/en/{path.name})"
                    expected.append([f"{link}, {task}", ", ".join(dict.fromkeys(rows)), " · ".join(sides)])
    assert table(said(EN / "keys/models.md"), "exercise and task") == expected
    for page in PAGES:
        assert "BEGIN SOLUTION" not in said(page)


def test_no_page_that_students_get_holds_a_key():
    from enclair.authoring.bundle import contents

    inside = [name for name in contents(REPO) if name.startswith("teaching/")]
    assert inside
    assert [name for name in inside if not name.startswith("teaching/cards/")] == []


# ---------------------------------------------------------------- What is said of privacy and access


def names_of_tests():
    """The names of all tests of the kit."""
    return {
        name
        for path in (REPO / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)\(", path.read_text(encoding="utf-8"), re.MULTILINE)
    }


def test_each_sentence_of_the_privacy_notice_has_a_test_that_exists():
    _, notice, *_ = said(EN / "privacy.md").split("\n\n")
    rows = table(said(EN / "privacy.md"), "what we say")
    assert " ".join(row[0] for row in rows) == notice
    assert len(re.findall(r"\.(?= |$)", notice)) == len(rows)
    for sentence, named in rows:
        found = re.findall(r"`(test_\w+)`", named)
        assert found, sentence
        assert [name for name in found if name not in names_of_tests()] == []


@every_text
def test_every_test_that_a_page_names_exists(page):
    named = set(re.findall(r"`(test_\w+)`", said(page)))
    assert named - names_of_tests() == set()


def test_the_accessibility_statement_is_of_this_version():
    from enclair.authoring.bundle import version

    assert f"version {version(REPO)}" in said(EN / "accessibility.md")
    assert "## Known gaps" in said(EN / "accessibility.md")


# ---------------------------------------------------------------- As HTML


@every_page
def test_a_page_to_print_has_its_words_one_title_and_no_script(page):
    made = leaflet(said(page), language(REPO, page))
    assert made.count("<h1") == 1
    assert "<script" not in made
    assert f"<title>{said(page).splitlines()[0].removeprefix('# ')}</title>" in made.replace("&#x27;", "'")
    assert 'href="../' not in made
