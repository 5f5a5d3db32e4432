"""One browser and one page of JupyterLab for each worker.

Ctrl+C, which tests send, is heard; invented numbers have time enough.
"""

import os
import shutil
import signal

import pytest
from hypothesis import settings
from playwright.sync_api import sync_playwright

from enclair.command import cli
from enclair.text import locale
from enclair.text.locale import LANGUAGES, set_notebook_language, use_locale
from enclair_tools.publish.chromium import launch
from tests.browser.lab import REPO, LabPage, close_all, errors, open_notebook, run_all, running_jupyterlab
from tests.browser.pages import opened_page
from tests.helpers import CASE, checks_of

# A shell starts what runs in the background deaf to Ctrl+C, and so would all that tests start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# A busy machine is no failure; and CI tries the same numbers each time, so that a red run can be run again.
settings.register_profile("kit", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("kit")


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


def pytest_generate_tests(metafunc):
    """A test that asks for ``lang`` and does not say which runs in each; one of a bank with each check."""
    said = [mark.args[0] for mark in metafunc.definition.iter_markers("parametrize")]
    names = {name.strip() for each in said for name in (each.split(",") if isinstance(each, str) else each)}
    if "lang" in metafunc.fixturenames and "lang" not in names:
        metafunc.parametrize("lang", LANGUAGES)
    if "check_name" in metafunc.fixturenames:
        metafunc.parametrize("check_name", checks_of(metafunc.cls.exercise))


@pytest.fixture(scope="session")
def case():
    """The case Telegram; what a test changes is a copy."""
    return CASE


@pytest.fixture
def run(capsys):
    """Run a command: its exit code, what it prints, and what it says of errors.

    ``run.fails(words, …)`` expects it to end with 2, and to say these words.
    """

    def run_verb(*arguments):
        try:
            code = cli.main(list(map(str, arguments)))
        except SystemExit as stopped:
            code = stopped.code
        return code, *capsys.readouterr()

    def fails(words, *arguments, code=2):
        ended, _, error = run_verb(*arguments)
        assert (ended, words in error) == (code, True), error

    run_verb.fails = fails
    return run_verb


@pytest.fixture
def computer(monkeypatch):
    """Set the language of this computer for a test, or of Windows; what is not named is not set."""

    def speak(windows=None, **variables):
        for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(locale, "getlocale", lambda: (windows, None))

    return speak


@pytest.fixture(autouse=True)
def _language(request):
    """A test that gets a language speaks it."""
    lang = request.getfixturevalue("lang") if "lang" in request.fixturenames else ""
    with use_locale(lang):
        yield
    set_notebook_language("en")


@pytest.fixture(scope="session")
def lab_window(chromium):
    """One page on one JupyterLab, with a copy of the notebooks, for all test files."""
    with running_jupyterlab() as lab:
        context = chromium.new_context(locale="en-GB")
        yield context.new_page(), lab
        context.close()


@pytest.fixture(scope="module")
def lab_page(lab_window):
    """JupyterLab in a browser; ``lab_page.requests_elsewhere`` lists what it asked of any other machine."""
    page, lab = lab_window
    lab_page = LabPage(page, lab)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(media="null")

    page.context.on("request", lab_page.note)
    page.on("websocket", lab_page.note)
    yield lab_page
    page.context.remove_listener("request", lab_page.note)
    page.remove_listener("websocket", lab_page.note)
    close_all(lab_page)


@pytest.fixture(scope="module")
def lesson(lab_page, request):
    """The notebook that the test file names as ``LESSON``, after all its cells ran; its tests share it.

    Afterwards it stands in its folder as it is stored.
    """
    path = request.module.LESSON
    open_notebook(lab_page, path)
    run_all(lab_page)
    assert errors(lab_page) == []
    yield lab_page
    shutil.copy(REPO / path, lab_page.lab.root / path)


@pytest.fixture
def opened(chromium, tmp_path, request):
    """A page with the view that the test file names as ``VIEW``, with the choices of the test."""
    choices = {"make": request.module.VIEW} | getattr(request, "param", {})
    with opened_page(chromium, tmp_path, choices.pop("make")(**choices)) as page:
        yield page


@pytest.fixture
def page(opened):
    """The page of ``opened`` itself."""
    return opened.page
