"""JupyterHub for a school, on one machine, from PyPI and npm.

Start it with ``jupyterhub -f deploy/hub/jupyterhub_config.py``. Install before: ``pip install -r
deploy/hub/requirements.txt . packages/enclair-lab`` (the dot is the kit), and ``npm install -g
configurable-http-proxy``.
The settings of students' servers stand in ``../student``.

Everything a school chooses is an environment variable:

ENCLAIR_STATE     folder of the hub's own: database, passwords, cookies (/var/lib/enclair)
ENCLAIR_NAMES     file of invented names, one a line: who may log in (names.txt beside this file)
ENCLAIR_ADMIN     one of these names, in /hub/admin: sees who is there, frees a name whose password was
                  forgotten, and may open each student's server (nobody)
ENCLAIR_CLASS     address of the class repository, which each student gets on the first visit and whose
                  corrections on the next ones; a folder of this machine must be named here, or git refuses it
ENCLAIR_LANGUAGE  "en" or "fr": the language of all; without it, what a student's browser asks for
ENCLAIR_SEATS     how many students work at once: (memory in GB - 1) / 0.3 (25); others wait in a queue
ENCLAIR_BIND      where it listens (http://127.0.0.1:8000); the two ports above are taken, too, for this
                  machine alone
ENCLAIR_TLS       folder with key.pem and cert.pem; passwords should cross no network without
ENCLAIR_HOMES     folder for one folder a student, all of one Unix account: to try it out, since students
                  could read each other's files. Without it the hub runs as root and makes one Unix account
                  per student.
ENCLAIR_KERNELS   how many notebooks of a student run at once (1)
ENCLAIR_TERMINALS "no": students' JupyterLab has no terminals (yes)
ENCLAIR_PROXY     the command of the proxy (configurable-http-proxy)
"""

import os
import pwd
import re
import socket
import stat
import sys
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from firstuseauthenticator import FirstUseAuthenticator
from jupyterhub.auth import LocalAuthenticator

here = Path(__file__).resolve().parent
student = here.parent / "student"
sys.path.insert(0, str(student))
from without_names import LOGGING  # noqa: E402

c = get_config()  # noqa: F821
setting = os.environ.get
state = Path(setting("ENCLAIR_STATE", "/var/lib/enclair")).resolve()
# What the hub writes, and what students write, no other account of this machine reads.
os.umask(0o077)
state.mkdir(parents=True, exist_ok=True)
state.chmod(0o711)  # students' git passes through it to what it may trust, and lists nothing
bind = setting("ENCLAIR_BIND", "http://127.0.0.1:8000")
seats = setting("ENCLAIR_SEATS", "25")
for name, value, pattern, expected in (
    ("SEATS", seats, "[1-9][0-9]*", "how many students work at once, 1 or more"),
    ("BIND", bind, r"https?://[^/:]+:[0-9]{2,5}", "an address with a port, such as https://0.0.0.0:443"),
    ("LANGUAGE", setting("ENCLAIR_LANGUAGE", ""), "(en|fr)?", "en or fr"),
):
    if not re.fullmatch(pattern, value):
        sys.exit(f"ENCLAIR_{name}: expected {expected}; found {value!r}.")
material = setting("ENCLAIR_CLASS", "")
homes = setting("ENCLAIR_HOMES", "")

# --- Who logs in: invented names, each with a password of its own that is chosen at the first visit ----


class InventedNames(LocalAuthenticator, FirstUseAuthenticator):
    """First-use passwords; where each student has a Unix account, it is made before the first visit."""

    async def authenticate(self, handler, data):
        """Take 72 bytes of a password that is longer: bcrypt takes no more."""
        password = data["password"].encode()[:72].decode(errors="ignore")
        return await super().authenticate(handler, data | {"password": password})

    def validate_username(self, username):
        """Return whether a student can have a name, on a page of the administrator, too."""
        return super().validate_username(username) and not refused(username)

    def system_user_exists(self, user):
        """Return whether a student can begin: where there are folders alone, at once."""
        return bool(homes) or super().system_user_exists(user)


#: The comment of the Unix accounts that this hub makes: those of anybody else are not given to students.
MADE = "En clair"


def listed(path: Path) -> set[str]:
    """Return the names in a file, one a line."""
    lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    return {line.strip() for line in lines if line.strip() and not line.startswith("#")}


def refused(name: str) -> str:
    """Return why a student cannot have a name, "" if one can."""
    if not re.fullmatch("[a-z][a-z0-9-]{0,31}", name):
        return "expected small letters from a to z, digits and hyphens, 32 at most, and a letter first"
    comments = {account.pw_name: account.pw_gecos.split(",")[0] for account in pwd.getpwall()}
    if homes or comments.get(name, MADE) == MADE:
        return ""
    return "there is an account of that name on this machine, and whoever came first would get it"


names = Path(setting("ENCLAIR_NAMES", str(here / "names.txt")))
if not names.is_file() or not listed(names):
    sys.exit(f"ENCLAIR_NAMES: expected a file of names, one a line; there are none in {names}.")
wrong = [f"{name}: {reason}" for name in sorted(listed(names)) if (reason := refused(name))]
if wrong:
    sys.exit(f"Names in {names} that no student can have:\n" + "\n".join(wrong))
shut = [folder for folder in (student, *student.parents) if not folder.stat().st_mode & stat.S_IXOTH]
if not homes and shut:
    sys.exit(
        f"Students could not read their settings: {shut[0]} is closed to other accounts. Copy this "
        "repository to a folder such as /srv/enclair."
    )
