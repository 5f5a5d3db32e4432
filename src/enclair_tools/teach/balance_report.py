"""The two sides in everything that the kit says: gathered, measured and told by `enclair balance`.

An explorer shows every quotation. Of what a lesson, an exercise, a deck or a preset *selects by id*, between
40 and 60 % are on the privacy side; those on neither side are not counted in that share. The same holds for
examples, questions and rival explanations that are coded with the side whose argument they serve.
"""

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from math import inf
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING, Any, NamedTuple

from enclair import lessons
from enclair.case import balance
from enclair.text import locale, toml
from enclair.text.locale import by_language, catalogue, use_locale
from enclair_tools.notebooks.canonical import NotebookError, read
from enclair_tools.teach import vocabulary
from enclair_tools.translations import sentences

if TYPE_CHECKING:
    import pandas as pd

    from enclair.case.model import Case

#: The texts of what has a side, by what they are: the side of each, and its words.
SidedTexts = dict[str, list[tuple[str, str]]]
SIDES = ("privacy", "security")
#: How far apart the mean lengths of both sides may be: a quarter of the longer, or a few letters.
APART, LETTERS = 0.25, 8
LOWEST, HIGHEST = 0.4, 0.6
_BOUNDS = f"{LOWEST:.0%} to {HIGHEST:.0%}"
#: The three notebooks of a lesson.
KINDS = {"notebooks": "the lesson", "exercises": "its exercise", "solutions": "the answers to its exercise"}
TONGUES = {"en": "in English", "fr": "in French"}
#: Pages that speak for the kit. (Tables of standards repeat the names that others give to their topics.)
PAGES = ("*.md", "datasets/*/*.md", "teaching/**/*.md", "docs/**/*.md")
NAMES_OF_OTHERS = ("standards.md",)

INTRODUCTION = """\
Both sides in this kit: a report that counts

This kit is about a dispute. How far may a State look at what people write to each other, and what must a
messenger give it? Some people stress privacy, others stress security, and most want both. The kit preaches
neither: opinions are never marked, only reasons are. Whether it keeps to that can be counted, in part. The
program counted everything below just now, in the files of the kit; nobody typed a number in.

A side    A quotation is on the side of privacy if that sentence asks for limits on what the State may see,
          on the side of security if it asks for access, for answers or for moderation, and on neither if it
          does none of these. One reader coded each sentence (datasets/telegram/quotes.csv, column stance).
          What we wrote ourselves is on the side whose argument it serves.
The rule  Of what a lesson, an exercise or a view picks out, 40 % to 60 % of what has a side is on the side
          of privacy. Both sides get texts of about the same length, in English and in French. Nobody may
          change the code of a sentence so that a count comes out right: other sentences are chosen.
Order     Examples, cards and questions that have a side appear in an order that is drawn by lot each time.
"""

LIMITS = """\
What this report cannot say
  Equal counts and equal lengths do not make equal arguments. One reader coded the sentences; in lesson 2
  students code some of them again. Whether people on either side would sign the texts that speak for them,
  nobody outside has been asked yet. The case, and who is quoted in it, are a choice. If you find something
  that leans, tell us: CONTRIBUTING.md says how.
"""


class Line(NamedTuple):
    """One line of the report; ``holds`` is None where there is no rule to keep."""

    text: str
    holds: bool | None = None


def two_sided(case: "Case") -> dict[str, SidedTexts]:
    """Return what has a side, lesson by lesson ("" is the case and the words that belong to all)."""
    sides = _of_lessons("two_sided", case)
    words = vocabulary.word_lists(locale.current_locale())["sided"]
    questions = case.open_questions
    questions = questions[questions["state"] == "open"]
    answers = [(side, answer) for side in SIDES for answer in questions[f"{side}_{locale.current_locale()}"]]
    sides[""] = {
        "notes on words of one side": [(word["side"], word["note"]) for word in words],
        "answers to open questions": answers,
    }
    return sides


