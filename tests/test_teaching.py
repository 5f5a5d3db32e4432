"""The teacher's pages say what is so: minutes, sections, commands, files, numbers, words of others, tests."""

import math
import re
from pathlib import Path

import pytest

from enclair import __version__
from enclair.case.model import teaching
from enclair.command.cli import parser
from enclair.text.locale import LANGUAGES, date
from tests.helpers import CASE, REPO, assert_in, read
from tests.prose import (
    GUIDE,
    PAGES,
    TEACHING,
    WORDS,
    lesson,
    misquoted,
    notebook,
    numbers,
    of_lesson,
    prose,
    relative_links,
    said,
    sections,
    table,
)

pytestmark = pytest.mark.facts

EN = TEACHING / "en"
TRIED = TEACHING / "tried.md"
PAGES_OF = {lang: [page for page, own in PAGES.items() if own == lang] for lang in LANGUAGES}
every_page, every_text, every_guide = (
    pytest.mark.parametrize("page", pages, ids=lambda page: page.relative_to(TEACHING).as_posix())
    for pages in (PAGES, [*PAGES, *TEACHING.glob("class_*.md"), TRIED], GUIDE)
)

AS_OF = CASE.proceedings["as_of"]
#: What pages say in English and in French, where a test looks for it.
SAID = {
    "lesson": ("Lesson {}. {}", "Leçon {}. {}"),
    "asked": (r"\*\*The big question: (.+)\*\*", r"\*\*La grande question\s: (.+)\*\*"),
    "more": ("and {} more for optional", "et {} de plus pour les sections facultatives"),
    "exercise": ("exercise {}: {} minutes, and {} more.", "exercice {}\u00a0: {} minutes, et {} de plus."),
    "clock": ("at", "début"),
    "aims": ("Aims.", "Objectifs."),
    "ready": ("Ready.", "À préparer."),
    "beliefs": ("What they may believe, and what to say", "Ce que l’on peut croire, et que répondre"),
    "sensitive": ("Sensitive.", "Sujet sensible."),
    "breaks": ("If it breaks.", "En cas de panne."),
    "without": ("No computer, 5 minutes.", "Sans ordinateur, 5 minutes."),
    "why": ("Why so, and what we would do", "Pourquoi ainsi, et ce que nous ferions"),
    "untried": ("No class has tried it yet.", "Aucune classe ne l’a encore essayée."),
    "sources": ("what we do", "ce que nous faisons"),
    "presumed": ("presumed innocent", "présumé innocent"),
    "as_of": (f"As of {date(AS_OF)}", f"En {date(AS_OF, 'fr')}"),
    "tried": ("has not been tried", "n’a pas été jugé"),
    "section": (r"[Ll]esson (\d), section (\d+)", r"[Ll]eçon (\d), section (\d+)"),
    "privacy": ("what we say", "ce que nous disons"),
    "marking": ("exercise, task", "exercice, tâche"),
    "hub": ("students at once", "élèves à la fois"),
    "gaps": ("## Known gaps", "## Manques connus"),
}


def words_of(page):
    return {name: words[LANGUAGES.index(PAGES[page])] for name, words in SAID.items()}


@pytest.mark.parametrize("folder", ["guide", "easy"])
def test_each_lesson_has_its_page_under_its_name(folder, lang):
    lessons = {path.stem for path in (REPO / "notebooks" / lang).glob("[0-9]*.ipynb")}
    assert {page.stem for page in (TEACHING / lang / folder).glob("*.md")} == lessons != set()


@every_guide
def test_the_clock_is_that_of_the_notebook(page):
    told = lesson("notebooks", page)
    around = told.notebook["metadata"]["enclair"]
    expected, at = [], around["opening"]
    for part in sections(page):
        clock, minutes = (f"{at // 60}:{at % 60:02}", "{}") if part.core else ("–", "({})")
        expected.append([clock, minutes.format(part.minutes), f"{part.number}. {part.title}"])
        at += part.minutes if part.core else 0
    rows = table(said(page), words_of(page)["clock"])
    assert [row[:3] for row in rows] == expected
    assert at + around["closing"] == told.minutes
    assert all(len(row) == 4 and row[3] for row in rows)


@every_guide
def test_title_question_minutes_and_exercise_are_those_of_the_notebooks(page):
    title, question, *_ = said(page).split("\n\n")
    told, words = lesson("notebooks", page), words_of(page)
    first = "".join(told.notebook["cells"][0]["source"])
    assert title == "# " + words["lesson"].format(told.number, told.title)
    assert question.lower().startswith(re.search(words["asked"], first)[1].lower())
    assert f"*{told.minutes} minutes" in question
    assert (words["more"].partition("{}")[2] in question) == bool(told.optional)
    assert words["more"].format(told.optional) in question or not told.optional
    if told.number:
        exercise = lesson("exercises", page)
        assert words["exercise"].format(told.number, exercise.minutes, exercise.optional) in question


