"""The gate on exercises stands at the end of nbval's own run of each: one kernel serves both."""

import copy

import pytest
from nbval.plugin import IPyNbFile

from tests.helpers import faults, ran

GATED = ("solutions", "exercises")


class Gate(pytest.Item):
    """What the checks of a notebook said when nbval ran its cells."""

    def __init__(self, *, cells, **named):
        super().__init__(**named)
        self.cells = cells

    def runtest(self):
        """Hold what the cells gave against the gate of the folder."""
        executed = copy.deepcopy(self.parent.nb)
        code = [cell for cell in executed.cells if cell.cell_type == "code"]
        for cell, item in zip(code, self.cells, strict=True):
            if item.test_outputs is None:
                pytest.skip("a cell of this notebook was not run: run all of it")
            cell.outputs = item.test_outputs
        folder = gated(self.parent)
        wrong = faults(executed, passed=folder == "solutions")
        if folder == "exercises":
            told = [each["misconception"] for cell in ran(executed) if cell.check for each in cell.feedback]
            nothing = {"not-answered", "empty-answer"}
            wrong += [f"{name}: not told as not answered" for name in told if name not in nothing]
        if wrong:
            pytest.fail("\n".join(wrong), pytrace=False)

    def reportinfo(self):
        """Name the notebook."""
        return self.path, 0, f"{self.parent.name}: gate"


def gated(collector):
    """Return the folder of a notebook that has a gate, "" for any other collector."""
    folder = collector.path.parent.parent.name if isinstance(collector, IPyNbFile) else ""
    return folder if folder in GATED else ""


def add(collector, report):
    """Put the gate after the cells that nbval has found in a notebook."""
    if gated(collector) and report.result:
        report.result.append(Gate.from_parent(collector, name="gate", cells=[*report.result]))
