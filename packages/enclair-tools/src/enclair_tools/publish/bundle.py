"""What a class gets: one zip with lessons, exercises, sessions, the kit; no solutions, no keys, no tests."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from enclair import __version__
from enclair.command.reset_exercise import SPARE
from enclair.stopping import atomic_replacement
from enclair.text.errors import PlainError
from enclair_tools import say
from enclair_tools.notebooks.canonical import dumps, read
from enclair_tools.notebooks.exercises import generated
from enclair_tools.publish import edition
from enclair_tools.publish.pages import TO_THE_GUIDE

#: What the zip holds beside what students open: the kit.
KIT = ("environment.yml", "src/enclair", "datasets", "packages/enclair-lab")
LEFT_OUT = ("__pycache__", "tests")
LICENCES = ("LICENSE", "LICENSE-content", "CITATION.cff")
_TEACHERS_SHEET = re.compile(r'<section class="sheet" id="teacher".*?</section>\n?', re.DOTALL)
#: Of ``pyproject.toml``: a student need not install a test runner.
_FOR_AUTHORS = re.compile(r"^# Not in the zip .*?\n\n", re.DOTALL | re.MULTILINE)


def contents(root: Path) -> dict[str, bytes]:
    """Return what the zip holds but for its sessions, by path inside it, in order."""
    files = material(root)
    pictures = [path for path in _files(root / "notebooks") if path.suffix not in (".ipynb", ".tsv")]
    for path in [*pictures, *(path for name in KIT for path in _files(root / name))]:
        files[path.relative_to(root).as_posix()] = path.read_bytes()
    files["README.md"] = readme(root, "teaching/class_readme.md")
    files["VERSION"] = f"{__version__}\n".encode()
    files["pyproject.toml"] = _FOR_AUTHORS.sub("\n", (root / "pyproject.toml").read_text("utf-8")).encode()
    return dict(sorted(files.items()))


def readme(root: Path, page: str) -> bytes:
    """Return a page that becomes the README of what a class gets."""
    return (root / page).read_text(encoding="utf-8").replace("{version}", __version__).encode()


def material(root: Path) -> dict[str, bytes]:
    """Return what students open, by path: lessons, exercises (each once more), cards, licences."""
    if not (root / "solutions").is_dir():
        raise PlainError(say("publish.no_solutions", folder=root))
    files = {name: (root / name).read_bytes() for name in LICENCES}
    # No notebook that somebody began beside the lessons.
    for path in sorted(root.glob("notebooks/[!.]*/[0-9][0-9]_*.ipynb")):
        files[path.relative_to(root).as_posix()] = TO_THE_GUIDE.sub("", dumps(read(path))).encode()
    for exercise, content in generated(root):
        # Made afresh: the file in exercises/ may hold what somebody answered.
        inside = exercise.relative_to(root / "exercises")
        for folder in (Path("exercises"), SPARE):
            files[(folder / inside).as_posix()] = content.encode()
    for path in _files(root / "teaching" / "cards"):
        page = _TEACHERS_SHEET.sub("", path.read_text(encoding="utf-8"))
        files[path.relative_to(root).as_posix()] = page.encode()
    return files


def _files(folder: Path) -> Iterator[Path]:
    """Yield a file, or those below a folder that are neither hidden nor left out, in order."""
    if folder.is_file():
        yield folder
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.is_file() and not any(part.startswith(".") or part in LEFT_OUT for part in parts):
            yield path


def sessions(root: Path) -> dict[str, bytes]:
    """Return the sessions that the zip holds, by path; none of their pages has the key of an exit ticket."""
    files = session_notebooks(root)
    for place, content in edition.session_pages(root):
        lang, folder, name, file = place.split("/")
        if file != "page.html":  # its links lead to the site
            files[f"{folder}/{lang}/{name}/{file}"] = content.encode()
    return files


def session_notebooks(root: Path) -> dict[str, bytes]:
    """Return the notebook of each session, by path."""
    return {one.file: dumps(one.notebook).encode() for one in edition.load_sessions(root)}


def write(root: Path, path: Path) -> None:
    """Write the zip to ``path``: the same bytes for the same repository, but for outputs of sessions."""
    files, folder = contents(root), f"enclair-{__version__}"
    # Opened first: that nobody may write there is told before sessions take minutes.
    with atomic_replacement(path) as new, zipfile.ZipFile(new, "w") as packed:
        for name, content in (files | sessions(root)).items():
            info = zipfile.ZipInfo(f"{folder}/{name}")  # without a date, which makes each a different file
            info.external_attr = 0o644 << 16
            packed.writestr(info, content, zipfile.ZIP_DEFLATED)


def destination(root: Path, chosen: Path | None) -> Path:
    """Return where the zip is written: ``chosen``, or in the folder ``chosen``, or in ``dist``."""
    path = chosen or root / "dist"
    if path.suffix != ".zip":
        path = path / f"enclair-{__version__}-class.zip"
    held = zipfile.ZipFile(path).namelist() if zipfile.is_zipfile(path) else []
    if path.exists() and not any(re.fullmatch(r"enclair-[^/]+/VERSION", name) for name in held):
        raise PlainError(say("publish.not_ours", path=path, command="bundle"))
    return path
