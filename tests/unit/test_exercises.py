"""The gate on exercises: made from their solutions, passed by these, failed by whoever has not answered."""

import re

import nbformat
import pytest
from nbgrader.nbgraderformat.v3 import MetadataValidatorV3

from enclair.checks.feedback import MIME
from enclair.text.locale import LANGUAGES
from enclair_tools.notebooks.canonical import dumps
from enclair_tools.notebooks.exercises import TEXT_STUB, make
from tests.banks import in_french, words_of
from tests.helpers import (
    CHECKS,
    EXERCISES,
    REPO,
    checks_of,
    code,
    execute,
    exercise_faults,
    exercise_path,
    notebook,
    ran,
    read,
    solution_faults,
    solution_path,
    with_sources,
)

STUB_LINE = "    raise NotImplementedError"
FIRST = EXERCISES[0]


def source(notebook, identity):
    return next("".join(cell["source"]) for cell in notebook["cells"] if cell["id"] == identity)


def cells(notebook, kind):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == kind]


# ---------------------------------------------------------------- the gate


def test_the_exercise_is_what_its_solution_makes(name, exercise_lang, solution_notebook):
    made = dumps(make(solution_notebook, lang=exercise_lang))
    assert made == dumps(make(solution_notebook, lang=exercise_lang))
    assert exercise_path(name, exercise_lang).read_text(encoding="utf-8") == made, (
        "run: uv run enclair exercises"
    )


def test_every_solution_passes_every_check(executed_solution):
    assert solution_faults(executed_solution) == []


def test_the_unanswered_exercise_fails_every_check_and_nothing_else(executed_exercise):
    assert exercise_faults(executed_exercise) == []
    told = [one.misconceptions for one in ran(executed_exercise) if one.check]
    assert told == [["not-answered"]] * len(told)


def test_the_exercise_uses_each_of_its_checks_once(name, solution_notebook):
    assert [one.check for one in ran(solution_notebook) if one.check] == checks_of(name)


def test_every_exercise_and_every_check_of_the_kit_stands_in_this_gate():
    there = [path for path in (REPO / "exercises").rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts]
    assert sorted(there) == [exercise_path(name, lang) for lang in LANGUAGES for name in EXERCISES]
    assert sorted(check for name in EXERCISES for check in checks_of(name)) == sorted(CHECKS)


# ---------------------------------------------------------------- the gate itself, on broken notebooks


def test_the_gate_sees_a_broken_solution(tmp_path):
    solution = read(solution_path(FIRST))
    right = source(solution, "days-answer")
    broken = with_sources(solution, {"days-answer": right.replace(".days\n", ".days + 1\n")})
    assert broken != solution
    executed = execute(broken, tmp_path)
    faults = solution_faults(executed)
    assert faults[0] == "days-check: CheckFailed"
    assert len(faults) == 2
    assert "counted-both-ends" in faults[1]


def shown(passed, check="firmness"):
    data = {MIME: {"passed": passed, "check": check, "misconception": "" if passed else "swapped-labels"}}
    return {"output_type": "display_data", "data": data, "metadata": {}}


def failed(name):
    return {"output_type": "error", "ename": name, "evalue": "", "traceback": []}


@pytest.mark.parametrize(
    ("outputs", "solution", "exercise"),
    [
        ([shown(True)], 0, 2),
        ([shown(False), failed("CheckFailed")], 2, 0),
        ([], 1, 2),  # a check that shows nothing
        ([shown(False)], 1, 1),  # one that does not stop its cell
        ([shown(True, check="steps_so_far")], 1, 2),  # the feedback of another check
        ([failed("KeyError")], 2, 3),
        ([shown(True), failed("KeyError")], 1, 3),
    ],
)
def test_the_gate_counts_what_is_wrong_with_one_check_cell(outputs, solution, exercise):
    executed = notebook(code("check.firmness(firmness)", outputs=outputs))
    assert len(solution_faults(executed)) == solution
    assert len(exercise_faults(executed)) == exercise


def test_the_gate_sees_an_error_outside_the_checks():
    executed = notebook(
        code("import nothing", "setup", outputs=[failed("ModuleNotFoundError")]),
        code("check.firmness(firmness)", "check", outputs=[shown(False), failed("CheckFailed")]),
    )
    assert exercise_faults(executed) == ["setup: ModuleNotFoundError"]


def test_the_gate_does_not_take_a_notebook_without_checks():
    assert (
        solution_faults(notebook(code("1")))
        == exercise_faults(notebook(code("1")))
        == ["no cell calls a check"]
    )


