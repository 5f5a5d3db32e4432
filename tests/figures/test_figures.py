"""What all figures and tables of words share: their forms, and the look of a table."""

import copy

import pandas as pd
import pytest
from matplotlib.figure import Figure

from enclair.case.model import source_with_confidence
from enclair.figures import style
from enclair.figures.block import SourcedTable, cited, localized_words, source_columns
from enclair.figures.described import DescribedFigure, bars, in_words
from tests.helpers import assert_in, in_language

TABLE = pd.DataFrame(
    {"what": ["1 < 2"], "source": ["The Paper"], "where": ['https://a.example?"x https://b.example']}
)
CELLS = (
    '<tr><td data-head="what"><div dir="auto">1 &lt; 2</div></td><td class="enclair-from" data-head="source">'
    '<a href="https://a.example?&quot;x">The Paper</a> <a href="https://b.example">(2)</a></td></tr>'
)


@pytest.mark.parametrize(("width", "least"), [(5.2, False), (5.3, True)])
def test_a_wide_picture_scrolls_on_a_phone_and_a_small_one_shrinks(width, least):
    drawn = DescribedFigure(Figure(figsize=(width, 2)), 'Two "bars".', TABLE)
    bundle = drawn._repr_mimebundle_()
    assert bundle["text/plain"].startswith('Two "bars".\nwhat | source\n1 < 2 | The Paper https://a.example')
    assert_in(bundle["text/html"], 'alt="Two &quot;bars&quot;."', CELLS)
    assert_in(bundle["text/html"], 'role="img" aria-label="Two &quot;bars&quot;."')
    assert ("min-width:600px" in bundle["text/html"]) == least
    assert drawn._repr_html_() == drawn._repr_html_()


def test_bars_table_and_words_come_from_one_data_frame():
    rows = pd.DataFrame({"who": ["A", "B"], "yes": [1234, 1], "no": [2, None], "hidden": [5, 6]})
    heads = {"who": "Source", "no": "no", "yes": "yes"}
    looks = {name: {"color": style.HUES["ink"]} for name in ("yes", "no")}
    named = {"title": "T", "alt": "T.", "size": (3, 2)}
    shown = in_language("fr", bars, rows, heads, looks, **named)
    assert [bar.get_width() for bar in shown.figure.axes[0].patches][:3] == [1234, 1, 2]
    assert shown.table.to_dict("list") == {"Source": ["A", "B"], "Non": ["2", ""], "Oui": ["1\u202f234", "1"]}
    assert in_words(rows, "{who} {yes} ({no})") == ["A 1,234 (2)", "B 1 ()"]


@pytest.mark.parametrize(
    ("columns", "sentences", "name"),
    [
        ("abcd", False, ""),
        ("abcd", True, " enclair-blocks"),
        ("abcde", False, " enclair-wide enclair-blocks"),
    ],
)
def test_a_table_of_many_columns_or_of_sentences_becomes_blocks_on_a_phone(columns, sentences, name):
    page = style.html_table(pd.DataFrame([range(len(columns))], columns=[*columns]), sentences)
    assert f'<table class="enclair-table{name}"><thead><tr><th scope="col">a</th>' in page
    assert '<td data-head="b"><div dir="auto">1</div></td>' in page
    first, second = "https://a.example", "https://b.example"
    assert first in style.html_table(pd.DataFrame({"a": [first]}))
    assert f'<a href="{second}">x</a>' in style.html_table(pd.DataFrame([["x", first, second]]))


def test_lines_stand_apart_and_own_words_are_english_and_marked_where_a_case_has_no_others():
    row = {"who": "X", "who_fr": "Y", "what": "<left>", "what_fr": ""}
    words = in_language("fr", localized_words, row, "who", "what", after="!")
    page = style.html_table(pd.DataFrame({"a": ["one\ntwo", words]}, dtype=object))
    assert_in(page, '<div dir="auto">one</div><div dir="auto">two</div>')
    assert_in(page, '<div dir="auto"><span lang="fr">Y</span>, <span lang="en">&lt;left&gt;</span>!</div>')
    assert copy.deepcopy(words) == "Y, <left>!"  # as a table without HTML has it


def test_a_source_that_alone_tells_of_something_says_so():
    row = {"source_name": "The Paper", "source_date": "2024-08-24", "source_url": "https://a.example"}
    firm, alone = (source_with_confidence(row | {"confidence": firm}) for firm in ("confirmed", "reported"))
    assert alone == f"{firm} (one source tells of it)"
    columns = source_columns([row], lambda row: row["source_name"])
    assert [*columns.values()] == [["The Paper"], ["https://a.example"]]


def test_a_table_of_words_cites_its_sources_in_each_form():
    words = cited("yes & no", "One", "https://1.example https://2.example")
    table = pd.DataFrame({"what": ["a", "b"], "said": [words, "no"]}, dtype=object)
    shown = SourcedTable("Title", table, after="Last <3.", any_order=True)
    row = "a | yes & no / One https://1.example (2) https://2.example"
    assert repr(shown) == f"Title\nwhat | said\n{row}\nb | no\nLast <3."
    page = shown._repr_mimebundle_()["text/html"]
    links = '<small><a href="https://1.example">One</a> <a href="https://2.example">(2)</a></small>'
    assert_in(page, "<p><strong>Title</strong></p>", f"yes &amp; no</div>{links}")
    assert_in(page, "enclair-any-order", "<p>Last &lt;3.</p></div>")
    assert "enclair-any-order" not in SourcedTable("", table)._repr_html_()
