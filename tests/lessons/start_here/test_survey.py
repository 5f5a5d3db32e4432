"""The questions before and after: traits, text forms, what an export writes, and a page without a kernel."""

import json
from functools import partial

import pytest

from enclair.lessons.start_here import Survey, exports, instrument
from enclair.lessons.start_here import survey as module
from enclair.lessons.start_here.instrument import FORMS, INSTRUMENT
from tests.browser.pages import Opened, state
from tests.helpers import assert_in, assert_not_in, forms, refused

HTML = "<img src=x onerror=window.ran=true><script>window.ran=true</script>"
WORDS = {
    "wording": f"The headline leaves out the condition. {HTML}",
    "figure": "950 millions, dit-il lui-même 🦊 ; нужно спросить других.",
    "other-side": "Whoever is threatened by a message wants its author to be found.",
}


def answered(form="A", lang="en"):
    view = Survey(form, lang)
    view.answers = {name: item.right for name, item in instrument.form(form).items.items()}
    view.sure = dict.fromkeys(view.answers, 75)
    view.written = WORDS
    return view


@pytest.mark.parametrize("form", FORMS)
def test_the_text_form_asks_everything_and_the_page_tells_no_right_answer(form, lang):
    view, asked = Survey(form=form, lang=lang), instrument.form(form, lang)
    plain, told = view.table(), json.dumps(view.get_state(), default=str)
    for item in asked.items.values():
        assert_in(plain, item.question, *item.choices.values())
        behind = [part for pair in item.behind.values() for part in pair]
        assert_not_in(json.dumps(state(view)), *behind)
        assert_not_in(told, "behind", '"right"', *behind)
    for task in asked.tasks.values():
        assert_in(plain, task.question, *task.scale)
    assert (plain.count("☐"), plain.count("☒")) == (6 * 8, 0)


def test_text_forms_and_sheet_show_what_was_answered(lang):
    view = answered(lang=lang)
    page, sheet = forms(view)["text/html"], view.sheet()
    assert forms(view)["text/plain"].count("☒") == 12
    assert_in(page, f"☒ b) {instrument.form('A', lang).items['encryption'].choices['b'][:20]}")
    for plain in (repr(sheet), sheet._repr_html_()):
        assert_in(plain, instrument.form("A", lang).items["encryption"].choices["b"], "нужно спросить")
    for words in (page, sheet._repr_html_()):
        assert_in(words, "&lt;script&gt;window.ran")
        assert "<script>window" not in words
    for task in instrument.form("A", lang).tasks.values():
        assert task.scale[-1] in repr(sheet)


def test_an_export_holds_these_fields_says_where_it_is_and_is_never_written_over(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    view = answered()
    written = view.export("Blue fox 7")
    assert [path.name for path in tmp_path.iterdir()] == [written.path.name] == ["enclair-A-blue-fox-7.json"]
    content = written.path.read_text(encoding="utf-8")
    # Exactly these fields, and nothing else could be in it: no name, no text, no opinion, no time.
    assert json.loads(content) == {
        "kind": "enclair survey",
        "version": INSTRUMENT.version,
        "form": "A",
        "code": "blue-fox-7",
        "answers": {name: {"answer": letter, "sure": 75} for name, letter in view.answers.items()},
    }
    where = "enclair-A-blue-fox-7.json, in the folder of this notebook, with 6 of 6 questions"
    assert_in(repr(written), where, module.say("survey.contents"), "Nothing was sent", content.rstrip())
    view.sure = {"court": 25}
    refused(exports.ExportError, "already a file enclair-A-blue-fox-7", view.export, "Blue Fox 7", tmp_path)
    assert written.path.read_text(encoding="utf-8") == content
    (tmp_path / "été").mkdir()
    other = answered("B", "fr").export("blue fox 7", folder="été")  # the other form is another file
    assert_in(repr(other), "enclair-B-blue-fox-7.json, dans été", "Rien n’a été envoyé")


def test_half_an_answer_is_not_exported_and_the_sheet_of_nothing_says_what_to_do(tmp_path):
    view = Survey("A")
    assert repr(view.sheet()) == "Nothing is answered yet: answer above, then run this cell again."
    refused(exports.ExportError, "answer at least one question", view.export, "blue fox 7", tmp_path)
    view.answers = {"court": "a", "figures": "b"}
    refused(exports.ExportError, "how sure", view.export, "blue fox 7", tmp_path)
    view.sure = {"figures": 25, "alarms": 95}
    written = view.export("blue fox 7", tmp_path)
    assert list(json.loads(written.path.read_text(encoding="utf-8"))["answers"]) == ["figures"]
    assert "with 1 of 6 questions" in repr(written)


def test_what_cannot_be_written_is_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    export = answered().export
    for folder in ("none", "x" * 20_000, "no\nthing"):
        refused(exports.ExportError, r"no file can be made in.{,260}$", export, "blue fox 7", folder)


VIEW = partial(Survey, "A")
FORM = instrument.form("A")


def test_everything_is_asked_nothing_is_chosen_and_the_keyboard_alone_answers(opened: Opened) -> None:
    page, status = opened.page, opened.page.get_by_role("status")
    questions, tasks = page.locator(".enclair-survey ol").all()
    sure = [*map(str, INSTRUMENT.sure)]  # in words once, above
    assert page.locator(":checked").count() == 0
    expected: dict[str, dict[str, object]] = {"answers": {}, "sure": {}}
    for place, (name, item) in enumerate(FORM.items.items()):
        asked = questions.locator("> li").nth(place)
        assert asked.locator("legend").first.inner_text() == f"{place + 1}. {item.question}"
        assert asked.locator("label").all_inner_texts() == [*item.choices.values(), *sure]
        for trait, offered in (("answers", list("abcd")), ("sure", list(INSTRUMENT.sure))):
            opened.tab_to("[type=radio]", most=1)
            for _ in range(place % 4):
                page.keyboard.press("ArrowDown")
            page.keyboard.press("Space")
            expected[trait][name] = offered[place % 4]
        if place == 3:
            assert status.inner_text() == "4 of 6 questions answered; still open: 5, 6."
    assert {trait: opened.trait(trait) for trait in expected} == expected
    assert status.inner_text() == "All 6 questions are answered, with how sure."
    in_words = [f"{place}. {task.question}" for place, task in enumerate(FORM.tasks.values(), 7)]
    assert tasks.locator("> li > label").all_inner_texts() == in_words
    opened.tab_to("textarea", most=1)
    page.keyboard.type("x is a letter.")
    assert opened.trait("written") == {"wording": "x is a letter."}
    assert FORM.tasks["wording"].scale[2] not in opened.text()  # it would help: the sheet has it
    view = Survey("A")  # what the page sends, Python takes
    view.answers, view.sure, view.written = (opened.trait(name) for name in ("answers", "sure", "written"))
