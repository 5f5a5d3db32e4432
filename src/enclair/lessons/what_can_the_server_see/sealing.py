"""One sentence sealed for real, and what the server between the two holds."""

import html
import inspect
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pandas as pd

from enclair.figures import style
from enclair.lessons.what_can_the_server_see import say
from enclair.text import locale, toml
from enclair.text.errors import ChoiceError
from enclair.text.locale import bind_locale, current_locale, labelled, number, text


@dataclass(frozen=True)
class Run:
    """What came of sealing one sentence.

    Attributes
    ----------
    sentence
        What Alice wrote.
    alice, bob, nonce, ciphertext
        What was sent: the two public keys, a number that is used once, the sealed sentence.
    opened
        What Bob, the server and Bob with an altered text read; None where it would not open.
    """

    sentence: str
    alice: bytes
    bob: bytes
    nonce: bytes
    ciphertext: bytes
    opened: tuple[str | None, str | None, str | None]


def run(sentence: str, alice: bytes, bob: bytes, server: bytes, nonce: bytes) -> Run:
    """Seal a sentence from Alice to Bob, then try to open it in three ways.

    ``alice``, ``bob`` and ``server`` are secrets of 32 bytes; ``nonce`` has 12, and is never used again.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    def public(secret: bytes) -> bytes:
        return X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()

    def key(mine: bytes, theirs: bytes) -> bytes:
        shared = X25519PrivateKey.from_private_bytes(mine).exchange(X25519PublicKey.from_public_bytes(theirs))
        return HKDF(SHA256(), length=32, salt=None, info=b"En clair").derive(shared)

    def read(sealed: bytes, opener: bytes) -> str | None:
        try:
            return ChaCha20Poly1305(opener).decrypt(nonce, sealed, None).decode()
        except InvalidTag:
            return None

    ciphertext = ChaCha20Poly1305(key(alice, public(bob))).encrypt(nonce, sentence.encode(), None)
    altered = bytes([ciphertext[0] ^ 1]) + ciphertext[1:]
    bobs, servers = key(bob, public(alice)), key(server, public(alice))
    opened = read(ciphertext, bobs), read(ciphertext, servers), read(altered, bobs)
    return Run(sentence, public(alice), public(bob), nonce, ciphertext, opened)


_RECORDED_KEYS = (
    bytes.fromhex("4ebb85fa32e24d4e027f9b23d76cd38edde8abbe067a18482cc8305afa7e8b42"),
    bytes.fromhex("9d12a453a5a6ef1555610712f39bfbd00d8adfc922f969c81dfc1b99cad16011"),
)
#: By language: a number that is used once, and what the recorded run has sealed with it.
_CIPHERTEXTS = {
    "en": (
        "7265636f726465642c20656e",
        "de6b88804d2e3852b6839d11e6620f6b620a61ba51039cfb29debceed0eff667"
        "89f9d3a0fa8abde8d2539f939cbc7d5367e9d73a5560e2e506f5dd370817b414632d",
    ),
    "fr": (
        "7265636f726465642c206672",
        "aab3715593a3febedcf46f455cd82057d23f1d631eae8b3a23e74d20c3a0eb79"
        "671dc39fe2a4350e3f9522fc6b6c13efc0acc8fdd4c90267eca3f3e42af918caa11d3b2c2549dc9908",
    ),
}


def _recorded(lang: str) -> Run:
    sentence = toml.tables(__package__, "sealing", lang)["invented"]
    nonce, ciphertext = map(bytes.fromhex, _CIPHERTEXTS[lang])
    return Run(sentence, *_RECORDED_KEYS, nonce, ciphertext, (sentence, None, None))


#: What is shown where the library is missing. test_sealing.py makes these runs again.
RECORDED = {lang: _recorded(lang) for lang in _CIPHERTEXTS}
RECORDED_AT = datetime(2026, 11, 25, 10, 18, tzinfo=UTC)


@dataclass(frozen=True)
@bind_locale
class Sealed:
    """What the server holds of one sealed sentence, and who could open it.

    Attributes
    ----------
    run
        The run itself.
    sent
        When it was sealed.
    recorded
        Whether this is the recorded run, because the library ``cryptography`` is not here.
    lang
        Language of the words around it, "en" or "fr".
    """

    run: Run
    sent: datetime
    recorded: bool
    lang: str = field(default_factory=current_locale)

    @property
    def held(self) -> pd.DataFrame:
        """What the server holds: what it is, its value here, and what it can read in it."""
        size = len(self.run.ciphertext)
        plain, sealed = text("readable"), text("sealed")
        day = locale.date(self.sent.date().isoformat())
        clock = {"hour": f"{self.sent:%H}", "minute": f"{self.sent:%M}"}
        when = text("{day}, {hour}:{minute} UTC").format(day=day, **clock)
        length = say("sealing.length", size=number(size), seal=16, length=number(size - 16))
        rows = [
            (text("Sender"), "Alice", plain),
            (text("Recipient"), "Bob", plain),
            (text("When"), when, plain),
            (text("How long"), length, plain),
            (text("Public key of Alice"), self.run.alice.hex(" ", -4), plain),
            (text("Public key of Bob"), self.run.bob.hex(" ", -4), plain),
            (text("Number used once (nonce)"), self.run.nonce.hex(" ", -4), plain),
            (text("Ciphertext"), self.run.ciphertext.hex(" ", -4), sealed),
        ]
        heads = [
            text("What the server holds"),
            text("Its value here"),
            text("For the server"),
        ]
        return pd.DataFrame(rows, columns=heads)

    @property
    def tried(self) -> pd.DataFrame:
        """Who tried to open it, and what came out."""
        who = say("sealing.bob"), say("sealing.server"), say("sealing.altered")
        refused = text("it does not open")
        came = [refused if words is None else locale.quoted(words) for words in self.run.opened]
        return pd.DataFrame({text("Who tries to open it"): who, text("What comes out"): came})

    @property
    def code(self) -> str:
        """The lines that did it, or that did it when the run was recorded."""
        return inspect.getsource(run)

    def _sentences(self) -> tuple[str, str]:
        """Return what stands before and after the tables."""
        quoted = locale.quoted(self.run.sentence)
        day = locale.date(self.sent.date().isoformat())
        first = say("sealing.recorded" if self.recorded else "sealing.now", day=day, quoted=quoted)
        return first, say("sealing.after")

    def __repr__(self) -> str:
        first, last = self._sentences()
        held = "\n".join(labelled(what, f"{here} ({can})") for what, here, can in self.held.to_numpy())
        tried = "\n".join(labelled(who, came) for who, came in self.tried.to_numpy())
        return "\n\n".join([first, held, tried, last])

    def _repr_html_(self) -> str:
        first, last = (f"<p>{html.escape(words)}</p>" for words in self._sentences())
        label = html.escape(text("The lines that did this, in Python"))
        held, tried = style.html_table(self.held), style.html_table(self.tried)
        # JupyterLab takes single keys for itself unless what has the focus carries the attribute.
        return (
            f'<div lang="{self.lang}">{first}{held}<br>{tried}{last}'
            f'<details><summary data-lm-suppress-shortcuts="true">{label}</summary>'
            f'<pre lang="en" style="white-space: pre-wrap; word-break: normal">{html.escape(self.code)}</pre>'
            "</details></div>"
        )


def sealed(sentence: str) -> Sealed:
    """Seal a sentence from Alice to Bob for real: X25519, HKDF, ChaCha20-Poly1305.

    Where the library ``cryptography`` is missing, such as in a browser, a recorded run of another sentence
    comes back, and says so.

    Parameters
    ----------
    sentence
        What Alice writes to Bob. It stays on this computer.

    Raises
    ------
    ChoiceError
        If ``sentence`` is not text that can be sent, or there is no such language.
    """
    if not isinstance(sentence, str):
        raise ChoiceError(say("sealing.type", name=type(sentence).__name__))
    try:
        sentence.encode()
    except UnicodeEncodeError:
        raise ChoiceError(say("sealing.half")) from None
    try:
        done = run(sentence, os.urandom(32), os.urandom(32), os.urandom(32), os.urandom(12))
    except ImportError:
        return Sealed(RECORDED[current_locale()], RECORDED_AT, recorded=True)
    return Sealed(done, datetime.now(UTC), recorded=False)
