"""What the guide counts in words about lesson 8."""

from enclair.lessons.if_everyone_leaves import leaving
from tests.helpers import CASE

COUNTED = [("{} of 21", "{} sur 21", CASE.cases["id"].isin(leaving.MOVES).sum())]
