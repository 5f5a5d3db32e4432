"""Two texts with the words that differ, as text and as HTML."""

import re

from enclair import compare
from enclair.text.errors import ChoiceError
from tests.helpers import assert_in, assert_not_in, refused

BEFORE = "In those cases, we are ready to leave that country."
AFTER = "We are ready to leave France <now>"


def test_the_page_marks_by_element_and_line_and_escapes():
    page = compare(BEFORE, AFTER, names=("a & b", "c"))._repr_html_()
    first, second = re.findall(r'<p dir="auto"[^>]*>(.*?)</p>', page)
    assert re.findall(r"<del[^>]*>(.*?)</del>", first) == ["In those cases,", "that country."]
    assert re.findall(r"<ins[^>]*>(.*?)</ins>", second) == ["France &lt;now&gt;"]
    told = "Only in <bdi>a &amp; b</bdi>: “<bdi>In those cases</bdi>”, “<bdi>that country</bdi>”."
    assert_in(page, "line-through", "underline double", "A &amp; b", told)
    assert not re.search(r"(?<!currentC)color: (?!var)|background", page)


def test_two_texts_of_other_words_have_no_marks_but_a_sentence(case):
    one, other = case.headlines["headline_en"].iloc[[0, 1]]
    made = compare(one, other)
    assert "Hardly a word" in repr(made)
    assert_not_in(made._repr_html_() + repr(made), "<del", "[-")


def test_french_and_a_text_without_words():
    made = compare(BEFORE, "", lang="fr")
    assert repr(made).startswith("Le premier\n[-In")
    assert repr(made).split("\n")[3] == "(aucun mot)"
    assert made._repr_html_().count('lang="fr"') == 3


def test_what_cannot_be_compared_is_refused():
    refused(ChoiceError, "one is of the type NoneType", compare, "a", None)
    refused(ChoiceError, "en, fr", compare, "a", "b", lang="de")
