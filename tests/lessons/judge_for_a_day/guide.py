"""What the guide counts in words about lesson 6."""

from enclair.lessons.judge_for_a_day import judging

_GATES = len({gate["number"][0] for gate in judging.gates().values()})

COUNTED = [
    ("an aim opens one gate of {}", "un but n’ouvre qu’une porte sur {}", _GATES),
    ("It opens one gate of {}", "Elle ouvre une porte sur {}", _GATES),
]
