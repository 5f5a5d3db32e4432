"""What of lesson 8 shows a case, for trying other cases: figures with the tables that they draw, the rest."""

TABLES = {"departures": "cases"}
