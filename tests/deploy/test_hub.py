"""A real JupyterHub with its proxy and nbgitpuller, as `deploy/hub` sets it up: ten students at once."""

import asyncio
import contextlib
import itertools
import json
import os
import re
import signal
import subprocess
import time
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import sync_playwright

from enclair_tools.publish.chromium import launch
from tests.deploy.conftest import CRAMPED, NAMES, SEATS
from tests.deploy.running import LESSONS, processes, publish
from tests.deploy.student import WIDGET, Student, VisitError

pytestmark = pytest.mark.hub

#: How the sentences of `deploy/student` begin.
SAID = {
    "en": {
        "second": "Notebooks that may run at once here: 1. To run this one",
        "killed": "The kernel of this notebook was stopped from outside",
        "full": "The disk for your files is full: this is not saved",
        "gone": "The lessons of your class cannot be fetched at the moment",
    },
    "fr": {
        "second": "Notebooks qui peuvent tourner en même temps ici\u00a0: 1. Pour exécuter celui-ci",
        "killed": "Le noyau de ce notebook a été arrêté de l’extérieur",
        "full": "Le disque de vos fichiers est plein\u00a0: ceci n’est pas enregistré",
        "gone": "Les leçons de votre classe ne peuvent pas être récupérées",
    },
}


def sentence_of(student, what):
    """How a sentence begins in the language of a student."""
    return SAID[student.languages[:2]][what]


def lesson(student, number=1):
    """Where a lesson stands in a student's home."""
    return f"class/{LESSONS[number - 1].format(lang=student.languages[:2])}"


def servers(hub):
    """The running servers, by student."""
    found = [each for each in processes(hub.folder) if "jupyterhub-singleuser" in " ".join(each.cmdline())]
    return {each.environ()["JUPYTERHUB_USER"]: each for each in found}


def printed(outputs):
    """What a cell printed."""
    return "".join(each.get("text", "") for each in outputs)


def test_ten_students_land_on_the_lesson_that_the_link_names_and_run_it(students):
    for student in students:
        assert student.page.endswith(f"/user/{student.name}/lab/tree/{lesson(student)}")
        shown = [each for cell in student.lesson["cells"] for each in cell.get("outputs", ())]
        assert sum(WIDGET in each.get("data", {}) for each in shown) >= 9
    english, french = students[:2]
    assert "events" in json.dumps(english.lesson)
    assert "événements" in json.dumps(french.lesson, ensure_ascii=False)


def test_menus_are_french_for_a_browser_that_asks_for_french(students, wait):
    async def menus(student):
        answer = await student.client.get(f"{student.home}/lab/api/translations/default")
        return answer.json()["data"].get("jupyterlab", {}).get("Shut Down All Kernels…")

    assert [wait(menus(student)) for student in students[:2]] == [None, ["Fermer tous les noyaux…"]]


def test_a_server_has_what_a_student_needs_and_no_more(students, wait):
    async def status(path):
        return (await students[0].client.get(f"{students[0].home}/{path}")).status_code

    paths = ("git-pull?repo=x", "lsp/status", "tree", "formgrader", "nbclassic", "assignments")
    assert [wait(status(path)) for path in paths] == [200, *[404] * 5]
    code = "import os; print([name for _, _, names in os.walk(os.path.expanduser('~')) for name in names])"
    assert "history.sqlite" not in printed(wait(students[0].kernel.execute(code)))
    slow = "{'prompt_toolkit', 'debugpy'}"
    code = f"import os, sys; print({slow} & {{*sys.modules}}); import debugpy, IPython.terminal.embed"
    code += "; print(debugpy.__name__, os.environ['OPENBLAS_NUM_THREADS'])"
    assert printed(wait(students[0].kernel.execute(code))) == "set()\ndebugpy 1\n"


def test_a_second_notebook_is_refused_with_a_sentence_in_the_language_of_the_student(hub, students, wait):
    for student in students[:2]:
        kernel = student.kernel
        with pytest.raises(VisitError) as refused:
            wait(student.open(lesson(student, 2)))
        assert str(refused.value).startswith(sentence_of(student, "second"))
        assert len(wait(student.api("GET", "kernels"))) == 1
        assert printed(wait(kernel.execute("print(case.name)"))) == "telegram\n"


def test_the_next_lesson_opens_when_the_first_one_is_stopped(students, wait):
    student = students[2]
    wait(student.stop())
    wait(student.open(lesson(student, 2)))
    assert (
        printed(wait(student.kernel.execute("print('new' if 'case' not in globals() else 'old')"))) == "new\n"
    )


