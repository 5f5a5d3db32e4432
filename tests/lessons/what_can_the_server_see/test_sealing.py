import re
import sys

import pytest

from enclair.lessons.what_can_the_server_see import sealing
from enclair.text.errors import ChoiceError
from tests.helpers import REPO, read, refused

#: What the recorded runs were made with. Nothing was ever kept secret with it.
SECRETS = [name.ljust(32, b".") for name in (b"Alice", b"Bob", b"the server")]


@pytest.fixture
def no_library(monkeypatch):
    monkeypatch.setitem(sys.modules, "cryptography", None)
    for name in [name for name in sys.modules if name.startswith("cryptography.")]:
        monkeypatch.setitem(sys.modules, name, None)


def test_the_recorded_runs_can_be_made_again(lang):
    recorded = sealing.RECORDED[lang]
    pytest.importorskip("cryptography")
    assert sealing.run(recorded.sentence, *SECRETS, b"recorded, " + lang.encode()) == recorded


def test_no_number_is_used_twice_with_one_key():
    assert len({run.nonce for run in sealing.RECORDED.values()}) == 2


@pytest.mark.parametrize("sentence", ["Hello", "", "Réunion à 17 h, salle 3 🦔", "x" * 5000])
def test_bob_reads_it_and_nobody_else(sentence):
    pytest.importorskip("cryptography")
    sealed = sealing.sealed(sentence)
    assert not sealed.recorded
    assert sealed.run.opened == (sentence, None, None)
    assert len(sealed.run.ciphertext) == len(sentence.encode()) + 16
    assert sentence.encode() not in sealed.run.ciphertext or not sentence
    again = sealing.sealed(sentence).run
    assert {again.alice, again.bob, again.nonce}.isdisjoint(
        {sealed.run.alice, sealed.run.bob, sealed.run.nonce}
    )


@pytest.mark.usefixtures("no_library")
@pytest.mark.parametrize(("lang", "label"), [("en", "RECORDED RUN"), ("fr", "ESSAI ENREGISTRÉ")])
def test_without_the_library_the_recorded_run_says_so(lang, label):
    sealed = sealing.sealed("my own sentence")
    assert sealed.recorded
    for form in (repr(sealed), sealed._repr_html_()):
        assert label in form
        assert "my own sentence" not in form
        assert sealing.RECORDED[lang].sentence in form
        assert "25 novemb" in form.lower()


def test_the_server_reads_the_metadata_and_not_the_sentence(lang):
    sealed = sealing.Sealed(sealing.RECORDED[lang], sealing.RECORDED_AT, recorded=True, lang=lang)
    held = sealed.held.set_axis(["what", "here", "can"], axis=1)
    assert held["can"].nunique() == 2
    assert held["can"].value_counts().min() == 1  # the ciphertext alone
    assert held.iloc[-1]["here"].replace(" ", "") == sealed.run.ciphertext.hex()
    assert not held["here"].str.contains(sealed.run.sentence).any()
    assert "10" in held.iloc[2]["here"]
    length = len(sealed.run.sentence.encode())
    sizes = [len(sealed.run.ciphertext), len(sealed.run.ciphertext) - length, length]
    assert [int(found) for found in re.findall(r"\d+", held.iloc[3]["here"])] == sizes
    colon = {"en": ": ", "fr": "\u00a0: "}[lang]
    assert f"{held.iloc[0]['what']}{colon}Alice (" in repr(sealed)
    assert f"{sealed.tried.iloc[0, 0]}{colon}" in repr(sealed)
    assert sealed.tried.iloc[1, 1] == sealed.tried.iloc[2, 1]
    assert "X25519" in sealed.code
    assert "ChaCha20Poly1305" in sealed._repr_html_()


@pytest.mark.usefixtures("no_library")
def test_the_cells_of_lesson_3_run_without_the_library(capsys):
    lesson = read(REPO / "notebooks" / "en" / "03_what_can_the_server_see.ipynb")
    cells = ["".join(cell["source"]) for cell in lesson["cells"] if cell["cell_type"] == "code"]
    using = [cell for cell in cells if "sealed(" in cell]
    assert len(using) == 2
    assert eval(using[0], {"sealed": sealing.sealed}).recorded
    exec(using[1], {"sealed": sealing.sealed})
    numbers = re.findall(r"\b\d{12}\b", capsys.readouterr().out)
    assert len(set(numbers)) == 2  # another key, another safety number


def test_what_is_no_sentence_is_told():
    refused(ChoiceError, "type int; write a sentence", sealing.sealed, 5)
    refused(ChoiceError, "half a sign, which cannot be sent", sealing.sealed, "\ud800")