# ---------------------------------------------------------------- as a student would


# For each exercise, right lines that differ from those of its solution; then wrong ones, each with what the
# student reads about it.
RIGHT_LINES = {
    "01_what_happened": {
        "days-answer": '    return (dates["formal-investigation"] - dates["arrest"]).days',
        "sources-answer": (
            '    rows = events[events["date"].between(start, end)]\n'
            '    return rows.groupby("source_type").size().sort_values(ascending=False)'
        ),
        "lines-answer": '    return ["F", "E", "C", "A", "B"]',
        "most-answer": '    return ["Press", 14.0]',
        "firmness-answer": (
            '    return {"romania-dispute": "disputed", "formal-investigation": "confirmed",\n'
            '            "prosecutors-see-answers": "reported"}'
        ),
        "steps-answer": '    return ["C", "F", "D", "G", "A"]',
    },
    "02_words_under_the_microscope": {
        "claims-answer": (
            '    return {"C18": ["partly", "f"], "C14": ["Contradicted", "A"],\n'
            '            "C08": ["framing/inference", "C"], "C17": ["supported", "D"]}'
        ),
        "cut-answer": (
            "    rest = [word.lower() for word in words(after)]\n"
            "    return [word for word in words(before) if word.lower() not in rest]"
        ),
        "lines-answer": '    return ["C", "G", "F", "D", "B"]',
        "gone-answer": '    return (["in", "those", "cases"], "That", "this")',
        "table-answer": "    return pd.Series({word: said.count(word.lower()) for word in wanted})",
        "mislead-answer": '    return {"D": "negation", "C": "irony", "A": "negation"}',
    },
    "03_what_can_the_server_see": {
        "settings-answer": (
            '    answers = {"Signal": ["Yes", "yes", "no"], "WhatsApp": ("yes", "no source", "in part")}\n'
            '    return answers | {"telegram": ("part", "no", "yes")}'
        ),
        "key-answer": "    return received**secret % prime",
        "lines-answer": '    return ("f", "d", "a", "g", "c")',
        "broken-answer": "    return [16, 18.0]",
        "vague-answer": '    return {"e": "against whom", "a": "which chats", "c": "Which chats"}',
        "time-answer": "    return pow(2, bits) / speed",
    },
    "04_needles_and_haystacks": {
        "part-answer": (
            '    return {"D": ["Reports", 50], "C": ("not clear", 90.0),\n'
            '            "B": ("removed items", 9), "A": ("reports", 471 / 4192 * 100)}'
        ),
        "alarms-answer": (
            "    allowed = n * (1 - base)\n    return [round(n * base * hit), round(allowed * false)]"
        ),
        "lines-answer": '    return ["F", "B", "D", "G", "C"]',
        "share-answer": "    return 9 / 10_009",
        "threshold-answer": '    return [1000, "a", 10, 49_950]',
        "texts-answer": '    return {"b3": 4, "b2": 7, "b1": 1, "a3": 8, "a2": 3, "a1": 5}',
        "half-answer": "    return hit / (1 / base - 1)",
    },
    "05_traces": {
        "quarter-answer": "    return [whole - part for part, whole in zip(nine_months, year)]",
        "ratio-answer": "    return round(users / requests, 1)",
        "possible-answer": (
            '    words = {"A": "possible", "B": "Possible", "c": "ruled out", "D": "possible"}\n'
            '    return words | {"E": "possible", "F": "Ruled out"}'
        ),
        "k-answer": '    return rows[["birth", "home"]].value_counts().min()',
        "lines-answer": '    return ("c", "g", "d", "b", "e")',
        "hidden-answer": "    return [4, 5.0]",
        "report-answer": (
            '    answers = {"A": "told", "B": "refusals missing", "C": "Countries missing"}\n'
            '    return answers | {"D": "content missing", "E": "told", "F": "nobody checked"}'
        ),
    },
    "06_judge_for_a_day": {
        "press-answer": (
            '    first = {"a": ["Contradicted", "1"], "b": ("in the text", 4), "c": ("goes further", 5)}\n'
            '    first |= {"D": ("contradicted", 2.0), "E": ("in the text", 3)}\n'
            '    return first | {"F": ("goes further", 5)}'
        ),
        "share-answer": (
            '    voted = votes.groupby("gate").size()\n'
            '    return (votes[votes["vote"] == "no"].groupby("gate").size() / voted).fillna(0).to_dict()'
        ),
        "hardest-answer": '    return [" Proportionate", 50.0]',
        "tips-answer": "    return not follow(tree, {**answers, **change}) == follow(tree, answers)",
        "lines-answer": '    return ["d", "c", "e", "a"]',
        "changes-answer": '    return ("d", "a")',
    },
    "07_deciding_together": {
        "sources-answer": (
            '    found = {"a": "Holds", "B": "another thing", "C": "Interested", "F": "holds"}\n'
            '    return found | {"D": "out of date", "E": "allegation"}'
        ),
        "chance-answer": (
            "    change = 2 * (after - before) / people\n    return change**2 > 2 * poll.margin(people) ** 2"
        ),
        "lines-answer": '    return ("d", "g", "c", "f", "a")',
        "change-answer": (
            '    small = "could be chance"\n'
            '    return {"a": [-30.8, small], "B": (-16.0, "More than chance"), "C": (20, small)}'
        ),
        "form-answer": (
            '    facts = "(timeline.arrest) (claims.C04) (cases.lavabit) “of user data to third parties” "\n'
            '    words = " ".join(case.claims["text_en"]).replace("“", "").replace("”", "").split()\n'
            '    titles = ["My rule", "What is known, and what is not", "Who can see what"]\n'
            '    titles += ["Rights, aims and safeguards", "The best reason against it"]\n'
            '    titles += ["How sure I am, and what would change my mind"]\n'
            '    parts = [f"- **{t}.** " + " ".join(words[55 * n :][:55]) for n, t in enumerate(titles)]\n'
            '    return "\\n".join([*parts, facts + "(quotes.Q24)"])'
        ),
        "reasons-answer": (
            '    first = "one firm closed rather than give its key (cases.lavabit)"\n'
            '    second = "its own courts had protected the account (judgments.ku-courts)"\n'
            '    rows = [(first, "attacks", limits), (second, "attacks", requests)]\n'
            '    return rows + [["that firm was in another country then (cases.lavabit)", "attacks", second]]'
        ),
    },
    "08_if_everyone_leaves": {
        "centre-answer": '    return [2.0, 4, "f"]',
        "follows-answer": "    return bool(contacts) and gone * 100 >= contacts * threshold",
        "lines-answer": '    return ("f", "a", "c", "d", "g")',
        "followers-answer": "    return [14.0, 25]",
        "sources-answer": (
            '    said = {"A": "Own word", "B": "blank", "c": "recorded", "D": "own word"}\n'
            '    return said | {"E": "Blank", "F": "blank"}'
        ),
    },
}
WRONG_LINES = {
    "01_what_happened": {
        "days-answer": ('    return (dates["arrest"] - dates["formal-investigation"]).days', "wrong-order"),
        "sources-answer": ('    return events["source_type"].value_counts()', "whole-timeline"),
        "lines-answer": ('    return ["E", "D", "C", "A", "B"]', "end-left-out"),
        "most-answer": ('    return ("primary", 2)', "firmest-not-most"),
        "firmness-answer": ('    return {"romania-dispute": "maybe"}', "unknown-grade"),
        "steps-answer": ('    return ["D", "C", "F", "G", "A"]', "arrest-starts-everything"),
    },
    "02_words_under_the_microscope": {
        "claims-answer": ('    return {"C08": "supported"}', "not-a-pair"),
        "cut-answer": (
            "    return [word for word in words(before.lower()) if word in words(after.lower())]",
            "kept-not-cut",
        ),
        "lines-answer": ('    return ["F", "C", "D", "A", "B"]', "capitals-make-words"),
        "gone-answer": ('    return ("In those cases", "this", "that")', "swapped"),
        "table-answer": ("    return {word: said.count(word) for word in wanted}", "wanted-has-capitals"),
        "mislead-answer": ('    return {"A": "negation"}', "word-taken-for-claim"),
    },
    "03_what_can_the_server_see": {
        "settings-answer": (
            '    answers = {"Signal": ("yes", "yes", "no"), "WhatsApp": ("yes", "no", "part")}\n'
            '    return answers | {"Telegram": ("part", "no", "yes")}',
            "blank-means-no",
        ),
        "key-answer": ("    return received * secret % prime", "times-not-power"),
        "lines-answer": ('    return ["D", "F", "E", "A", "C"]', "mixed-own-again"),
        "broken-answer": ("    return (9, 18)", "secret-of-bob"),
        "vague-answer": ('    return {"B": "which chats"}', "criticism-taken-for-vague"),
        "time-answer": ("    return 2 * bits / speed", "bits-add-up"),
    },
    "04_needles_and_haystacks": {
        "part-answer": ('    return {"A": ("reports", 11)}', "missing-letter"),
        "alarms-answer": ("    return n * base * hit, n * false", "false-alarms-among-all-items"),
        "lines-answer": ('    return ["F", "D", "E", "G", "C"]', "hit-of-all-items"),
        "share-answer": ("    return 0.9", "hit-rate-taken"),
        "threshold-answer": ('    return (1000, "D", 500, 100)', "only-false-alarms-counted"),
        "texts-answer": (
            '    return {"A1": 5, "A2": 3, "A3": 8, "B1": 7, "B2": 1, "B3": 4}',
            "assumed-taken-for-measured",
        ),
        "half-answer": ("    return base", "base-rate-itself"),
    },
    "05_traces": {
        "quarter-answer": ("    return year[0] - nine_months[0], year[1]", "users-of-the-year"),
        "ratio-answer": ("    return requests / users", "other-way-round"),
        "possible-answer": (
            '    return dict.fromkeys("BCDEF", "ruled out") | {"A": "possible"}',
            "after-means-because",
        ),
        "k-answer": (
            '    return rows.groupby(["birth", "home", "answer"]).size().min()',
            "answer-is-no-hint",
        ),
        "lines-answer": ('    return ["C", "G", "D", "F", "E"]', "groups-counted"),
        "hidden-answer": ("    return (4, 0)", "k-hides-answers"),
        "report-answer": ('    return dict.fromkeys("ABCDEF", "told")', "the-report-tells-all"),
    },
    "06_judge_for_a_day": {
        "press-answer": (
            '    first = {"A": ("in the text", 1), "B": ("in the text", 4), "C": ("goes further", 4)}\n'
            '    first |= {"D": ("contradicted", 2), "E": ("in the text", 3)}\n'
            '    return first | {"F": ("goes further", 5)}',
            "strasbourg-taken-for-luxembourg",
        ),
        "share-answer": (
            '    return votes[votes["vote"] == "no"].groupby("gate").size()',
            "count-not-share",
        ),
        "hardest-answer": ('    return "suitable", 5', "count-not-share"),
        "tips-answer": ("    return follow(tree, answers | change)", "outcome-not-whether"),
        "lines-answer": ('    return ["C", "D", "B", "A"]', "change-not-followed"),
        "changes-answer": ('    return ["A", "D", "E"]', "gate-that-is-never-reached"),
    },
    "07_deciding_together": {
        "sources-answer": ('    return dict.fromkeys("ABCDEF", "holds")', "a-row-is-enough"),
        "chance-answer": (
            "    change = poll.uncut(after, people) - poll.uncut(before, people)\n"
            "    return abs(change) > poll.margin(people)",
            "margin-of-one-poll",
        ),
        "lines-answer": ('    return ["G", "C", "B", "D", "A"]', "yes-taken-for-opinion"),
        "change-answer": (
            '    pairs = {"A": (-31, "could be chance"), "B": (-16, "could be chance")}\n'
            '    return pairs | {"C": (20, "could be chance")}',
            "overlap-taken-for-chance",
        ),
        "form-answer": ('    return "word " * 320 + "(quotes.Q29)"', "few-different-words"),
        "reasons-answer": ('    return [("everybody knows it anyway", "attacks", limits)]', "no-source"),
    },
    "08_if_everyone_leaves": {
        "centre-answer": ('    return 2, 4, "C"', "most-contacts-not-centre"),
        "follows-answer": (
            "    return contacts > 0 and 100 * gone / contacts > threshold",
            "more-than-not-at-least",
        ),
        "lines-answer": ('    return ["F", "A", "C", "D", "E"]', "stayed-not-followed"),
        "followers-answer": ("    return (18, 25)", "starters-counted"),
        "sources-answer": (
            '    return dict.fromkeys("BEF", "blank") | dict.fromkeys("ACD", "recorded")',
            "announcement-is-own-word",
        ),
    },
}


