"""What programs that mark read of exercises."""

from dataclasses import replace

from enclair.checks import MIME, Feedback, results
from tests.helpers import CHECKS, code, markdown, notebook


def test_a_task_is_a_cell_that_calls_a_check() -> None:
    cells = [
        code("# Skip this cell.\ncheck.firmness(firmness)", "one"),
        code("check.lang = 'en'", "setup"),
        code("%time check.firmness(firmness)", "magic"),
        code("answer(check)", "other"),
        markdown("check.firmness(firmness)", "words"),
        code("if True:\n    check.steps_so_far(steps)", "two"),
    ]
    assert results.tasks(notebook(*cells)) == {"one": "firmness", "two": "steps_so_far"}


def test_feedback_is_data_with_the_name_of_its_sentence() -> None:
    wrong = Feedback(False, "no", "hard-coded", check="firmness")
    shown = [one._repr_mimebundle_() for one in (wrong, replace(wrong, note="same-for-all"))]
    read = results.feedback([{"text": "printed"}, *({"data": data} for data in shown)])
    assert [one["note"] for one in read] == ["hard-coded", "same-for-all"]
    assert all({name: type(one[name]) for name in one} == results.FIELDS for one in read)
    assert results.feedback([{"data": {MIME: {}}}]) == [dict.fromkeys(results.FIELDS)]


def test_messages_leave_out_what_depends_on_an_answer() -> None:
    messages = results.messages(CHECKS["lines_of_the_key"])
    assert messages["repeated"] == "… stands twice in your list."
    assert messages["unknown"].endswith("should be a list of letters, each between quotation marks.")
