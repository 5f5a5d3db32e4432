"""The two sides in everything that the kit says: gathered, measured and told by `enclair balance`."""

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from math import inf
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING, Any, NamedTuple

from enclair import lessons
from enclair.case import balance, vocabulary
from enclair.text import locale, toml
from enclair.text.locale import N_, by_language, catalogue, text
from enclair_tools import sentences
from enclair_tools.notebooks.canonical import NotebookError, read

if TYPE_CHECKING:
    from enclair.case.model import Case

#: The texts of what has a side, by what they are: the side of each, and its words.
SidedTexts = dict[str, list[tuple[str, str]]]
SIDES = ("privacy", "security")
#: How far apart the mean lengths of both sides may be: a quarter of the longer, or a few letters.
APART, LETTERS = 0.25, 8
#: The three notebooks of a lesson.
KINDS = N_(
    {"notebooks": "the lesson", "exercises": "its exercise", "solutions": "the answers to its exercise"}
)
TONGUES = {"en": "in English", "fr": "in French"}
#: Pages that speak for the kit. (Tables of standards repeat the names that others give to their topics.)
PAGES = ("*.md", "datasets/*/*.md", "teaching/**/*.md", "docs/**/*.md")
NAMES_OF_OTHERS = ("standards.md",)

INTRODUCTION = N_("""\
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
""")

LIMITS = N_("""\
What this report cannot say
  Equal counts and equal lengths do not make equal arguments. One reader coded the sentences; in lesson 2
  students code some of them again. Whether people on either side would sign the texts that speak for them,
  nobody outside has been asked yet. The case, and who is quoted in it, are a choice. If you find something
  that leans, tell us: CONTRIBUTING.md says how.
""")


class Line(NamedTuple):
    """One line of the report; ``holds`` is None where there is no rule to keep."""

    text: str
    holds: bool | None = None


def two_sided(case: "Case") -> dict[str, SidedTexts]:
    """Return what has a side, lesson by lesson ("" is the case and the words that belong to all)."""
    found = _of_lessons("two_sided", case)
    words = vocabulary.word_lists(locale.spoken())["sided"]
    questions = case.open_questions
    questions = questions[questions["state"] == "open"]
    answers = [(side, said) for side in SIDES for said in questions[f"{side}_{locale.spoken()}"]]
    found[""] = {
        N_("notes on words of one side"): [(word["side"], word["note"]) for word in words],
        N_("answers to open questions"): answers,
    }
    return found