@every_guide
def test_the_aims_have_the_verbs_of_the_lesson_in_their_order(page):
    first, *_, last = notebook("notebooks", page)["cells"]  # a lesson says at its end what one can do now
    told = "".join([*first["source"], "\n", *last["source"]])
    verbs = re.findall(r"\*\*(\w+)\*\*", " ".join(re.findall(r"^- .+", told, re.MULTILINE)))
    if not verbs:
        return  # its guide alone says what it aims at
    (aims,) = re.findall(rf"^\*\*{words_of(page)['aims']}\*\* .+", said(page), re.MULTILINE)
    assert [verb.lower() for verb in re.findall(r"\*\*(\w+)\*\*", aims)] == [verb.lower() for verb in verbs]


@every_guide
def test_a_page_has_all_that_a_teacher_looks_for(page):
    words = words_of(page)
    for part in ("aims", "ready", "beliefs", "sensitive", "breaks", "without", "why"):
        assert said(page).count(f"**{words[part]}") == 1, part
    assert len(re.findall(r"^- \*[^*]+\* .+", said(page), re.MULTILINE)) >= 3
    assert words["untried"] in said(page)


#: What belongs to every page: the five minutes without a computer, and numbers of lessons.
ALWAYS = {"5", *(str(int(page.name[:2])) for page in GUIDE)}


@every_guide
def test_numbers_are_those_of_the_lesson_whose_prose_is_tested_or_are_computed(page):
    """The numbers in the prose of a lesson are marked (``tests/numbers.py``)."""
    lang = PAGES[page]
    text, _, why = said(page).partition(words_of(page)["why"])
    text = re.sub(r"^\| [\d:–]+ \| \(?\d+\)? \|", "", text.split("\n\n", 2)[2], flags=re.MULTILINE)
    why = re.sub(r"\([^()]*\d{4}[^()]*\)", "", why)  # studies have a test of their own
    computed = of_lesson(page, "COMPUTED", {})
    assert {number: str(made) for number, made in computed.items()} == {n: n for n in computed}
    computed = {number.replace(",", "\u202f") if lang == "fr" else number for number in computed}
    known = numbers(prose(notebook("notebooks", page)), lang) | computed | ALWAYS
    known |= {str(part.minutes) for part in sections(page)}
    assert numbers(f"{text} {why}", lang) - known == set()


@every_guide
def test_what_is_counted_in_words_is_computed_and_so_is_every_share(page):
    lang = PAGES[page]
    told = said(page).lower()
    for english, french, *counts in of_lesson(page, "COUNTED", []):
        words = english if lang == "en" else french
        computed = words.format(*(WORDS[lang][count] for count in counts)).lower()
        assert computed in told
        told = told.replace(computed, "")
    number, of = f"(?:{'|'.join(WORDS[lang][2:])})", {"en": "of", "fr": "sur"}[lang]
    assert re.findall(rf"\b{number} (?:\w+ )?{of} (?:{number}|\d\d?)\b", told) == []


@every_guide
def test_studies_are_those_of_the_page_of_sources(page):
    """Authors and year, as in "(Crouch et al. 2004)"."""
    why = said(page).split(words_of(page)["why"])[1]
    sources = [row[1] for row in table(said(page.parents[1] / "sources.md"), words_of(page)["sources"])]
    cited = re.findall(r"(?:[A-Z][\w-]+(?: (?:et al\.|& [A-Z]\w+)|, [A-Z]\w+ & [A-Z]\w+)? \d{4})", why)
    assert [study for study in cited if study not in sources] == []


def test_the_minutes_of_marking_follow_the_rule_of_their_page(lang):
    """The words twice at 200 a minute, 20 seconds for each row of the rubric, 30 for a sentence."""
    page = TEACHING / lang / "marking_time.md"
    rows = table(said(page), words_of(page)["marking"])
    for task, _, expected, rubric, one, thirty in rows:
        count = 6 if rubric in ("all six", "les six") else rubric.count(",") + 1
        minutes = 2 * int(expected) / 200 + count * 20 / 60 + 0.5
        assert float(one.replace(",", ".")) == round(minutes, 1), task
        assert int(thirty) == int(minutes * 30 + 0.5), task
        assert [*REPO.glob(f"solutions/{lang}/0{task.split(',')[0]}_*.ipynb")], task


def test_what_a_hub_needs_follows_the_rule_of_its_page(lang):
    """A base and so much a student; seconds of a core for a first view, and how long a class may wait."""
    page = TEACHING / lang / "hub.md"
    rows = table(said(page), words_of(page)["hub"])
    for row in rows:
        students, memory, cores = (int(re.sub(r"\D", "", cell)) for cell in row)
        assert (memory, cores) == (round(1 + students * 0.3), math.ceil(students * 4.1 / 40))


def test_every_page_is_reached_from_the_first_one(lang):
    first = TEACHING / lang / "README.md"
    linked = {(first.parent / link).resolve() for link in relative_links(said(first))}
    assert {*PAGES_OF[lang]} - linked <= {first}


def test_both_languages_have_the_same_pages():
    english, french = ({page.relative_to(TEACHING / lang) for page in PAGES_OF[lang]} for lang in LANGUAGES)
    assert french - {Path("terms.md")} == english  # how we say it in French, and why


