"""What the guide counts in words about lesson 8."""

from enclair import load_case
from enclair.lessons.if_everyone_leaves import leaving

COUNTED = [("{} of 21", "{} sur 21", load_case("telegram").cases["id"].isin(leaving.MOVES).sum())]