def decks() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return what views select by id, lesson by lesson: the name of each deck, and its ids."""
    return _of_lessons("decks")


def _of_lessons(function: str, *given: Any) -> dict[str, Any]:
    """Return what ``function`` of the module ``sides`` of each lesson says, where there is one."""
    modules = (module for module in lessons.modules("sides") if hasattr(module, function))
    return {module.__name__.split(".")[-2]: getattr(module, function)(*given) for module in modules}


def pages(root: Path) -> dict[Path, str]:
    """Return the pages under ``root`` that speak for the kit, each with its language."""
    paths = sorted({path for pattern in PAGES for path in root.glob(pattern)})
    spoken = {path: "fr" if "fr" in path.parts or path.stem.endswith("_fr") else "en" for path in paths}
    return {path: lang for path, lang in spoken.items() if path.name not in NAMES_OF_OTHERS}


def report_lengths(sided: Mapping[str, Mapping[str, Sequence[tuple[str, str]]]]) -> list[tuple[str, bool]]:
    """Return a line for each name: how long the texts of both sides are, and if they are about as long.

    Parameters
    ----------
    sided
        For each language the texts of each name, with their sides.
    """
    lines = []
    for name in next(iter(sided.values())):
        phrases, kept = [], True
        for lang, texts in sided.items():
            lengths = {side: [len(words) for one, words in texts[name] if one == side] for side in SIDES}
            privacy, security = (mean(lengths[side] or [0]) for side in SIDES)
            lengths_of = {"privacy": round(privacy), "security": round(security)}
            phrases.append(f"{TONGUES[lang]} {counts_in_words(lengths_of)}")
            apart = abs(privacy - security) > max(LETTERS, APART * max(privacy, security))
            kept = kept and not apart and all(lengths.values())
        rule = "holds" if kept else f"asks for a difference of {round(100 * APART)}% at most"
        lines.append((f"{name}, letters on average: {'; '.join(phrases)}. The rule {rule}.", kept))
    return lines


def translated_sentences(root: Path) -> Iterator[tuple[str, str, str]]:
    """Yield each sentence of the files of sentences with its translation, and the language of that."""
    for path, lang in sentences.files(root):
        name = path.name.removesuffix(f"{lang}.toml").removesuffix(".")
        both: list[Any] = [toml.tables(path.parent, name, language) for language in ("en", lang)]
        if name == "vocabulary":  # the words themselves stand there
            both = [[word["note"] for word in entries["sided"]] for entries in both]
        for english, translation in toml.parallel_texts(*both):
            yield english, translation, lang


def quotation_ids(words: str) -> list[str]:
    """Return the ids of quotations in a text, each once, in the order in which they first occur."""
    return list(dict.fromkeys(re.findall(r"\bQ\d\d+\b", words)))


def report_selections(chosen: Mapping[str, Iterable[str]], quotes: "pd.DataFrame") -> list[tuple[str, bool]]:
    """Return a line for each name that selects quotations by id: their counts, and if the rule holds."""
    return [_selection(name, ids, quotes) for name, selection in chosen.items() if (ids := list(selection))]


def _selection(name: str, ids: list[str], quotes: "pd.DataFrame") -> tuple[str, bool]:
    if unknown := [id_ for id_ in ids if id_ not in set(quotes["id"])]:
        todo = f"No quotation has the id {', '.join(unknown)}: look it up in the table `quotes`."
        return f"{name}: {todo}", False
    sides = balance.count_sides(quotes[quotes["id"].isin(ids)])
    counts, with_side = counts_in_words(sides), sides["privacy"] + sides["security"]
    if not with_side:
        return f"{name}: {counts}. The rule holds: none has a side.", True
    share = sides["privacy"] / with_side
    line = f"{name}: {counts}; {share:.0%} of what has a side is on the privacy side."
    if LOWEST <= share <= HIGHEST:
        return f"{line} The rule holds.", True
    todo = f"choose other quotations here (now {', '.join(ids)}); never change a code in the table to pass."
    return f"{line} The rule asks for {_BOUNDS}: {todo}", False


def report_sides(coded: Mapping[str, Iterable[str]]) -> list[tuple[str, bool]]:
    """Return a line for each name, with the sides of its examples: their counts, and if the rule holds."""
    lines = []
    for name, coded_sides in coded.items():
        sides = list(coded_sides)
        counts = {side: sides.count(side) for side in balance.SIDES}
        with_side = counts["privacy"] + counts["security"]
        line = f"{name}: {counts_in_words(counts)}."
        if unknown := set(sides) - {*balance.SIDES}:
            lines.append((f"{line} Unknown side: {', '.join(sorted(unknown))}.", False))
        elif not with_side or LOWEST <= counts["privacy"] / with_side <= HIGHEST:
            lines.append((f"{line} The rule holds.", True))
        else:
            lines.append((f"{line} The rule asks for {_BOUNDS}: add to one side.", False))
    return lines


def counts_in_words(counts: Mapping[str, int]) -> str:
    """Return counts by side on one line."""
    return ", ".join(f"{side} {count}" for side, count in counts.items())


def _stray(where: str, term: str, words: str) -> str:
    return f"{where}: '{term}' in “{words}”"


def _source(question: Mapping[Hashable, object]) -> str:
    return f"{question['source_name']}, {locale.date(str(question['source_date']), 'en')}"


def report(root: Path, case: "Case") -> list[Line]:
    """Return the whole report, in English, on the copy of the repository in ``root``, line by line."""
    with use_locale("en"):
        return _report(root, case)


def _report(root: Path, case: "Case") -> list[Line]:
    lines = [Line(line) for line in INTRODUCTION.splitlines()]

    def head(title: str) -> None:
        lines.extend([Line(""), Line(title)])

    def add(results: Iterable[tuple[str, bool]]) -> None:
        lines.extend(Line(f"  {sentence}", holds) for sentence, holds in results)

    head("Quotations")
    counts = counts_in_words(balance.count_sides(case.quotes))
    lines.append(Line(f"  all quotations, as explorers show them: {counts}."))
    chosen: dict[str, dict[str, list[str]]] = {}
    numbers: dict[str, int] = {}
    titles: dict[str, str] = {}
    stray: list[str] = []
    for path in sorted(path for folder in KINDS for path in (root / folder).glob("*/*.ipynb")):
        cells = ["".join(cell["source"]) for cell in read(path)["cells"]]
        name, lang = path.relative_to(root).as_posix(), path.parent.name
        if not (parts := re.fullmatch(r"(\d+)_?(.*)", path.stem)):
            message = "the name of a notebook begins with the number of its lesson, such as 01_."
            raise NotebookError(f"{name}: {message}")
        lesson = parts[2]
        numbers[lesson] = int(parts[1])
        kind = KINDS[path.parts[-3]]
        chosen.setdefault(lesson, {})[f"{kind} ({name})"] = quotation_ids("\n".join(cells))
        if path.parts[-3] == "notebooks" and lang == "en":
            titles[lesson] = cells[0].splitlines()[0].lstrip("# ")
        uses = [use for cell in cells for use in vocabulary.sided_words(cell, lang)]
        stray += [_stray(name, *use) for use in uses]
    sided = by_language(lambda: two_sided(case))
    picked = decks()
    silent = []
    found_in = {*numbers, *picked, *sided["en"]}
    for lesson in sorted(found_in, key=lambda name: (not name, numbers.get(name, inf), name)):
        # Solutions and exercises both: an answer may quote, and must not hide what the rest leans to.
        own = {f"quotations in {name}": ids for name, ids in chosen.get(lesson, {}).items() if ids}
        own |= {name: [*ids] for name, ids in picked.get(lesson, {}).items()}
        texts = {lang: by_lesson.get(lesson, {}) for lang, by_lesson in sided.items()}
        number, title = numbers.get(lesson, lesson), titles.get(lesson, "no notebook")
        if not own and not texts["en"]:
            silent.append(f"{number} ({title})")
            continue
        head(f"Lesson {number}. {title}" if lesson else "What is in all lessons")
        add(report_selections(own, case.quotes))
        add(report_sides({name: [side for side, _ in pairs] for name, pairs in texts["en"].items()}))
        add(report_lengths(texts))
    if silent:
        head("Lessons that pick out no quotation, card, example or argument of a side")
        lines.append(Line(f"  {'; '.join(silent)}."))
    head("Questions that the rows of the case settle: lessons teach the answer")
    questions = case.open_questions.to_dict("records")
    for one in (row for row in questions if row["state"] == "settled"):
        lines.append(Line(f"  {one['question_en']} {one['reason_en']} ({_source(one)})"))
    head("Questions that are open: no lesson gives a verdict")
    for one in (row for row in questions if row["state"] == "open"):
        lines.append(Line(f"  {one['question_en']} {one['reason_en']} ({_source(one)})"))
        if one["kind"] == "value":
            heads = [f"those who stress {side}" for side in SIDES]
        else:
            heads = ["one answer", "the other answer"]
        answers = zip(heads, (one[f"{side}_en"] for side in SIDES), strict=True)
        lines.extend(Line(f"    {whose}: {words}") for whose, words in answers)
    head("Words: the kit says the first, and the others only as words of somebody")
    words = vocabulary.word_lists(locale.current_locale())
    ours = ", ".join(word["term"] for word in words["ours"])
    lines.append(Line(f"  ours: {ours}."))
    for side in SIDES:
        terms = ", ".join(word["term"] for word in words["sided"] if word["side"] == side)
        lines.append(Line(f"  preferred by those who stress {side}: {terms}."))
    for path, lang in pages(root).items():
        uses = vocabulary.sided_words(path.read_text(encoding="utf-8"), lang)
        stray += [_stray(path.relative_to(root).as_posix(), *use) for use in uses]
    in_catalogue = ((*both, "fr") for both in catalogue("fr").items())
    for english, translation, lang in (*in_catalogue, *translated_sentences(root)):
        uses = [*vocabulary.sided_words(english), *vocabulary.sided_words(translation, lang)]
        stray += [_stray("on screen", *use) for use in uses]
    add((f"{one}. Say it in words of ours, or say who prefers it.", False) for one in stray)
    if not stray:
        add(
            [
                (
                    "Notebooks, pages and sentences on screen were read: no word of one side stands as ours.",
                    True,
                )
            ]
        )
    lines.append(Line(""))
    lines.extend(Line(line) for line in LIMITS.splitlines())
    kept = [line.holds for line in lines if line.holds is not None]
    lines.append(Line(""))
    lines.append(Line(f"{kept.count(True)} of {len(kept)} counts keep the rule."))
    return lines