def test_the_room_check_and_a_fresh_exercise_work_in_the_home(hub, students, wait):
    french = students[1]
    assert "Python" in printed(wait(french.kernel.execute("!enclair check")))
    exercise = hub.homes / french.name / "class/exercises/fr/01_what_happened.ipynb"
    exercise.write_text(exercise.read_text("utf-8").replace("cells", "cells", 1) + "\n", encoding="utf-8")
    said = printed(wait(french.kernel.execute("!cd ~/class && enclair reset 1")))
    fresh = Path(hub.material) / "exercises/.fresh/fr/01_what_happened.ipynb"
    assert exercise.read_bytes() == fresh.read_bytes(), said
    assert [path.name for path in exercise.parent.glob("*_kept-*")] != []


def test_git_refuses_a_repository_of_somebody_else_and_students_have_it_all_the_same(hub, students):
    if os.geteuid() != 0:
        pytest.skip("Only root can give a repository away.")
    plain = os.environ | {"GIT_CONFIG_SYSTEM": os.devnull, "GIT_CONFIG_GLOBAL": os.devnull}
    asked = ["git", "ls-remote", hub.material]
    assert "dubious ownership" in subprocess.run(asked, env=plain, capture_output=True, text=True).stderr
    assert (hub.homes / NAMES[3] / "class" / "notebooks").is_dir()
    # As an account of a student, which no folder on the way lets in but ours.
    hub.folder.chmod(0o711)
    trusting = plain | {"GIT_CONFIG_SYSTEM": str(hub.folder / "state" / "gitconfig"), "HOME": "/nonexistent"}
    as_student = subprocess.run(asked, env=trusting, capture_output=True, text=True, user=65533, group=65533)
    assert "refs/heads/" in as_student.stdout, as_student.stderr
    listed = ["ls", str(hub.folder / "state")]
    assert subprocess.run(listed, capture_output=True, user=65533, group=65533).returncode != 0


def test_a_correction_of_the_teacher_reaches_a_running_student_who_loses_no_answer(hub, students, wait):
    student = students[4]
    kernel, path = student.kernel.name, lesson(student)
    mine = wait(student.api("GET", f"contents/{path}?type=notebook&content=1"))["content"]
    assert any(cell.get("outputs") for cell in mine["cells"])
    mine["cells"][-1]["source"] += "\n\nMy answer: two channels."
    wait(student.save(path, mine))
    taught = hub.source / LESSONS[0].format(lang="en")
    written = taught.read_text(encoding="utf-8")
    corrected = written.replace("# What happened?", "# What happened, and when?")
    assert corrected != written
    taught.write_text(corrected, encoding="utf-8")
    assert publish(hub.source, Path(hub.material))

    assert wait(student.visit(hub.link(LESSONS[0].format(lang="en")))).endswith(path)
    now = wait(student.api("GET", f"contents/{path}?type=notebook&content=1"))["content"]
    assert "# What happened, and when?" in now["cells"][0]["source"]
    assert now["cells"][-1]["source"].endswith("My answer: two channels.")
    assert [cell.get("outputs") for cell in now["cells"]] == [cell.get("outputs") for cell in mine["cells"]]
    assert [each["id"] for each in wait(student.api("GET", "kernels"))] == [kernel]


