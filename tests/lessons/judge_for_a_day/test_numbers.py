"""Numbers in the words of lesson 6: what their marks compute with; headings that tell no answer."""

import re

from enclair.lessons.judge_for_a_day import judging
from tests.helpers import CASE
from tests.numbers import cells

gates = sorted({gate["number"][0] for gate in judging.gates().values()})
measures = judging.measures()
#: How often each answer occurs among the cases of one kind of demand.
responses = CASE.cases.groupby("demand_class")["platform_response"]
answers = {kind: given.value_counts() for kind, given in responses}
wide, narrow = answers["general access or weakening"], answers["targeted identification"]
yeses = {kind: counts.get("complied", 0) + counts.get("partly", 0) for kind, counts in answers.items()}
silent = CASE.cases["demand_class"][CASE.cases["platform_response"] == ""].tolist()

#: What the guide counts in words, in English and in French, with its numbers.
COUNTED = [
    ("an aim opens one gate of {}", "un but n’ouvre qu’une porte sur {}", len(gates)),
    ("It opens one gate of {}", "Elle ouvre une porte sur {}", len(gates)),
]


def test_no_heading_tells_how_the_court_decided():
    """A heading stands before its prediction, and in the contents beside it."""
    headings = re.findall(r"^## .*", "\n".join(cells(__name__).values()), re.MULTILINE)
    answers = re.compile(r"too (much|little|far|weak)|violat|protect|France may", re.IGNORECASE)
    assert [heading for heading in headings if answers.search(heading)] == []
