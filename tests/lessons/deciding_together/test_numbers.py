"""Numbers in the words of lesson 7: what their marks compute with."""

from collections import Counter

from pandas import Timedelta

from enclair.lessons.deciding_together import cards
from tests.helpers import CASE, REPO, read
from tests.numbers import numbers_in_prose

told = cards.texts()
step = {name: each["minutes"] for name, each in told["steps"].items()}
part = {number: sum(each["minutes"] for each in cards.steps() if each["part"] == number) for number in (1, 2)}
deck = cards.cards()
sides = Counter(card["side"] for card in deck.values())
roles = Counter(role["side"] for role in told["roles"].values())
reasons = cards.reasons()
attacked = (reasons["does"] == "attacks").sum()
days = CASE.timeline.set_index("id")["date"]
start = days["seed-article"] + Timedelta(days=1)
banned = days["travel-ban-lifted"] - days["formal-investigation"]
quarters = CASE.disclosures.query("country_iso3 == 'FRA' and period_type == 'quarter'")
met = quarters.sort_values("period_start")["requests_fulfilled"].tolist()
first_lesson = read(REPO / "notebooks" / "en" / "00_start_here.ipynb")["metadata"]["enclair"]
before = {each["id"]: each["minutes"] for each in first_lesson["sections"]}

test_numbers_in_prose = numbers_in_prose(__name__)
