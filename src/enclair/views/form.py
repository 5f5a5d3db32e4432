"""Answering by clicking: a form that writes its answer as a line of code into the cell of the answer.

The line is the answer: it is saved, opened again, handed in and marked as any code; nothing else is kept. So
clicking and writing are two ways to the same cell, and each shows in the other.
"""

import ast
import weakref
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from typing import Any

import traitlets

from enclair.text.locale import sentences
from enclair.views.fields import Field, answer_of
from enclair.views.view import View, paragraph

say = sentences(__package__)

#: The forms that a notebook shows, by the function that each writes: a cell that runs is read by them.
_SHOWN: "weakref.WeakValueDictionary[str, Form]" = weakref.WeakValueDictionary()


class Form(View):
    """A form for the answer of the function ``name``; exercises make it, as ``form.NAME()``.

    ``called`` says what an option or a row is called, where that is not the option itself.
    """

    VIEW = "form"
    SENTENCES = "form"

    name = traitlets.Unicode(help="The function that the form writes.")
    field: Any = traitlets.Dict(help="What is asked: kinds, options and what each is called.")
    source = traitlets.Unicode(help="The cell of the function, as it last ran or was read.")
    value: Any = traitlets.Any(help="The answer; None while there is none.")
    unread = traitlets.Bool(False, help="Whether `value` is still that of an older source.")
    own = traitlets.Bool(False, help="Whether the cell holds code that the form cannot show.")
    clicked = traitlets.Unicode(help="The cell as the page wrote it, once no gap is left.")

    def __init__(self, name: str, field: Field, called: Mapping[str, str]) -> None:
        self._field, self._called = field, called
        super().__init__("", [], name=name, field=field.page(self._label))
        _SHOWN[name] = self
        _listen()

    def _label(self, option: str | int) -> str:
        return self._called.get(str(option), str(option))

    @traitlets.observe("source", "unread")
    def _read(self, change: traitlets.Bunch) -> None:
        # Both, since a cell may run, and so be read, between the page's question and its arrival.
        if change.new is not False:
            # In one message: a click between two would find the answer there and still be asked to wait.
            with self.hold_sync():
                self.value, self.own = answer_of(self._field, self.name, self.source)
                self.unread = False

    @traitlets.observe("clicked")
    def _run(self, change: traitlets.Bunch) -> None:
        # The cell is folded, and nobody runs it by hand: a check that is run has this answer, no older one.
        from IPython.core.getipython import get_ipython

        shell = get_ipython()  # type: ignore[no-untyped-call]
        if shell and _only_defines(self.name, change.new):
            shell.run_cell(change.new, store_history=False)

    def _html(self) -> str:
        lines = "".join(f"<li>{line}</li>" for line in self._field.lines(self._label))
        # Marking shows the text: questions without answers, above the code that answers, would mislead.
        return f'{paragraph(say("form.page.legend"))}<ul data-no-text style="list-style: none">{lines}</ul>'


def _only_defines(name: str, source: str) -> bool:
    """Return whether a cell defines the function ``name``, and does nothing else."""
    with suppress(SyntaxError, ValueError):
        return [getattr(node, "name", "") for node in ast.parse(source).body] == [name]
    return False


def read_cell(source: str) -> None:
    """Let the forms show what a cell answers that has run."""
    for name, form in [*_SHOWN.items()]:
        if f"def {name}(" in source:
            form.source = source


@cache
def _listen() -> None:
    """From now on read each cell that runs, where there is a notebook."""
    from IPython.core.getipython import get_ipython

    if shell := get_ipython():  # type: ignore[no-untyped-call]
        shell.events.register("post_run_cell", lambda result: read_cell(result.info.raw_cell))
