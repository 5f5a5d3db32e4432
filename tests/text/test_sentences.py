"""Sentences by key: what code says stands in the file beside it, in each language."""

import re

from enclair.text import locale
from enclair.text.errors import NotesError
from enclair.text.locale import LANGUAGES, use_locale
from tests.helpers import REPO, SOURCES, refused


def package(path):
    """The package whose sentences a file says: its own, or that from which it imports `say`; else ""."""
    code = path.read_text(encoding="utf-8")
    if imported := re.search(r"^\s*from ([\w.]+) import .*\bsay\b", code, re.MULTILINE):
        return imported[1]
    return own(path) if "say = sentences(__package__)" in code else ""


def own(path):
    [source] = {*SOURCES} & {*path.parents}
    return ".".join(path.parent.relative_to(source).parts)


SAYING = [path for source in SOURCES for path in source.rglob("*.py") if package(path)]


def test_each_sentence_that_code_says_is_there():
    sentences = {
        (package(path), key)
        for path in SAYING
        for key in re.findall(r'\bsay\(\s*"([^"]+)"', path.read_text())
    }
    assert len(sentences) > 100
    tables = {(name, lang): locale.all_tables(name, lang) for name, _ in sentences for lang in LANGUAGES}
    assert {
        (name, key)
        for name, key in sentences
        for lang in LANGUAGES
        if not isinstance(locale.value_at(tables[name, lang], key), str | dict)
    } == set()


def test_each_sentence_that_a_page_says_by_name_is_there():
    source = [*(REPO / "src").rglob("*.py")]
    pages = [path for path in source if "    SENTENCES = " in path.read_text(encoding="utf-8")]
    assert pages
    for path in pages:
        python = path.read_text(encoding="utf-8")
        view, module = re.findall(r'^    (?:VIEW|SENTENCES) = "(\w+)"', python, re.M)
        more = re.findall(r'"(\w+)"', "".join(re.findall(r"^    MORE_SENTENCES = (.*)", python, re.M)))
        code = path.with_name(f"{view}.js").read_text(encoding="utf-8")
        keys = {
            *locale.tables(own(path), module)["page"],
            *(key for name in more for key in locale.tables("enclair.views", name)["page"]),
            *re.findall(r'_sentences\(lang\) \| {"(\w+)"', python),
        }
        assert set(re.findall(r'\bsentence\("(\w+)"', code)) <= keys, view


def test_a_sentence_follows_the_language_and_the_count(monkeypatch):
    tables = {
        "en": {"deck": {"left": {"one": "{count} card", "many": "{count} cards of {name}"}}},
        "fr": {"deck": {"left": {"one": "{count} carte", "many": "{count} cartes de {name}"}}},
    }
    monkeypatch.setattr(locale, "all_tables", lambda place, lang: tables[lang])
    say = locale.sentences("enclair")
    counted = {
        "en": {0: "0 cards of Ana", 1: "1 card", 1.5: "1.5 cards of Ana"},
        "fr": {0: "0 carte", 1.5: "1.5 carte", 2: "2 cartes de Ana"},
    }
    for lang, words in counted.items():
        with use_locale(lang):
            assert {count: say("deck.left", count, count=count, name="Ana") for count in words} == words
    for key in ("deck.right", "deck", "deck.left"):
        refused(NotesError, f"enclair, {key}", say, key)


def test_a_file_that_cannot_be_read_is_told_by_its_name(tmp_path):
    for name, content in (("a.toml", b'a = "\xe9"'), ("b.toml", b"[b")):
        (tmp_path / name).write_bytes(content)
        refused(NotesError, f"{name}: .* A sentence stands on one line", locale.read_toml, tmp_path, name)
