"""Plain text of HTML: what is shown where no HTML is, such as in a terminal."""

from html.parser import HTMLParser

#: Elements that begin a line of their own.
_BLOCKS = {
    *("blockquote", "br", "dd", "details", "div", "dt", "figcaption", "figure", "li", "ol", "p", "pre"),
    *("section", "summary", "table", "tr", "ul"),
}
_NO_TEXT = ("script", "style", "svg")
_MARKS = {"del": ("[-", "-]"), "ins": ("{+", "+}")}


class _Reader(HTMLParser):
    """Reads HTML into lines: a row of a table is one line, a link is followed by its address."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = [""]
        self._cells: list[str] | None = None  # of the row that is read
        self._skipped: list[str] = []  # the element that is left out, and those of its name inside it
        self._counters: list[tuple[str, int]] = []  # of each list around: what marks an item, and its number
        self._addresses: list[str] = []
        self._waits: list[bool] = []
        self._item = ""

    def _write(self, words: str) -> None:
        lines = self.lines if self._cells is None else self._cells
        if lines:
            lines[-1] += words

    def _break(self) -> None:
        if self._cells is not None:
            self._write("\n")
        elif self.lines[-1] != self._item:
            self.lines.append("")
            self._item = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._skipped:
            self._skipped += [tag] * (tag == self._skipped[0])
            return
        values = {name: value or "" for name, value in attrs}
        if tag in _BLOCKS:
            self._break()
        if tag in _NO_TEXT:
            self._skipped = [tag]
        elif tag in ("ol", "ul"):
            marker = "" if "list-style: none" in values.get("style", "") else {"ol": "{}. ", "ul": "- "}[tag]
            self._counters.append((marker, int(values.get("start", 1))))
        elif tag == "li" and self._counters:
            marker, number = self._counters.pop()
            self._item = marker.format(number)
            self._write(self._item)
            self._counters.append((marker, number + 1))
        elif tag == "tr":
            self._cells = []
        elif tag in ("td", "th") and self._cells is not None:
            self._cells.append("")
        elif tag == "a":
            self._addresses.append(values.get("href", ""))
        elif tag == "details":
            self._waits.append("data-waits" in values)
        elif tag in _MARKS:
            self._write(_MARKS[tag][0])

    def handle_endtag(self, tag: str) -> None:
        if self._skipped:
            if tag == self._skipped[0]:
                self._skipped.pop()
            if self._skipped or tag != "details":
                return
        if tag == "tr" and self._cells is not None:
            cells, self._cells = self._cells, None
            self._write(" | ".join(" / ".join(filter(None, cell.split("\n"))) for cell in cells))
        elif tag in ("ol", "ul"):
            self._counters.pop()
        elif tag == "a":
            self._write(f" {self._addresses.pop()}")
        elif tag == "details":
            self._waits.pop()
        elif tag in _MARKS:
            self._write(_MARKS[tag][1])
        if tag in _BLOCKS:
            self._break()
        if tag == "summary" and self._waits and self._waits[-1]:
            self._skipped = ["details"]

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self._write(data)


def plain_text(page: str) -> str:
    """Return the words of HTML as lines of text.

    What a ``<details data-waits>`` holds beside its summary waits for an answer, and is left out.

    >>> print(plain_text("<p>Two <ins>words</ins></p><ol><li>a</li><li><p>b</p></li></ol>"))
    Two {+words+}
    1. a
    2. b
    >>> print(plain_text('<table><tr><td>1</td><td><a href="https://a.test">A</a></td></tr></table>'))
    1 | A https://a.test
    """
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return "\n".join(line.rstrip() for line in reader.lines if line.strip())
