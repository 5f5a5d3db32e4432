"""What a cell may say, in numbers that the kernel inside the sandbox and the program outside share."""

from typing import Any

from enclair.text.plain import MIME

#: Characters that a cell may say in messages of each kind.
OUTPUT_LIMIT = 1 << 20
#: Bytes that all cells together may say.
PRINTED = 8 << 20
#: Messages that a cell may send by kind, but for what it prints, and errors that are kept.
ERRORS = 10
MESSAGES = {"display": 1000, "error": ERRORS}
#: Characters after which a cell is stopped: it prints for ever.
STOPPED = 64 << 20
#: What a page may show of an output: all else could run, or fetch something.
PLAIN = ("text/plain", "image/png", "image/jpeg", MIME)

_LONG, _LINES = 2000, 16_000


def clip_error(error: dict[str, Any]) -> dict[str, Any]:
    """Return an error as a message tells it, with no part longer than a page."""
    traceback = error.get("traceback")
    lines = traceback[:200] if isinstance(traceback, list) else []
    joined = "\n".join(line[:_LINES] for line in lines if isinstance(line, str))
    if len(joined) > _LINES:
        joined = f"{joined[: _LINES // 4]}\n[...]\n{joined[-_LINES // 2 :]}"
    short = {key: str(error.get(key, ""))[:_LONG] for key in ("ename", "evalue")}
    return {**short, "traceback": joined.split("\n") if joined else []}
