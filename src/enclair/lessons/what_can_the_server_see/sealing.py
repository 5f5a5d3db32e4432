"""One sentence sealed for real, and what the server between the two holds."""

import html
import inspect
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pandas as pd

from enclair.figures.block import Words, element, folded, redacted
from enclair.figures.style import MarkedWords, html_table
from enclair.lessons.what_can_the_server_see import say
from enclair.text import locale
from enclair.text.locale import bind_locale, current_locale, number, text


@dataclass(frozen=True)
class Run:
    """What Alice wrote, what was sent (with both public keys), and what each could open."""

    sentence: str
    alice: bytes
    bob: bytes
    nonce: bytes
    ciphertext: bytes
    #: What Bob, the server and Bob with an altered text read; None where it would not open.
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


def recorded() -> Run:
    """Return what is shown where the library is missing: a run that ``test_sealing.py`` makes again."""
    table = locale.tables(__package__, "sealing")
    (alice, bob), *sent = ([*map(bytes.fromhex, row)] for row in table["run"])
    nonce, ciphertext = sent[locale.LANGUAGES.index(current_locale())]
    return Run(table["invented"], alice, bob, nonce, ciphertext, (table["invented"], None, None))


#: When the recorded runs were made.
RECORDED_AT = datetime(2026, 11, 25, 10, 18, tzinfo=UTC)


@dataclass(frozen=True, repr=False)
@bind_locale
class Sealed(Words):
    """What the server holds of one sealed sentence, and who could open it."""

    run: Run
    #: When it was sealed.
    sent: datetime
    #: Whether this is the recorded run, because the library ``cryptography`` is not here.
    recorded: bool
    lang: str = field(default_factory=current_locale)

    @property
    def held(self) -> pd.DataFrame:
        """What the server holds: what it is, its value here, and whether it can read it."""
        size, sent = len(self.run.ciphertext), self.sent
        clock = {"hour": f"{sent:%H}", "minute": f"{sent:%M}"}
        when = text("{day}, {hour}:{minute} UTC").format(day=locale.date(f"{sent:%Y-%m-%d}"), **clock)
        values = {
            text("Sender"): "Alice",
            text("Recipient"): "Bob",
            text("When"): when,
            text("How long"): say("sealing.length", size=number(size), seal=16, length=number(size - 16)),
            text("Public key of Alice"): self.run.alice.hex(" ", -4),
            text("Public key of Bob"): self.run.bob.hex(" ", -4),
            text("Number used once (nonce)"): self.run.nonce.hex(" ", -4),
            text("Ciphertext"): self.run.ciphertext.hex(" ", -4),
        }
        table = pd.DataFrame(values.items(), columns=[text("What the server holds"), text("Its value here")])
        words = text("sealed")
        barred = MarkedWords(f"○ {words}", f"○ {html.escape(words)} {redacted(words, 6)}")
        readable = [f"● {text('readable')}"] * (len(values) - 1)
        return table.assign(**{text("For the server"): pd.Series([*readable, barred], dtype=object)})

    @property
    def tried(self) -> pd.DataFrame:
        """Who tried to open it, and what came out."""
        who = say("sealing.bob"), say("sealing.server"), say("sealing.altered")
        refused = text("it does not open")
        came = [refused if words is None else locale.quoted(words) for words in self.run.opened]
        return pd.DataFrame({text("Who tries to open it"): who, text("What comes out"): came})

    def _repr_html_(self) -> str:
        day, quoted = locale.date(f"{self.sent:%Y-%m-%d}"), locale.quoted(self.run.sentence)
        sentence = say(f"sealing.{'recorded' if self.recorded else 'now'}", day=day, quoted=quoted)
        style = "white-space: pre-wrap; word-break: normal"
        code = f'<pre lang="en" style="{style}">{html.escape(inspect.getsource(run))}</pre>'
        lines = folded(html.escape(text("The lines that did this, in Python")), code)
        return (
            f'<div lang="{self.lang}">{element("p", sentence)}{html_table(self.held)}<br>'
            f"{html_table(self.tried)}{element('p', say('sealing.after'))}{lines}</div>"
        )


def sealed(sentence: str) -> Sealed:
    """Seal a sentence from Alice to Bob for real: X25519, HKDF, ChaCha20-Poly1305.

    Where the library ``cryptography`` is missing, such as in a browser, a recorded run of another sentence
    comes back, and says so. ``sentence`` is what Alice writes to Bob. It stays on this computer.
    """
    try:
        done = run(str(sentence), os.urandom(32), os.urandom(32), os.urandom(32), os.urandom(12))
    except ImportError:
        return Sealed(recorded(), RECORDED_AT, recorded=True)
    return Sealed(done, datetime.now(UTC), recorded=False)
