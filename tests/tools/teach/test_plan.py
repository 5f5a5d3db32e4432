"""Session plans: all of them add up, from the minutes of the notebooks, and bad questions get a sentence."""

import copy
import json
import re
from urllib.parse import unquote

import pytest

from enclair.command import cli
from enclair_tools.teach import planner
from enclair_tools.teach.planning import PlanError, parts, plan, sheet
from tests.helpers import REPO, assert_in, in_language, markdown, notebook, refused

DATA = planner.audiences(REPO)
NOTEBOOKS = planner.notebooks(REPO)
PARTS = parts(NOTEBOOKS)
AUDIENCES = ("emc", "snt", "nsi", "hggsp", "cs", "media", "law", "dh")
LENGTHS = ("45", "90", "210")


@pytest.mark.parametrize("minutes", LENGTHS)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_plan_adds_up_and_all_it_names_exists(audience, minutes):
    english, french = (in_language(lang, plan, DATA, PARTS, audience, minutes) for lang in ("en", "fr"))
    assert english.minutes == int(minutes)
    start = stretch = 0
    for step in english.steps:
        assert step.start == start
        start += step.minutes
        # A long session has a break before anyone needs one.
        stretch = 0 if step.words == "Break" else stretch + step.minutes
        assert stretch <= 95
        if step.part:
            assert step.minutes < step.part.minutes if step.short else step.minutes == step.part.minutes
    assert start == int(minutes)
    assert english.materials
    assert english.homework
    assert all((REPO / path).is_file() for path in (*english.files, *french.files))
    assert all(list((REPO / "teaching/en/guide").glob(f"{lesson:02d}_*.md")) for lesson in english.lessons)
    for thing in (*english.materials, *french.materials):
        assert all((REPO / path).is_file() for path in re.findall(r"teaching/\S+\.html", thing))
    # What it says itself it says in both languages.
    ours = [
        {each.audience, each.title, *each.materials, *(step.words for step in each.steps if step.words)}
        for each in (english, french)
    ]
    assert not ours[0] & ours[1]
    assert not [words for words in ours[1] if re.search(r"(?<!\u00a0)[:;?!»]|«(?!\u00a0)", words)]


@pytest.mark.parametrize("minutes", LENGTHS)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_sections_keep_their_order_and_show_no_side_alone(audience, minutes):
    sections = [step.split()[0] for step in DATA["plans"][audience][minutes]["steps"] if "/" in step]
    for lesson in {name.split("/")[0] for name in sections}:
        own = [name for name in sections if name.split("/")[0] == lesson]
        assert own == [name for name in PARTS if name in own]
    # Each side won one of the two judgments; who presents a side argues the other one, too.
    assert ("6/podchasov" in sections) == ("6/finland" in sections)
    assert ("7/present" in sections) == ("7/reversed" in sections)


def test_a_lesson_in_french_is_taken_where_there_is_one(tmp_path):
    for lang, names in (("en", ("01_a", "02_b")), ("fr", ("02_b",))):
        folder = tmp_path / "notebooks" / lang
        folder.mkdir(parents=True)
        for name in names:
            (folder / f"{name}.ipynb").write_text(json.dumps(notebook(markdown(lang))), encoding="utf-8")
    assert list(planner.notebooks(tmp_path)) == ["notebooks/en/01_a.ipynb", "notebooks/en/02_b.ipynb"]
    french = in_language("fr", planner.notebooks, tmp_path)
    assert list(french) == ["notebooks/en/01_a.ipynb", "notebooks/fr/02_b.ipynb"]


