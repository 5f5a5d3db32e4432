"""Plain text of HTML: what is shown where no HTML is, such as in a terminal."""

from html.parser import HTMLParser
from textwrap import indent
from typing import Any

#: The type of what a check says, for programs; here, since the supervisor of marking does not load pandas.
MIME = "application/vnd.enclair.feedback+json"

#: Elements that begin a line of their own.
_BLOCKS = (
    *("blockquote", "dd", "details", "div", "dt", "figcaption", "figure", "li", "ol", "p", "pre"),
    *("section", "summary", "table", "tr", "ul"),
)
_FORMS = {"del": "[-{}-]", "ins": "{{+{}+}}", "svg": ""} | dict.fromkeys(_BLOCKS, "\n{}\n")
_VOID = {"br", "col", "hr", "img", "input", "link", "meta", "wbr"}
_NO_TEXT = {"ol", "script", "style", "tr", "ul"}  # of their own: white space at most, or code


class _Reader(HTMLParser):
    """Reads a page from the inside out: a row of a table is one line, a link is followed by its address."""

    def __init__(self) -> None:
        super().__init__()
        #: The elements that are open, with their attributes and texts, those of what ended in them too.
        self.open: list[tuple[str, dict[str, Any], list[str]]] = [("body", {}, [])]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.handle_data("\n")
        elif tag == "img":
            self.handle_data(dict(attrs).get("alt") or "")
        elif tag not in _VOID:
            self.open.append((tag, dict(attrs), []))

    def handle_data(self, data: str) -> None:
        tag, attrs, texts = self.open[-1]
        if tag not in _NO_TEXT and "data-no-text" not in attrs:
            texts.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:  # such as `<br/>`
            return
        tag, attrs, texts = self.open.pop()
        words = (" | " if tag == "tr" else "").join(texts)
        if tag in ("td", "th"):
            words = " / ".join(filter(None, words.split("\n")))
        elif tag in ("ol", "ul"):
            mark = "" if "list-style: none" in attrs.get("style", "") else "{}. " if tag == "ol" else "- "
            items = enumerate(texts, int(attrs.get("start", 1)))
            words = "\n".join(mark.format(number) + item.strip("\n") for number, item in items)
        elif tag == "a":
            words += f" {attrs.get('href', '')}"
        words = "" if attrs.get("aria-hidden") == "true" else _FORMS.get(tag, "{}").format(words)
        outer, attrs, around = self.open[-1]
        if tag == "ul" and outer == "li":  # a list in a list stands further in
            words = indent(words, "  ")
        if "data-no-text" not in attrs or tag == "summary":
            around.append(words)


def plain_text(page: str) -> str:
    """Return the words of HTML as lines of text, with the alternative text of pictures.

    What an element with ``data-no-text`` holds, but for a summary, is left out: it waits, or is for a page.
    """
    reader = _Reader()
    reader.feed(page)
    reader.close()
    lines = "".join(words for _, _, texts in reader.open for words in texts).split("\n")
    return "\n".join(line.rstrip() for line in lines if line.strip())
