"""What is settled and what is open, as lesson 7 shows it; and where its texts of the case stand today."""

import html

from enclair.case import naming
from enclair.case.questions import questions
from enclair.lessons.deciding_together import cards, figures
from enclair.text import locale
from tests.helpers import CASE, REPO, read

TABLE = CASE.open_questions


def test_the_lesson_shows_each_question_with_why_its_answers_its_source_and_its_date(lang):
    cells = read(REPO / "notebooks" / "en" / "07_deciding_together.ipynb")["cells"]
    [cell] = [cell for cell in cells if cell["id"] == "07-register"]
    assert "".join(cell["source"]) == "figures.register(case)"
    shown = figures.register(CASE)
    page = html.unescape(shown._repr_mimebundle_()["text/html"])
    for _, question in TABLE.iterrows():
        for part in ("question", "reason", "privacy", "security"):
            assert question[f"{part}_{lang}"] in page
        date = locale.date(question["source_date"], lang)
        for told in (page, repr(shown)):
            assert f"{naming.display_name(question['source_name'], lang)}, {date}" in told
            assert question["source_url"] in told
    assert len(figures.register(CASE, lesson=6).table) == len(questions(CASE, lesson=6))


def test_what_the_defence_says_is_behind_cards():
    behind = {card["row"] for card in cards.cards().values()}
    assert {"timeline.defence-remedies", "timeline.platform-offence-not-notified", "quotes.Q29"} <= behind
