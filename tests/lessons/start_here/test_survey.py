"""The view with the questions: its traits, its forms without a page, and what it writes."""

import io
import json
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
    said, asked = Survey(form=form, lang=lang).table(), instrument.form(form, lang)
    for item in asked.items.values():
        assert_in(said, item.question, *item.choices.values())
    for task in asked.tasks.values():
        assert_in(said, task.question, *task.scale)
    assert (said.count("☐"), said.count("☒")) == (6 * 8, 0)


def test_nothing_that_reaches_the_page_says_which_answer_is_right():
    for form in FORMS:
        view, items = Survey(form), instrument.form(form).items
        page = view.to_html()
        behind = [*items.values(), *instrument.form(form, "fr").items.values()]
        assert_not_in(page, *(words for item in behind for pair in item.behind.values() for words in pair))
        assert all({"id", "question", "choices"} == set(item) for item in view.items)
        assert_not_in(json.dumps(view.get_state(), default=str), "behind", '"right"')


def test_both_text_forms_show_what_was_answered():
    view = answered()
    assert repr(view) == "Survey(form A: 6 of 6 questions answered)"
    said = view.table()
    assert said.count("☒") == 12
    bundle = forms(view)
    assert bundle["text/plain"] == said
    assert "<script>alert" not in bundle["text/html"]
    assert_in(bundle["text/html"], "&lt;script&gt;alert(2)", "☒ b) The two, and Telegram")


@pytest.mark.parametrize("form", ["C", "", "a", None, 1, "A" * 20_000, HTML, ["A"]])
def test_an_unknown_form_says_which_there_are(form):
    refused(ChoiceError, r"choose among A, B.{0,99}$", Survey, form=form)


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
    # Exactly these fields, and nothing else could be in it.
    assert json.loads(found.path.read_text(encoding="utf-8")) == {
        "kind": "enclair survey",
        "version": INSTRUMENT.version,
        "form": "A",
        "code": "blue-fox-7",
        "answers": {name: {"answer": letter, "sure": 75} for name, letter in view.answers.items()},
    }


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


@pytest.mark.parametrize("code", ["", HTML, "../../etc", None])
def test_a_code_that_does_not_fit_writes_nothing(tmp_path, code):
    refused(ChoiceError, r"^code: ", answered().export, code, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("folder", ["none", "x" * 20_000, "no\0thing", "🦊"])
def test_a_folder_that_is_none_is_told(tmp_path, monkeypatch, folder):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(exports.ExportError, match="no file can be made in") as told:
        answered().export("blue fox 7", folder)
    assert len(str(told.value)) < 300
    for other in (None, 7, ["."]):
        refused(ChoiceError, "folder: found", answered().export, "blue fox 7", other)
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


def test_refusals_speak_french(tmp_path):
    with pytest.raises(exports.ExportError, match="Rien n’a été écrit"):
        Survey("A", "fr").export("renard bleu", tmp_path)
    assert "Rien n’a été envoyé" in repr(answered("A", "fr").export("renard bleu", tmp_path))


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("a.txt", "a.txt"),
        ("a\nb\x1b.txt", "a\ufffdb\ufffd.txt"),
        ("a" * 80, "a" * 80),
        ("a" * 81, "a" * 79 + "…"),
    ],
)
def test_the_name_of_a_file_stands_on_one_line_and_is_not_too_long(name, printed):
    assert exports.printable_name(name) == printed
