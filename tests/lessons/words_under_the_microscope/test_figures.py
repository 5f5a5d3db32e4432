"""The figures of lesson 2."""

import pytest

from enclair import load_case
from enclair.case import balance, wording
from enclair.lessons.words_under_the_microscope import figures
from enclair.text.locale import text
from tests.helpers import assert_in


def test_the_sides_are_counted_in_bars_sentence_and_table(lang: str) -> None:
    quotes = load_case("telegram").quotes
    drawn = figures.stance_by_group(quotes)
    sides = list(balance.count_sides(quotes).values())
    assert drawn.table.iloc[-1, 1:].tolist() == [*sides, len(quotes)]
    assert drawn.alt.count(";") == quotes["stakeholder_group"].nunique()
    if lang == "en":
        said = "{} on the privacy side, {} neither, {} on the security side"
        assert said.format(*sides) in drawn.alt
    bars = [abs(bar.get_width()) for bar in drawn.figure.axes[0].patches if hasattr(bar, "get_width")]
    assert sum(bars[1:]) == len(quotes)  # the first is the middle strip
    # Privacy stands to the left, security to the right.
    bars = drawn.figure.axes[0].patches[1:]
    signed = [0 if bar.get_x() == -bar.get_width() / 2 else bar.get_width() for bar in bars]
    assert sum(width for width in signed if width < 0) == pytest.approx(-sides[0])
    assert sum(width for width in signed if width > 0) == pytest.approx(sides[2])
    assert drawn.table.iloc[:-1, -1].is_monotonic_decreasing


@pytest.mark.parametrize(
    ("lang", "words"), [("en", ["law", "privacy", "vie"]), ("fr", ["loi", "vie privée"])]
)
def test_words_are_counted_by_side(lang: str, words: list[str]) -> None:
    quotes = load_case("telegram").quotes
    drawn = figures.word_counts(quotes, words)
    assert drawn.table.iloc[:, 0].tolist() == words
    for place, word in enumerate(words):
        assert drawn.table.iloc[place, 1:].sum() == wording.count(quotes[f"quote_{lang}"], word).sum()
    assert all(word in drawn.alt for word in words)


def test_three_passages_are_quoted_from_the_parts_5_and_7(lang: str) -> None:
    post = load_case("telegram").post
    drawn = figures.kept_and_cut(post)
    assert drawn.table.iloc[:, 2].tolist() == post["post_words"].tolist()
    assert drawn.table.iloc[:, 4].tolist() == post["article_words"].tolist()
    assert_in(drawn.alt, "3", "5.1, 5.2, 7")
    told = drawn.table.iloc[:, 3]
    for fate, said in zip(post["fate"], told, strict=True):
        assert text(figures.FATES[fate][0], lang) in said
    # What moved says so, in the table and in the picture.
    moved = text("moved", lang)
    assert told.str.contains(moved).sum() == post["moved"].sum() == 1
    drawn_fates = [one.get_text() for one in drawn.figure.axes[0].texts]
    assert sum(moved in each for each in drawn_fates) == 1
    bold = [one.get_text() for one in drawn.figure.axes[0].texts if one.get_weight() == "bold"]
    assert len(bold) == 3 * 3  # what the post says, what became of it, what the article has
    drawn_words = [" ".join(one.get_text().split()) for one in drawn.figure.axes[0].texts]
    for words in post.query("article_words != '' and fate != 'dropped'")["article_words"]:
        assert f"« {words} »" in drawn_words  # to the letter, none cut
    assert set(post["fate"]) == set(figures.FATES)


def test_every_row_of_the_post_is_in_picture_and_twin(lang: str) -> None:
    post = load_case("telegram").post
    drawn = figures.kept_and_cut(post)
    assert len(drawn.table) == len(post)
    assert drawn.png().startswith(b"\x89PNG")
    page = drawn._repr_mimebundle_()["text/html"]
    assert_in(page, 'alt="', "<table")


def test_an_empty_table_gives_a_figure_of_zeros() -> None:
    none = load_case("telegram").quotes.head(0)
    assert figures.stance_by_group(none).table.iloc[:, 1:].to_numpy().sum() == 0
    assert figures.word_counts(none, ["law"]).table.iloc[0, 1:].sum() == 0
