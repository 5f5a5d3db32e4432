"""In which language the words of an output are marked, and in which they are written."""

import re
from typing import Any

#: Where the results of cells stand.
OUTPUT = ".jp-Notebook .jp-Cell-outputArea"
# The text that stands in each element of an output itself, with the language in which it is read out.
SPOKEN = """(output) => [...document.querySelectorAll(`${output} [lang], ${output} [lang] *`)]
  .filter((element) => !element.closest("script, style, pre, code, svg"))
  .map((element) => [
    element.closest("[lang]").lang,
    [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join(" "),
  ])"""
#: Proper names, and titles of pages, in any language.
NAMES = re.compile(
    r"What is the European Court of Human Rights\?|"
    "La Quadrature du Net|Le Club des juristes|La Voix du peuple|Communiqué du tribunal judiciaire de Paris"
)
#: Words of which each sentence has some, and that the other language has not.
SMALL_WORDS = {
    "en": "the of and is are was were to that with from by this what who which not does did it his",
    "fr": "le la les des du et est sont était une un que qui dans pour par sur avec ce cette il ne pas",
}


def in_the_wrong_language(lab_page: Any) -> list[tuple[str, str]]:
    """Texts of the outputs that are marked with one language and written in the other."""
    wrong = []
    for lang, said in lab_page.page.evaluate(SPOKEN, OUTPUT):
        # Whole words: letters beside digits are none (enciphered bytes such as "1837ce11" hold a "ce").
        words = re.findall(r"\b[^\W\d_]+\b", NAMES.sub("", said).lower())
        counts = {each: sum(word in small.split() for word in words) for each, small in SMALL_WORDS.items()}
        other = {"en": "fr", "fr": "en"}.get(lang)
        # A name or a title inside a sentence may have some; two more of the other language are a sentence.
        if other and counts[other] >= counts[lang] + 2:
            wrong.append((lang, " ".join(said.split())))
    return wrong
