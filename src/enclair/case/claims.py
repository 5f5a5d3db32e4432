"""The claims of one article against its sources: what our verdict answers to the verdict of a student.

The sentences stand in ``*.toml``, where teachers edit them. Nothing here says right or wrong: a
verdict on a claim is a judgement with reasons, and two careful readers may part.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from enclair.case import filters
from enclair.text.locale import current_locale, labelled, sentences, text, use_locale

say = sentences(__package__)

#: Our verdicts, as the table stores them.
VERDICTS = ("supported", "partly", "contradicted", "framing/inference")
#: What a student can choose: the same, and one more.
CHOICES = (*VERDICTS, "cannot-check")

#: How much of a claim each verdict grants: who granted more than we did reads first what goes beyond.
_GRANTED = {"supported": 3, "partly": 2, "framing/inference": 1, "cannot-check": 1, "contradicted": 0, "": 0}

COLUMNS = (
    "id text_en text_fr verdict evidence_en evidence_fr holds_en holds_fr beyond_en beyond_fr question_en "
    "question_fr source_name source_url second_source_url also_en also_fr"
)


def column_text(claim: "Mapping[str, Any] | pd.Series[Any]", column: str) -> str:
    """Return a column of ``claim`` in the current locale, or a note that no translation is recorded."""
    return str(claim[f"{column}_{current_locale()}"]) or text("no translation recorded")


def labels(lang: str = "") -> dict[str, str]:
    """Return what the verdicts are called in ``lang``, by default in the current locale."""
    return filters.labels("claims", lang)


def meanings(lang: str = "") -> dict[str, str]:
    """Return the meaning of each choice of a verdict in ``lang``, by default in the current locale."""
    with use_locale(lang):
        return {choice: say(f"claims.{choice}.meaning") for choice in CHOICES}


def explanation(claim: Mapping[str, Any], chosen: str = "") -> list[tuple[str, str]]:
    """Return what a student reads after a verdict: headings, each with its text, in order.

    ``chosen`` is the verdict, one of ``CHOICES``; "" leaves out what answers it.

    >>> from enclair import load_case
    >>> parts = explanation(load_case().claims.iloc[0], "cannot-check")
    >>> parts[0][0], parts[1][0]
    ('Your verdict: cannot be checked', 'What the sources bear out')
    """
    verdict = claim["verdict"]
    holds = (text("What the sources bear out"), column_text(claim, "holds"))
    beyond = (say(f"claims.ours.{verdict}.beyond"), column_text(claim, "beyond"))
    granted_more = _GRANTED[chosen] > _GRANTED[verdict] or verdict == "contradicted"
    parts = [beyond, holds] if granted_more else [holds, beyond]
    heading = text("Our verdict: {verdict}, and why it can be argued")
    argue = second_verdict(claim) or say(f"claims.ours.{verdict}.argue")
    parts.append((heading.format(verdict=labels()[verdict]), argue))
    if chosen:
        heading = labelled(text("Your verdict"), labels()[chosen])
        parts.insert(0, (heading, say(f"claims.{chosen}.{verdict}")))
        if chosen == verdict:
            parts.append((text("Next step"), say(f"claims.ours.{verdict}.next_step")))
        else:
            heading = text("You may still disagree: what would settle it?")
            parts.append((heading, say(f"claims.{chosen}.settle")))
    return [*parts, (text("A question for the two of you"), column_text(claim, "question"))]


def second_verdict(claim: "Mapping[str, Any] | pd.Series[Any]") -> str:
    """Return which other verdict on ``claim`` a careful reader can defend, and why; "" if none is recorded.

    >>> from enclair import load_case
    >>> claims = load_case().claims.set_index("id")
    >>> second_verdict(claims.loc["C14"]), second_verdict(claims.loc["C17"])[:59]
    ('', '“supported” can be defended as well. The post says that gro')
    """
    if not claim.get("also"):
        return ""
    sentence = text("“{verdict}” can be defended as well. {why}")
    return sentence.format(verdict=labels()[claim["also"]], why=column_text(claim, "also"))


def finding(claims: pd.DataFrame) -> str:
    """Return the question that all verdicts together ask; for a student who has judged every claim."""
    question = text(
        "In our reading, {supported} of the {all} claims are supported. Can an article be right in most of "
        "its sentences and still mislead by its headline? What would each of you answer, and with which "
        "claims?"
    )
    return question.format(supported=(claims["verdict"] == "supported").sum(), all=len(claims))
