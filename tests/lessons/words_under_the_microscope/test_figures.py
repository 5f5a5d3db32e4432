"""The figures of lesson 2, and how often words occur in texts."""

import html
import re

import pytest

from enclair.case import balance
from enclair.lessons.words_under_the_microscope import figures, sketches
from enclair.lessons.words_under_the_microscope.counting import count
from enclair.text.errors import ChoiceError
from enclair.text.locale import text
from tests.helpers import assert_in, refused


def test_the_sides_are_counted_in_bars_sentence_and_table(case):
    quotes = case.quotes
    drawn = figures.stance_by_group(quotes)
    sides = list(balance.count_sides(quotes).values())
    assert sketches.sides(quotes).tolist() == sides
    assert sketches.quoted(case.post).tolist() == [10, 2]
    assert drawn.table.iloc[-1, 1:].tolist() == [*sides, len(quotes)]
    assert drawn.table.iloc[:-1, -1].is_monotonic_decreasing
    assert drawn.alt.count(";") == len(drawn.table) - 1 == quotes["stakeholder_group"].nunique()
    words = "{} on the privacy side, {} neither, {} on the security side"
    assert words.format(*sides) in drawn.alt
    # Privacy stands to the left, security to the right, what is neither on the strip in the middle.
    strip, *bars = drawn.figure.axes[0].patches
    widths = {-1: 0.0, 0: 0.0, 1: 0.0}
    for bar in bars:
        start, end = sorted((bar.get_x(), bar.get_x() + bar.get_width()))
        side = 1 if start >= strip.get_width() / 2 else -1 if end <= -strip.get_width() / 2 else 0
        widths[side] += end - start
    assert list(widths.values()) == pytest.approx(sides)
    assert figures.stance_by_group(quotes.head(0)).table.iloc[:, 1:].to_numpy().sum() == 0


@pytest.mark.parametrize(("lang", "words"), [("en", ["law", "vie"]), ("fr", ["loi", "vie privée"])])
def test_words_are_counted_by_side(case, lang, words):
    quotes = case.quotes
    drawn = figures.word_counts(quotes, words)
    sides = [quotes[quotes["stance"].map(balance.side) == side] for side in figures.HATCHES]
    counts = [[count(rows[f"quote_{lang}"], [word])[word] for rows in sides] for word in words]
    shown = [[word, *map(str, row)] for word, row in zip(words, counts, strict=True)]
    assert drawn.table.to_numpy().tolist() == shown
    assert_in(drawn.alt, *words)
    assert all(f"{len(rows)}, " in head for rows, head in zip(sides, drawn.table.columns[1:], strict=True))
    refused(ChoiceError, "words", figures.word_counts, quotes, [])


def test_three_passages_are_quoted_from_the_parts_5_and_7(case, lang):
    shown = figures.kept_and_cut(case.post)
    page = html.unescape(shown._repr_html_())
    quoted = re.findall(r'enclair-verbatim"><details><summary [^>]*><span>(\S+) ', page)
    assert quoted == ["5.1", "5.2", "7"]
    # What moved says so.
    moved = case.post["moved"].map({True: f", {text('moved')}", False: ""})
    fates = case.post["fate"].map(lambda fate: text(figures.FATES[fate])) + moved
    assert re.findall("<b><span>(.*?)</span></b>", page) == fates.tolist()
    # What the article says stands there in the reader's language; its own words, and the post's, are inside.
    column, marks = {"en": ("article_words_en", "“{}”"), "fr": ("article_words", "« {} »")}[lang]
    words = case.post[case.post["fate"].isin(figures.QUOTED)][column]
    told = case.post[["post_words", "article_words", f"effect_{lang}"]].stack()
    assert_in(page.replace("\xa0", " "), *map(marks.format, words))
    assert page.count(f'<span class="enclair-quoted">{marks[0]}') == len(words)  # no other line looks quoted
    assert_in(page, *told)
    assert_in(repr(shown), *told, *case.post["source_url"])


def test_count_takes_whole_words_and_phrases_and_folds_them():
    texts = ["L'argent, l’ARGENT!", "pas d'argent", "Sécurité, insécurité, et sécurité"]
    wanted = ["argent", "l’argent", "securite", "pas d'argent", "et", "money"]
    assert count(texts, wanted).tolist() == [3, 2, 2, 1, 1, 0]
    assert count(["end-to-end, end"], "end").to_dict() == {"end": 1}
    assert count([], ["a"]).to_dict() == {"a": 0}
    assert count(["not", "ready"], "not ready").to_dict() == {"not ready": 0}  # a phrase stays in one text
    assert count(["a"], []).empty


def test_a_wanted_word_without_letters_is_refused():
    refused(ChoiceError, "found '…'; write a word", count, ["a"], ["…"])
