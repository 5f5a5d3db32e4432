"""A key agreed while everyone listens: step by step, with or without somebody in the middle, then broken."""

from collections.abc import Iterator
from typing import Any

import pandas as pd
import traitlets

from enclair.case import naming
from enclair.figures import style
from enclair.lessons.what_can_the_server_see import colours, say
from enclair.lessons.what_can_the_server_see import key_exchange as rules
from enclair.text import toml
from enclair.text.locale import by_language, number, text
from enclair.views.traits import OneOf, RefusedChoiceError, Whole
from enclair.views.view import View, paragraph


class Exchange(View):
    """Walk through a key exchange with small numbers (a TOY), then find its secrets by trying.

    Parameters
    ----------
    lang
        "en" or "fr".
    prime
        One of the toy's primes: 23, 1019, 32749, 1048573 or 16777213.
    alice, bob, mallory
        The three secrets, from 1 to the prime less 2. Mallory uses hers only when in the middle.
    message
        What Alice sends to Bob in the end, from 0 to 22.
    middle
        Whether Mallory stands between the two.
    step
        How many of the six steps are shown.

    Raises
    ------
    ChoiceError
        If one of them is not among these.

    Examples
    --------
    >>> from enclair.lessons.what_can_the_server_see import Exchange
    >>> Exchange(alice=6, bob=7).numbers["key_a"]
    12
    """

    VIEW = "exchange"
    SENTENCES = "key_exchange"

    prime = OneOf(dict(rules.PRIMES.values()), 23, help="The prime, known to everyone.")
    alice = Whole(6, help="Alice's secret.")
    bob = Whole(7, help="Bob's secret.")
    mallory = Whole(10, help="Mallory's secret.")
    message = Whole(15, min=0, max=rules.LARGEST, help="The number that Alice sends to Bob.")
    middle = traitlets.Bool(False, help="Whether Mallory stands between the two.")
    step = Whole(1, min=1, max=len(rules.STEPS), help="How many steps are shown.")
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

    def __init__(
        self,
        lang: str = "",
        *,
        prime: int = 23,
        alice: int = 6,
        bob: int = 7,
        mallory: int = 10,
        message: int = 15,
        middle: bool = False,
        step: int = 1,
    ) -> None:
        super().__init__(
            lang,
            [toml.translations_of(lambda lang: rules.texts(lang)["steps"]), *colours.NAMES],
            prime=prime,
            alice=alice,
            bob=bob,
            mallory=mallory,
            message=message,
            middle=middle,
            step=step,
            primes=[[bits, *pair] for bits, pair in rules.PRIMES.items()],
            walk=rules.STEPS,
            sizes=by_language(rules.sizes),
            colours={"secrets": colours.SECRETS, "numbers": colours.NUMBERS},
            source=rules.SOURCE,
        )

    @traitlets.validate("alice", "bob", "mallory")
    def _fit_the_prime(self, proposal: traitlets.Bunch) -> int:
        if not 1 <= proposal.value <= self.prime - 2:
            message = text("{name}: found {value}; write a whole number from {low} to {high}.")
            ends = {"low": number(1), "high": number(self.prime - 2)}
            raise RefusedChoiceError(
                message.format(name=proposal.trait.name, value=number(proposal.value), **ends)
            )
        return int(proposal.value)

    @traitlets.observe("prime")
    def _update_secrets(self, _: object) -> None:
        """Keep the secrets below a smaller prime."""
        for name in ("alice", "bob", "mallory"):
            setattr(self, name, (getattr(self, name) - 1) % (self.prime - 2) + 1)

    @property
    def numbers(self) -> dict[str, int]:
        """Every number of the walk, as `key_exchange.walk` names it."""
        mallory = self.mallory if self.middle else None
        return rules.walk(self.prime, self.alice, self.bob, self.message, mallory)

    @property
    def rows(self) -> pd.DataFrame:
        """All steps in words, with the columns ``step``, ``alice``, ``line``, ``bob`` and ``ask``.

        With Mallory in the middle there is ``mallory``, too.
        """
        return rules.steps(self.numbers)

    def _title(self) -> str:
        return text("A key agreed while everyone listens")

    def _count(self) -> str:
        values = {name: number(getattr(self, name)) for name in ("prime", "alice", "bob")}
        return say("exchange.middle" if self.middle else "exchange.count", **values)

    def _tables(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return the steps and the sizes, with headings in the language of the page."""
        steps = self.rows.rename(
            columns={
                "step": text("Step"),
                "alice": "Alice",
                "line": text("Everyone"),
                "mallory": text("Mallory, in the middle"),
                "bob": "Bob",
                "ask": text("To predict"),
            }
        )
        at = steps.columns[0]
        steps[at] = [f"{place}. {title}" for place, title in enumerate(steps[at], 1)]
        heads = [text(head) for head in ("Bits", "Alice's work", "Tries at most", "Time for all")]
        return steps, pd.DataFrame(rules.sizes(), columns=heads)

    def _around(self) -> tuple[list[str], list[str]]:
        """Return the sentences before and after the tables."""
        source = f"{text('Source:')} {naming.source_and_date(rules.SOURCE)}, {rules.SOURCE['source_url']}"
        sentences = rules.texts()["page"]
        after = [
            *(sentences[name] for name in ("columns", "doubles", "cleverer")),
            source,
            *sentences["closing"],
        ]
        named = text("Colours: {colours}.").format(colours=", ".join(self._colours()))
        return [sentences["toy"], sentences["legend"], sentences["picture"], named], after

    def _colours(self) -> Iterator[str]:
        """Yield the name and the number of each colour on the cards; large numbers have no name."""
        walked = self.numbers
        for name in ("a", "b", "m"):
            if (secret := walked.get(name)) in colours.SECRETS:
                yield f"{text(colours.SECRETS[secret].name)} {secret}"
        sent = dict.fromkeys(
            walked[name] for name in ("g", "A", "B", "M", "key_a", "key_b") if name in walked
        )
        for value in sent:
            if value in colours.NUMBERS:
                yield f"{text(colours.NUMBERS[value].name)} {value}"

    def _html(self) -> str:
        steps, costs = map(style.html_table, self._tables())
        before, after = ("".join(map(paragraph, sentences)) for sentences in self._around())
        return f"{before}{steps}<br>{costs}{after}"