def test_plans_exist_for_all_audiences_and_lengths_and_nothing_is_left_over():
    assert tuple(DATA["audiences"]) == tuple(DATA["plans"]) == AUDIENCES
    assert {tuple(lengths) for lengths in DATA["plans"].values()} == {LENGTHS}
    plans = [each for lengths in DATA["plans"].values() for each in lengths.values()]
    steps = [step for each in plans for step in each["steps"]]
    assert {step[:-6] for step in steps if step.endswith(" short")} == set(DATA["short"])
    assert {step.split()[0] for step in steps if "/" not in step} == set(DATA["activities"])
    needed = {need for each in plans for need in each["needs"]}
    for key, thing in DATA["materials"].items():
        assert key in needed or set(thing["sections"]) <= set(PARTS)


def test_a_lesson_that_changes_its_minutes_stops_the_plan():
    changed = copy.deepcopy(NOTEBOOKS)
    sections = changed["notebooks/en/01_what_happened.ipynb"]["metadata"]["enclair"]["sections"]
    next(section for section in sections if section["id"] == "decide")["minutes"] += 2
    said = r"\[plans\.emc\.45\]: its steps add up to 47 minutes, not 45"
    refused(PlanError, said, plan, DATA, parts(changed), "emc", "45")


def test_a_section_that_is_gone_and_a_heading_that_differs_are_told():
    less = {name: part for name, part in PARTS.items() if name != "1/decide"}
    said = r"no notebook has the part “1/decide”\. There are: 0/what"
    refused(PlanError, said, plan, DATA, less, "emc", "45")
    section = {"id": "a", "title": "Why?", "minutes": 3, "core": True}
    other = notebook(markdown("## 2. Why not?"), metadata={"enclair": {"lesson": 1, "sections": [section]}})
    refused(PlanError, r"No heading of a notebook says “Why\?”", parts, {"x": other})


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("1/decide long", r'“1/decide long” needs a table \[short\."1/decide"\]'),
        ("1/decide short", r'needs a table \[short\."1/decide"\] with fewer minutes'),
        ("exit", "“exit” is no step. Activities: exit, break"),
        ("breakfast 10", "“breakfast 10” is no step"),
        ("break ten", "“break ten” is no step"),
    ],
)
def test_a_step_that_means_nothing_is_told(step, said):
    data = copy.deepcopy(DATA)
    data["plans"]["emc"]["45"]["steps"][0] = step
    refused(PlanError, said, plan, data, PARTS, "emc", "45")


def test_a_short_version_must_be_shorter():
    data = copy.deepcopy(DATA)
    data["short"]["7/draw"]["minutes"] = PARTS["7/draw"].minutes
    refused(PlanError, "with fewer minutes", plan, data, PARTS, "emc", "90")


def test_what_is_not_in_the_plan_is_listed_with_its_minutes():
    made = plan(DATA, PARTS, "emc", "45")
    used = {step.part for step in made.steps if step.part}
    assert made.lessons == (1, 2, 3)
    others = {part for part in PARTS.values() if part.lesson in made.lessons and not part.exercise} - used
    assert set(made.optional) == {part for part in others if not part.core}
    assert set(made.left) == {part for part in others if part.core}


@pytest.fixture
def asked(monkeypatch, capsys):
    """Ask for a plan in the folder of a teacher: the exit code, what is printed, what is said of errors."""
    monkeypatch.chdir(REPO / "teaching")

    def ask(audience, minutes, *more):
        return cli.main(["plan", "--minutes", minutes, "--for", audience, *more]), *capsys.readouterr()

    return ask


def test_a_plan_on_screen_has_its_clock_its_links_and_its_codes(asked):
    result, out, err = asked("emc", "210")
    assert (result, err) == (0, "")
    clock = re.findall(r"^ *(\d):(\d\d) +(\d+) ", out, re.MULTILINE)
    starts = [60 * int(hours) + int(minutes) for hours, minutes, _ in clock]
    lasts = [int(minutes) for *_, minutes in clock]
    assert [start + last for start, last in zip(starts, lasts, strict=True)] == [*starts[1:], 210]
    assert re.search(r"3:05 +8 +short +Lesson 7, section 5", out)
    short = f"short version of a section of {PARTS['7/rule'].minutes} minutes"
    assert short in re.sub(r"\s+", " ", out)
    assert_in(out, "3:30", "notebooks/en/06_judge_for_a_day.ipynb", "`teaching/en/guide`", "EMC 2de", "†")
    assert all(len(line) <= planner.WIDE for line in out.splitlines())