async def answers(kernel):
    """What a kernel prints that starts again: what it is asked before it listens may be lost."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with contextlib.suppress(asyncio.TimeoutError):
            code = "print('new' if 'case' not in globals() else 'old')"
            return printed(await asyncio.wait_for(kernel.execute(code), 5))
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
    async def killed(student):
        outputs = await student.kernel.execute("import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
        return sentence_of(student, "killed") in printed(outputs), await answers(student.kernel)

    async def both():
        return await asyncio.gather(*map(killed, students[7:9]))

    assert wait(both()) == [(True, "new\n")] * 2


def test_a_kernel_that_ends_by_itself_is_not_said_to_be_stopped_from_outside(students, wait):
    kernel = students[7].kernel
    assert printed(wait(kernel.execute("import os; os._exit(1)"))) == ""
    assert wait(answers(kernel)) == "new\n"


def test_a_hub_that_starts_again_in_mid_lesson_keeps_servers_and_kernels(hub, students, wait):
    student = students[6]
    kernel = student.kernel.name
    wait(student.kernel.execute("before = 'written before'"))
    hub.kill()
    student.leave()
    hub.start()
    wait(student.connect(kernel))
    assert printed(wait(student.kernel.execute("print(before)"))) == "written before\n"
    assert wait(student.visit(hub.link(LESSONS[0].format(lang=student.languages[:2])))).endswith(
        lesson(student)
    )


def test_on_a_full_disk_saving_says_so_and_what_was_saved_stays(hub, students, wait):
    student = next(each for each in students if each.name == CRAMPED)
    home = hub.homes / CRAMPED
    if not home.is_mount():
        pytest.skip("Only who may mount can give a student a small disk.")
    notes = {"type": "file", "format": "text", "content": "kept"}
    cell = {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "kept"}
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    mine = {"class/mine.ipynb": {"type": "notebook", "content": notebook}, "class/mine.txt": notes}

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
        with pytest.raises(VisitError) as refused:
            save(path)
        (home / "films").unlink()
        assert str(refused.value).startswith(sentence_of(student, "full"))
        assert there() == kept
    for path in mine:
        save(path)
        assert b"more more" in (home / path).read_bytes()


def test_a_class_repository_that_is_gone_is_told_and_leads_on_to_what_is_there(hub, students, wait):
    for student in students[:2]:
        gone = hub.link(lesson(student).removeprefix("class/")).replace("%2Fclass&", "%2Fgone&")
        page = wait(student.client.get(f"{hub.address}{gone}"))
        sentence = page.text.partition('role="alert"')[2].partition("</p>")[0].partition("<p>")[2]
        assert sentence.startswith(sentence_of(student, "gone"))
        with pytest.raises(VisitError, match="'phase': 'error'"):
            wait(student._pull(page))
        (onward,) = re.findall(r'<a class="btn btn-primary" href="([^"]+)"', page.text)
        assert onward == f"/user/{student.name}/lab/tree/{lesson(student)}"
        assert wait(student.visit(onward)).endswith(lesson(student))
        assert wait(student.api("GET", f"contents/{lesson(student)}?content=0"))["type"] == "notebook"


def test_who_is_named_administrator_sees_who_is_there_and_nobody_else_does(hub, students, wait):
    async def status(student):
        return (await student.client.get(f"{hub.address}/hub/admin")).status_code

    assert [wait(status(student)) for student in students[:2]] == [200, 403]


@pytest.mark.parametrize(
    ("name", "password"), [(NAMES[7], "not what otter-7 chose"), ("nobody", "long enough")]
)
def test_who_has_another_password_or_an_unknown_name_does_not_get_in(hub, students, wait, name, password):
    stranger = Student(hub.address, name, password)
    with pytest.raises(VisitError, match=r"^403 at /hub/login: .*Invalid username or password"):
        wait(stranger.log_in())
    kept = b"".join(path.read_bytes() for path in (hub.folder / "state").glob("passwords*"))
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
        page.wait_for_function(
            "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
        )
        page.evaluate("() => void window.jupyterapp.commands.execute('notebook:run-all-cells')")
        page.locator(".enclair-timeline, .enclair-predict").first.wait_for()
        second = f"class/{LESSONS[1].format(lang='fr')}"
        page.evaluate("path => void window.jupyterapp.commands.execute('docmanager:open', { path })", second)
        dialog = page.locator(".jp-Dialog")
        dialog.wait_for()
        assert SAID["fr"]["second"] in dialog.inner_text()
        lines = dialog.locator("pre").evaluate_all(
            "all => all.map((one) => one.scrollWidth - one.clientWidth)"
        )
        assert max(lines) <= 0
        # Which tabs were open is written down nowhere that lasts.
        page.wait_for_timeout(1500)
        assert not [*(hub.homes / "heron").rglob("*.jupyterlab-workspace")]

        page.on("dialog", lambda asked: asked.accept())  # to leave the page
        page.goto(f"{hub.address}{hub.link('notebooks/fr/99_none.ipynb?reset')}")
        page.locator(".jp-Dialog", has_text="Impossible de trouver le chemin").wait_for()
        page.goto(f"{hub.address}{hub.link(LESSONS[0].format(lang='fr')).replace('%2Fclass&', '%2Fgone&')}")
        reason = page.locator("#container-error")
        reason.wait_for()
        assert SAID["fr"]["gone"] in page.get_by_role("alert").inner_text()
        reason.evaluate("reason => reason.classList.add('hidden')")  # as it is while lessons come
        assert page.get_by_role("alert").is_hidden()
        browser.close()


def test_who_finds_no_free_seat_waits_on_a_page_with_a_sentence_and_gets_the_next_one(hub, students, wait):
    late = [Student(hub.address, name, f"only {name} knows", hurry=1) for name in ("wren", "stoat", "vole")]
    leaving, other = (
        [students[number] for number in (2, 5, 8)],
        Student(hub.address, "lynx", "only lynx knows"),
    )

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
    gone = wait(
        student.client.get(f"{student.home}/api/contents/{lesson(student)}", headers=student._allowed)
    )
    assert gone.status_code == 503
    deadline = time.monotonic() + 10
    while "503 GET /user/otter-9/…" not in (said := hub.log.read_text("utf-8", "replace")):
        assert time.monotonic() < deadline, "the proxy says nothing of a server that is gone"
        time.sleep(0.1)
    assert re.findall(r".*(?:\.ipynb|what_happened|under_the_microscope).*", said) == []
    assert "X-Xsrftoken" not in said
    assert "not recognized" not in said  # a setting that this JupyterHub does not have
    kept = b"".join(path.read_bytes() for path in (hub.folder / "state").iterdir())
    assert b"otter-9" in kept
    assert b".ipynb" not in kept
