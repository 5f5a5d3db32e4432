"""A real JupyterHub with its proxy and nbgitpuller, as `deploy/hub` sets it up: ten students at once."""

import asyncio
import contextlib
import itertools
import json
import os
import re
import shutil
import signal
import subprocess
import sys

import psutil
import pytest
from playwright.sync_api import sync_playwright

from enclair_tools.publish.chromium import launch
from tests.deploy.running import LESSONS, PROXY, running_hub
from tests.deploy.student import WIDGET, Student, VisitError
from tests.helpers import markdown, missing, notebook, refused, until

pytestmark = pytest.mark.hub

#: What students log in by; the last ones have no seat at first.
NAMES = [f"otter-{number}" for number in range(10)] + ["heron", "lynx", "wren", "stoat", "vole"]
SEATS = 11
#: Whose home is a disk of their own, as small as a class repository and some work.
CRAMPED = NAMES[3]
ADVICE = "The tests of JupyterHub need Linux, and its proxy from npm: run `npm install` here."
#: Words of the sentences of `deploy/student`, in English and in French.
SAID = {
    "second": ("that may run at once here: 1. To", "peuvent tourner en même temps ici\u00a0: 1. Pour"),
    "killed": ("was stopped from outside", "a été arrêté de l’extérieur"),
    "full": ("this is not saved, but what was saved", "ceci n’est pas enregistré, mais ce qui"),
    "gone": ("cannot be fetched at the moment", "ne peuvent pas être récupérées"),
}
#: Whether a kernel remembers lesson 1.
IS_NEW = "print('case' not in globals())"


@pytest.fixture(scope="module")
def hub():
    """A hub with a class repository that belongs to somebody else, and a small disk, where that can be."""
    if sys.platform != "linux" or not PROXY.is_file():
        (missing if shutil.which("npm") else pytest.skip)(ADVICE)
    with running_hub(NAMES, ENCLAIR_SEATS=str(SEATS)) as hub:
        (hub.homes / CRAMPED).mkdir(parents=True)
        small = ["mount", "-t", "tmpfs", "-o", "size=24m", "none", str(hub.homes / CRAMPED)]
        subprocess.run(small, capture_output=True, check=False)
        if os.geteuid() == 0:
            for part in ("", ".git"):
                shutil.chown(hub.material / part, 65534)
        yield hub


@pytest.fixture(scope="module")
def wait():
    """What runs something asynchronous to its end: students outlive a test, and so does their loop."""
    with asyncio.Runner() as runner:
        yield runner.run


@pytest.fixture(scope="module")
def students(hub, wait):
    """Ten students who came all at once by the link of lesson 1, and ran it; five speak French."""
    students = [
        Student(hub.address, name, f"only {name} knows", ("en-GB,en", "fr-FR,fr;q=0.9,en;q=0.5")[number % 2])
        for number, name in enumerate(NAMES[:10])
    ]

    async def come(student):
        lesson = LESSONS[0].format(lang=student.languages[:2])
        await student.log_in(hub.link(lesson))
        student.lesson = await student.run(f"class/{lesson}", "lesson 1")

    async def all_come():
        return await asyncio.gather(*map(come, students), return_exceptions=True)

    failed = [repr(error) for error in wait(all_come()) if error]
    assert failed == [], hub.log.read_text("utf-8", "replace")[-5000:]
    return students


def words_of(student, what):
    return SAID[what][student.languages.startswith("fr")]


def lesson(student, number=1):
    return f"class/{LESSONS[number - 1].format(lang=student.languages[:2])}"


def servers(hub):
    running = [each for each in hub.processes() if "jupyterhub-singleuser" in " ".join(each.cmdline())]
    return {each.environ()["JUPYTERHUB_USER"]: each for each in running}


async def printed(student, code):
    return "".join(output.get("text", "") for output in await student.execute(code))


