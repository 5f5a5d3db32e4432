"""What the kit shows in any lesson, made for the tests that take all views and figures.

Each lesson has such a module beside its tests, with what it needs of these names.
"""

POST = 'post = case.quotes.set_index("id").loc["Q06"]\n'
NUMBERS = 'import pandas as pd\nnumbers = pd.Series([4, 6, 210], ["Q1", "Q2", "Q3"], name="requests")\n'
FORMS = "from enclair.lessons.what_happened import form\n"
#: Each view by its name: the line of a notebook that shows what it can, and what is set in its page later.
SHOWN = {
    "timeline": ('Timeline(case, selected="post-after-arrest", start="2024-08-20", end="2024-09-10")',),
    "quotes": ('Quotes(case, query="leave", compared=["Q06", "Q04"])',),
    "claims": ('Claims(case, verdicts={"C01": "supported", "C14": "partly"}, selected="C14")',),
    "poll": ('Poll(question="Is it so? " * 30, yes=18, no=12)', {"yes": 100_000, "no": 1}),
    "form": (f"{FORMS}form.most_common_source()",),
    "form, of rows": ("from enclair.lessons.deciding_together import form\nform.what_changed()",),
    "own_sentence": ('OwnSentence("needle")',),
    "draw": (f'{NUMBERS}draw(Poll(), "How many?", numbers, top=300, known=1, line=True)',),
    "predict": ('predict(Poll(), question="How many?", choices=["One", "Two"])',),
}
#: The same of what is HTML alone.
HTML = {
    "banner": "banner(case)",
    "quote": (
        'article = case.judgments.set_index("id").loc["podchasov-article-8"]\n'
        'quote(article["quotation"], article)'
    ),
    "under_bars": (
        f'{POST}under_bars(post["quote_original"], post, shown=["we are ready to leave", "country."])'
    ),
    "headline": ('headline = case.headlines.iloc[0]\nquote(headline["headline_original"], headline)'),
}
#: What else any case can be given to, and may refuse it: all that asks above for rows of Telegram.
OF_CASE = {name: f"{name}(case)" for name in ("Timeline", "Quotes", "Claims")}
