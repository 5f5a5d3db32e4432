"""What of lesson 7 shows a case, for trying other cases: figures with the tables that they draw, the rest."""

from enclair.lessons.deciding_together import Deck
from enclair.lessons.deciding_together.figures import memo_rows, register

TABLES = {"register": "open_questions"}
SHOWN = {
    "Deck": Deck,
    "register": register,
    "memo_rows": lambda case: memo_rows("(quotes.Q04), (quotes.example-1)", case),
}
