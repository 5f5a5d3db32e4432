"""What the kit shows in any lesson, made for the tests that take all views and figures.

Each lesson has such a module beside its tests, with what it needs of these names.
"""

from functools import partial

import pandas as pd

from enclair import Case, Claims, Poll, Quotes, Timeline, banner, draw, under_bars
from enclair.lessons.what_happened import form
from enclair.views.under_bars import UnderBars


def drawn(case: Case) -> object:
    """A question that is answered by a line."""
    numbers = pd.Series([4, 6, 210], ["Q1", "Q2", "Q3"], name="requests")
    return draw(Claims(case), "How many?", numbers, top=300, known=1, line=True).children[0]


def barred(case: Case) -> UnderBars:
    """Return a quotation under bars."""
    post = case.quotes.set_index("id").loc["Q06"]
    return under_bars(post["quote_original"], post, shown=["we are ready to leave", "country."])


#: Each view once, as in a notebook, in a state in which it shows what it can.
SHOWN = {
    "timeline": 'Timeline(case, selected="post-after-arrest")',
    "quotes": 'Quotes(case, query="to", compared=["Q06", "Q04"])',
    "claims": "Claims(case)",
    "poll": "Poll(yes=14, no=16)",
    "form": "from enclair.lessons.what_happened import form\nform.most_common_source()",
    "under_bars": (
        'post = case.quotes.set_index("id").loc["Q06"]\n'
        'under_bars(post["quote_original"], post, shown=["we are ready to leave", "country."])'
    ),
    "draw": (
        "import pandas as pd\n"
        'numbers = pd.Series([4, 6, 210], ["Q1", "Q2", "Q3"], name="requests")\n'
        'draw(Claims(case), "How many?", numbers, top=300, line=True)'
    ),
    "predict": 'predict(Claims(case), question="How many?", choices=["One", "Two"])',
}
#: The same of what is HTML alone.
HTML = {
    "banner": "banner(case)",
    "quote": (
        'article = case.judgments.set_index("id").loc["podchasov-article-8"]\n'
        'quote(article["quotation"], article)'
    ),
    "headline": ('headline = case.headlines.iloc[0]\nquote(headline["headline_original"], headline)'),
}
#: What any case can be given to; it may refuse.
OF_CASE = {"Claims": Claims, "Quotes": Quotes, "Timeline": Timeline, "banner": banner}
#: Views that can fill the projector.
PROJECTED = {"Claims": Claims, "Poll": lambda case: Poll(), "Quotes": Quotes, "Timeline": Timeline}
#: Each view that has a page of its own, in a state in which it shows what it can, and what is set later.
PAGES = {
    "Claims": (partial(Claims, verdicts={"C01": "supported", "C14": "partly"}, selected="C14"), {}),
    "draw": (drawn, {}),
    "Poll": (lambda case: Poll(question="Q" * 300, yes=18, no=12), {"yes": 100_000, "no": 1}),
    "Quotes": (partial(Quotes, compared=["Q04", "Q06"], query="leave"), {}),
    "Timeline": (partial(Timeline, selected="post-after-arrest"), {}),
    "form": (lambda case: form.firmness(), {}),
    "under_bars": (barred, {}),
}
#: The tables of which figures are drawn.
DRAWN: dict[str, str] = {}
