"""What is told of a cell that is no Python: the slips of every class, in plain words."""

import re

from enclair.checks import notes
from enclair.checks.source import ways_to_write

#: Parts of what Python says of a cell that it cannot read, and the hint for each: the first that fits.
SAYS = (
    ("'return' outside function", "return-outside"),
    ("expected an indented block", "not-set-in"),
    ("unexpected indent", "set-in-unevenly"),
    ("unindent does not match", "set-in-unevenly"),
    ("inconsistent use of tabs", "set-in-unevenly"),
    ("'==' or ':='", "two-equals"),
    ("cannot assign to", "two-equals"),
    ("was never closed", "bracket-open"),
    ("unmatched", "bracket-open"),
    ("does not match opening", "bracket-open"),
    ("unterminated", "quotation-open"),
    ("expected ':'", "colon-missing"),
    ("invalid character", "sign-not-of-python"),
    ("invalid non-printable character", "sign-not-of-python"),
)
#: A day, and numbers with commas or blanks in them, where Python reads several.
DATE = re.compile(r"\d{4}-\d\d-\d\d")
COMMAS = re.compile(r"(?<![\w.,])\d+(?:,\d+)+(?:\.\d+)?(?![\w.,])")
BLANKS = re.compile(r"(?<![\w.])[1-9]\d{0,2}(?: \d{3})+(?![\w])")


def hint(error: BaseException | None) -> str:
    """Return what to do about a cell that is no Python; "" for any other error."""
    if not isinstance(error, SyntaxError):
        return ""
    words = notes.section(notes.SHARED, "syntax").word
    says, line = error.msg or "", error.text or ""
    bare = re.sub(r"#.*|\"[^\"]*\"|'[^']*'", " ", line)
    if found := DATE.search(bare):
        return words("date-unquoted").format(found=found[0])
    if re.search(r"=[<>]", bare):
        return words("signs-swapped")
    if key := next((key for part, key in SAYS if part in says), ""):
        return words(key)
    for number in (match[0] for pattern in (COMMAS, BLANKS) for match in pattern.finditer(bare)):
        if written := ways_to_write(number):
            return words("number").format(found=number, written=written)
    return words("leading-zero" if "zeros" in says else "other")