c.JupyterHub.authenticator_class = InventedNames
c.Authenticator.allowed_users = listed(names)
c.Authenticator.admin_users = {name for name in (setting("ENCLAIR_ADMIN", ""),) if name}
# Else the password of any name that somebody types is kept, before the names are looked at.
c.FirstUseAuthenticator.create_users = False
c.FirstUseAuthenticator.dbm_path = str(state / "passwords")
c.LocalAuthenticator.create_system_users = not homes
c.LocalAuthenticator.add_user_cmd = ["adduser", "--quiet", "--gecos", MADE, "--disabled-password"]

# --- What is kept --------------------------------------------------------------------------------------

c.JupyterHub.db_url = f"sqlite:///{state / 'hub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(state / "cookie_secret")
c.ConfigurableHTTPProxy.pid_file = str(state / "proxy.pid")
# Servers outlive a hub that is started again: no student notices.
c.JupyterHub.cleanup_servers = False
c.JupyterHub.logging_config = LOGGING

# --- Where it listens ----------------------------------------------------------------------------------

port = urlsplit(bind).port or 8000
c.JupyterHub.bind_url = bind
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{port + 1}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{port + 2}"
# The proxy writes addresses that it cannot reach into the log: up to the student's name is enough.
c.ConfigurableHTTPProxy.command = [
    *("bash", "-c", r"""exec "$0" "$@" > >(exec sed -uE 's#(/user/[^/ ]+/)[^ ]+#\1…#g') 2>&1"""),
    setting("ENCLAIR_PROXY", "configurable-http-proxy"),
]
if tls := setting("ENCLAIR_TLS"):
    c.JupyterHub.ssl_key, c.JupyterHub.ssl_cert = f"{tls}/key.pem", f"{tls}/cert.pem"

# --- Students' servers ---------------------------------------------------------------------------------


def language(handler) -> str:
    """Return a student's language: that of the class, else the first of ours that the browser asks for."""
    asked = handler.request.headers.get("Accept-Language", "") if handler else ""
    codes = [code.strip()[:2].lower() for code in asked.split(",")]
    return setting("ENCLAIR_LANGUAGE") or next((code for code in codes if code in ("en", "fr")), "en")


def first_page(handler) -> str:
    """Return where a student goes who followed no link: to lesson 0, with the class repository."""
    folder = material.rstrip("/").rsplit("/", 1)[-1].removesuffix(".git")
    lesson = f"lab/tree/{folder}/notebooks/{language(handler)}/00_start_here.ipynb"
    link = {"repo": material, "targetpath": folder, "urlpath": lesson}
    return f"/hub/user-redirect/git-pull?{urlencode(link)}"


def is_free(port: int) -> bool:
    """Return whether nobody listens on a port of this machine."""
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


def own_port(spawner) -> None:
    """Give a server a port of its own, below those that the system gives to anybody.

    Seconds go by between the choice and the use. Nobody else has the student's number in any of the blocks of
    200 ports, of which hubs on one machine begin with different ones.
    """
    first = 200 * (os.getpid() % 60) + spawner.user.id
    spawner.port = next(
        filter(is_free, (20_000 + (first + block) % 12_000 for block in range(0, 12_000, 200)))
    )


if not is_free(port + 1):
    sys.exit(f"Port {port + 1} of this machine is taken. Does a hub run here already? A second one stops it.")
if material:
    c.JupyterHub.default_url = first_page
c.Spawner.default_url = "/lab"
c.JupyterHub.spawner_class = "simple" if homes else "localprocess"
c.SimpleLocalProcessSpawner.home_dir_template = f"{homes}/{{username}}"
c.Spawner.cmd = [f"{sys.prefix}/bin/jupyterhub-singleuser"]
c.Spawner.pre_spawn_hook = own_port
c.Spawner.environment = {
    "JUPYTER_CONFIG_PATH": str(student),
    "LANGUAGE": lambda spawner: language(spawner.handler),
    "LANG": "C.UTF-8",
    # `enclair check` and `enclair reset`, in notebooks and terminals.
    "PATH": f"{sys.prefix}/bin:{os.environ['PATH']}",
    **{name: os.environ[name] for name in ("ENCLAIR_KERNELS", "ENCLAIR_TERMINALS") if name in os.environ},
}
if Path(material).is_absolute():
    # Git reads no repository on this disk that belongs to somebody else, unless it is told to.
    trusted = state / "gitconfig"
    trusted.write_text(f"[safe]\n\tdirectory = {material}\n\tdirectory = {material}/.git\n", encoding="utf-8")
    trusted.chmod(0o644)
    c.Spawner.environment["GIT_CONFIG_SYSTEM"] = str(trusted)

# --- How many at once ----------------------------------------------------------------------------------

# As many start at once as the machine can serve: the others wait, on a page that tries again by itself.
c.JupyterHub.concurrent_spawn_limit = 1 + (os.cpu_count() or 1)
c.JupyterHub.active_server_limit = int(seats)
c.JupyterHub.template_paths = [str(here / "templates")]
c.Spawner.start_timeout = c.Spawner.http_timeout = 180
c.JupyterHub.load_roles = [
    {
        "name": "idle-culler",
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
        "services": ["idle-culler"],
    }
]
c.JupyterHub.services = [
    {
        "name": "idle-culler",
        "command": [sys.executable, "-m", "jupyterhub_idle_culler", "--timeout=5400", "--cull-every=300"],
    }
]
