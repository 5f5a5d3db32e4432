"""What of lesson 5 shows a case, for trying other cases: figures with the tables that they draw, the rest."""

from functools import partial

from enclair import explore
from enclair.lessons.traces import rivals
from enclair.lessons.traces.explanations import TOPICS
from enclair.lessons.traces.figures import Growth

TABLES = {
    "growth": "users",
    "moderation": "moderation_daily",
    "never_happened": "disclosures",
    "printed_and_same": "disclosures",
    "quarters": "disclosures",
    "where_it_rose": "disclosures",
}
SHOWN = {f"rivals {topic}": partial(rivals, topic=topic) for topic in TOPICS}
SHOWN |= {"Growth": lambda case: explore(partial(Growth, case.users))}
