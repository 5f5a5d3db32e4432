"""What lesson 3 shows, made for the tests that take all views and figures: see tests/views/shown.py."""

GUESSES = '{"Telegram": "plain", "WhatsApp": "e2ee"}'
GRID = '{"e2ee/server/text": "no", "e2ee/server/time": "no", "e2ee/judge/text": "no"}'
KEY = '{"e2ee/key/text": "yes", "cloud/key/text": "yes"}'
LARGE = {"prime": 16_777_213, "alice": 12_345_678, "runs": {"24": [1_000_000_000, 16_777_211]}}
SHOWN = {
    "exchange": ("Exchange(step=4)", LARGE | {"middle": True, "step": 6}),
    "grid": (f'Grid(case, design="e2ee", predictions={GRID})', {"by": "party"}),
    "grid, services": (f'Grid(case, part="services", guesses={GUESSES})',),
    "grid, desk": (f'desk(case, request="key", predictions={KEY})',),
}
HTML = {"figure": "figures.alleged_offences(case.charges)", "policy": "policy(case)"}
