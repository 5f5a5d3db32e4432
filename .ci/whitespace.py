"""Find spaces at line ends, Windows line ends, missing last line ends and left-over merge marks.

``python .ci/whitespace.py`` reports them and fails; ``--fix`` repairs all but the merge marks.
"""

import re
import subprocess
import sys
from pathlib import Path

REPO = Path(__file__).parents[1]
MERGE_MARK = re.compile(rb"^(<{7}|>{7}) ", re.MULTILINE)
# Two spaces at the end of a line mean a line break in Markdown; notebooks have a form of their own.
SPACES_MEAN_SOMETHING = {".md"}
LEFT_ALONE = {".ipynb", ".csv", ".png"}


def tidy(data: bytes, keep_spaces: bool) -> bytes:
    """The bytes of a text file as they should be."""
    data = data.replace(b"\r\n", b"\n")
    if not keep_spaces:
        data = re.sub(rb"[ \t]+$", b"", data, flags=re.MULTILINE)
    return data.rstrip(b"\n") + b"\n" if data.strip() else b""


def main() -> int:
    """Check every file that is in git or would be with the next ``git add``."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    command += ["--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=REPO, capture_output=True, check=True).stdout.decode("utf-8")
    faults = 0
    for name in filter(None, listed.split("\0")):
        file = REPO / name
        if not file.is_file() or file.suffix in LEFT_ALONE:
            continue
        data = file.read_bytes()
        if b"\0" in data:
            continue  # not a text
        if MERGE_MARK.search(data):
            print(f"{name}: a mark that a merge left")
            faults += 1
        wanted = tidy(data, file.suffix in SPACES_MEAN_SOMETHING)
        if data != wanted:
            if "--fix" in sys.argv[1:]:
                file.write_bytes(wanted)
                print(f"{name}: repaired")
            else:
                print(f"{name}: spaces or line ends")
                faults += 1
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
