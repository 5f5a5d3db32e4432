"""Numbers as people write them, with either decimal sign and thousands apart: the twin of ``typed.js``.

Both are held by the table ``numbers`` of `tests/cases`.
"""

import re

#: What sets thousands apart, besides commas and points: blanks of any width, an apostrophe, or Python's sign.
BLANKS = "[ \u00a0\u2009\u202f_'’]"
#: The largest whole number up to which a page knows each.
LARGEST = 2**53 - 1

_SPACED = re.compile(rf"^([1-9]\d{{0,2}})((?:{BLANKS}\d{{3}})+)(?=$|[.,])")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:(?P<sign>[.,])\d{3})(?:(?P=sign)\d{3})*(?P<rest>[.,]\d*)?")
_DECIMAL = re.compile(r"(?=[.,]?\d)\d*(?:[.,]\d*)?(?:e[-+]?\d{1,3})?")


def read_number(words: str, lang: str) -> int | float | tuple[str, str] | None:
    """Return the number that ``words`` say in a language.

    Where it could be one of two numbers, both are returned as texts, each written so that it is that one
    alone: an English 9,990 is a whole number, a French one may be either. None if it is no number.

    >>> read_number("9,990", "en"), read_number("9,990", "fr"), read_number("0,0009", "en")
    (9990, ('9990', '9,9900'), 0.0009)
    """
    sign, digits = re.match(r"([-+−]?)\s*(.*)", words.strip(), re.DOTALL).groups()  # type: ignore[union-attr]
    minus = "-" if sign in ("-", "−") else ""
    spaced = _SPACED.match(digits)
    digits = _SPACED.sub(lambda match: match[1] + re.sub(BLANKS, "", match[2]), digits)
    grouped = None if spaced else _GROUPED.fullmatch(digits)
    if grouped and grouped["sign"] != (grouped["rest"] or " ")[0]:
        many, one = digits.count(grouped["sign"]) > 1 or grouped["rest"], grouped["sign"]
        if not many and lang != "en":
            return f"{minus}{digits.replace(one, '')}", f"{minus}{digits.replace(one, ',')}0"
        if many or one == ",":
            digits = digits.replace(one, "")
    if not _DECIMAL.fullmatch(digits.lower()):
        return None
    number = float(f"{minus}{digits.replace(',', '.')}")
    if abs(number) > LARGEST:
        return None
    return int(number) if number.is_integer() else number
