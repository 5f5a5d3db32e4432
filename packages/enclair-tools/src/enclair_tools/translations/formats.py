"""How languages write numbers, dates and names of languages: ``formats.toml``, made from CLDR by Babel.

The kit reads the file in place of Babel, whose locale data are too large for a first visit of the site.
"""

import json
from pathlib import Path

from babel import Locale
from babel.dates import tokenize_pattern

from enclair.text.locale import LANGUAGES
from enclair_tools.notebooks.canonical import is_current, write_if_changed
from enclair_tools.translations.records import Fault

#: English as in Britain: the day comes before the month.
REGIONS = {"en": "en_GB"}
#: The first of a month, which CLDR lacks: French counts that day ("1er août 2024"), and no other.
FIRST = {"fr": "1er"}
#: The languages in which words of a case may be.
ORIGINALS = ("en", "fr", "de", "nl", "pt", "ru", "es", "it", "uk", "ar", "fa", "he", "zh")
#: What CLDR's patterns call the parts of a date.
PARTS = {"d": "{day}", "M": "{month}", "y": "{year}"}


def path(root: Path) -> Path:
    """Return where the file stands in a checkout."""
    return root / "src" / "enclair" / "text" / "formats.toml"


def generated(before: str) -> str:
    """Return the file as Babel gives it, below the comment at the top of ``before``."""
    content = before.partition("\n[")[0]
    for lang in LANGUAGES:
        locale = Locale.parse(REGIONS.get(lang, lang))
        signs, counted = locale.number_symbols["latn"], locale.plural_form
        formats = {
            "decimal": signs["decimal"],
            "group": signs["group"],
            "day": _pattern(locale.date_formats["long"].pattern),
            "month": _pattern(locale.datetime_skeletons["yMMMM"].pattern),
            "first": FIRST.get(lang, "1"),
            "singular": [whole for whole in range(10) if counted(whole) == "one"],
            "fractions": counted(1.5) == "one",
            "months": list(locale.months["format"]["wide"].values()),
        }
        lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in formats.items()]
        names = ", ".join(f'{code} = "{locale.languages[code]}"' for code in ORIGINALS)
        content += f"\n[{lang}]\n{''.join(lines)}languages = {{ {names} }}\n".replace("\u202f", r"\u202f")
    return content


def _pattern(cldr: str) -> str:
    """Return a pattern of CLDR, such as "d MMMM y", as `str.format` takes it."""
    return "".join(
        token if isinstance(token, str) else PARTS[token[0]] for _, token in tokenize_pattern(cldr)
    )


def report(root: Path) -> list[Fault]:
    """Return what is wrong with the file: nothing, or that it is not what Babel gives."""
    if not path(root).is_file() or is_current(path(root), generated(path(root).read_text(encoding="utf-8"))):
        return []
    name, todo = path(root).relative_to(root).as_posix(), "Run `uv run enclair translations --extract`."
    return [Fault(name, "", "this is not what Babel gives.", todo)]


def extract(root: Path) -> list[Path]:
    """Write the file; return it if it has changed."""
    return (
        [path(root)]
        if write_if_changed(path(root), generated(path(root).read_text(encoding="utf-8")))
        else []
    )
