"""Coding quotations blind: which ten, the scale, and the line that neighbours exchange.

The page (``coding.js``) reads what somebody types of a line, and tells how far two codings agree.
"""

import re
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from enclair.case.quotes import LANGUAGES

#: Ten quotations to code: by the dataset's codes four on the privacy side, three on the other and three on
#: neither; seven groups of speakers, five languages, one by Durov, 39 words at most. In the order of their
#: ids, which tells no side. Clear ones, so that two codings can agree: Q43 (a court on a duty to decrypt),
#: Q44 (a judge lifts a block), Q65 (an official who names both aims), Q76 (a rights group that sees no attack
#: on encryption). Open ones: Q39 (the law must be obeyed: which?), Q42 (security as the argument *against*
#: access), Q72 (to protect people, or their data), and three on which the two blind readers of the dataset
#: differed: Q19 (a platform that may disclose), Q49 (privacy is missing), Q62 (access, with a warrant).
#: Q19, Q39, Q65 and Q76 read differently once one knows who speaks.
RECODE = ("Q19", "Q39", "Q42", "Q43", "Q44", "Q49", "Q62", "Q65", "Q72", "Q76")


def encode_codes(codes: Mapping[str, int], ids: Sequence[str]) -> str:
    """Return the codes as a line that a neighbour pastes, or types while it is read aloud.

    >>> encode_codes({"Q62": 2, "Q42": -2}, ["Q42", "Q62"])
    'Q42 -2, Q62 2'
    """
    return ", ".join(f"{name} {codes[name]}" for name in ids if name in codes)


def decode_codes(line: str) -> dict[str, int]:
    """Return the codes in a line of `encode_codes`; the page reads any other, and says what is wrong.

    >>> decode_codes("Q42 -2, Q62 2")
    {'Q42': -2, 'Q62': 2}
    """
    return {name: int(code) for name, code in re.findall(r"(\S+) (-?[0-2])(?:, |$)", line)}


def rows(quotes: pd.DataFrame, codes: Mapping[str, int], neighbour: Mapping[str, int]) -> pd.DataFrame:
    """Return one row a quotation: ``id``, and its codes ``mine``, ``dataset`` and ``neighbour`` (or <NA>)."""
    dataset = quotes.set_index("id")["stance"]
    columns = {"mine": pd.Series(codes), "dataset": dataset, "neighbour": pd.Series(neighbour)}
    return pd.DataFrame(columns, dataset.index).astype("Int64").reset_index()


def records(quotes: pd.DataFrame) -> list[dict[Hashable, Any]]:
    """Return the quotations as the page wants them: plain values, and the language of each by name."""
    names = ("id", "speaker", "speaker_role", "date", "quote_original", "language", "quote_en", "quote_fr")
    columns = [*names, "stance_note", "source_name", "source_url", "source_date", "stance"]
    columns += [name for name in ("speaker_fr", "speaker_role_fr", "stance_note_fr") if name in quotes]
    spoken = [LANGUAGES.get(code, code) for code in quotes["language"]]
    return quotes[columns].assign(spoken=spoken).to_dict("records")
