"""Session plans: all of them add up, from the minutes of the notebooks, and bad questions get a sentence."""

import copy
import json
import re
import tomllib
from urllib.parse import unquote

import pytest

from enclair.command import cli
from enclair_tools.teach import planner
from enclair_tools.teach.planning import PlanError, parts, plan, sheet
from tests.helpers import REPO, assert_in, in_language, markdown, notebook, refused

DATA = planner.audiences(REPO)
NOTEBOOKS = planner.notebooks(REPO)
AUDIENCES = ("emc", "snt", "nsi", "hggsp", "cs", "media", "law", "dh")
LENGTHS = ("45", "90", "210")
every_plan = pytest.mark.parametrize(
    ("audience", "minutes"), [(audience, minutes) for audience in AUDIENCES for minutes in LENGTHS]
)


@pytest.fixture(scope="module")
def found():
    return parts(NOTEBOOKS)


def names(audience, minutes):
    """The sections of a plan, by their names, without "short"."""
    steps = DATA["plans"][audience][minutes]["steps"]
    return [step.split()[0] for step in steps if "/" in step]


@every_plan
def test_every_plan_adds_up_and_all_it_names_exists(found, audience, minutes):
    for lang in ("en", "fr"):
        one = in_language(lang, plan, DATA, found, audience, minutes)
        assert sum(step.minutes for step in one.steps) == one.minutes == int(minutes)
        assert [step.start for step in one.steps] == [
            sum(step.minutes for step in one.steps[:place]) for place in range(len(one.steps))
        ]
        assert all(step.minutes == step.part.minutes for step in one.steps if step.part and not step.short)
        assert all(step.minutes < step.part.minutes for step in one.steps if step.short)
        assert one.materials
        assert one.homework
        assert all((REPO / path).is_file() for path in one.files)
        assert all(list((REPO / "teaching/en/guide").glob(f"{lesson:02d}_*.md")) for lesson in one.lessons)
        for thing in one.materials:
            assert all((REPO / path).is_file() for path in re.findall(r"teaching/\S+\.html", thing))


def test_a_lesson_in_french_is_taken_where_there_is_one(tmp_path):
    for lang, names in (("en", ("01_a", "02_b")), ("fr", ("02_b",))):
        folder = tmp_path / "notebooks" / lang
        folder.mkdir(parents=True)
        for name in names:
            (folder / f"{name}.ipynb").write_text(json.dumps(notebook(markdown(lang))), encoding="utf-8")
    assert list(planner.notebooks(tmp_path)) == ["notebooks/en/01_a.ipynb", "notebooks/en/02_b.ipynb"]
    french = in_language("fr", planner.notebooks, tmp_path)
    assert list(french) == ["notebooks/en/01_a.ipynb", "notebooks/fr/02_b.ipynb"]


@every_plan
def test_sections_of_a_lesson_keep_their_order_and_come_once(found, audience, minutes):
    sections = names(audience, minutes)
    assert len(sections) == len(set(sections))
    for lesson in {name.split("/")[0] for name in sections}:
        own = [name for name in sections if name.split("/")[0] == lesson]
        assert own == [name for name in found if name in own]


@every_plan
def test_no_plan_shows_one_side_alone(audience, minutes):
    """Each side won one of the two judgments; who presents a side argues the other one, too."""
    sections = set(names(audience, minutes))
    assert ("6/podchasov" in sections) == ("6/finland" in sections)
    assert ("7/present" in sections) == ("7/reversed" in sections)


@every_plan
def test_a_long_session_has_a_break_before_anyone_needs_one(found, audience, minutes):
    stretch = 0
    for step in plan(DATA, found, audience, minutes).steps:
        stretch = 0 if step.words == "Break" else stretch + step.minutes
        assert stretch <= 95


def test_plans_exist_for_all_audiences_and_lengths():
    assert tuple(DATA["audiences"]) == tuple(DATA["plans"]) == AUDIENCES
    assert {tuple(each) for each in DATA["plans"].values()} == {LENGTHS}


def test_no_short_version_material_or_activity_is_left_over(found):
    steps = [step for each in DATA["plans"].values() for one in each.values() for step in one["steps"]]
    assert {step[:-6] for step in steps if step.endswith(" short")} == set(DATA["short"])
    assert {step.split()[0] for step in steps if "/" not in step} == set(DATA["activities"])
    needed = {need for each in DATA["plans"].values() for one in each.values() for need in one["needs"]}
    for key, thing in DATA["materials"].items():
        assert key in needed or set(thing["sections"]) <= set(found)