@every_text
def test_commands_are_ones_that_the_kit_takes(page, capsys):
    for words in re.findall(r"`uv run (?:--group marking )?(enclair [^`]+)`", said(page)):
        try:
            parser().parse_args(words.split()[1:])
        except SystemExit:
            pytest.fail(f"{words}: {capsys.readouterr().err}")
    others = set(re.findall(r"`(uv run (?!(?:--group marking )?enclair )[^`]+)`", said(page)))
    assert others <= {"uv run jupyter lab", "uv run pytest -k numbers_in_prose"}


def test_sections_that_other_pages_name_are_there():
    """As in "lesson 1, section 4"."""
    named = {place for page in PAGES for place in re.findall(words_of(page)["section"], said(page))}
    there = set()
    for page in GUIDE[: len(GUIDE) // 2]:  # the English ones
        for section, title in of_lesson(page, "SECTIONS", {}).items():
            assert f"## {section}. {title}" in prose(notebook("notebooks", page))
            there.add((page.name[1], str(section)))
    assert named == there


@every_page
def test_quotations_are_to_the_letter(page):
    # The headline of the article, whose English is ours, stands in the table between straight marks.
    headline = CASE.headlines.set_index("id").loc["H01", "headline_en"]
    text = said(page)
    for piece in re.findall(r'"([^"]+)"', headline):
        text = text.replace(f"“{piece}”", piece)
    assert misquoted(text) == []


@every_page
def test_whoever_is_named_is_presumed_innocent_as_of_a_day(page):
    if "Durov" in said(page):
        words = words_of(page)
        assert_in(said(page).lower(), *(words[name].lower() for name in ("presumed", "as_of", "tried")))


SIDED, OURS = ([teaching("vocabulary", lang)[kind] for lang in LANGUAGES] for kind in ("sided", "ours"))


def test_sided_words_are_those_of_the_kit():
    side = {"privacy": "la vie privée", "security": "la sécurité"}
    both = [(word, f"*{word['term']}*", f"*{twin['term']}*") for word, twin in zip(*SIDED, strict=True)]
    rows = table(said(EN / "vocabulary.md"), "word")
    assert rows == [[english, french, word["side"], word["ours"]] for word, english, french in both]
    rows = [row[:3] for row in table(said(TEACHING / "fr" / "vocabulary.md"), "mot")]
    assert rows == [[french, english, side[word["side"]]] for word, english, french in both]


def test_words_of_the_course_are_the_same_in_both_languages_and_agree_with_the_case_and_the_lessons():
    rows = table(said(EN / "vocabulary.md"), "English")
    french_rows = table(said(TEACHING / "fr" / "vocabulary.md"), "français")
    assert [(row[1], row[0], row[3]) for row in french_rows] == [(row[0], row[1], row[3]) for row in rows]
    assert all(row[2] for row in (*rows, *french_rows))
    french = {row[0]: row[1] for row in rows}
    assert len(french) == len(rows) >= 28
    terms = dict(zip(CASE.procedure["term_en"], CASE.procedure["term_fr"], strict=True))
    assert len(french.keys() & terms.keys()) >= 7
    terms |= {word["term"]: twin["term"] for word, twin in zip(*OURS, strict=True)}
    assert [word for word in french.keys() & terms.keys() if french[word] != terms[word]] == []
    for name, *_, lessons in rows:
        assert all((REPO / "notebooks/en").glob(f"0{number}_*.ipynb") for number in lessons.split(", ")), name


def test_each_sentence_of_the_privacy_notice_has_a_test_that_exists(lang):
    page = TEACHING / lang / "privacy.md"
    _, notice, *_ = said(page).split("\n\n")
    rows = table(said(page), words_of(page)["privacy"])
    english = table(said(EN / "privacy.md"), SAID["privacy"][0])
    assert [row[1] for row in rows] == [row[1] for row in english]
    assert " ".join(row[0] for row in rows) == notice
    assert len(re.findall(r"\.(?= |$)", notice)) == len(rows)
    assert [sentence for sentence, named in rows if not re.search(r"`test_\w+`", named)] == []


def test_every_test_that_a_page_names_exists():
    files = [*REPO.glob("tests/**/test_*.py"), *REPO.glob("packages/*/tests/**/test_*.py")]
    names = {name for file in files for name in re.findall(r"^def (test_\w+)\(", said(file), re.MULTILINE)}
    named = {name for page in (*PAGES, TRIED) for name in re.findall(r"`(test_\w+)`", said(page))}
    assert named - names == set()


def test_the_accessibility_statement_is_of_this_version(lang):
    page = TEACHING / lang / "accessibility.md"
    assert_in(said(page), f"version {__version__}", words_of(page)["gaps"])


@pytest.mark.parametrize("page", ["adapt", "family", "stance"])
def test_the_lines_to_call_are_those_of_lesson_1(page, lang):
    """Somebody who needs help calls the number that a page gives."""
    lesson = REPO / "notebooks" / lang / "01_what_happened.ipynb"
    given = {*re.findall(r"\*\*(\d{3,4})\*\*", prose(read(lesson)))}
    assert given
    assert given <= {*re.findall(r"\d+", said(TEACHING / lang / f"{page}.md"))}