def test_ten_students_land_on_the_lesson_that_the_link_names_and_run_it(students):
    for student in students:
        assert student.page.endswith(f"/user/{student.name}/lab/tree/{lesson(student)}")
        shown = [each for cell in student.lesson["cells"] for each in cell.get("outputs", ())]
        assert sum(WIDGET in each.get("data", {}) for each in shown) >= 9
        word = "événements" if student.languages.startswith("fr") else "events"
        assert word in json.dumps(student.lesson, ensure_ascii=False)


def test_a_server_has_what_a_student_needs_and_no_more(students, wait):
    async def status(path):
        return (await students[0].client.get(f"{students[0].home}/{path}")).status_code

    paths = ("git-pull?repo=x", "lsp/status", "tree", "formgrader", "nbclassic", "assignments")
    assert [wait(status(path)) for path in paths] == [200, *[404] * 5]
    code = "import os; print([name for _, _, names in os.walk(os.path.expanduser('~')) for name in names])"
    assert "history.sqlite" not in wait(printed(students[0], code))
    slow = "{'prompt_toolkit', 'debugpy'}"
    code = f"import os, sys; print({slow} & {{*sys.modules}}); import debugpy, IPython.terminal.embed"
    code += "; print(debugpy.__name__, os.environ['OPENBLAS_NUM_THREADS'])"
    assert wait(printed(students[0], code)) == "set()\ndebugpy 1\n"


def test_a_second_notebook_is_refused_in_the_language_of_the_student_until_the_first_is_stopped(
    students, wait
):
    for student in students[:2]:
        refused(VisitError, words_of(student, "second"), wait, student.open(lesson(student, 2)))
        assert len(wait(student.api("GET", "kernels"))) == 1
        assert wait(printed(student, IS_NEW)) == "False\n"
    student = students[2]
    wait(student.stop())
    wait(student.open(lesson(student, 2)))
    assert wait(printed(student, IS_NEW)) == "True\n"


def test_the_room_check_and_a_fresh_exercise_work_in_the_home(hub, students, wait):
    french = students[1]
    assert wait(printed(french, "!enclair check")) == "Cet ordinateur est prêt.\r\n"
    exercise = hub.homes / french.name / "class/exercises/fr/01_what_happened.ipynb"
    exercise.write_text(exercise.read_text("utf-8") + "\n", encoding="utf-8")
    said = wait(printed(french, "!cd ~/class && enclair reset 1"))
    fresh = hub.material / "exercises/.fresh/fr/01_what_happened.ipynb"
    assert exercise.read_bytes() == fresh.read_bytes(), said
    assert [*exercise.parent.glob("*_kept-*")] != []


def test_git_refuses_a_repository_of_somebody_else_and_students_have_it_all_the_same(hub, students):
    if os.geteuid() != 0:
        pytest.skip("Only root can give a repository away.")
    plain = os.environ | {"GIT_CONFIG_SYSTEM": os.devnull, "GIT_CONFIG_GLOBAL": os.devnull}
    trusting = plain | {"GIT_CONFIG_SYSTEM": str(hub.state / "gitconfig"), "HOME": "/nonexistent"}

    def ran(*command, env, user):
        done = subprocess.run(command, env=env, capture_output=True, text=True, user=user, group=user)
        return done.returncode, done.stdout + done.stderr

    assert "dubious ownership" in ran("git", "ls-remote", str(hub.material), env=plain, user=0)[1]
    assert (hub.homes / NAMES[3] / "class" / "notebooks").is_dir()
    # As an account of a student, which no folder on the way lets in but ours.
    hub.folder.chmod(0o711)
    assert "refs/heads/" in ran("git", "ls-remote", str(hub.material), env=trusting, user=65533)[1]
    assert ran("ls", str(hub.state), env=plain, user=65533)[0] != 0


async def answers(student):
    """What a kernel prints that starts again: what it is asked before it listens may be lost."""
    for _ in range(12):
        with contextlib.suppress(asyncio.TimeoutError):
            return await asyncio.wait_for(printed(student, IS_NEW), 5)
    return "nothing"