def test_a_plan_speaks_french(asked):
    result, out, _ = asked("snt", "90", "--lang", "fr")
    assert result == 0
    assert_in(out, "90 minutes pour la SNT en seconde", "Horloge", "essentiel", "Leçon 3, section 1")
    assert_in(out, "court", "À la maison", "tiers")


@pytest.mark.parametrize(
    ("audience", "minutes", "said"),
    [
        ("emc", "20", "no plan of “20” minutes. There are plans of 45, 90, 210 minutes"),
        ("dh", "-45", "no plan of “-45” minutes"),
        ("physics", "45", "no plan for “physics”. There are plans for: emc (EMC, seconde (civics)), snt"),
    ],
)
def test_what_is_not_on_offer_gets_a_sentence_with_what_is(asked, audience, minutes, said):
    result, out, err = asked(audience, minutes)
    assert (result, out) == (2, "")
    assert said in err


def test_outside_a_checkout_and_in_what_a_class_gets_a_sentence_says_so(asked, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "works in a copy of the En clair repository" in asked("emc", "45")[2]
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "enclair"\n', encoding="utf-8")
    assert "teaching/plans.toml is not in" in asked("emc", "45")[2]
    (tmp_path / "teaching").mkdir()
    (tmp_path / "teaching" / "plans.toml").write_text("[audiences", encoding="utf-8")
    result, _, err = asked("emc", "45")
    assert result == 2
    assert "teaching/plans.toml: Expected" in err


def test_the_page_to_print_asks_nobody_and_leads_to_the_notebooks(asked, tmp_path):
    path = tmp_path / "dossier é" / "plan <1>.html"
    result, out, _ = asked("snt", "45", "--html", str(path))
    assert result == 0
    assert str(path) in out
    page = path.read_text(encoding="utf-8")
    assert not re.search(r"https?:|<script|<link|@import|url\(", page)
    links = re.findall(r'href="([^"]+)"', page)
    assert len(links) == 3
    assert all((path.parent / unquote(link)).is_file() for link in links)
    assert "<code>uv run enclair check</code>" in page


def test_page_and_screen_say_the_same():
    shown = sheet(plan(DATA, PARTS, "law", "210"), ["a & b"])
    page = planner.page(shown, REPO, REPO)
    assert "a &amp; b" in page
    words = re.sub(r"\s+", " ", planner.lines(shown))
    for at, long, kind, said, how in shown.rows:
        assert f">{at}</th><td>{long}</td><td>{kind}</td><td>" in page
        assert_in(words, said, how.rstrip("."))


def test_a_plan_is_never_written_over_something_else(asked, tmp_path):
    notes = tmp_path / "notes.html"
    notes.write_text("mine", encoding="utf-8")
    for path in (notes, tmp_path / "notes.md", tmp_path):
        result, _, err = asked("emc", "45", "--html", str(path))
        assert result == 2
        assert str(path) in err
    assert notes.read_text(encoding="utf-8") == "mine"
    for _ in range(2):  # its own page is written again
        assert asked("emc", "45", "--html", str(tmp_path / "p.html"))[0] == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notes.html", "p.html"]


def test_the_plan_that_the_page_for_teachers_names_exists(lang):
    page = (REPO / "teaching" / lang / "README.md").read_text(encoding="utf-8")
    (words,) = re.findall(r"`uv run (enclair plan [^`]+)`", page)
    options = cli.parser().parse_args(words.split()[1:])
    assert options.lang == lang
    assert in_language(options.lang, planner.plan_sheet, REPO, options.audience, options.minutes)
