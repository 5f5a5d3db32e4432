"""What of lesson 6 shows a case, for trying other cases: figures with the tables that they draw, the rest."""

from functools import partial

from enclair import explore
from enclair.lessons.judge_for_a_day import Gates
from enclair.lessons.judge_for_a_day.figures import Demands, instalment, passages, russia_and_france

TABLES = {"demands": "cases", "instalment": "judgments"}
SHOWN = {
    "Gates": Gates,
    "russia_and_france": russia_and_france,
    "instalment": lambda case: instalment(case.judgments, "podchasov", "decided"),
    "passages": lambda case: passages(case.judgments, ["podchasov-court"]),
    "Demands": lambda case: explore(partial(Demands, case.cases)),
}
