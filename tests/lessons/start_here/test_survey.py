"""The view with the questions: its traits, its forms without a page, and what it writes."""

import io
import json
import os
import re
import sys
from pathlib import Path

import pytest

from enclair.lessons.start_here import Survey, exports, instrument
from enclair.lessons.start_here import survey as module
from enclair.lessons.start_here.instrument import FORMS, INSTRUMENT
from enclair.text.errors import ChoiceError
from tests.helpers import assert_in, assert_not_in, forms, refused

HTML = "<img src=x onerror=alert(1)><script>alert(2)</script>"
WORDS = {
    "wording": f"The headline leaves out the condition. {HTML}",
    "figure": "950 millions, dit-il lui-même 🦊 ; нужно спросить других.",
    "other-side": "Whoever is threatened by a message wants its author to be found.",
}


def answered(form="A", lang="en"):
    """A survey with all answers given."""
    view = Survey(form, lang)
    view.answers = {name: item.right for name, item in instrument.form(form).items.items()}
    view.sure = dict.fromkeys(view.answers, 75)
    view.written = WORDS
    return view


@pytest.mark.parametrize("form", FORMS)
def test_the_text_form_asks_everything(form, lang):
    view = Survey(form=form, lang=lang)
    said = view.table()
    for item in instrument.form(form, lang).items.values():
        for words in (item.question, *item.choices.values()):
            assert words in said
    for task in instrument.form(form, lang).tasks.values():
        for words in (task.question, *task.scale):
            assert words in said
    assert said.count("☐") == 6 * 8
    assert "☒" not in said
    assert f"{form}" in repr(view)


def test_nothing_that_reaches_the_page_says_which_answer_is_right():
    for form in FORMS:
        page = Survey(form).to_html()
        for item in instrument.form(form).items.values():
            french = instrument.form(form, "fr").items[item.id].behind.values()
            for (name, sentence), (_, twin) in zip(item.behind.values(), french, strict=True):
                for words in (name, sentence, twin):
                    assert words not in page
            assert {"id", "question", "choices"} == set(
                next(i for i in Survey(form).items if i["id"] == item.id)
            )
        state = json.dumps(Survey(form).get_state(), default=str)
        assert_not_in(state, "behind", '"right"')


def test_both_text_forms_show_what_was_answered():
    view = answered()
    assert repr(view) == "Survey(form A: 6 of 6 questions answered)"
    said = view.table()
    assert said.count("☒") == 12
    bundle = forms(view)
    assert bundle["text/plain"] == said
    assert "<script>alert" not in bundle["text/html"]
    assert_in(bundle["text/html"], "&lt;script&gt;alert(2)", "☒ b) The two, and Telegram")


@pytest.mark.parametrize(
    ("trait", "value", "said"),
    [
        ("answers", {"opinion": "a"}, "answers: found 'opinion'; choose among encryption, "),
        ("answers", {"court": "e"}, "answers, court: found 'e'; choose among a, b, c, d."),
        ("answers", {"court": HTML}, "choose among a, b, c, d."),
        ("answers", {"court": "x" * 20_000}, "choose among a, b, c, d."),
        ("answers", {"court": None}, "choose among a, b, c, d."),
        ("answers", "b", "write a dictionary, such as"),
        ("sure", {"court": 60}, "sure, court: found 60; choose among 25, 50, 75, 95."),
        ("sure", {"court": "50"}, "choose among 25, 50, 75, 95."),
        ("sure", {"court": True}, "choose among 25, 50, 75, 95."),
        ("sure", {"🦊": 50}, "sure: found '🦊'; choose among encryption, "),
        ("written", {"poem": "roses"}, "written: found 'poem'; choose among wording, figure, other-side."),
        ("written", {"figure": 7}, "write a text between quotation marks"),
        ("written", {"figure": "x" * 20_000}, "found 20,000 characters; at most 2,000 fit."),
    ],
)
def test_bad_input_is_one_sentence_and_changes_nothing(trait, value, said):
    view = answered()
    before = dict(getattr(view, trait))
    # A dictionary is refused by us, anything else by us or by traitlets: never taken.
    with pytest.raises(Exception) as told:  # noqa: PT011
        setattr(view, trait, value)
    if isinstance(value, dict):
        assert isinstance(told.value, ChoiceError)
        assert said in str(told.value)
        assert len(str(told.value)) < 300
    assert getattr(view, trait) == before


@pytest.mark.parametrize("form", ["C", "", "a", None, 1, "A" * 20_000, HTML, ["A"]])
def test_an_unknown_form_says_which_there_are(form):
    with pytest.raises(ChoiceError, match="choose among A, B") as told:
        Survey(form=form)
    assert len(str(told.value)) < 200


def test_an_unknown_language_says_which_there_are():
    refused(ChoiceError, "en, fr", Survey, "A", "de")


def test_the_sheet_keeps_what_was_answered_in_the_notebook(lang):
    sheet = answered("B", lang).sheet()
    for plain in (repr(sheet), sheet._repr_html_()):
        assert_in(plain, instrument.form("B", lang).items["encryption"].choices["d"], "нужно спросить")
    assert "<script>" not in sheet._repr_html_()
    assert "&lt;script&gt;" in sheet._repr_html_()
    for task in instrument.form("B", lang).tasks.values():
        assert task.scale[-1] in repr(sheet)


