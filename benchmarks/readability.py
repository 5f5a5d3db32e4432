"""How much there is to read, and how hard it is: ``uv run python -m benchmarks.readability [PART ...]``.

Each lesson and exercise, or those with a PART in their path, is run and shown in a browser. Printed are all
words that it displays, with what is folded or waits for a guess and the sentences of views; how many of them
stand before the first control that can be pressed or filled; and of its prose Flesch reading ease (higher is
easier; for French in the variant of Kandel and Moles) and LIX (lower is easier). To compare, run it in a
checkout of another revision.

Words: code, pictures and tables that a cell puts out are left out; numbers are no words. Ease: only Markdown
cells, without tables, HTML, addresses of links, inline code and the line of minutes below a heading. A
heading, an entry of a list and a paragraph each end a sentence. Syllables are counted by hyphenation, which
misses some, so that Flesch comes out too high: compare two versions of one text, not a text with a scale.
"""

import argparse
import re
from contextlib import closing
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright
from pyphen import Pyphen

from enclair_tools.notebooks.running import execute_file
from enclair_tools.publish.chromium import launch
from enclair_tools.publish.lesson import lessons
from enclair_tools.publish.pages import page

REPO = Path(__file__).parents[1]
LEFT_OUT = re.compile(
    r"^\|.*$"  # a row of a table
    r"|^\*\d+ minutes?, \w+\*$"
    r"|(?s:^```.*?^```)|`[^`]*`"
    r"|<[^>]+>|(?<=\])\([^)]*\)",
    re.MULTILINE,
)
STARTS = re.compile(r"^\s*(?:[#>*-]+|\d+\.)\s+", re.MULTILINE)
ENDS = re.compile(r"[.!?…]+(?=\W*(?:\s|$))|\n")
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def prose(notebook):
    """Return the Markdown of a notebook as sentences and lines that end like one."""
    cells = [cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    return "\n".join(STARTS.sub("", LEFT_OUT.sub(" ", "".join(cell))) for cell in cells)


def ease(text, lang):
    """Return Flesch reading ease and LIX of ``text``.

    >>> ease("The cat sat on the mat.", "en")
    (116.145, 6.0)
    """
    sentences = [sentence for sentence in map(WORD.findall, ENDS.split(text)) if sentence]
    words = [word for sentence in sentences for word in sentence]
    hyphens = Pyphen(lang={"en": "en_US", "fr": "fr"}[lang])
    length = len(words) / len(sentences)
    syllables = mean(1 + len(hyphens.positions(word)) for word in words)
    base, weight = {"en": (206.835, 84.6), "fr": (207, 73.6)}[lang]
    long = mean(sum(map(str.isalpha, word)) > 6 for word in words)
    return round(base - 1.015 * length - weight * syllables, 3), length + 100 * long


#: The texts that a page displays, and how many of them stand before its first control.
DISPLAYED = """() => {
  const main = document.querySelector("main");
  const left = "script, style, svg, pre, .code, .cell table:not(form table), .alive > .twin, nav, aside";
  for (const one of main.querySelectorAll(left)) if (!one.querySelector(".view")) one.remove();
  const control = main.querySelector(".live :is(button, input, select, textarea)");
  const walk = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  const texts = [];
  let before = -1;
  while (walk.nextNode()) {
    const follows = control?.compareDocumentPosition(walk.currentNode) & Node.DOCUMENT_POSITION_FOLLOWING;
    if (follows && before < 0) before = texts.length;
    texts.push(walk.currentNode.data);
  }
  return [texts, before < 0 ? texts.length : before];
}"""

#: Views are made one after the other; one that waits for a guess is counted as its text.
MOUNTED = """() => [...document.querySelectorAll(".view")].every(
  (one) => one.matches(".alive") || one.parentElement.closest(".asks"))"""


def displayed(lesson, browser):
    """Return how many words a lesson displays when it has run, and how many before its first control."""
    done = execute_file(lesson.path, lesson.notebook, may_fail=True)
    for cell in done.cells:
        cell.metadata["tags"] = []  # of what needs Python, too, the output is shown
    with TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_text(page(lesson, done), encoding="utf-8")
        shown = browser.new_page()
        shown.goto(path.as_uri())
        shown.wait_for_function(MOUNTED)
        texts, before = shown.evaluate(DISPLAYED)
        shown.close()
    counts = [len(WORD.findall(text)) for text in texts]
    return sum(counts), sum(counts[:before])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help="only notebooks with this in their path")
    parts = parser.parse_args().parts
    print("notebook", "words", "before the first control", "Flesch", "LIX", sep="\t")
    with sync_playwright() as play, closing(launch(play)) as browser:
        for lesson in lessons(REPO) + lessons(REPO, folder="exercises"):
            name = lesson.path.relative_to(REPO).as_posix()
            if not parts or any(part in name for part in parts):
                flesch, lix = ease(prose(lesson.notebook), lesson.lang)
                print(name, *displayed(lesson, browser), f"{flesch:.1f}", f"{lix:.1f}", sep="\t", flush=True)


if __name__ == "__main__":
    main()
