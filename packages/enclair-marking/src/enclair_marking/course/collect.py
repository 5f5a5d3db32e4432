"""What a class handed in: each notebook of the inbox recognised, rebuilt, and given to its student."""

import functools
import hashlib
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from tqdm import tqdm

from enclair.text.locale import text, use_locale
from enclair_marking import say
from enclair_marking.course import inbox
from enclair_marking.course.files import write
from enclair_marking.course.folder import Course
from enclair_marking.course.inbox import InboxFile
from enclair_marking.course.naming import Owner, owners
from enclair_marking.course.repair import (
    MOST_CHARACTERS,
    UnreadableError,
    identify_exercise,
    language,
    other_words,
    parse_notebook,
    rebuild,
    source,
)
from enclair_marking.running.child_process import with_limits

#: Bytes of a large notebook without its outputs.
MOST_WITHOUT = 8 << 20


@dataclass
class RecognisedFile:
    """A file that is an exercise: rebuilt, in the language of the student."""

    file: InboxFile
    exercise: str
    packed: bytes  # thousands of them may come out of one small zip, and all are read before one is chosen
    digest: str
    written: int
    notes: list[str]


@dataclass
class Submission(RecognisedFile):
    """What one student handed in for one exercise."""

    student: str
    others: list[str]  # of pair work, by pseudonym
    owner: Owner


def _slim(content: bytes) -> bytes:
    """Return a large notebook without its outputs, read in a process apart: a file may be made to fill it."""
    made = with_limits(partial(_without_outputs, content), 20)
    if not made:
        raise UnreadableError(say("too-large" if made is None else "unreadable"))
    return made.encode()


def _without_outputs(content: bytes) -> str:
    """Return a notebook without its outputs, "" if it is none; one that is still too large has no end."""
    try:
        notebook = parse_notebook(content)
    except UnreadableError:
        return ""
    cells = [
        {key: cell.get(key) for key in ("cell_type", "id", "metadata")}
        | {"source": source(cell)[: MOST_CHARACTERS + 1], "attachments": bool(cell.get("attachments"))}
        for cell in notebook["cells"]
    ]
    about = notebook.get("metadata")
    about = {"enclair": about.get("enclair")} if isinstance(about, dict) else {}
    made = json.dumps({"cells": cells, "nbformat": notebook.get("nbformat"), "metadata": about})
    if len(made) > MOST_WITHOUT:
        raise MemoryError
    return made


def _read_all(
    course: Course, files: Iterable[InboxFile], refused: list[InboxFile]
) -> Iterator[RecognisedFile]:
    """Yield each of ``files`` that is an exercise; the others are ``refused``, with the reason."""
    for file in files:
        try:
            if file.fault:
                raise UnreadableError(file.fault)
            content = _slim(file.content) if len(file.content) > inbox.USUAL else file.content
            notebook = parse_notebook(content)
            exercise = identify_exercise(notebook, course.exercises)
            given = {
                lang: exercises[exercise] for lang, exercises in course.given.items() if exercise in exercises
            }
            lang = language(notebook, given, course.lang)
            made, notes = rebuild(notebook, given.get(lang, course.exercises[exercise]))
            if other_words(notebook, given, lang):
                notes.insert(0, say("other-words"))
            if lang != course.lang:
                notes.insert(0, say("other-language" if lang in given else "language-missing"))
            lang = lang if lang in given else course.lang
            written = json.dumps(made, sort_keys=True).encode()
            theirs = {source(cell) for cell in course.given[lang][exercise]["cells"]}
            own = sum(len(source(cell)) for cell in made["cells"] if source(cell) not in theirs)
            if file.given and not own:
                continue  # on a hub everybody has every exercise
            digest = hashlib.sha256(written).hexdigest()
            yield RecognisedFile(file, exercise, zlib.compress(written, 1), digest, own, notes)
        except UnreadableError as error:
            file.fault = str(error)
            refused.append(file)
        file.content = b""


