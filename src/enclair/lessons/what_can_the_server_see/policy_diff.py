"""What changed in Telegram's privacy policy on 23 September 2024, word by word."""

from enclair.case.model import Case, requires
from enclair.text import locale
from enclair.text.locale import N_
from enclair.views.compare import Difference, compare

#: The two versions of the passage: rows of the table ``quotes``.
VERSIONS = ("Q26", "Q27")
NAMES = N_(("the policy until 23 September 2024", "the policy since 23 September 2024"))


@requires(only=True)
def policy(case: Case) -> Difference:
    """Return what differs between the two versions of section 8.3 of the policy.

    In French, our translations of both are compared.

    Examples
    --------
    >>> from enclair import load_case
    >>> policy(load_case("telegram")).parts[1]
    ('changed', 'court', 'valid')
    """
    lang = locale.current_locale()
    words = case.quotes.set_index("id")[f"quote_{lang}"]
    before, after = words.loc[list(VERSIONS)]
    return compare(before, after, names=NAMES, spoken=(lang, lang))