def test_the_sheet_of_nothing_says_what_to_do():
    sheet = Survey().sheet()
    assert repr(sheet) == "Nothing is answered yet: answer above, then run this cell again."
    half = Survey()
    half.answers = {"court": "a"}
    assert "A State may not ask" in repr(half.sheet())


def test_an_export_holds_no_text_no_opinion_no_name_and_no_time(tmp_path):
    view = answered()
    found = view.export("Blue fox 7", folder=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["enclair-A-blue-fox-7.json"]
    written = found.path.read_text(encoding="utf-8")
    # Exactly these fields, and nothing else could be in it.
    assert json.loads(written) == {
        "kind": "enclair survey",
        "version": INSTRUMENT.version,
        "form": "A",
        "code": "blue-fox-7",
        "answers": {name: {"answer": letter, "sure": 75} for name, letter in view.answers.items()},
    }
    for words in WORDS.values():
        for word in re.findall(r"\w{4,}", words):
            assert word not in written
    for question in (*instrument.form("A").items.values(), *instrument.form("A").tasks.values()):
        assert question.question not in written
    for task in instrument.form("A").tasks:
        assert f'"{task}"' not in written
    assert not re.search(r"\d\d:\d\d|20\d\d|position|opinion|poll", written)
    assert exports.read(written.encode()).code == "blue-fox-7"


def test_an_export_says_what_it_wrote_and_where(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = answered().export("blue fox 7")
    assert (tmp_path / "enclair-A-blue-fox-7.json").is_file()
    for said in (repr(found), found._repr_html_()):
        assert "enclair-A-blue-fox-7.json, in the folder of this notebook, with 6 of 6 questions" in said
        assert module.say("survey.contents") in said
        assert "Nothing was sent" in said
    assert (tmp_path / "enclair-A-blue-fox-7.json").read_text(encoding="utf-8").rstrip() in repr(found)
    (tmp_path / "été").mkdir()
    assert "in été, with" in repr(answered().export("blue fox 7", folder="été"))


def test_an_export_is_never_written_over(tmp_path):
    answered().export("blue fox 7", tmp_path)
    path = tmp_path / "enclair-A-blue-fox-7.json"
    before = path.read_bytes()
    view = answered()
    view.sure = {"court": 25}
    refused(exports.ExportError, "already a file enclair-A-blue-fox-7", view.export, "Blue Fox 7", tmp_path)
    assert path.read_bytes() == before
    answered("B").export("blue fox 7", tmp_path)  # the other form is another file
    assert len(list(tmp_path.iterdir())) == 2


def test_half_an_answer_is_not_exported(tmp_path):
    view = Survey("A")
    refused(exports.ExportError, "answer at least one question", view.export, "blue fox 7", tmp_path)
    view.answers = {"court": "a", "figures": "b"}
    refused(exports.ExportError, "how sure", view.export, "blue fox 7", tmp_path)
    view.sure = {"figures": 25, "alarms": 95}
    found = view.export("blue fox 7", tmp_path)
    assert list(json.loads(found.path.read_text(encoding="utf-8"))["answers"]) == ["figures"]
    assert "with 1 of 6 questions" in repr(found)


@pytest.mark.parametrize("code", ["", "x" * 20_000, HTML, "🦊🦊🦊🦊", "../../etc", None, "12052009"])
def test_a_code_that_does_not_fit_writes_nothing(tmp_path, code):
    with pytest.raises(ChoiceError, match=r"^code: "):
        answered().export(code, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("folder", ["none", "x" * 20_000, "no\0thing", "<b>", "🦊"])
def test_a_folder_that_is_none_is_told(tmp_path, monkeypatch, folder):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(exports.ExportError, match="no file can be made in") as told:
        answered().export("blue fox 7", folder)
    assert len(str(told.value)) < 300
    for other in (None, 7, ["."]):
        with pytest.raises(ChoiceError, match="folder: found"):
            answered().export("blue fox 7", other)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_no_half_of_a_file(tmp_path, monkeypatch):
    class Full(io.StringIO):
        def write(self, words):
            raise OSError(28, "No space left on device")

    def opened(path, *arguments, **options):
        path.touch()
        return Full()

    monkeypatch.setattr(Path, "open", opened)
    with pytest.raises(exports.ExportError, match="No space left on device"):
        answered().export("blue fox 7", tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="rights do not bind this user")
def test_a_folder_that_can_only_be_read_is_told(tmp_path):
    tmp_path.chmod(0o555)
    with pytest.raises(exports.ExportError, match="no file can be made"):
        answered().export("blue fox 7", tmp_path)
    tmp_path.chmod(0o755)


def test_refusals_speak_french(tmp_path):
    with pytest.raises(exports.ExportError, match="Rien n’a été écrit"):
        Survey("A", "fr").export("renard bleu", tmp_path)
    assert "Rien n’a été envoyé" in repr(answered("A", "fr").export("renard bleu", tmp_path))