def _by_student(
    course: Course, read: list[RecognisedFile], refused: list[RecognisedFile]
) -> Iterator[Submission]:
    """Yield what each student handed in; what may be of several is ``refused``."""
    paths = [(one.file.parts, one.exercise, one.file.by_folder) for one in read]
    named: list[tuple[RecognisedFile, Owner]] = []
    numbers: dict[tuple[frozenset[str], str], set[tuple[int, str]]] = defaultdict(set)
    known_people = course.people if course.roster else []
    for one, owner in zip(read, owners(known_people, [*course.exercises], paths), strict=True):
        if not owner.students and not owner.fault:
            owner.note = "no-name" if not owner.name else "not-on-roster" if course.roster else ""
            person = course.person(owner.name or one.file.label)
            owner.students = frozenset({person.pseudonym} if person else ())
        if owner.fault or not owner.students:
            one.file.fault = say(owner.fault or "ambiguous")
            refused.append(one)
            continue
        one.notes += [say(owner.note)] if owner.note else []
        named.append((one, owner))
        if owner.number:
            numbers[owner.students, one.exercise].add((owner.depth, owner.number))
    for one, owner in named:
        pairs = numbers[owner.students, one.exercise]
        if sum(depth == min(pairs)[0] for depth, _ in pairs) > 1:  # the LMS knows two people of this name
            one.file.fault = say("ambiguous")
            refused.append(one)
            continue
        for student in sorted(owner.students):
            others = sorted(owner.students - {student})
            pair = [say("pair", others=", ".join(others))] if others else []
            about = vars(one) | {"notes": [*one.notes, *pair]}
            yield Submission(**about, student=student, others=others, owner=owner)


def _alike(one: Submission, other: Submission) -> bool:
    """Return whether an LMS packed both: it gives no two people one number."""
    return bool(one.owner.number) and one.owner.number == other.owner.number


def _contradict(one: Submission, other: Submission) -> bool:
    """Return whether two zips, neither by its own place one student's, hold other work of one name.

    Whoever packs a zip may write the name of a classmate into it, so no rule tells whose it is.
    """
    zips = {one.owner.packed_in, other.owner.packed_in}
    return len(zips) == 2 and () not in zips and one.digest != other.digest and not _alike(one, other)


def _newer(one: Submission, other: Submission) -> Submission:
    """Return which of two counts: first what another student can least have put there, then the newer."""
    alike = _alike(one, other)

    def order(item: Submission) -> tuple[int, bool, float, int]:
        return 0 if alike else -item.owner.depth, not item.others, item.file.when, item.written

    return max(one, other, key=order)


def _chosen(several: list[Submission], refused: list[InboxFile]) -> Submission | None:
    """Return which of several counts; None if that is left to a human, and all are ``refused``."""
    one = functools.reduce(_newer, several)
    if any(_contradict(one, other) for other in several):
        for submission in several:
            submission.file.fault = say("in-two-zips")
            refused += [] if submission.file in refused else [submission.file]
        return None
    if len({submission.digest for submission in several}) > 1:
        one.notes = list(dict.fromkeys([*one.notes, say("twice")]))
    return one


def collect(course: Course) -> tuple[list[Submission], list[InboxFile]]:
    """Return what can be marked, one for each student and exercise, and the files that cannot.

    Of two files of one student for one exercise the newer one counts; of the same moment, the fuller one.
    Where two zips of nobody's contradict each other, neither counts. A file that is given to nobody is not
    told of if the same work was marked for somebody.
    """
    refused: list[InboxFile] = []
    unclear: list[RecognisedFile] = []
    several: dict[tuple[str, str], list[Submission]] = defaultdict(list)
    there = tqdm(inbox.files(course.folder / "inbox"), desc=text("collect"), unit=text("file"), disable=None)
    with use_locale(course.lang):
        read = list(_read_all(course, inbox.on_hub(course, there), refused))
        for one in _by_student(course, read, unclear):
            several[one.student, one.exercise].append(one)
        chosen = {key: best for key, group in several.items() if (best := _chosen(group, refused))}
        course.save()
        for one in chosen.values():
            alike = [
                other.student
                for other in chosen.values()
                if other.digest == one.digest and other.student not in (one.student, *one.others)
            ]
            if alike and one.written:  # blank ones are alike
                others = ", ".join(alike[:3]) + (f" (+{len(alike) - 3})" if len(alike) > 3 else "")
                one.notes.append(say("same", others=others))
            where = course.folder / "submitted" / one.student / one.exercise
            write(where / f"{one.exercise}.ipynb", json.loads(zlib.decompress(one.packed)))
            one.packed = b""
    marked = {one.digest for one in chosen.values() if one.written}
    refused += [one.file for one in unclear if one.digest not in marked]
    return list(chosen.values()), refused
