"""What a cell may say, in numbers that the kernel inside the sandbox and the program outside share."""

from typing import Any

from enclair.text.plain import MIME

#: Characters that a cell may say in messages of each kind.
OUTPUT_LIMIT = 1 << 20
#: Bytes that all cells together may say.
PRINTED = 8 << 20
#: Characters that the smallest thing displayed counts for, and errors that a cell may tell.
SMALLEST, ERRORS = 1024, 10
#: Characters after which a cell is stopped: it prints for ever.
STOPPED = 64 << 20
#: What a page may show of an output: all else could run, or fetch something.
PLAIN = ("text/plain", "image/png", "image/jpeg", MIME)

_LONG, _LINES = 2000, 16_000


def clip_error(error: dict[str, Any]) -> dict[str, str]:
    """Return an error as a message tells it, with no part longer than a page."""
    traceback = str(error.get("traceback", ""))
    if len(traceback) > _LINES:
        traceback = f"{traceback[: _LINES // 4]}\n[...]\n{traceback[-_LINES // 2 :]}"
    short = {key: str(error.get(key, ""))[:_LONG] for key in ("ename", "evalue")}
    return {**short, "traceback": traceback}
