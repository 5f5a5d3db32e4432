"""Coding quotations blind: which ten, the scale, the line that neighbours exchange, and how codes compare.

The page reads a line and compares codes by the same rules (``recode.js``);
``tests/browser/test_page_recode.py`` runs both on the same lines and codes.
"""

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from numbers import Integral
from typing import Any

import pandas as pd

from enclair.case.balance import side
from enclair.case.quotes import LANGUAGES, SCALE
from enclair.lessons.words_under_the_microscope.agreement import Agreement, agreement
from enclair.text.errors import ChoiceError
from enclair.text.locale import LANG, text

#: Ten quotations to code: by the dataset's codes four on the privacy side, three on the other and three on
#: neither; seven groups of speakers, five languages, one by Durov, 39 words at most. In the order of their
#: ids, which tells no side. Clear ones, so that two codings can agree: Q43 (a court on a duty to decrypt),
#: Q44 (a judge lifts a block), Q65 (an official who names both aims), Q76 (a rights group that sees no attack
#: on encryption). Open ones: Q39 (the law must be obeyed: which?), Q42 (security as the argument *against*
#: access), Q72 (to protect people, or their data), and three on which the two blind readers of the dataset
#: differed: Q19 (a platform that may disclose), Q49 (privacy is missing), Q62 (access, with a warrant).
#: Q19, Q39, Q65 and Q76 read differently once one knows who speaks.
RECODE = ("Q19", "Q39", "Q42", "Q43", "Q44", "Q49", "Q62", "Q65", "Q72", "Q76")

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
#: What stands between the words of a line, or around one, and carries nothing.
_BETWEEN = re.compile(r"[\s,;:=()\[\]\"'“”«»]+")


def check_ids(quotes: pd.DataFrame, ids: Sequence[str]) -> tuple[str, ...]:
    """Return ``ids`` as a tuple.

    Raises
    ------
    ChoiceError
        If they are not at least two different quotations of ``quotes``.
    """
    if isinstance(ids, str) or not isinstance(ids, Iterable):
        raise ChoiceError(
            text("{name}: found {found}; write a list, such as {example}.").format(
                name="ids", found=repr(ids), example="['Q42', 'Q62']"
            )
        )
    wanted = tuple(ids)
    known = set(quotes["id"])
    for each in wanted:
        if each not in known:
            raise ChoiceError(
                text("ids: there is no quotation {each}; see case.quotes['id'].").format(each=repr(each))
            )
        if wanted.count(each) > 1:
            raise ChoiceError(
                text("ids: {each} stands there twice; write each quotation once.").format(each=each)
            )
    if len(wanted) < 2:
        raise ChoiceError(
            text("ids: found {count}; write two quotations at least, to compare two codings.").format(
                count=len(wanted)
            )
        )
    return wanted


def check_codes(codes: Mapping[str, Any], ids: Sequence[str]) -> dict[str, int]:
    """Return ``codes`` as plain numbers.

    Raises
    ------
    ChoiceError
        If one is not on the scale, or belongs to no quotation of ``ids``.
    """
    if not isinstance(codes, Mapping):
        raise ChoiceError(
            text("codes: found {codes}; write a dictionary, such as {{{found}: -1}}.").format(
                codes=repr(codes), found=repr(ids[0])
            )
        )
    for name, code in codes.items():
        if name not in ids:
            raise ChoiceError(
                text("codes: {name} is none of these quotations: {known}.").format(
                    name=repr(name), known=", ".join(ids)
                )
            )
        if isinstance(code, bool) or not isinstance(code, Integral) or int(code) not in SCALE:
            raise ChoiceError(
                text("codes: {name} has {code}; codes are whole numbers from -2 to 2.").format(
                    name=name, code=repr(code)
                )
            )
    return {name: int(code) for name, code in codes.items()}


def write(codes: Mapping[str, int], ids: Sequence[str]) -> str:
    """Return the codes as a line that a neighbour pastes, or types while it is read aloud.

    >>> write({"Q62": 2, "Q42": -2}, ["Q42", "Q62"])
    'Q42 -2, Q62 2'
    """
    return ", ".join(f"{name} {codes[name]}" for name in ids if name in codes)


