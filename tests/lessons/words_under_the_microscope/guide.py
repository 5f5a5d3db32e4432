"""What the guide counts in words about lesson 2."""

from tests.helpers import CASE

_POST = CASE.post
_PARTS = _POST["part"].str.split(".").str[0]
_QUOTED = _PARTS[_POST["fate"].isin(["kept", "cut"])]

COUNTED = [("{} parts of {}", "{} parties sur {}", _QUOTED.nunique(), _PARTS[_PARTS != ""].nunique())]