def said_in(lang, exercise, lines):
    """The student's lines with the words of ``lang`` for answers, as that language's notebook shows them."""
    checks = {one.cell.replace("-check", "-answer"): one.check for one in ran(exercise) if one.check}
    found = {}
    for identity, line in lines.items():
        words = words_of(checks[identity]) if lang == "fr" else {}
        found[identity] = re.sub(r'"([^"]*)"', lambda word, w=words: f'"{in_french(word[1], w)}"', line)
    return found


def filled(exercise, lines):
    """The exercise in which each named stub has the student's lines."""
    stubs = {identity: source(exercise, identity) for identity in lines}
    assert all(stub.count(STUB_LINE) == 1 for stub in stubs.values())
    return with_sources(
        exercise, {name: stubs[name].replace(STUB_LINE, line) for name, line in lines.items()}
    )


#: How the feedback on a wrong answer begins.
NOT_YET = {"en": "Not yet", "fr": "Pas encore"}


def feedback(output):
    return MIME in output.get("data", {})


def results(executed):
    return {one.cell: one for one in ran(executed) if one.check}


def test_a_student_who_is_right_passes(name, exercise_lang, exercise_notebook, tmp_path):
    lines = said_in(exercise_lang, exercise_notebook, RIGHT_LINES[name])
    done = execute(filled(exercise_notebook, lines), tmp_path)
    assert solution_faults(done) == []


