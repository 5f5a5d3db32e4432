"""What of lesson 1 shows a case, for trying other cases: figures with the tables that they draw, the rest."""

TABLES = {"actor_map": "powers", "events_by_track": "timeline", "procedure": "procedure"}
