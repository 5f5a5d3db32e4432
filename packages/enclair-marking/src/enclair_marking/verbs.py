"""What marking adds to the command ``enclair``; each verb imports its tool when it runs."""

import shlex
from argparse import Namespace
from pathlib import Path

from enclair.command.verbs import FILE, FOLDER, argument, checkout, verb


@verb(
    "make a folder in which a class is marked, from the solutions; what was handed in goes into inbox/",
    argument("folder", **FOLDER, help="a new folder, outside of the kit"),
    argument("--roster", **FILE, help="the class: a CSV with a column “name”"),
    argument(
        "--exercises",
        type=int,
        nargs="+",
        metavar="NUMBER",
        help="numbers of exercises (default: all)",
    ),
)
def course(options: Namespace) -> int:
    """Make the folder in which a class is marked."""
    from enclair_marking import say
    from enclair_marking.course.folder import make

    made = make(checkout(Path.cwd()), options.folder, options.roster, options.exercises)
    print(say("put", folder=made.folder / "inbox"))
    print(say("then", course=shlex.quote(str(options.folder))))
    return 0


@verb(
    "mark what the class handed in: marks, pages for students, what the class misunderstood",
    argument("folder", **FOLDER, help="a folder made by enclair course"),
    argument(
        "--shards",
        type=int,
        metavar="COUNT",
        help="how many at a time (default: as many as cores)",
    ),
    argument(
        "--names", action="store_true", help="write marks_with_names.csv and feedback_with_names/ as well"
    ),
    argument("--screen", action="store_true", help="open the screen on which free text is marked"),
    argument(
        "--forget",
        metavar="PSEUDONYM",
        help="delete all that is stored of one student",
    ),
)
def mark(options: Namespace) -> int:
    """Mark what lies in inbox/ and is not marked yet, and write results/.

    It can be stopped at any point: the next run goes on. Student code runs in a sandbox, or not at all.
    """
    from enclair_marking.course.folder import open_course

    opened = open_course(options.folder)
    from enclair_marking.mark import run  # slow: after what may be refused at once

    return run(opened, options)


VERBS = (course, mark)