def test_a_lesson_that_changes_its_minutes_stops_the_plan():
    changed = copy.deepcopy(NOTEBOOKS)
    path = "notebooks/en/01_what_happened.ipynb"
    sections = changed[path]["metadata"]["enclair"]["sections"]
    next(each for each in sections if each["id"] == "decide")["minutes"] += 2
    with pytest.raises(PlanError, match=r"\[plans\.emc\.45\]: its steps add up to 47 minutes, not 45"):
        plan(DATA, parts(changed), "emc", "45")


def test_a_section_that_is_gone_and_a_heading_that_differs_are_told(found):
    with pytest.raises(PlanError, match=r"no notebook has the part “1/decide”\. There are: 0/what"):
        plan(DATA, {name: part for name, part in found.items() if name != "1/decide"}, "emc", "45")
    section = {"id": "a", "title": "Why?", "minutes": 3, "core": True}
    cells = markdown("## 2. Why not?")
    with pytest.raises(PlanError, match="No heading of a notebook says “Why\\?”"):
        parts({"x": notebook(cells, metadata={"enclair": {"lesson": 1, "sections": [section]}})})


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
def test_a_step_that_means_nothing_is_told(found, step, said):
    data = copy.deepcopy(DATA)
    data["plans"]["emc"]["45"]["steps"][0] = step
    refused(PlanError, said, plan, data, found, "emc", "45")


def test_a_short_version_must_be_shorter(found):
    data = copy.deepcopy(DATA)
    data["short"]["7/draw"]["minutes"] = found["7/draw"].minutes
    refused(PlanError, "with fewer minutes", plan, data, found, "emc", "90")


def test_what_is_not_in_the_plan_is_listed_with_its_minutes(found):
    one = plan(DATA, found, "emc", "45")
    used = {step.part for step in one.steps if step.part}
    assert one.lessons == (1, 2, 3)
    all_parts = {part for part in found.values() if part.lesson in one.lessons and not part.exercise}
    assert used | set(one.optional) | set(one.left) == all_parts
    assert not used & {*one.optional, *one.left}
    assert all(part.core for part in one.left)
    assert not any(part.core for part in one.optional)


def asked(capsys, *arguments):
    return cli.main(["plan", *arguments]), *capsys.readouterr()


@pytest.fixture(autouse=True)
def here(monkeypatch):
    monkeypatch.chdir(REPO / "teaching")


def test_a_plan_on_screen_has_its_clock_its_links_and_its_codes(capsys):
    result, out, err = asked(capsys, "--minutes", "210", "--for", "emc")
    assert (result, err) == (0, "")
    clock = re.findall(r"^ *(\d):(\d\d) +(\d+) ", out, re.MULTILINE)
    starts = [60 * int(hours) + int(minutes) for hours, minutes, _ in clock]
    lasts = [int(minutes) for *_, minutes in clock]
    assert [start + last for start, last in zip(starts, lasts, strict=True)] == [*starts[1:], 210]
    assert "3:30" in out
    assert re.search(r"3:05 +8 +short +Lesson 7, section 5", out)
    rule = parts(NOTEBOOKS)["7/rule"].minutes
    assert f"short version of a section of {rule} minutes" in re.sub(r"\s+", " ", out)
    assert_in(out, "notebooks/en/06_judge_for_a_day.ipynb", "`teaching/en/guide`", "EMC 2de", "†")
    assert all(len(line) <= planner.WIDE for line in out.splitlines())


def test_a_plan_speaks_french(capsys):
    result, out, _ = asked(capsys, "--minutes", "90", "--for", "snt", "--lang", "fr")
    assert result == 0
    assert "90 minutes pour la SNT en seconde" in out
    for word in ("Horloge", "essentiel", "Leçon 3, section 1", "court", "À la maison", "tiers"):
        assert word in out


@pytest.mark.parametrize(
    ("minutes", "audience", "said"),
    [
        ("20", "emc", "no plan of “20” minutes. There are plans of 45, 90, 210 minutes"),
        ("abc", "emc", "no plan of “abc” minutes"),
        ("1000", "dh", "no plan of “1000” minutes"),
        ("-45", "dh", "no plan of “-45” minutes"),
        ("45", "physics", "no plan for “physics”. There are plans for: emc (EMC, seconde (civics)), snt"),
        ("45", "", "no plan for “”"),
    ],
)
def test_what_is_not_on_offer_gets_a_sentence_with_what_is(capsys, minutes, audience, said):
    result, out, err = asked(capsys, "--minutes", minutes, "--for", audience)
    assert (result, out) == (2, "")
    assert said in err
    assert "Traceback" not in err


