"""The class repository: what students open, as a Git repository that the links of a hub lead to."""

import os
import subprocess
from pathlib import Path

from enclair import __version__
from enclair.command.verbs import CLASS, MARK, maker
from enclair.text.errors import PlainError
from enclair_tools import say
from enclair_tools.folders import exchange, work_beside
from enclair_tools.publish import bundle

#: In nobody's name, and without a hook or a key of the teacher's.
_NOBODY = ("-c", "user.name=En clair", "-c", "user.email=enclair@localhost", "-c", "commit.gpgsign=false")


def contents(root: Path) -> dict[str, bytes]:
    """Return what the class repository holds, by path inside it: the kit itself is installed on the hub."""
    files = bundle.material(root) | bundle.session_notebooks(root)
    files["README.md"] = bundle.readme(root, "teaching/class_repository_readme.md")
    # What JupyterLab, a desktop and `enclair reset` leave beside notebooks is no work of anybody's.
    files[".gitignore"] = b".ipynb_checkpoints/\n.DS_Store\nexercises/*/*_kept-*.ipynb\n"
    # Which files are ours, so that one that is no longer made goes, and a teacher's own stay.
    files[MARK] = "".join(f"{line}\n" for line in [CLASS, *sorted(files)]).encode()
    return files


def write(root: Path, folder: Path) -> int:
    """Make the class repository in ``folder``, or commit what is new; return how many files changed."""
    folder = folder.resolve()
    exists = (folder / ".git").exists()
    is_empty = not git(folder, "rev-list", "--all", "-n1") if exists else not any(folder.glob("*"))
    if folder.is_file() or not (is_empty or (exists and maker(folder) == CLASS)):
        # Nor is it a clone of a repository that is still empty.
        raise PlainError(say("publish.not_ours", path=folder, command="bundle --git"))
    with work_beside(folder) as work:  # in the folder itself only Git writes, all of a commit or nothing
        new, files = work / "new", contents(root)
        git(work, *(["clone", "-q", str(folder)] if exists else ["init", "-q", "-b", "main"]), str(new))
        before = (new / MARK).read_text(encoding="utf-8").splitlines()[1:] if (new / MARK).exists() else []
        if gone := {*before} - {*files}:  # Git takes away what is its own, and nothing outside
            git(new, "--literal-pathspecs", "rm", "-q", "--ignore-unmatch", "--", *gone)
        for name, content in files.items():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            (new / name).write_bytes(content)
        git(new, "add", "--all", "--force")
        if changed := git(new, "diff", "--cached", "--name-only").splitlines():
            git(new, *_NOBODY, "commit", "-q", "--no-verify", "-m", f"En clair {__version__}")
            if exists:
                git(folder, "pull", "-q", "--ff-only", str(new), "HEAD")
            else:
                exchange(folder, new, work / "old")
    return len(changed)


def git(folder: Path, *arguments: str) -> str:
    """Run Git in ``folder``, never in a repository around it, and return what it prints."""
    env = os.environ | {"GIT_CEILING_DIRECTORIES": str(folder.parent)}
    try:
        # In a session of its own: Ctrl+C comes to this command alone, which ends Git or waits for it.
        done = subprocess.run(
            ["git", *arguments], cwd=folder, env=env, capture_output=True, text=True, start_new_session=True
        )
    except FileNotFoundError:
        raise PlainError(say("publish.no_git")) from None
    if done.returncode:
        raise PlainError(say("publish.git_refused", folder=folder, error=" ".join(done.stderr.split())))
    return done.stdout