def test_a_student_who_is_wrong_reads_why(name, exercise_lang, exercise_notebook, tmp_path):
    lines = {identity: line for identity, (line, _) in WRONG_LINES[name].items()}
    done = execute(filled(exercise_notebook, said_in(exercise_lang, exercise_notebook, lines)), tmp_path)
    assert exercise_faults(done) == []
    told = [
        each["data"]["text/plain"] for one in done.cells for each in one.get("outputs", []) if feedback(each)
    ]
    assert all(each.startswith(NOT_YET[exercise_lang]) for each in told)
    found = {cell.replace("-check", "-answer"): one.misconceptions for cell, one in results(done).items()}
    assert found == {identity: [misconception] for identity, (_, misconception) in WRONG_LINES[name].items()}


def test_a_student_whose_code_stops_sees_one_short_line(tmp_path):
    lines = {
        "days-answer": '    return dates["arrested"]',
        "sources-answer": "    return event",
        "firmness-answer": "    return 5",
    }
    done = execute(filled(read(exercise_path(FIRST)), lines), tmp_path)
    assert exercise_faults(done) == []
    found = results(done)
    assert found["days-check"].misconceptions == ["answer-raised"]
    assert found["sources-check"].misconceptions == ["answer-raised"]
    assert found["firmness-check"].misconceptions == ["wrong-type"]
    days = next(cell for cell in done.cells if cell["id"] == "days-check")
    told, stop = days["outputs"]
    assert "KeyError" in told["data"]["text/plain"]
    assert 'return dates["arrested"]' in told["data"]["text/plain"]
    number = source(done, "days-answer").splitlines().index(lines["days-answer"]) + 1
    assert f"on line {number} " in told["data"]["text/plain"]
    assert len(stop["traceback"]) == 1
    assert len(stop["traceback"][0]) < 80
    assert "Traceback" not in stop["traceback"][0]


