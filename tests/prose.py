"""What the tests of pages for teachers share: the pages, their tables, and the numbers in them."""

import re
from importlib import import_module

from enclair_tools.notebooks.canonical import read
from enclair_tools.publish.handouts import guide
from enclair_tools.publish.lesson import Lesson
from enclair_tools.teach.parts import parts
from tests.helpers import CASE, REPO

TEACHING = REPO / "teaching"
PAGES = guide(REPO)
GUIDE = sorted(TEACHING.glob("*/guide/*.md"))

#: Numbers in words, from zero on.
COUNTS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze",
}
WORDS = {lang: counts.split() for lang, counts in COUNTS.items()}

QUOTED = {
    "quotes": ["quote_original", "quote_en", "quote_fr", "primary_text"],
    "claims": ["text_fr", "text_en"],
    "headlines": ["headline_original", "headline_en", "headline_fr"],
    "post": ["post_words", "article_words", "article_words_en"],
    "translations": ["words", "before"],
    "judgments": ["quotation", "quotation_fr"],
}
#: The cells of the case that are words of others.
WORDS_OF_OTHERS = [cell for name, columns in QUOTED.items() for cell in getattr(CASE, name)[columns].stack()]


def relative_links(text):
    """The addresses of links that lead to another file of the kit, without the place inside it."""
    addresses = re.findall(r"\]\(([^)\s]+)\)", text)
    return [link.split("#")[0] for link in addresses if not re.match(r"[a-z]+:|#", link)]


def said(page):
    return page.read_text(encoding="utf-8")


def table(text, first):
    """The rows of the table in ``text`` whose head begins with ``first``, as lists of cells."""
    lines = text[text.index(f"| {first} |") :].split("\n\n")[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def notebook(folder, page):
    """The notebook of ``folder`` that has the number and the slug of a page, in its language."""
    return read(REPO / folder / PAGES[page] / f"{page.stem}.ipynb")


def prose(found):
    return "\n".join("".join(cell["source"]) for cell in found["cells"])


def lesson(folder, page):
    """The lesson or exercise that a page of the guide is about."""
    return Lesson(page, notebook(folder, page))


def sections(page):
    return [*parts([lesson("notebooks", page)]).values()]


def numbers(text, lang="en"):
    """The numbers in ``text`` that are written in digits; years, days and counts alike."""
    form = {"en": r"\d+(?:,\d{3})*(?:\.\d+)?", "fr": r"\d+(?:\u202f\d{3})*(?:,\d+)?"}[lang]
    return set(re.findall(form, re.sub(r"`[^`]*`|\]\([^)]*\)", " ", text)))


def of_lesson(page, name, default):
    """What the tests of a lesson say of its page of the guide under ``name``, beside its numbers.

    ``COMPUTED`` has what gives the numbers that the lesson does not hold; ``COUNTED`` what is counted in
    words, in English and in French, with its numbers; ``SECTIONS`` the titles that other pages rely on.
    """
    return getattr(import_module(f"tests.lessons.{page.stem[3:]}.test_numbers"), name, default)


def misquoted(text):
    """The quotations of four words or more in a Markdown text that stand, letter by letter, in no table."""
    said = re.findall(r"“([^“”]+)”|«\s?([^«»]+?)\s?»", re.sub(r"[*_]", "", text))
    long = [one or other for one, other in said if len((one or other).split()) >= 4]
    return [each for each in long if not any(each in cell for cell in WORDS_OF_OTHERS)]
