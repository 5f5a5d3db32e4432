"""The figures of lesson 2."""

import pytest

from enclair.case import balance, wording
from enclair.lessons.words_under_the_microscope import figures
from enclair.text.errors import ChoiceError
from enclair.text.locale import text
from tests.helpers import assert_in, refused


def test_the_sides_are_counted_in_bars_sentence_and_table(case):
    quotes = case.quotes
    drawn = figures.stance_by_group(quotes)
    sides = list(balance.count_sides(quotes).values())
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
    counts = [[wording.count(rows[f"quote_{lang}"], [word])[word] for rows in sides] for word in words]
    shown = [[word, *map(str, row)] for word, row in zip(words, counts, strict=True)]
    assert drawn.table.to_numpy().tolist() == shown
    widths = [bar.get_width() for bar in drawn.figure.axes[0].patches]
    assert widths == [row[side] for side in range(3) for row in counts]
    assert_in(drawn.alt, *words)
    assert all(f"{len(rows)}, " in head for rows, head in zip(sides, drawn.table.columns[1:], strict=True))
    refused(ChoiceError, "words", figures.word_counts, quotes, [])


def test_three_passages_are_quoted_from_the_parts_5_and_7(case, lang):
    post, drawn = case.post, figures.kept_and_cut(case.post)
    assert drawn.table.iloc[:, 2].tolist() == post["post_words"].tolist()
    assert drawn.table.iloc[:, 4].tolist() == post["article_words"].tolist()
    assert_in(drawn.alt, "3", "5.1, 5.2, 7")
    # What moved says so, in the table and in the picture.
    moved = post["moved"].map({True: f", {text('moved')}", False: ""})
    fates = [text(figures.FATES[fate][0]) + tail for fate, tail in zip(post["fate"], moved, strict=True)]
    assert drawn.table.iloc[:, 3].tolist() == fates
    labels = drawn.figure.axes[0].texts
    assert [label.get_text() for label in labels if label.get_position()[0] == 5.3] == fates
    bold = [label for label in labels if label.get_weight() == "bold"]
    assert len(bold) == 3 * 3  # what the post says, what became of it, what the article has
    # What the article says stands there in the reader's language; its own words are in the table.
    column, marks = {"en": ("article_words_en", "“{}”"), "fr": ("article_words", "« {} »")}[lang]
    words = post.query("article_words != '' and fate != 'dropped'")[column]
    assert_in([" ".join(label.get_text().split()) for label in labels], *map(marks.format, words))
