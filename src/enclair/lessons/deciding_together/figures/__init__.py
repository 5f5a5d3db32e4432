"""What lesson 7 shows: a map of arguments, which questions are settled, and the rows behind a memo."""

from enclair.lessons.deciding_together.figures.argument_map import arguments
from enclair.lessons.deciding_together.figures.sourced_rows import memo_rows, register

__all__ = ["arguments", "memo_rows", "register"]