#: For each exercise, the checks of ways that a student may skip, then that of the question where all end.
WAYS = {
    "01_what_happened": ("sources-check", "lines-check", "most-check"),
    "02_words_under_the_microscope": ("cut-check", "lines-check", "gone-check"),
    "03_what_can_the_server_see": ("key-check", "lines-check", "broken-check"),
    "04_needles_and_haystacks": ("alarms-check", "lines-check", "threshold-check"),
    "05_traces": ("k-check", "lines-check", "hidden-check"),
    "06_judge_for_a_day": ("tips-check", "lines-check", "changes-check"),
    "07_deciding_together": ("chance-check", "lines-check", "change-check"),
    "08_if_everyone_leaves": ("follows-check", "lines-check", "followers-check"),
}


def test_one_way_of_the_three_is_enough(name, solution_notebook):
    *ways, end = WAYS[name]
    points = {
        cell["id"]: cell["metadata"].get("nbgrader", {}).get("points") for cell in solution_notebook["cells"]
    }
    assert points[end] > 0
    for identity in ways:
        assert points[identity] == 0
        said = source(solution_notebook, identity)
        assert "Skip this cell" in said or "cette cellule si vous avez choisi une autre voie" in said


# ---------------------------------------------------------------- how the notebook is written


@pytest.fixture(params=["solution", "exercise"])
def either(request, solution_notebook, exercise_notebook):
    return solution_notebook if request.param == "solution" else exercise_notebook


