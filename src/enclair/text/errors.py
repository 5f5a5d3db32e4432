"""Errors for the person who meets them: what was expected, what was found, what to do."""


class PlainError(Exception):
    """An error whose sentence is all that a notebook shows: no wall of traceback.

    The full traceback stays available to programmers with ``%tb`` and in a terminal.
    """

    def _render_traceback_(self) -> list[str]:
        return [f"{type(self).__name__}: {self}"]


class UnknownNameError(PlainError, AttributeError):
    """A name that an object of the kit does not have; the text lists those that it has."""


class ChoiceError(PlainError, ValueError):
    """A filter, a date or a language that is not among those on offer."""


class NotesError(PlainError, ValueError):
    """A file of sentences is not as it should be; the text names the file and the key."""
