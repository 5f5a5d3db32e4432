"""What a page can show of what a cell said: no message is trusted, and nothing of it can run."""

from typing import Any

from nbformat.v4 import new_output

from enclair.checks.results import FIELDS, MIME
from enclair_marking.running.bounds import ERRORS, PLAIN, PRINTED, clip_error


def _text(value: object) -> str:
    """Return what a message says as text that a file can hold: JSON knows halves of characters."""
    return str(value).encode("utf-8", "replace").decode()


class Outputs(list[Any]):
    """What a page can show of what a cell said, in ``room`` bytes.

    What a check says stays in any case: it is short, and there are few of them in what was given out.
    """

    failed = 0
    left_out = False

    def __init__(self, room: int = PRINTED) -> None:
        super().__init__()
        self.room = room
        #: What the kernel says when a cell has ended, and the values that checks got.
        self.done: dict[str, Any] = {}
        self.values: list[object] = []

    def hear(self, message: dict[str, Any]) -> None:
        """Keep what a message says, if it is of a kind that can be shown."""
        kind = message.get("kind")
        if kind == "stream":
            printed = _text(message["text"])
            if not self._fits(printed):
                return
            if self and self[-1].output_type == "stream":
                self[-1].text += printed
            else:
                self.append(new_output("stream", name="stdout", text=printed))
        elif kind == "display":
            # Not as a result: nbgrader would read a number that a cell returns as its mark.
            data: dict[str, Any] = {
                mime: _text(one)
                for mime, one in message["data"].items()
                if mime in PLAIN and mime != MIME and isinstance(one, str)
            }
            data = data if self._fits(*data.values()) else {}
            if isinstance(word := message["data"].get(MIME), dict):
                # What a check says is flat and short; anything else could not even be written to a file.
                data[MIME] = {
                    key: one if isinstance(one, bool) else _text(one)[:100]
                    for key, type_ in FIELDS.items()
                    if isinstance(one := word.get(key), type_)
                }
            self.append(new_output("display_data", data=data))
        elif kind == "error":
            self.error(**clip_error(message))
        elif kind == "value":
            self.values.append(message["value"])
        elif "done" in message:
            self.done = message

    def error(self, ename: str, evalue: str = "", traceback: str = "") -> None:
        """Add an error, which costs the task its points."""
        if self.failed > ERRORS:
            return
        self.failed += 1
        whole = _text(traceback or ename)
        lines = whole.split("\n") if self._fits(whole) else []
        self.append(new_output("error", ename=_text(ename), evalue=_text(evalue), traceback=lines))

    def _fits(self, *texts: str) -> bool:
        """Return whether there is room for ``texts``, and take it."""
        size = sum(len(one.encode()) for one in texts)
        if size > self.room:
            self.left_out = True
            return False
        self.room -= size
        return True