def test_two_tabs_that_save_at_once_both_save(students, wait):
    student = students[5]
    texts = ["a" * 200_000 + "\n", "b" * 200_000 + "\n"]

    async def save(text):
        await student.api("PUT", "contents/both.txt", {"type": "file", "format": "text", "content": text})

    async def both():
        for _ in range(5):
            await asyncio.gather(*map(save, texts))

    wait(both())
    assert wait(student.api("GET", "contents/both.txt"))["content"] in texts


def test_a_kernel_that_is_killed_as_for_memory_says_so_below_the_cell_and_starts_again(students, wait):
    for student, end, is_told in (
        (students[7], "os.kill(os.getpid(), 9)", True),
        (students[8], "os.kill(os.getpid(), 9)", True),
        (students[8], "os._exit(1)", False),
    ):
        said = wait(printed(student, f"import os, time; time.sleep(1); {end}"))
        assert words_of(student, "killed") in said if is_told else not said
        assert wait(answers(student)) == "True\n"


def test_a_hub_that_starts_again_in_mid_lesson_keeps_servers_and_kernels(hub, students, wait):
    student = students[6]
    kernel, path = student.kernel, lesson(student)
    wait(student.execute("before = 'written before'"))
    hub.process.kill()  # alone, as in a crash: proxy and servers stay
    hub.process.wait(20)
    student.leave()
    hub.start()
    wait(student.connect(kernel))
    assert wait(printed(student, "print(before)")) == "written before\n"
    assert wait(student.visit(hub.link(path.removeprefix("class/")))).endswith(path)


def test_on_a_full_disk_saving_says_so_and_what_was_saved_stays(hub, students, wait):
    student = next(each for each in students if each.name == CRAMPED)
    home = hub.homes / CRAMPED
    if not home.is_mount():
        pytest.skip("Only who may mount can give a student a small disk.")
    notes, cell = {"type": "file", "format": "text", "content": "kept"}, markdown("kept")
    mine = {"class/mine.ipynb": {"type": "notebook", "content": notebook(cell)}, "class/mine.txt": notes}

    def save(path):
        wait(student.api("PUT", f"contents/{path}", mine[path]))

    def there():
        return {path: path.read_bytes() for path in (home / "class").iterdir() if path.is_file()}

    for path in mine:
        save(path)
    kept = there()
    cell["source"] = notes["content"] = "more " * 1200
    # Jupyter's own way of saving leaves the beginning of the new file where a little room is left.
    for path, room in itertools.product(mine, (4096, 0)):
        left = os.statvfs(home)
        (home / "films").write_bytes(bytes(left.f_bavail * left.f_frsize - room))
        refused(VisitError, words_of(student, "full"), save, path)
        (home / "films").unlink()
        assert there() == kept
    for path in mine:
        save(path)
        assert b"more more" in (home / path).read_bytes()


def test_a_class_repository_that_is_gone_is_told_and_leads_on_to_what_is_there(hub, students, wait):
    for student in students[:2]:
        gone = hub.link(lesson(student).removeprefix("class/")).replace("%2Fclass&", "%2Fgone&")
        page = wait(student.client.get(f"{hub.address}{gone}"))
        sentence = page.text.partition('role="alert"')[2].partition("</p>")[0].partition("<p>")[2]
        assert words_of(student, "gone") in sentence
        refused(VisitError, "'phase': 'error'", wait, student.pull(str(page.url)))
        (onward,) = re.findall(r'<a class="btn btn-primary" href="([^"]+)"', page.text)
        assert onward == f"/user/{student.name}/lab/tree/{lesson(student)}"
        assert wait(student.visit(onward)).endswith(lesson(student))
        assert wait(student.api("GET", f"contents/{lesson(student)}?content=0"))["type"] == "notebook"


@pytest.mark.parametrize(("name", "password"), [(NAMES[7], "not the chosen one"), ("nobody", "long enough")])
def test_who_has_another_password_or_an_unknown_name_does_not_get_in(hub, students, wait, name, password):
    stranger = Student(hub.address, name, password)
    refused(VisitError, r"^403 at /hub/login: .*Invalid username or password", wait, stranger.log_in())
    kept = b"".join(path.read_bytes() for path in hub.state.glob("passwords*"))
    assert NAMES[7].encode() in kept
    assert b"nobody" not in kept


