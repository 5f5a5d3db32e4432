"""nbgrader's step that takes answers out, which leaves working code in a cell that a student is to change."""

from typing import Any

from nbgrader.preprocessors import ClearSolutions


class ClearAnswers(ClearSolutions):  # type: ignore[misc] # nbgrader has no types
    """What a cell's metadata give as ``"enclair": {"start": …}`` stands in place of its answer."""

    def preprocess_cell(self, cell: Any, resources: Any, cell_index: int) -> tuple[Any, Any]:  # noqa: ANN401
        """Take the answer out of one cell."""
        usual = dict(self.code_stub)  # type: ignore[has-type]
        start = cell.metadata.get("enclair", {}).get("start")
        self.code_stub = {**usual, "python": start} if start else usual
        try:
            done: tuple[Any, Any] = super().preprocess_cell(cell, resources, cell_index)
        finally:
            self.code_stub = usual
        return done
