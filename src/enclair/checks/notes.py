"""The sentences of the checks. They stand in the ``.toml`` files of their package, where teachers edit them.

Each table in that of the module, such as ``[checks]``, is a `Section`: named after a check, with one `Note`
for each thing that it may say.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from enclair.text import toml
from enclair.text.errors import NotesError
from enclair.text.locale import spoken, text

#: The module whose sentences any check may say.
SHARED = "enclair.checks.answers"


@dataclass(frozen=True)
class Note:
    """One thing to say; ``message`` and ``next_step`` may hold ``{fields}``."""

    message: str
    next_step: str = ""


@dataclass(frozen=True)
class Section:
    """One table of a file: its notes, the words that stand by themselves, and words that are answers.

    Its name is what stands between the square brackets, such as "checks.firmness".
    """

    file: str
    name: str
    notes: Mapping[str, Note]
    words: Mapping[str, str]
    answers: tuple[str, ...] = ()

    def note(self, key: str) -> Note:
        """Return the note ``key``; raise `NotesError` if there is none."""
        if key not in self.notes:
            message = text("{file} has no [{name}.{key}]: add it, with a message and a next_step.")
            raise NotesError(message.format(file=self.file, name=self.name, key=key))
        return self.notes[key]

    def word(self, key: str) -> str:
        """Return the words ``key``; raise `NotesError` if there are none."""
        if key not in self.words:
            message = text('{file}: [{name}] has no {key}: add a line {key} = "…".')
            raise NotesError(message.format(file=self.file, name=self.name, key=key))
        return self.words[key]


def parse(content: str, file: str) -> Mapping[str, Section]:
    """Return the tables of a file of sentences, by their names.

    Parameters
    ----------
    content
        The text of the file, in TOML.
    file
        Its name, for errors.

    Raises
    ------
    NotesError
        If the file is not TOML, or a note has no message, no next step (only "passed" may go without), or
        a key of another name.
    """
    return {name: _section(file, name, table) for name, table in toml.parse(content, file).items()}


def _section(file: str, name: str, table: object) -> Section:
    """Return one table of the file, or raise `NotesError`."""
    if not isinstance(table, dict):
        message = text("{file}: {name} stands outside every table; put it under a line [name of a check].")
        raise NotesError(message.format(file=file, name=name))
    notes, words = {}, {}
    answers: tuple[str, ...] = ()
    for key, value in table.items():
        if key == "answers":
            if not isinstance(value, list) or not all(
                isinstance(entry, str) and entry.strip() for entry in value
            ):
                message = text('{file}: answers in [{name}] should be a list of words: ["one", "two"].')
                raise NotesError(message.format(file=file, name=name))
            answers = tuple(value)
        elif isinstance(value, dict):
            needed = {"message"} if key == "passed" else {"message", "next_step"}
            blank = [
                entry for entry in value if not isinstance(value[entry], str) or not value[entry].strip()
            ]
            if blank or not needed <= set(value) <= {"message", "next_step"}:
                message = text(
                    "{file}: [{name}.{key}] should have {needed}, each a sentence between quotation marks; "
                    "found {found}."
                )
                fields = ", ".join(value) or text("nothing")
                if blank:
                    without = text("{found}, without a sentence: {blank}")
                    fields = without.format(found=fields, blank=", ".join(blank))
                listed = ", ".join(sorted(needed))
                raise NotesError(message.format(file=file, name=name, key=key, needed=listed, found=fields))
            notes[key] = Note(**value)
        elif isinstance(value, str) and value.strip():
            words[key] = value
        else:
            message = text("{file}: {key} in [{name}] should be words between quotation marks.")
            raise NotesError(message.format(file=file, key=key, name=name))
    return Section(file, name, notes, words, answers)


@cache
def sections(module: str, lang: str = "en") -> Mapping[str, Section]:
    """Return the sentences of ``module`` (its full name) in ``lang``, read once from the files beside it."""
    package, _, name = module.rpartition(".")
    tables = toml.tables(package, name, lang)
    return {
        table_name: _section(_file(module, lang), f"{name}.{table_name}", table)
        for table_name, table in tables.items()
    }


def _file(module: str, lang: str = "en") -> str:
    """Return the file of ``module`` as errors name it, such as "traces/en.toml"."""
    return f"{module.split('.')[-2]}/{lang}.toml"


def section(module: str, name: str, lang: str = "") -> Section:
    """Return one table of the file of ``module``; raise `NotesError` if there is none."""
    within = f"{module.rpartition('.')[2]}."
    return toml.table_named(sections(module, lang or spoken()), name, _file(module), within)
