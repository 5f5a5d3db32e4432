"""Numbers in the words of lesson 6: what their marks compute with."""

from enclair.lessons.judge_for_a_day import judging
from tests.helpers import CASE
from tests.numbers import numbers_in_prose

gates = sorted({gate["number"][0] for gate in judging.gates().values()})
measures, compared = judging.measures(), judging.texts()["compared"]
#: How often each answer occurs among the cases of one kind of demand.
answers = {
    kind: rows["platform_response"].value_counts() for kind, rows in CASE.cases.groupby("demand_class")
}
wide, narrow = answers["general access or weakening"], answers["targeted identification"]
yeses = {kind: counts.get("complied", 0) + counts.get("partly", 0) for kind, counts in answers.items()}
silent = CASE.cases["demand_class"][CASE.cases["platform_response"] == ""].tolist()

#: What the guide counts in words, in English and in French, with its numbers.
COUNTED = [
    ("an aim opens one gate of {}", "un but n’ouvre qu’une porte sur {}", len(gates)),
    ("It opens one gate of {}", "Elle ouvre une porte sur {}", len(gates)),
]

test_numbers_in_prose = numbers_in_prose(__name__)
