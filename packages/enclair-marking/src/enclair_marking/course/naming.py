"""Whose work a file is, by the folders and zips that it lies in.

The outermost of them that names a person decides; a file in which another name of the roster stands further
in is given to nobody. A name is spelled as on the roster, or is an id or an email, or else has the same
words, whatever their accents, capitals, signs and order. What fits several is left to a human.
"""

import functools
import itertools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from enclair_marking.course.people import Person, name_words

# How the great LMS name what they pack, and what browsers and people add to a name.
_MOODLE = re.compile(r"^(?P<who>.+?)_(?P<number>\d+)_assignsubmission_")
_CANVAS = re.compile(r"^(?P<who>[^_]+)_(?:LATE_)?(?P<number>\d{2,})_\d{2,}_")
# How nbgrader's exchange names a folder, and what The Littlest JupyterHub puts before a name.
_EXCHANGE = re.compile(r"^(.+)\+[^+]+\+\d{4}-\d\d-\d\d [\d:.]+ [^+]+(\+[^+]*)?$")
_ON_TLJH = "jupyter-"
_NOBODY = ("inbox", "submissions", "submitted", "answer", "answers", "notebook", "untitled", "..", ".")
_COPY = re.compile(r"^(copy of|copie de)\b|\(\d+\)|\b(copy|copie|final|v\d+)(?=\W*$)", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ENDING = re.compile(r"\.(ipynb|json|zip)$", re.IGNORECASE)
# What stands between the names of a pair, the plainest first: a comma or "_" may stand in one name as well.
_BETWEEN = (r"[&+/;]", r"(?i:\bet\b|\band\b)", ",", "_")
#: More names than that in one label are no pair work.
_MOST = 6
# The number of an exercise, which may be the id of somebody as well.
_EXERCISE = re.compile(r"0?\d")

Parts = tuple[str, ...]


@dataclass
class Owner:
    """Whom the path of a file names: pseudonyms where a roster knows them, else the ``name`` in the path."""

    students: frozenset[str] = frozenset()
    name: str = ""
    number: str = ""  # of an LMS: no two people share it
    depth: int = 0  # in zips, where a student may have written the name
    packed_in: Parts = ()  # the outermost zip that the name stands in
    fault: str = ""  # why the file is given to nobody: the key of a sentence, as is the note
    note: str = ""


def owners(
    people: list[Person], exercises: Sequence[str], files: Sequence[tuple[Parts, str, int]]
) -> list[Owner]:
    """Return whose each file is, which all their paths tell together; ``people`` are those of a roster.

    Of a file there are the parts of its path, its exercise, and the place of the part that says whose it is
    on a hub, or -1.
    """
    paths = _Paths(people, exercises, files)
    return [paths.owner(parts, place) for parts, _, place in files]


def label(part: str, exercises: Iterable[str] = ()) -> str:
    """Return a folder or the name of a file without what says nothing of a person; "" if nothing is left.

    >>> label("otter+week 1+2026-11-28 10:00:00.123 UTC+c2VhbA-_"), label("jupyter-otter")
    ('otter', 'otter')
    >>> label("01_what_happened - Zoé (1).ipynb", ["01_what_happened"]), label("Copie Colle.zip")
    ('Zoé', 'Copie Colle')
    """
    part = _EXCHANGE.sub(r"\1", _ENDING.sub("", part)).removeprefix(_ON_TLJH)
    for exercise in exercises:
        part = re.sub(re.escape(exercise).replace("_", "[ _-]"), " ", part, flags=re.IGNORECASE)
    part = _COPY.sub(" ", part).strip(" -_.")
    return "" if part.casefold() in _NOBODY else part


def _zips(parts: Parts) -> list[int]:
    return [place for place, part in enumerate(parts) if part.casefold().endswith(".zip")]


class _Paths:
    """The paths of all that was handed in: together they say which folders and zips hold a class."""

    def __init__(
        self, people: list[Person], exercises: Sequence[str], files: Iterable[tuple[Parts, str, int]]
    ) -> None:
        self.people, self.exercises = people, exercises
        below: dict[tuple[Parts, str], set[str]] = defaultdict(set)
        for parts, exercise, _ in files:
            following = ""
            for place in range(len(parts) - 1, 0, -1):
                following = label(parts[place], exercises) or following
                below[parts[:place], exercise].add(following)
        #: Where several names stand beside each other for one exercise.
        self.classes = {inside for (inside, _), names in below.items() if len(names - {""}) > 1}

    def _reach(self, parts: Parts) -> int:
        """Return how many parts can say whose it is: what a student packed says nothing of others."""
        zips = _zips(parts[:-1])
        own = (
            place for place in zips if place and (place > zips[0] or parts[: place + 1] not in self.classes)
        )
        return next((place + 1 for place in own), len(parts))

    def _lms(self, parts: Parts, place: int) -> re.Match[str] | None:
        """Return what an LMS wrote into a part: ``who``, and a ``number``."""
        if match := _MOODLE.match(parts[place]):
            return match
        # Canvas names files, whose names are students' own everywhere else; with a roster that does no harm.
        packs = self.people or not place or parts[:place] in self.classes or (place == 1 and _zips(parts[:1]))
        return _CANVAS.match(parts[place]) if packs and place in (len(parts) - 1, *_zips(parts)) else None

    def owner(self, parts: Parts, by_folder: int) -> Owner:
        """Return whose a file is."""
        reach = self._reach(parts)
        lms = [self._lms(parts, place) for place in range(len(parts))]
        names = [
            one["who"].strip() if one else label(part, self.exercises)
            for one, part in zip(lms, parts, strict=True)
        ]
        fits = [matching_students(self.people, name) for name in names]
        # Where no roster knows a name: the outermost one that is not a class's, or the innermost.
        named = [place for place in range(reach) if names[place]]
        own = [place for place in named if parts[: place + 1] not in self.classes]
        sure = [place for place in range(reach) if fits[place] or lms[place] or place == by_folder]
        place = [*sure, *own, *named[::-1], reach - 1][0]
        number = one["number"] if (one := lms[place]) else ""
        matches = fits[place]
        if len(matches) > 1:  # of several with one name: the number of the LMS, or what else the path says
            of_number = {one.pseudonym for one in self.people if one.id and one.id == number}
            narrower = [{group for group in matches if group & of_number}]
            narrower += [matches & fit for fit in fits[place + 1 : reach]]
            matches = next(filter(None, narrower), matches)
        students = next(iter(matches), frozenset[str]())
        themselves = [one for one in self.people if one.pseudonym in students]
        others = [
            frozenset().union(*fits[inside])
            for inside in range(place + 1, len(parts))
            if not matching_students(themselves, names[inside]) and not _EXERCISE.fullmatch(names[inside])
        ]
        another = any(group and not group & students for group in others)
        around = [parts[: inside + 1] for inside in _zips(parts[:place])]
        return Owner(
            students,
            name=names[place],
            number=number,
            depth=len(around) + any(archive not in self.classes for archive in around),
            packed_in=next(iter(around), ()),
            fault="ambiguous" if len(matches) > 1 else "names-another" if another else "",
            note="names-partner" if any(group & students for group in others) else "",
        )


# ---------------------------------------------------------------- A name and the roster


@functools.lru_cache(4096)
def _spelled(name: str) -> tuple[str, ...]:
    """Return the words of a name as they are spelled, but for capitals."""
    return tuple(unicodedata.normalize("NFC", name).casefold().replace(",", " ").split())


@functools.lru_cache(4096)
def _joined(name: str) -> frozenset[str]:
    """Return the words of a name without spaces, in each order: Canvas writes "martinelodie"."""
    return frozenset(map("".join, itertools.permutations(name_words(name)[:5])))


def _by_number(person: Person, name: str) -> bool:
    words, number = name_words(name), name_words(person.id) if person.id else ()
    emails = [email.casefold() for email in _EMAIL.findall(name)]
    return words in (number, tuple(sorted(name_words(person.name) + number)) if number else ()) or (
        bool(person.email) and emails == [person.email.casefold()]
    )


def _loosely(person: Person, name: str) -> bool:
    words = name_words(name)
    return words == name_words(person.name) or (len(words) == 1 and words[0] in _joined(person.name))


#: How a label names a person and nothing else; the first that fits anybody decides.
_WAYS: tuple[Callable[[Person, str], bool], ...] = (
    lambda person, name: _spelled(person.name) == _spelled(name),
    lambda person, name: sorted(_spelled(person.name)) == sorted(_spelled(name)),
    _by_number,
    _loosely,
)


def matching_students(people: list[Person], name: str) -> set[frozenset[str]]:
    """Return whom ``name`` may mean: each one or, for pair work, all of them, by pseudonym.

    >>> ali, zoe = Person("s-1", "Ali Ben"), Person("s-2", "Zoé Martin")
    >>> matching_students([ali, zoe], "ben_ali"), matching_students([ali, zoe], "Ali")
    ({frozenset({'s-1'})}, set())
    >>> len(matching_students([ali, zoe], "Ali Ben & Zoé Martin"))
    1
    """
    if not name:
        return set()
    ways = ({frozenset({one.pseudonym}) for one in people if fits(one, name)} for fits in _WAYS)
    matches = next(filter(None, ways), set[frozenset[str]]())
    for between in _BETWEEN:
        pieces = [piece for piece in re.split(between, name) if piece.strip()]
        if 1 < len(pieces) <= _MOST and all(groups := [matching_students(people, piece) for piece in pieces]):
            return matches | {frozenset().union(*choice) for choice in itertools.product(*groups)}
    return matches


def is_among(person: Person, name: str) -> bool:
    """Return whether ``name`` has ``person`` among others, as pair work does.

    >>> zoe = Person("s-2", "Zoé Martin")
    >>> is_among(zoe, "Ali Ben et Zoe Martin"), is_among(zoe, "Zoé Martin Ben")
    (True, False)
    """
    pieces = {piece.strip() for between in _BETWEEN for piece in re.split(between, name)}
    return any(matching_students([person], piece) for piece in pieces - {name.strip()})