@pytest.mark.browser
def test_in_a_browser_in_french(hub, students):
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_context(locale="fr-FR", viewport={"width": 1280, "height": 2000}).new_page()
        page.set_default_timeout(90_000)
        page.goto(f"{hub.address}{hub.link(LESSONS[0].format(lang='fr'))}")
        page.get_by_text("choisissez un mot de passe").wait_for()
        page.locator("#username_input").fill("heron")
        page.locator("#password_input").fill("only heron knows")
        page.locator("#login_submit").click()
        page.wait_for_url(f"**/user/heron/lab/tree/class/{LESSONS[0].format(lang='fr')}")
        page.get_by_role("menuitem", name="Fichier").wait_for()
        page.locator(".jp-Notebook .jp-MarkdownOutput h1").first.wait_for()
        second = f"class/{LESSONS[1].format(lang='fr')}"
        page.evaluate("path => void window.jupyterapp.commands.execute('docmanager:open', { path })", second)
        dialog = page.locator(".jp-Dialog")
        dialog.wait_for()
        assert SAID["second"][1] in dialog.inner_text()
        hidden = "all => all.map((one) => one.scrollWidth - one.clientWidth)"
        assert max(dialog.locator("pre").evaluate_all(hidden)) <= 0
        # Which tabs were open is written down nowhere that lasts.
        page.wait_for_timeout(1500)
        assert not [*(hub.homes / "heron").rglob("*.jupyterlab-workspace")]

        page.on("dialog", lambda asked: asked.accept())  # to leave the page
        page.goto(f"{hub.address}{hub.link(LESSONS[0].format(lang='fr')).replace('%2Fclass&', '%2Fgone&')}")
        reason = page.locator("#container-error")
        reason.wait_for()
        assert SAID["gone"][1] in page.get_by_role("alert").inner_text()
        reason.evaluate("reason => reason.classList.add('hidden')")  # as it is while lessons come
        assert page.get_by_role("alert").is_hidden()
        browser.close()


def test_who_finds_no_free_seat_waits_on_a_page_with_a_sentence_and_gets_the_next_one(hub, students, wait):
    late = [Student(hub.address, name, f"only {name} knows", hurry=1) for name in ("wren", "stoat", "vole")]
    leaving, other = students[2:9:3], Student(hub.address, "lynx", "only lynx knows")

    async def come():
        if len(servers(hub)) < SEATS:  # where there is no browser, heron did not come
            await other.log_in()
        waiting = [asyncio.ensure_future(student.log_in()) for student in late]
        while not all(student.waited for student in late):
            await asyncio.sleep(0.2)
        assert len(servers(hub)) == SEATS
        for student in leaving:
            await student.stop_server()
        return await asyncio.gather(*waiting)

    assert all(wait(come()))
    assert servers(hub).keys() >= {student.name for student in late}
    for student in leaving:
        assert '"outputs"' in (hub.homes / student.name / lesson(student)).read_text(encoding="utf-8")


def test_no_log_and_no_database_names_a_notebook(hub, students, wait):
    student = students[9]
    server = servers(hub)[student.name]
    server.send_signal(signal.SIGKILL)
    with contextlib.suppress(psutil.TimeoutExpired):
        server.wait(5)  # a child of the hub is a zombie until the hub looks
    address = f"{student.home}/api/contents/{lesson(student)}"
    assert wait(student.client.get(address, headers=student.allowed)).status_code == 503
    assert until(lambda: "503 GET /user/otter-9/…" in hub.log.read_text("utf-8", "replace"))
    said = hub.log.read_text("utf-8", "replace")
    assert re.findall(r".*(?:\.ipynb|what_happened|under_the_microscope).*", said) == []
    assert "X-Xsrftoken" not in said
    assert "not recognized" not in said  # a setting that this JupyterHub does not have
    kept = b"".join(path.read_bytes() for path in hub.state.iterdir())
    assert b"otter-9" in kept
    assert b".ipynb" not in kept
