"""A key agreed while everyone listens: step by step, with or without somebody in the middle, then broken."""

from typing import Any

import pandas as pd
import traitlets

from enclair.case import naming
from enclair.figures import style
from enclair.lessons.what_can_the_server_see import key_exchange as rules
from enclair.lessons.what_can_the_server_see import say
from enclair.text import toml
from enclair.text.choices import check_switch, check_whole
from enclair.text.locale import by_language, labelled, number, text
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
    >>> Exchange(alice=6, bob=15).numbers["key_a"]
    2
    """

    VIEW = "exchange"
    SENTENCES = "key_exchange"

    prime: Any = traitlets.Any(23, help="The prime, known to everyone.").tag(sync=True)
    alice: Any = traitlets.Any(6, help="Alice's secret.").tag(sync=True)
    bob: Any = traitlets.Any(15, help="Bob's secret.").tag(sync=True)
    mallory: Any = traitlets.Any(13, help="Mallory's secret.").tag(sync=True)
    message: Any = traitlets.Any(9, help="The number that Alice sends to Bob.").tag(sync=True)
    middle: Any = traitlets.Any(False, help="Whether Mallory stands between the two.").tag(sync=True)
    step: Any = traitlets.Any(1, help="How many steps are shown.").tag(sync=True)
    runs: Any = traitlets.Dict(
        help="The student's own attempts: bits of the prime, as text, to the guess and the tries."
    ).tag(sync=True)
    primes: Any = traitlets.List(help="The primes on offer: bits, prime, base.").tag(sync=True)
    walk: Any = traitlets.List(help="The steps in English, with places for numbers.").tag(sync=True)
    sizes: Any = traitlets.Dict(help="What each size costs, in words, by language.").tag(sync=True)
    source: Any = traitlets.Dict(help="Where the strength of X25519 is written.").tag(sync=True)

    def __init__(
        self,
        lang: str = "",
        *,
        prime: int = 23,
        alice: int = 6,
        bob: int = 15,
        mallory: int = 13,
        message: int = 9,
        middle: bool = False,
        step: int = 1,
    ) -> None:
        super().__init__(
            lang,
            [toml.translations_of(lambda lang: rules.texts(lang)["steps"])],
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
            source=rules.SOURCE,
        )

    @traitlets.validate("prime", "alice", "bob", "mallory", "message", "step")
    def _validate_number(self, proposal: traitlets.Bunch) -> int:
        name, value = proposal.trait.name, proposal.value
        prime = value if name == "prime" else self.prime
        rules.base_of(prime)
        ranges = {"prime": (prime, prime), "message": (0, rules.LARGEST), "step": (1, len(rules.STEPS))}
        return check_whole(name, value, *ranges.get(name, (1, prime - 2)))

    @traitlets.validate("middle")
    def _validate_middle(self, proposal: traitlets.Bunch) -> bool:
        return check_switch("middle", proposal.value)

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
        """All steps in words, with the columns ``step``, ``alice``, ``line``, ``bob`` and ``ask``."""
        return rules.steps(self.numbers)

    def table(self) -> str:
        """Return the view as text: all steps, and what each size of the prime costs."""
        steps, costs = self._tables()

        def line(row: "pd.Series[Any]", between: str) -> str:
            return between.join(labelled(str(head), said) for head, said in row.items())

        before, after = self._around()
        walked = [line(row, "\n  ") for _, row in steps.replace("\n", " ", regex=True).iterrows()]
        return "\n".join(
            [
                *before,
                "",
                *walked,
                "",
                *(line(row, text("; ")) for _, row in costs.iterrows()),
                *after,
            ]
        )

    def _title(self) -> str:
        return text("A key agreed while everyone listens")

    def _count(self) -> str:
        values = {name: number(getattr(self, name)) for name in ("prime", "alice", "bob")}
        return say("exchange.middle" if self.middle else "exchange.count", **values)

    def _tables(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return the steps and the sizes, with headings in the language of the page."""
        between = text("Mallory, in the middle" if self.middle else "On the way")
        heads = [text("Step"), "Alice", between, "Bob", text("To predict")]
        steps = self.rows.set_axis(heads, axis=1)
        steps[heads[0]] = [f"{at}. {title}" for at, title in enumerate(steps[heads[0]], 1)]
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
        return [sentences["toy"], sentences["legend"]], after

    def _html(self) -> str:
        steps, costs = map(style.twin, self._tables())
        before, after = ("".join(map(paragraph, told)) for told in self._around())
        return f"{before}{steps}<br>{costs}{after}"