def read(line: str, ids: Sequence[str], lang: str = LANG) -> tuple[dict[str, int], list[str]]:
    """Return the codes in a line, and what is wrong with it in plain sentences.

    A line with nothing wrong has one code for each of ``ids``. Small letters, signs between the words and a
    typographic minus do no harm.

    >>> read("q62: +2; Q42 = −2", ["Q42", "Q62"])
    ({'Q62': 2, 'Q42': -2}, [])
    """
    known = {each.upper(): each for each in ids}
    words = [word for word in _BETWEEN.split(re.sub("[−–—]", "-", line)) if word]
    if not words:
        empty = text("The line is empty. It gives each quotation and its code, such as: {id} 2", lang)
        return {}, [empty.format(id=ids[0])]
    if _NUMBER.fullmatch(words[0]):
        swapped = text("The line begins with a code. First comes the quotation, such as: {id} 2", lang)
        return {}, [swapped.format(id=ids[0])]
    codes: dict[str, int] = {}
    problems, unknown, named = [], [], set()
    name = ""
    for word in [*words, ""]:
        number = _NUMBER.fullmatch(word)
        place = known.get(name.upper(), "")
        if number and not name:
            alone = text("{code} follows no quotation: each quotation has one code.", lang)
            problems.append(alone.format(code=word))
        elif name and not place:
            unknown.append(name)
        elif name and not number:
            problems.append(text("{id} has no code after it.", lang).format(id=place))
        elif number and float(word) not in SCALE:
            off = text("{id} has {code}: codes are whole numbers from -2 to 2.", lang)
            problems.append(off.format(id=place, code=word))
        elif number and place in codes:
            problems.append(text("{id} stands there twice.", lang).format(id=place))
        elif number:
            codes[place] = int(float(word))
        named.add(place)
        name = "" if number else word
    if unknown:
        some = ", ".join(unknown[:5]) + (" …" if len(unknown) > 5 else "")
        problems.append(text("Not among these quotations: {found}.", lang).format(found=some))
    missing = [each for each in ids if each not in named]
    if missing:
        ask = text("Missing: {ids}. Ask your neighbour for them.", lang)
        problems.append(ask.format(ids=", ".join(missing)))
    return codes, problems


def rows(quotes: pd.DataFrame, codes: Mapping[str, int], neighbour: Mapping[str, int]) -> pd.DataFrame:
    """Return one row a quotation: ``id``, and its codes ``mine``, ``dataset`` and ``neighbour`` (or <NA>)."""
    dataset = quotes.set_index("id")["stance"]
    columns = {"mine": pd.Series(codes), "dataset": dataset, "neighbour": pd.Series(neighbour)}
    return pd.DataFrame(columns, dataset.index).astype("Int64").reset_index()


def furthest_first(coded: pd.DataFrame) -> pd.DataFrame:
    """Return `rows` in the order in which to discuss them: by how far my code is from the other codes."""
    steps = pd.DataFrame({name: (coded["mine"] - coded[name]).abs() for name in ("dataset", "neighbour")})
    order = steps.fillna(0).sort_values(["dataset", "neighbour"], ascending=False, kind="stable").index
    return coded.loc[order].reset_index(drop=True)


def agreements(coded: pd.DataFrame, other: str) -> tuple[Agreement, Agreement]:
    """Return how far ``mine`` and ``other`` ("dataset" or "neighbour") agree: by side, and by exact code."""
    mine, theirs = coded["mine"].tolist(), coded[other].tolist()
    return agreement(map(side, mine), map(side, theirs)), agreement(mine, theirs)


def records(quotes: pd.DataFrame) -> list[dict[Hashable, Any]]:
    """Return the quotations as the page wants them: plain values, and the language of each by name."""
    names = ("id", "speaker", "speaker_role", "date", "quote_original", "language", "quote_en", "quote_fr")
    columns = [*names, "stance_note", "source_name", "source_url", "source_date", "stance"]
    columns += [name for name in ("speaker_fr", "speaker_role_fr", "stance_note_fr") if name in quotes]
    spoken = [LANGUAGES.get(each, each) for each in quotes["language"]]
    return quotes[columns].assign(spoken=spoken).to_dict("records")
