"""What lesson 7 shows, made for the tests that take all views and figures: see tests/views/shown.py."""

SHOWN = {
    "deck": ("Deck(case)", {"hand": ["warrant", "leave", "lawful"]}),
    "deck, part 2": ("Deck(case, part=2)", {"shown": "all"}),
    "timer": ("Timer(1)",),
}
REASONS = "from enclair.lessons.deciding_together import reasons\n"
HTML = {"register": "figures.register(case)", "map": f"{REASONS}figures.arguments(reasons())"}
OF_CASE = {"memo_rows": 'figures.memo_rows("(quotes.Q04), (quotes.example-1)", case)'}
