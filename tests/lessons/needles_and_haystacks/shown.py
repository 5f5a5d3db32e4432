"""What of lesson 4 shows a case, for trying other cases: figures with the tables that they draw, the rest."""

from enclair.lessons.needles_and_haystacks import misuses

TABLES = {"published": "base_rate"}
SHOWN = {"misuses": misuses}
