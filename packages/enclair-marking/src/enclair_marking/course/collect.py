"""What a class handed in: each notebook of the inbox recognised, rebuilt, and given to its student."""

import hashlib
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
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
    UnreadableError,
    identify_exercise,
    language,
    other_words,
    parse_notebook,
    rebuild,
    source,
)
from enclair_marking.running.child_process import with_limits

#: Characters of a notebook that was rebuilt, without outputs.
MOST_REBUILT = 8 << 20


@dataclass
class Submission:
    """A file that is an exercise, rebuilt in the language of the student; then whose it is."""

    file: InboxFile
    exercise: str
    packed: bytes  # thousands of them may come out of one small zip, and all are read before one is chosen
    digest: str
    written: int
    notes: list[str]
    owner: Owner = field(default_factory=Owner)
    student: str = ""
    others: Sequence[str] = ()  # of pair work, by pseudonym


def _read_all(course: Course, files: Iterable[InboxFile], refused: list[InboxFile]) -> Iterator[Submission]:
    """Yield each of ``files`` that is an exercise; the others are ``refused``, with the reason."""
    for file in files:
        result: Submission | str = file.fault
        if not result and len(file.content) > inbox.USUAL:  # a file may be made to fill the memory
            result = with_limits(partial(_recognised, course, file), 20) or say("too-large")
        elif not result:
            result = _recognised(course, file)
        if isinstance(result, str):
            file.content, file.fault = b"", result
            refused.append(file)
        elif result.written or not file.given:  # on a hub everybody has every exercise
            yield result


def _recognised(course: Course, file: InboxFile) -> Submission | str:
    """Return the exercise that a notebook is, rebuilt, without the content of ``file``; or why it is none."""
    try:
        notebook = parse_notebook(file.content)
        exercise = identify_exercise(notebook, course.exercises)
    except UnreadableError as error:
        return str(error)
    given = {lang: exercises[exercise] for lang, exercises in course.given.items()}
    lang = language(notebook, given, course.lang)
    made, notes = rebuild(notebook, given[lang])
    if other_words(notebook, given, lang):
        notes.insert(0, say("other-words"))
    if lang != course.lang:
        notes.insert(0, say("other-language"))
    ours = {source(cell) for cell in given[lang]["cells"]}
    written = sum(len(source(cell)) for cell in made["cells"] if source(cell) not in ours)
    whole = json.dumps(made, sort_keys=True).encode()
    if len(whole) > MOST_REBUILT:
        return say("too-large")
    file.content = b""
    return Submission(
        file, exercise, zlib.compress(whole, 1), hashlib.sha256(whole).hexdigest(), written, notes
    )


def _by_student(course: Course, read: list[Submission], refused: list[Submission]) -> Iterator[Submission]:
    """Yield what each student handed in; what may be of several is ``refused``."""
    on_roster = course.people if course.roster else []
    files = [(one.file.parts, one.exercise, one.file.by_folder) for one in read]
    numbers: dict[tuple[frozenset[str], str], set[tuple[int, str]]] = defaultdict(set)
    for one, owner in zip(read, owners(on_roster, [*course.exercises], files), strict=True):
        one.owner = owner
        if not owner.students and not owner.fault:
            owner.note = "no-name" if not owner.name else "not-on-roster" if course.roster else ""
            person = course.person(owner.name or one.file.label)
            owner.students = frozenset({person.pseudonym} if person else ())
            owner.fault = "" if person else "ambiguous"
        if owner.number and not owner.fault:
            numbers[owner.students, one.exercise].add((owner.depth, owner.number))
    for one in read:
        owner, pairs = one.owner, numbers[one.owner.students, one.exercise]
        if sum(depth == min(pairs)[0] for depth, _ in pairs) > 1:  # the LMS knows two people of this name
            owner.fault = owner.fault or "ambiguous"
        if owner.fault:
            one.file.fault = say(owner.fault)
            refused.append(one)
            continue
        for student in sorted(owner.students):
            others = sorted(owner.students - {student})
            notes = [*one.notes, *([say(owner.note)] if owner.note else [])]
            notes += [say("pair", others=", ".join(others))] if others else []
            yield replace(one, notes=notes, student=student, others=others)


def _chosen(several: list[Submission], refused: list[InboxFile]) -> Submission | None:
    """Return which of several counts; None if that is left to a human, and all are ``refused``.

    First comes what another student can least have put there, then the newer one. Where two zips, neither by
    its own place one student's, hold other work, no rule tells whose it is: whoever packs a zip may write the
    name of a classmate into it.
    """
    numbers = {one.owner.number for one in several}
    of_lms = len(numbers) == 1 and numbers != {""}  # which gives no two people one number
    best = max(
        several,
        key=lambda one: (of_lms or -one.owner.depth, not one.others, one.file.when, one.written),
    )
    others = [one for one in several if one.digest != best.digest]
    zips = {one.owner.packed_in for one in others} - {(), best.owner.packed_in}
    if zips and best.owner.packed_in and not of_lms:
        for one in several:
            one.file.fault = say("in-two-zips")
            refused += [] if one.file in refused else [one.file]
        return None
    if others:
        best.notes = list(dict.fromkeys([*best.notes, say("twice")]))
    return best


def collect(course: Course) -> tuple[list[Submission], list[InboxFile]]:
    """Return what can be marked, one for each student and exercise, and the files that cannot.

    Of two files of one student for one exercise the newer one counts; of the same moment, the fuller one.
    Where two zips of nobody's contradict each other, neither counts. A file that is given to nobody is not
    told of if the same work was marked for somebody.
    """
    refused: list[InboxFile] = []
    unclear: list[Submission] = []
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
                one.notes.append(say("same", others=", ".join(alike)))
            where = course.folder / "submitted" / one.student / one.exercise
            write(where / f"{one.exercise}.ipynb", json.loads(zlib.decompress(one.packed)))
            one.packed = b""
    marked = {one.digest for one in chosen.values() if one.written}
    refused += [one.file for one in unclear if one.digest not in marked]
    return list(chosen.values()), refused
