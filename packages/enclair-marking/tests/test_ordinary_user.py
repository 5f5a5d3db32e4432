"""The tests of marking once more as an ordinary user, as teachers are; root is the exception (containers).

No account is made: any number that nobody has will do.
"""

import os
import sys
import sysconfig

import pytest

from tests.helpers import REPO, missing, process

pytestmark = pytest.mark.marking

# A Python and this repository where anybody can read them, in a mount namespace that ends with the program.
FOR_ANYBODY = """
set -e
mount -t tmpfs -o mode=0755 none /mnt
mkdir -p /mnt/python /mnt/venv/bin "/mnt/venv/lib/$5/site-packages" /mnt/repo
mkdir -m 1777 /mnt/home
mount --bind "$1" /mnt/python
mount --bind "$2" "/mnt/venv/lib/$5/site-packages"
mount --bind "$3" /mnt/repo
# Both are looked for where they were installed, which may be in somebody's home.
for top in $(printf '%s\\n' "$1" "$3" | cut -d/ -f2 | sort -u); do
  [ "$top" = usr ] || mount -t tmpfs -o mode=1777 none "/$top"
done
mkdir -p "$1" "$3"
mount --bind /mnt/python "$1"
mount --bind /mnt/repo "$3"
for part in etc share; do
  mkdir "/mnt/venv/$part"
  mount --bind "$6/$part" "/mnt/venv/$part"  # the settings of Jupyter, and the marking screen
done
ln -s "$1/bin/$5" /mnt/venv/bin/python
echo "home = $1/bin" >/mnt/venv/pyvenv.cfg
printf '#!/bin/sh\\nexec python -m alembic "$@"\\n' >/mnt/venv/bin/alembic  # nbgrader calls it by this name
chmod 755 /mnt/venv/bin/alembic
cd "$3"
exec setpriv --reuid=12345 --regid=12345 --clear-groups env -i CI="$4" HOME=/mnt/home \\
  PATH=/mnt/venv/bin:/usr/local/bin:/usr/bin:/bin \\
  python -m pytest -q -n 0 -m "" -p no:cacheprovider --basetemp=/mnt/home/tests $7
"""


PARTS = {
    "the sandbox": ("sandbox", "attacks"),
    "hostile families": ("families",),
    "a class": ("course", "from_hub", "naming", "roster", "forgetting"),
}


@pytest.mark.parametrize("part", PARTS)
def test_an_ordinary_user_gets_the_same(sandbox, part):
    if os.geteuid() != 0:
        pytest.skip("this is an ordinary user: every other test shows it")
    if process("unshare", "--mount", "setpriv", "--version")[0]:
        missing("becoming another user takes unshare and setpriv (util-linux), and the right to mount")
    python = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    places = [sys.base_prefix, sysconfig.get_path("purelib"), str(REPO), os.environ.get("CI", ""), python]
    places += [sys.prefix, " ".join(f"packages/enclair-marking/tests/test_{name}.py" for name in PARTS[part])]
    code, out, err = process("unshare", "--mount", "sh", "-c", FOR_ANYBODY, "sh", *places, timeout=3600)
    assert code == 0, (out + err)[-6000:]
    assert " passed" in out
    print(out.splitlines()[-1])