def decks() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return what views select by id, lesson by lesson: the name of each deck, and its ids."""
    return _of_lessons("decks")


def _of_lessons(function: str, *given: Any) -> dict[str, Any]:
    """Return what ``function`` of the module ``sides`` of each lesson says, where there is one."""
    modules = (module for module in lessons.modules("sides") if hasattr(module, function))
    return {module.__name__.split(".")[-2]: getattr(module, function)(*given) for module in modules}


def pages(root: Path) -> dict[Path, str]:
    """Return the pages under ``root`` that speak for the kit, each with its language."""
    found = sorted({each for pattern in PAGES for each in root.glob(pattern)})
    spoken = {each: "fr" if "fr" in each.parts or each.stem.endswith("_fr") else "en" for each in found}
    return {each: lang for each, lang in spoken.items() if each.name not in NAMES_OF_OTHERS}


def report_lengths(told: Mapping[str, Mapping[str, Sequence[tuple[str, str]]]]) -> list[tuple[str, bool]]:
    """Return a line for each name: how long the texts of both sides are, and if they are about as long.

    Parameters
    ----------
    told
        For each language the texts of each name, with their sides.
    """
    found = []
    for name in next(iter(told.values())):
        said, kept = [], True
        for lang, texts in told.items():
            lengths = {side: [len(words) for one, words in texts[name] if one == side] for side in SIDES}
            privacy, security = (mean(lengths[side] or [0]) for side in SIDES)
            lengths_of = {"privacy": round(privacy), "security": round(security)}
            said.append(f"{text(TONGUES[lang])} {balance.counts_in_words(lengths_of)}")
            apart = abs(privacy - security) > max(LETTERS, APART * max(privacy, security))
            kept = kept and not apart and all(lengths.values())
        more = text("The rule holds.")
        if not kept:
            more = text("The rule asks for a difference of {most}% at most.").format(most=round(100 * APART))
        line = text("{name}, letters on average: {lengths}.").format(
            name=text(name), lengths=text("; ").join(said)
        )
        found.append((f"{line} {more}", kept))
    return found


def translated_sentences(root: Path) -> Iterator[tuple[str, str, str]]:
    """Yield each sentence of the files of sentences with its translation, and the language of that."""
    for path, lang in sentences.files(root):
        name = path.name.removesuffix(f"{lang}.toml").removesuffix(".")
        both: list[Any] = [toml.tables(path.parent, name, each) for each in ("en", lang)]
        if name == "vocabulary":  # the words themselves stand there
            both = [[word["note"] for word in each["sided"]] for each in both]
        for english, translation in toml.parallel_texts(*both):
            yield english, translation, lang


def _stray(where: str, term: str, words: str) -> str:
    message = text("{where}: {term} in {words}")
    return message.format(where=where, term=f"'{term}'", words=locale.quoted(words))


def _source(question: Mapping[Hashable, object]) -> str:
    return f"{text(str(question['source_name']))}, {locale.date(str(question['source_date']))}"


def report(root: Path, case: "Case") -> list[Line]:
    """Return the whole report on the copy of the repository in ``root``, line by line."""
    here = locale.spoken()
    lines = [Line(line) for line in text(INTRODUCTION).splitlines()]

    def head(title: str) -> None:
        lines.extend([Line(""), Line(title)])

    def add(found: Iterable[tuple[str, bool]]) -> None:
        lines.extend(Line(f"  {said}", holds) for said, holds in found)

    head(text("Quotations"))
    said = text("all quotations, as explorers show them: {counts}.")
    lines.append(Line(f"  {said.format(counts=balance.counts_in_words(balance.count_sides(case.quotes)))}"))
    chosen: dict[str, dict[str, list[str]]] = {}
    numbers: dict[str, int] = {}
    titles: dict[str, str] = {}
    stray: list[str] = []
    for path in sorted(each for folder in KINDS for each in (root / folder).glob("*/*.ipynb")):
        cells = ["".join(cell["source"]) for cell in read(path)["cells"]]
        name, lang = path.relative_to(root).as_posix(), path.parent.name
        if not (parts := re.fullmatch(r"(\d+)_?(.*)", path.stem)):
            said = text("{path}: the name of a notebook begins with the number of its lesson, such as 01_.")
            raise NotebookError(said.format(path=name))
        lesson = parts[2]
        numbers[lesson] = int(parts[1])
        kind = text(KINDS[path.parts[-3]])
        chosen.setdefault(lesson, {})[f"{kind} ({name})"] = balance.quotation_ids("\n".join(cells))
        if path.parts[-3] == "notebooks" and lang in ("en", here):
            titles[lesson] = cells[0].splitlines()[0].lstrip("# ")
        found = [each for cell in cells for each in vocabulary.sided_words(cell, lang)]
        stray += [_stray(name, *each) for each in found]
    told = by_language(lambda: two_sided(case))
    picked = decks()
    silent = []
    found_in = {*numbers, *picked, *told["en"]}
    for lesson in sorted(found_in, key=lambda each: (not each, numbers.get(each, inf), each)):
        # Solutions and exercises both: an answer may quote, and must not hide what the rest leans to.
        quotations = text("quotations in {where}")
        own = {quotations.format(where=name): ids for name, ids in chosen.get(lesson, {}).items() if ids}
        own |= {name: [*ids] for name, ids in picked.get(lesson, {}).items()}
        texts = {lang: each.get(lesson, {}) for lang, each in told.items()}
        number, title = numbers.get(lesson, lesson), titles.get(lesson, text("no notebook"))
        if not own and not texts["en"]:
            silent.append(f"{number} ({title})")
            continue
        named = text("Lesson {lesson}. {title}").format(lesson=number, title=title)
        head(named if lesson else text("What is in all lessons"))
        add(balance.report(own, case.quotes))
        add(balance.report_sides({name: [side for side, _ in each] for name, each in texts["en"].items()}))
        add(report_lengths(texts))
    if silent:
        head(text("Lessons that pick out no quotation, card, example or argument of a side"))
        lines.append(Line(f"  {text('; ').join(silent)}."))
    head(text("Questions that the rows of the case settle: lessons teach the answer"))
    questions = case.open_questions.to_dict("records")
    for one in (each for each in questions if each["state"] == "settled"):
        lines.append(Line(f"  {one[f'question_{here}']} {one[f'reason_{here}']} ({_source(one)})"))
    head(text("Questions that are open: no lesson gives a verdict"))
    for one in (each for each in questions if each["state"] == "open"):
        lines.append(Line(f"  {one[f'question_{here}']} {one[f'reason_{here}']} ({_source(one)})"))
        if one["kind"] == "value":
            heads = text("those who stress privacy: {answer}"), text("those who stress security: {answer}")
        else:
            heads = text("one answer: {answer}"), text("the other answer: {answer}")
        answers = zip(heads, (one[f"{name}_{here}"] for name in SIDES), strict=True)
        lines.extend(Line(f"    {whose.format(answer=words)}") for whose, words in answers)
    head(text("Words: the kit says the first, and the others only as words of somebody"))
    words = vocabulary.word_lists(locale.spoken())
    ours = ", ".join(word["term"] for word in words["ours"])
    lines.append(Line(f"  {text('ours: {words}.').format(words=ours)}"))
    preferred = (
        text("preferred by those who stress privacy: {words}."),
        text("preferred by those who stress security: {words}."),
    )
    for side, said in zip(SIDES, preferred, strict=True):
        terms = ", ".join(word["term"] for word in words["sided"] if word["side"] == side)
        lines.append(Line(f"  {said.format(words=terms)}"))
    for path, lang in pages(root).items():
        found = vocabulary.sided_words(path.read_text(encoding="utf-8"), lang)
        stray += [_stray(path.relative_to(root).as_posix(), *each) for each in found]
    in_catalogue = ((*both, "fr") for both in catalogue("fr").items())
    for english, translation, lang in (*in_catalogue, *translated_sentences(root)):
        found = [*vocabulary.sided_words(english), *vocabulary.sided_words(translation, lang)]
        stray += [_stray(text("on screen"), *each) for each in found]
    mended = text("Say it in words of ours, or say who prefers it.")
    add((f"{one}. {mended}", False) for one in stray)
    if not stray:
        said = text("Notebooks, pages and sentences on screen were read: no word of one side stands as ours.")
        add([(said, True)])
    lines.append(Line(""))
    lines.extend(Line(line) for line in text(LIMITS).splitlines())
    kept = [line.holds for line in lines if line.holds is not None]
    lines.append(Line(""))
    said = text("{kept} of {all} counts keep the rule.")
    lines.append(Line(said.format(kept=kept.count(True), all=len(kept))))
    return lines
