"""A key agreed while everyone listens: step by step, with or without somebody in the middle, then broken."""

from collections.abc import Iterator
from typing import Any

import pandas as pd
import traitlets

from enclair.case.model import source_and_date
from enclair.figures import style
from enclair.lessons.what_can_the_server_see import colours
from enclair.lessons.what_can_the_server_see import key_exchange as rules
from enclair.text import locale
from enclair.text.errors import ChoiceError
from enclair.text.locale import by_language, check_whole, text
from enclair.views.view import OneOf, RefusedChoiceError, View, check_choices, paragraph

SECRETS = ("alice", "bob", "mallory")


class Exchange(View):
    """Walk through a key exchange with small numbers (a TOY), then find its secrets by trying.

    ``choices`` are what to start with: the traits of `CHOICES`, by name, for example ``prime=1019``.

    >>> from enclair.lessons.what_can_the_server_see import Exchange
    >>> Exchange(alice=6, bob=7).numbers["key_a"]
    12
    """

    VIEW = "exchange"
    SENTENCES = "key_exchange"
    CHOICES = ("prime", *SECRETS, "message", "middle", "step", "part")

    prime = OneOf(rules.BASES, 23, help="The prime, known to everyone.")
    alice = traitlets.CInt(6, help="Alice's secret, from 1 to the prime less 2, as that of the others.")
    bob = traitlets.CInt(7, help="Bob's secret.")
    mallory = traitlets.CInt(10, help="Mallory's secret, which she uses in the middle alone.")
    message = traitlets.CInt(15, min=0, max=rules.LARGEST, help="The number that Alice sends to Bob.")
    middle = traitlets.Bool(False, help="Whether Mallory stands between the two.")
    step = traitlets.CInt(1, min=1, max=len(rules.STEPS), help="How many steps are shown.")
    part = OneOf(("", "walk", "search"), "", help="The walk, or the search that breaks it; else both.")
    runs: Any = traitlets.Dict(
        help="The student's own attempts: bits of the prime, as text, to the guess and the tries."
    )
    primes: Any = traitlets.List(help="The primes on offer: bits, prime, base.")
    walk: Any = traitlets.List(help="The steps in English, with places for numbers.")
    sizes: Any = traitlets.Dict(help="What each size costs, in words, by language.")
    colours: Any = traitlets.Dict(
        help="The colours of the cards of secrets, and of numbers: name, paint, side of a tile, tile."
    )
    source: Any = traitlets.Dict(help="Where the strength of X25519 is written.")

    def __init__(self, lang: str = "", **choices: Any) -> None:
        check_choices("Exchange", choices, self.CHOICES)
        super().__init__(
            lang,
            [locale.translations_of(lambda lang: [rules.texts(lang)["steps"], colours.texts(lang)])],
            primes=[[bits, *pair] for bits, pair in rules.PRIMES.items()],
            walk=rules.STEPS,
            sizes=by_language(rules.sizes),
            colours={"secrets": colours.SECRETS, "numbers": colours.NUMBERS},
            source=rules.SOURCE,
            **choices,
        )

    @traitlets.validate(*SECRETS)
    def _fit_the_prime(self, proposal: traitlets.Bunch) -> int:
        try:
            with locale.use_locale(self.lang):
                check_whole(proposal.trait.name, proposal.value, 1, self.prime - 2)
        except ChoiceError as error:
            raise RefusedChoiceError(str(error)) from None
        return int(proposal.value)

    @traitlets.observe("prime")
    def _update_secrets(self, _: object) -> None:
        """Keep the secrets below a smaller prime."""
        for name in SECRETS:
            setattr(self, name, (getattr(self, name) - 1) % (self.prime - 2) + 1)

    @property
    def numbers(self) -> dict[str, int]:
        """Every number of the walk, as `key_exchange.walk` names it."""
        mallory = self.mallory if self.middle else None
        return rules.walk(self.prime, self.alice, self.bob, self.message, mallory)

    @property
    def rows(self) -> pd.DataFrame:
        """All steps in words, as `key_exchange.steps` gives them."""
        return rules.steps(self.numbers)

    def _colours(self) -> Iterator[str]:
        """Yield the name and the number of each colour on the cards; large numbers have no name."""
        walked = self.numbers
        for table, names in (("secrets", "a b m"), ("numbers", "g A B M key_a key_b")):
            for value in dict.fromkeys(walked[name] for name in names.split() if name in walked):
                if name := colours.called(table, value):
                    yield f"{name} {value}"

    def _html(self) -> str:
        sentences = rules.texts()["page"]
        named = text("Colours: {colours}.").format(colours=", ".join(self._colours()))
        source = f"{text('Source:')} {source_and_date(rules.SOURCE)}, {rules.SOURCE['source_url']}"
        before = [*(sentences[name] for name in ("legend", "picture")), named]
        after = [*(sentences[name] for name in ("columns", "doubles", "cleverer")), source]
        heads = {"step": text("Step"), "alice": "Alice", "line": text("Everyone"), "bob": "Bob"}
        heads |= {"mallory": text("Mallory, in the middle"), "ask": text("To predict")}
        steps = self.rows.assign(step=[f"{at}. {title}" for at, title in enumerate(self.rows["step"], 1)])
        sizes = [text(head) for head in ("Bits", "Alice's work", "Tries at most", "Time for all")]
        walk = "".join(map(paragraph, before)) + style.html_table(steps.rename(columns=heads))
        search = style.html_table(pd.DataFrame(rules.sizes(), columns=sizes)) + "".join(map(paragraph, after))
        parts = {"walk": walk, "search": search}
        return paragraph(sentences["toy"]) + parts.get(self.part, f"{walk}<br>{search}")