def test_nbgrader_accepts_the_metadata(either):
    MetadataValidatorV3().validate_nb(nbformat.from_dict(either))
    graded = [
        cell["metadata"]["nbgrader"]["grade_id"] for cell in either["cells"] if "nbgrader" in cell["metadata"]
    ]
    assert len(graded) == len(set(graded)) > 10


def test_check_cells_are_locked_and_may_fail(name, either):
    checks = [
        cell
        for cell in cells(either, "code")
        if "check." in "".join(cell["source"]) and cell["id"] != "setup"
    ]
    assert len(checks) == len(checks_of(name))
    for cell in checks:
        metadata = cell["metadata"]
        assert metadata["tags"] == ["raises-exception"]
        assert (metadata["editable"], metadata["deletable"]) == (False, False)
        assert metadata["nbgrader"]["locked"]
        assert metadata["nbgrader"]["grade"]


def test_stubs_have_a_docstring_a_hint_and_one_raise(name, exercise_notebook):
    stubs = [cell for cell in cells(exercise_notebook, "code") if cell["id"].endswith("-answer")]
    assert len(stubs) == len(checks_of(name))
    for cell in stubs:
        lines = "".join(cell["source"]).splitlines()
        assert lines[0].startswith("def ")
        assert {"    Returns:", "    Renvoie\u00a0:"} & set(lines)
        assert lines[-2].startswith("    # ")
        assert lines[-1] == STUB_LINE
        assert sum("NotImplementedError" in line for line in lines) == 1


#: The rows of the rubric, which is the same for all exercises, and what it is called.
RUBRIC = {
    "en": ("Accuracy", "Evidence", "Technique", "Perspective", "Law & ethics", "Calibration"),
    "fr": ("Exactitude", "Preuves", "Technique", "Points de vue", "Droit et éthique", "Degré de certitude"),
}
CALLED = {"en": "rubric", "fr": "grille"}


def test_words_are_marked_by_people_with_rubric_rows_before_them(exercise_lang, exercise_notebook):
    everything = exercise_notebook["cells"]
    free = [
        place
        for place, cell in enumerate(everything)
        if cell["cell_type"] == "markdown" and "nbgrader" in cell["metadata"]
    ]
    assert 1 <= len(free) <= 3
    for place in free:
        note = everything[place]["metadata"]["nbgrader"]
        assert (note["grade"], note["solution"], note["locked"]) == (True, True, False)
        assert "".join(everything[place]["source"]).startswith(TEXT_STUB[exercise_lang][:15])
        rows = RUBRIC[exercise_lang]
        assert any(f"| **{row}** |" in "".join(everything[place - 1]["source"]) for row in rows)
        assert CALLED[exercise_lang] in "".join(everything[place - 1]["source"])


def test_the_first_cell_says_the_minutes_of_the_core_and_of_the_rest(either):
    note = either["metadata"]["enclair"]
    spent = {True: 0, False: 0}
    for section in note["sections"]:
        spent[section["core"]] += section["minutes"]
    assert (note["minutes"], note["minutes_optional"]) == (spent[True], spent[False])
    said = {
        "en": "**Time:** {} minutes, and {} more for the optional task.",
        "fr": "**Durée\u00a0:** {} minutes, et {} de plus pour la tâche facultative.",
    }
    assert said[note["lang"]].format(spent[True], spent[False]) in source(either, "title")


def test_the_next_lesson_is_linked_or_announced_as_not_there_yet(name, exercise_lang, either):
    following = int(name[:2]) + 1
    lessons = [path.name for path in (REPO / "notebooks" / exercise_lang).glob(f"{following:02}_*.ipynb")]
    said = source(either, "recap")
    not_yet = {"en": "is not in the kit yet", "fr": "n’est pas encore dans le kit"}
    assert (not_yet[exercise_lang] in said) == (not lessons)
    assert re.findall(r"\]\(\.\./\.\./notebooks/(\w+)/([^)]+)\)", said) == [
        (exercise_lang, each) for each in lessons
    ]


def test_no_answer_is_left_in_the_exercise(name, exercise_lang, solution_notebook):
    stored = exercise_path(name, exercise_lang).read_text(encoding="utf-8")
    for cell in solution_notebook["cells"]:
        lines = "".join(cell["source"]).splitlines()
        marks = [place for place, line in enumerate(lines) if "SOLUTION" in line]
        for line in lines[marks[0] + 1 : marks[1]] if marks else []:
            piece = line.strip().replace('"', '\\"')
            assert piece not in stored or piece in ("", "}", "return {"), piece
    assert "SOLUTION" not in stored
