"""Plain text of HTML: what is shown where no HTML is, such as in a terminal."""

from html.parser import HTMLParser
from textwrap import indent
from xml.etree.ElementTree import Element, TreeBuilder

#: The type of what a check says, for programs; here, since the supervisor of marking does not load pandas.
MIME = "application/vnd.enclair.feedback+json"

#: Elements that begin a line of their own.
_BLOCKS = {
    *("blockquote", "br", "dd", "details", "div", "dt", "figcaption", "figure", "li", "ol", "p", "pre"),
    *("section", "summary", "table", "tr", "ul"),
}
_VOID = {"br", "col", "hr", "img", "input", "link", "meta", "wbr"}
_NO_TEXT = {"script", "style", "svg"}
_MARKS = {"del": "[-{}-]", "ins": "{{+{}+}}"}


class _Parser(HTMLParser):
    """Builds the tree of the elements of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tree = TreeBuilder()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tree.start(tag, {name: value or "" for name, value in attrs})
        if tag in _VOID:
            self.tree.end(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self.tree.end(tag)

    def handle_data(self, data: str) -> None:
        self.tree.data(data)


def _text(element: Element) -> str:
    """Return the text of an element: a row of a table is one line, a link is followed by its address."""
    tag, texts = element.tag, [_text(child) for child in element]
    if tag in _NO_TEXT:
        return ""
    if tag == "tr":
        words = " | ".join(" / ".join(filter(None, cell.split("\n"))) for cell in texts)
    elif tag in ("ol", "ul"):
        marker = "" if "list-style: none" in element.get("style", "") else {"ol": "{}. ", "ul": "- "}[tag]
        items = enumerate(texts, int(element.get("start", 1)))
        words = "\n".join(marker.format(number) + item.strip("\n") for number, item in items)
    elif tag == "details" and "data-waits" in element.attrib:
        words = "".join(map(_text, element.findall("summary")))
    else:
        words = element.text or ""
        for child, inside in zip(element, texts, strict=True):  # a list in a list stands further in
            words += indent(inside, "  " * (tag == "li" and child.tag == "ul")) + (child.tail or "")
    if tag == "a":
        words += f" {element.get('href', '')}"
    words = _MARKS.get(tag, "{}").format(words)
    return f"\n{words}\n" if tag in _BLOCKS else words


def plain_text(page: str) -> str:
    """Return the words of HTML as lines of text.

    What a ``<details data-waits>`` holds beside its summary waits for an answer, and is left out.
    """
    parser = _Parser()
    parser.feed(f"<body>{page}</body>")
    parser.close()
    lines = _text(parser.tree.close()).split("\n")
    return "\n".join(line.rstrip() for line in lines if line.strip())