def test_what_is_not_on_offer_is_told_in_french(capsys):
    result, _, err = asked(capsys, "--minutes", "20", "--for", "emc", "--lang", "fr")
    assert result == 2
    assert "Il y a des plans de 45, 90, 210 minutes" in err


def test_outside_a_checkout_and_in_what_a_class_gets_a_sentence_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    result, _, err = asked(capsys, "--minutes", "45", "--for", "emc")
    assert result == 2
    assert "works in a copy of the En clair repository" in err
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "enclair"\n', encoding="utf-8")
    result, _, err = asked(capsys, "--minutes", "45", "--for", "emc")
    assert result == 2
    assert "teaching/plans.toml is not in" in err
    (tmp_path / "teaching").mkdir()
    (tmp_path / "teaching" / "plans.toml").write_text("[audiences", encoding="utf-8")
    result, _, err = asked(capsys, "--minutes", "45", "--for", "emc")
    assert result == 2
    assert "teaching/plans.toml: Expected" in err


def test_the_page_to_print_asks_nobody_and_leads_to_the_notebooks(tmp_path, capsys):
    path = tmp_path / "dossier é" / "plan <1>.html"
    result, out, _ = asked(capsys, "--minutes", "45", "--for", "snt", "--html", str(path))
    assert result == 0
    assert str(path) in out
    page = path.read_text(encoding="utf-8")
    assert not re.search(r"https?:|<script|<link|@import|url\(", page)
    links = re.findall(r'href="([^"]+)"', page)
    assert len(links) == 3
    assert all((path.parent / unquote(link)).is_file() for link in links)
    assert "<code>uv run enclair check</code>" in page


def test_page_and_screen_say_the_same(found):
    one = sheet(plan(DATA, found, "law", "210"), ["a & b"])
    page = planner.page(one, REPO, REPO)
    assert "a &amp; b" in page
    words = re.sub(r"\s+", " ", planner.lines(one))
    for at, long, kind, said, how in one.rows:
        assert f">{at}</th><td>{long}</td><td>{kind}</td><td>" in page
        assert_in(words, said, how.rstrip("."))


@every_plan
def test_what_a_plan_says_itself_is_said_in_both_languages(found, audience, minutes):
    english, french = (in_language(lang, plan, DATA, found, audience, minutes) for lang in ("en", "fr"))
    said = [
        {one.audience, one.title, *one.materials, *(step.words for step in one.steps if step.words)}
        for one in (english, french)
    ]
    assert not said[0] & said[1]
    assert not [words for words in said[1] if re.search(r"(?<!\u00a0)[:;?!»]|«(?!\u00a0)", words)]


def test_plans_are_toml_that_a_teacher_may_edit():
    text = (REPO / planner.PLANS).read_text(encoding="utf-8")
    assert tomllib.loads(text) == DATA
    assert text.startswith("# Session plans")


@pytest.mark.parametrize("arguments", [[], ["--minutes", "45"], ["--for", "emc"]])
def test_who_says_too_little_is_told_what_there_is(capsys, arguments):
    assert cli.main(["plan", *arguments]) == 2
    said = capsys.readouterr().err
    assert "45, 90, 210" in said
    assert all(f"{name} (" in said for name in planner.audiences(REPO)["audiences"])


def test_a_plan_is_never_written_over_something_else(tmp_path, capsys):
    notes = tmp_path / "notes.html"
    notes.write_text("mine", encoding="utf-8")
    text = tmp_path / "notes.md"
    for path in (notes, text, tmp_path):
        assert cli.main(["plan", "--minutes", "45", "--for", "emc", "--html", str(path)]) == 2
        assert str(path) in capsys.readouterr().err
    assert notes.read_text(encoding="utf-8") == "mine"
    assert not text.exists()
    for _ in range(2):  # its own page is written again
        assert cli.main(["plan", "--minutes", "45", "--for", "emc", "--html", str(tmp_path / "p.html")]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notes.html", "p.html"]


def test_the_plan_that_the_page_for_teachers_names_exists(lang):
    (words,) = re.findall(
        r"`uv run (enclair plan [^`]+)`", (REPO / "teaching" / lang / "README.md").read_text(encoding="utf-8")
    )
    options = cli.parser().parse_args(words.split()[1:])
    assert options.lang == lang
    assert in_language(options.lang, planner.plan_sheet, REPO, options.audience, options.minutes)
