"""The no-break spaces of French: set where French is, and in nothing else."""

import pytest

from enclair_tools.notebooks.canonical import dumps
from enclair_tools.translations import spaces
from tests.helpers import code, markdown, notebook, put, refused

W, N = spaces.WIDE, spaces.NARROW

#: What no space of which may change.
KEPT = [
    "`a ? b : c ; !` et ```\nx : 1 ; y ?\n```",
    "[lien](a ; b) https://x.org/?a=1;b $x : y ; z$ $$a ;$$",
    "<a title='x ; y ?'>, {n : 2}, {{ who ; }}, {% if a ; %}, <style>a : b ;</style>",
    "a != b, a ?x, ![image], a ::b, a := 1, | :--- | :-: |",
    "2024 100, 1.234 567, Qui?\n; rien",
]


@pytest.mark.parametrize(
    ("typed", "set_right"),
    [
        (
            "Qui ? « Moi », « lui » ; non ! : 5 % en 9 h",
            f"Qui{N}? «{W}Moi{W}», «{W}lui{W}»{N}; non{N}!{W}: 5{W}% en 9{W}h",
        ),
        (f"Qui{W}? {{n}}{W}; **oui**{N}: `x` !", f"Qui{N}? {{n}}{N}; **oui**{W}: `x`{N}!"),
        (f"{W}; ", f"{N}; "),
        ("«Moi» dit «", f"«{W}Moi{W}» dit «{W}"),
        ("sur 10 000, 1 000 000 ou 10\u00a0000", f"sur 10{N}000, 1{N}000{N}000 ou 10{N}000"),
        *((words, words) for words in KEPT),
    ],
)
def test_which_spaces_are_set(typed, set_right):
    assert spaces.spaced(typed) == set_right
    assert spaces.spaced(set_right) == set_right


CODE = f'x = "Qui{N}?"  # quoi{N};\ny = """Un\n  deux{N}?"""\n'
#: What Python would refuse with U+00A0 in it.
CODE += 'a = 5**6 % 23\nb = x[n + 1 :]\nc = {"a" : 1}\nd = 2 ; z = a if b else c\n'
MADE = notebook(
    markdown([f"Qui{N}?\n", "`a ?`"]),
    code([CODE]),
    code(["%magic : 'a ?\n"]),
    metadata={"title": f"Quoi{N}?", "enclair": {"question": f"Où{N}?"}},
)
#: A file of each kind, with the spaces that are set in it.
FILES = {
    "notebooks/fr/00_a.ipynb": dumps(MADE),
    "src/enclair/fr.toml": f'"a ?" = "b{N}?"  # 0123abcd\nlist = ["c{N}?", "d"]\nall = {{ no = "e{N}?" }}\n',
    "teaching/sessions/s.toml": f'[en]\na = "x ?"\n[fr]\na = "x{N}?"\n[en.b]\na = "x ?"\n'
    f'[[fr.exit]]\nx = [\n  ["y{N}?"],\n]\n',
    "datasets/k/datapackage.json": f'{{"title": "a ?", "title_fr": "a \\"b\\"{N}?"}}\n',
    "datasets/k/quotes.csv": f"""language,quote_original,quote_fr,x_fr
fr,A ?,A ?,"B, c{N}?"
en,Who ?,A ? Lui{N}?,
""",
    "teaching/fr/a.md": f"Qui{N}?\n\n```\na ?\n```\n",
    "deploy/hub/templates/a.html": f'<p lang="fr" title="a ?">Qui{N}?</p>\n',
}


def test_only_french_changes_in_each_kind_of_file_and_only_once(tmp_path):
    put(tmp_path, {name: content.replace(N, " ") for name, content in FILES.items()})

    def changed():
        """How many files have other spaces now."""
        made = spaces.generated(tmp_path)
        files = [(path, content) for path, content in made if path.read_bytes() != content.encode()]
        for path, content in files:
            path.write_text(content, encoding="utf-8")
        return len(files)

    assert changed() == len(FILES)
    assert {name: (tmp_path / name).read_text(encoding="utf-8") for name in FILES} == FILES
    # Nor are quotation marks that a table does not need a change of spaces.
    path = tmp_path / "datasets/k/quotes.csv"
    path.write_text(path.read_text("utf-8") + '"en","Who","Qui",""\n', encoding="utf-8")
    assert changed() == 0
    # A comma too many is for `enclair check-case` to tell: no cell moves.
    path.write_text("id,x_fr\ne,Qui ?,b\n", encoding="utf-8")
    refused(ValueError, "zip", changed)
