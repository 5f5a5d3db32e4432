import re
import sys

import pytest

from enclair.lessons.what_can_the_server_see import sealing
from enclair.text.locale import by_language, text
from tests.helpers import assert_in

#: What the recorded runs were made with. Nothing was ever kept secret with it.
SECRETS = [name.ljust(32, b".") for name in (b"Alice", b"Bob", b"the server")]


def test_the_recorded_runs_can_be_made_again(lang):
    recorded = sealing.recorded()
    assert len({run.nonce for run in by_language(sealing.recorded).values()}) == 2  # none twice with one key
    pytest.importorskip("cryptography")
    assert sealing.run(recorded.sentence, *SECRETS, b"recorded, " + lang.encode()) == recorded


@pytest.mark.parametrize("sentence", ["", "Réunion à 17 h, salle 3 🦔", 20240824])
def test_bob_reads_it_and_nobody_else(sentence):
    pytest.importorskip("cryptography")
    sealed, again = sealing.sealed(sentence), sealing.sealed(sentence).run
    run = sealed.run
    assert not sealed.recorded
    assert run.opened == (f"{sentence}", None, None)
    assert len(run.ciphertext) == len(f"{sentence}".encode()) + 16
    assert f"{sentence}".encode() not in run.ciphertext or not sentence
    assert {again.alice, again.bob, again.nonce}.isdisjoint({run.alice, run.bob, run.nonce})


@pytest.mark.parametrize(("lang", "label"), [("en", "RECORDED RUN"), ("fr", "ESSAI ENREGISTRÉ")])
def test_without_the_library_the_recorded_run_says_so(monkeypatch, lang, label):
    for name in ["cryptography", *(name for name in sys.modules if name.startswith("cryptography."))]:
        monkeypatch.setitem(sys.modules, name, None)
    sealed = sealing.sealed("my own sentence")
    assert sealed.recorded
    for form in (repr(sealed), sealed._repr_html_()):
        assert_in(form, label, sealing.recorded().sentence, "25 novemb" if lang == "fr" else "25 Novemb")
        assert "my own sentence" not in form


def test_the_server_reads_the_metadata_and_not_the_sentence(lang):
    run = sealing.recorded()
    sealed = sealing.Sealed(run, sealing.RECORDED_AT, recorded=True)
    held = sealed.held.set_axis(["what", "here", "can"], axis=1)
    readable, closed = f"● {text('readable')}", f"○ {text('sealed')}"
    assert held["can"].tolist() == [readable] * 7 + [closed]
    parts = [part.hex() for part in (run.alice, run.bob, run.nonce, run.ciphertext)]
    assert [here.replace(" ", "") for here in held["here"][4:]] == parts
    assert not held["here"].str.contains(run.sentence).any()
    assert re.search("2026, 10(:|\u00a0h\u00a0)18 UTC$", held["here"][2])
    length = len(run.sentence.encode())
    assert [int(count) for count in re.findall(r"\d+", held["here"][3])] == [length + 16, 16, length]
    came = sealed.tried.iloc[:, 1].tolist()
    assert run.sentence in came[0]
    assert came[1:] == [text("it does not open")] * 2
    assert_in(sealed._repr_html_(), "X25519PrivateKey", "ChaCha20Poly1305")
