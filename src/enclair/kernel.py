"""What the kit adds to the kernel of a notebook: the slips of every class are told in one sentence.

``jupyter/ipython/ipython_config.json`` switches it on; what would slow the start is imported late.
"""

from traceback import walk_tb
from typing import Any

import enclair
from enclair.unfinished import compare, outdated, remember


def advice(name: str, space: dict[str, Any]) -> str:
    """Return what to do about a ``name`` that ``space`` does not have, "" if the kit cannot know."""
    from enclair import lessons
    from enclair.text.locale import text

    said = ""
    if name in {*dir(enclair), *lessons.exported_names(), "figures", "case", "events"}:
        said = text(
            "Run the first cell of this page first, then those above this one: {name} comes from them."
        )
    elif name in outdated or name in dir(space.get("check", "")):
        said = text("Run the cell that defines {name} first, or mend it if it shows an error.")
    return said.format(name=name)


def to_write(name: str) -> str:
    """Return what to do about the function ``name``, which is still a stub; "" if it is no function."""
    from enclair.text.locale import text

    said = text("{name} is not written yet: complete its cell, run it, then run this one.")
    return said.format(name=name) if name.isidentifier() else ""


def load_ipython_extension(shell: Any) -> None:
    """Switch it on; IPython calls this."""

    def slip(_shell: object, kind: Any, error: Any, trace: Any, tb_offset: Any = None) -> None:
        *_, (frame, _) = walk_tb(trace)
        if frame.f_globals is shell.user_ns:
            unwritten = isinstance(error, NotImplementedError)
            said = to_write(frame.f_code.co_name) if unwritten else advice(error.name or "", shell.user_ns)
            if said:
                error._render_traceback_ = lambda: [said]
        shell.showtraceback((kind, error, trace), tb_offset=tb_offset, running_compiled_code=True)

    shell.set_custom_exc((NameError, NotImplementedError), slip)
    shell.events.register("pre_run_cell", lambda info: remember(shell.user_ns, info.raw_cell))
    shell.events.register("post_run_cell", lambda result: compare(result.success))
