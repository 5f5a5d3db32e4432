"""Plain text is what HTML says, line by line."""

import pytest

from enclair.text.plain import plain_text


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("<style>p { color: red }</style><p>a &lt;b&gt; <b>c</b></p>d", ["a <b> c", "d"]),
        ("<svg><b>1</b><svg></svg></svg><script>2</script>3<i aria-hidden='true'>4</i><img alt='5'>", ["35"]),
        (
            "<ol start='7'><li>a<ul><li>b</li></ul></li><li><p>c</p><p>d</p></li></ol>",
            ["7. a", "  - b", "8. c", "d"],
        ),
        ('<ol style="list-style: none"><li>a</li></ol><p><ul><li>b</li></ul></p>', ["a", "- b"]),
        ("<p>one <del>a</del> <ins>b</ins><b data-no-text>c</b></p>", ["one [-a-] {+b+}"]),
        (
            '<a href="https://a.test">A</a> <a href="https://b.test">(2)</a>',
            ["A https://a.test (2) https://b.test"],
        ),
        (
            "<table><thead><tr><th>x</th><th>y</th></tr></thead><tbody><tr><td></td>"
            "<td><div>1</div><div>2</div></td></tr></tbody></table>after",
            ["x | y", " | 1 / 2", "after"],
        ),
        (
            "<details data-no-text><summary>s</summary>1<details><summary>2</summary></details>3</details>d",
            ["s", "d"],
        ),
    ],
)
def test_html_is_read_into_lines(page, lines):
    assert plain_text(page).split("\n") == lines
