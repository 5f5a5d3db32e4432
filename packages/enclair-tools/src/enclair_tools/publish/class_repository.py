"""The class repository: what students open, as a Git repository that the links of a hub lead to.

nbgitpuller copies it into a student's home, and later merges what is new with what the student has changed.
The kit itself is not in it: a hub has it installed. What a teacher corrects is corrected in the whole
repository; here it becomes the next commit.
"""

import os
import subprocess
from pathlib import Path, PurePosixPath

from enclair.command.verbs import CLASS, MARK, maker
from enclair.text.errors import PlainError
from enclair.text.locale import text
from enclair_tools.folders import exchange, work_beside
from enclair_tools.publish import bundle

#: Becomes its README.
README = "teaching/class_repository_readme.md"
#: Who commits where Git knows of nobody: no person.
NOBODY = {"user.name": "En clair", "user.email": "enclair@localhost"}
#: What JupyterLab, a desktop and `enclair reset` leave beside notebooks is no work of anybody's.
IGNORED = b".ipynb_checkpoints/\n.DS_Store\nexercises/*/*_kept-*.ipynb\n"
#: How many files a sentence names.
FEW = 3
#: What Git sets for its hooks, and would take for the repository that is meant.
_OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")


class RepositoryError(PlainError):
    """The class repository cannot be made; the text says what was found, and what to do."""


def contents(root: Path) -> dict[str, bytes]:
    """Return what the class repository holds, by path inside it."""
    files = bundle.material(root) | bundle.session_notebooks(root)
    notebooks = b"".join(content for name, content in files.items() if name.endswith(".ipynb"))
    for name in [name for name in files if name.startswith("notebooks/") and not name.endswith(".ipynb")]:
        if PurePosixPath(name).name.encode() not in notebooks:
            del files[name]  # a picture that no notebook shows
    files |= {"README.md": bundle.readme(root, README), ".gitignore": IGNORED}
    # Which files are ours, so that one that is no longer made goes, and a teacher's own stay.
    files[MARK] = "".join(f"{line}\n" for line in [CLASS, *sorted(files)]).encode()
    return files


def write(root: Path, folder: Path) -> int:
    """Make the class repository in ``folder``, or bring it up to date in a new commit.

    Returns how many files changed. A `RepositoryError` leaves the folder as it was.
    """
    folder = folder.resolve()
    exists = _need_ours(folder)
    files = contents(root)
    # Made in a copy: in the folder itself only Git writes, all of a commit or nothing.
    with work_beside(folder) as work:
        new = work / "new"
        if exists:
            git(work, "clone", "--quiet", str(folder), str(new))
        else:
            git(work, *_INIT, str(new))
        gone = sorted({*_made(new)} - {*files})
        if gone:
            git(new, "--literal-pathspecs", "rm", "--quiet", "--ignore-unmatch", "--", *gone)
        for name, content in files.items():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            (new / name).write_bytes(content)
        git(new, "add", "--all", "--force")
        changed = git(new, "diff", "--cached", "--name-only").splitlines()
        if changed:
            who = [
                word for pair in _author(folder if exists else new).items() for word in ("-c", "=".join(pair))
            ]
            message = f"{NOBODY['user.name']} {bundle.version(root)}"
            git(new, *who, *_COMMIT, message)
            if exists:
                git(folder, "pull", "--quiet", "--ff-only", str(new), "HEAD")
            else:
                exchange(folder, new, work / "old")
    return len(changed)


_INIT = ("init", "--quiet", "--initial-branch=main")
#: Neither a hook of the teacher's nor a key that asks for its password has a say in it.
_COMMIT = ("-c", "commit.gpgsign=false", "commit", "--quiet", "--no-verify", "--message")


def _need_ours(folder: Path) -> bool:
    """Return whether ``folder`` is a repository already, one that we made or that is empty."""
    if not (folder / ".git").exists():
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise _not_ours(folder)
        return False
    # Before anything is asked of its files: Git refuses here what belongs to another user.
    changes = git(folder, "status", "--porcelain", "--untracked-files=all").splitlines()
    if git(folder, "rev-list", "--all", "--max-count=1") and maker(folder) != CLASS:
        raise _not_ours(folder)
    if changes:
        message = text(
            "{folder} holds what is in no commit: {names}. Commit it or take it away (`git status` shows it),"
            " and run the command again."
        )
        names = ", ".join([*(change[3:] for change in changes[:FEW]), *["…"][: len(changes) - FEW]])
        raise RepositoryError(message.format(folder=folder, names=names))
    return True


def _not_ours(folder: Path) -> RepositoryError:
    message = text(
        "{folder} is there already, and `enclair bundle --git` did not make it. Give a new folder, or a copy "
        "(git clone) of a repository that is still empty."
    )
    return RepositoryError(message.format(folder=folder))


def _made(folder: Path) -> list[str]:
    """Return the files that we made in a class repository, as its mark lists them."""
    return (folder / MARK).read_text(encoding="utf-8").splitlines()[1:] if maker(folder) == CLASS else []


def _author(folder: Path) -> dict[str, str]:
    """Return who commits: whom Git knows in ``folder``, else nobody."""
    who = {key: git(folder, "config", "--default", "", "--get", key).strip() for key in NOBODY}
    return who if all(who.values()) else NOBODY


def git(folder: Path, *arguments: str) -> str:
    """Run Git in ``folder`` and return what it prints."""
    own = {key: value for key, value in os.environ.items() if key not in _OF_A_HOOK}
    own["GIT_CEILING_DIRECTORIES"] = str(folder.parent)  # never the repository around it
    try:
        done = subprocess.run(
            ["git", *arguments],
            cwd=folder,
            env=own,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,  # Ctrl+C comes to this command alone, which ends Git or waits for it
        )
    except FileNotFoundError:
        message = text(
            "Git is not installed on this computer. Install it (`winget install Git.Git`, `brew install git` "
            "or `apt install git`) and run the command again."
        )
        raise RepositoryError(message) from None
    if done.returncode:
        message = text("Git refused something in {folder}, which is as it was. It says: {error}")
        raise RepositoryError(message.format(folder=folder, error=" ".join(done.stderr.split())))
    return done.stdout
