"""What the kit adds to the kernel of a notebook: common errors are explained in one sentence.

``packages/enclair-lab/ipython/ipython_config.json`` loads it into each kernel, `load_case` into its own
alone; what would slow the start is imported late.
"""

import gc
import sys
from traceback import walk_tb
from typing import TYPE_CHECKING, Any

import enclair
from enclair.unfinished import compare, outdated, remember

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell


def explanation(error: BaseException, function: str, line: int, space: dict[str, Any]) -> str:
    """Return what to do about an error in a cell, or a function of it; "" if the kit cannot know."""
    from enclair import lessons
    from enclair.text.locale import text

    name, message = getattr(error, "name", None) or "", ""
    if isinstance(error, NotImplementedError):
        if function.isidentifier():
            asked = getattr(space.get(function), "__doc__", "") or function
            name = asked.strip().split(".\n")[0].rstrip(".")
            message = text("This cell needs the answer above: {name}. Give it, then run this cell again.")
    elif name in {*dir(enclair), *lessons.exported_names(), "figures", "case", "events"}:
        message = text(
            "Run the first cell of this page first, then those above this one: {name} comes from them."
        )
    elif name in outdated or name in dir(space.get("check", "")):
        message = text(
            "Run the cell that defines {name} first, or mend it if it shows an error. Below a form it is "
            "folded: click it, then press Shift+Enter."
        )
    elif name and "check" in space and function == "<module>":  # an exercise
        message = text(
            "Line {line} of this cell uses {name}, which Python does not know yet: run the cells above this "
            "one first, from the top, or look for a spelling mistake."
        )
    return message.format(name=name, line=line)


def load_ipython_extension(shell: "InteractiveShell") -> None:
    """Switch it on; IPython calls this."""

    def show_error(_shell: object, _kind: object, error: BaseException, *_: object, **__: object) -> None:
        frame, line = [*walk_tb(error.__traceback__)][-1]
        if frame.f_globals is shell.user_ns:
            message = explanation(error, frame.f_code.co_name, line, shell.user_ns)
            if message:
                error._render_traceback_ = lambda: [message]  # type: ignore[attr-defined]
            if isinstance(error, NotImplementedError) and message:
                from enclair.checks.feedback import Feedback

                shell.display_pub.publish(Feedback(False, message)._repr_mimebundle_())
        shell.showtraceback(running_compiled_code=True)

    def with_hint(kind: type[BaseException], error: BaseException, *rest: Any, **named: Any) -> list[str]:
        """Return what Python says of a cell that it cannot read, and in an exercise what to do about it."""
        lines: list[str] = structured_traceback(kind, error, *rest, **named)
        if "enclair.checks" not in sys.modules:
            return lines
        from enclair.checks import hints

        return [*lines, hints.of_syntax(error)]

    # NumPy's numbers look like numbers, also within a list: 3, not np.int64(3).
    shell.display_formatter.formatters["text/plain"].for_type_by_name(  # type: ignore[union-attr]
        "numpy", "generic", lambda number, printer, _: printer.text(str(number))
    )
    # Libraries make much as they are imported, which stays: to look through it again and again takes time.
    gc.set_threshold(100_000)
    structured_traceback = shell.SyntaxTB.structured_traceback
    shell.SyntaxTB.structured_traceback = with_hint  # type: ignore[method-assign, assignment]
    shell.set_custom_exc((NameError, NotImplementedError), show_error)  # type: ignore[no-untyped-call]
    shell.events.register("pre_run_cell", lambda info: remember(shell.user_ns, info.raw_cell, info.cell_id))
    shell.events.register(
        "post_run_cell",
        lambda result: compare(shell.user_ns, result.error_before_exec or result.error_in_exec),
    )
