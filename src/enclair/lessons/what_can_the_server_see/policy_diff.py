"""What changed in Telegram's privacy policy on 23 September 2024, word by word."""

from enclair.case.model import Case, require_case
from enclair.lessons.what_can_the_server_see import say
from enclair.text import locale
from enclair.text.errors import ChoiceError
from enclair.text.locale import N_
from enclair.views.compare import Difference, compare

#: The two versions of the passage: rows of the table ``quotes``.
VERSIONS = ("Q26", "Q27")
NAMES = N_(("the policy until 23 September 2024", "the policy since 23 September 2024"))


def policy(case: Case) -> Difference:
    """Return what differs between the two versions of section 8.3 of the policy.

    In French, our translations of both are compared.

    Raises
    ------
    ChoiceError
        If the case lacks one of the two quotations.

    Examples
    --------
    >>> from enclair import load_case
    >>> policy(load_case("telegram")).parts[1]
    ('changed', 'court', 'valid')
    """
    require_case(case, "policy", only=True, quotes="id,quote_en,quote_fr")
    lang = locale.spoken()
    words = case.quotes.set_index("id")[f"quote_{lang}"]
    for version in VERSIONS:
        if version not in words.index:
            raise ChoiceError(say("policy_diff.missing", version=repr(version)))
    before, after = words.loc[list(VERSIONS)]
    return compare(before, after, names=NAMES, spoken=(lang, lang))
