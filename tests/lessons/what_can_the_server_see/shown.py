"""What of lesson 3 shows a case, for trying other cases: figures with the tables that they draw, the rest."""

from enclair.lessons.what_can_the_server_see import Grid, desk, policy

TABLES = {"alleged_offences": "charges"}
SHOWN = {"Grid": Grid, "desk": desk, "policy": policy}
#: How many columns of a table a view cannot do without.
NEEDS = {"Grid": {"messengers": 16}, "desk": {"powers": 8}}
#: Telegram stands there whatever the case: real services beside each other, what others may see.
NOT_OF_A_CASE = {"Grid", "desk"}
