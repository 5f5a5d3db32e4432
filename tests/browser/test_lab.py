"""JupyterLab as ``uv run jupyter lab`` starts it: where it lands, and what it leaves alone."""

import json
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import expect

from tests.browser.lab import (
    REPO,
    LabPage,
    cell_outputs,
    cell_sources,
    open_notebook,
    run_all,
    running_jupyterlab,
    wait_until_ready,
)

pytestmark = pytest.mark.browser

FIRST = "notebooks/en/00_start_here.ipynb"
PROBE = {
    "cells": [
        {"cell_type": "markdown", "id": "title", "metadata": {}, "source": "# Probe"},
        {
            "cell_type": "code",
            "execution_count": None,
            "id": "probe",
            "metadata": {},
            "outputs": [],
            "source": "import socket\nsocket.getaddrinfo('example.org', 80)",
        },
    ],
    "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}


def test_it_lands_on_lesson_0_and_asks_nobody_else(lab_page):
    # "/" is what the browser opens when a student types the command.
    lab_page.page.goto(lab_page.lab.address(""))
    lab_page.page.wait_for_url(f"**/lab/tree/{FIRST}")
    wait_until_ready(lab_page)
    path = lab_page.page.evaluate("() => window.jupyterapp.shell.currentWidget.context.path")
    assert path == FIRST
    stored = json.loads((REPO / FIRST).read_text(encoding="utf-8"))
    assert cell_sources(lab_page)[0] == "".join(stored["cells"][0]["source"])
    # The question about news is asked by a notification some time after the start.
    lab_page.page.wait_for_timeout(1000)
    expect(lab_page.page.locator(".Toastify__toast")).to_have_count(0)
    assert lab_page.requests_elsewhere == []


def test_on_a_french_computer_lesson_and_menus_are_french_until_somebody_chooses(chromium):
    first = FIRST.replace("/en/", "/fr/")
    setting = "lab/api/settings/@jupyterlab/translation-extension:plugin"
    with running_jupyterlab(LC_MESSAGES="fr_FR.UTF-8", LANG="fr_FR.UTF-8") as lab:
        page = chromium.new_context(locale="en-GB").new_page()
        seen = LabPage(page, lab)
        page.on("request", lambda request: seen.note(request.url))
        page.goto(lab.address(""))
        page.wait_for_url(f"**/lab/tree/{first}")
        menus = page.locator("#jp-MainMenu .lm-MenuBar-itemLabel")
        expect(menus.first).to_have_text("Fichier")
        title = "00_start_here.ipynb"
        expect(page.locator("#jp-main-dock-panel .lm-TabBar-tabLabel").first).to_have_text(title)
        # The menu Langue writes this file.
        chosen = Request(lab.address(setting), json.dumps({"raw": '{"locale": "en"}'}).encode(), method="PUT")
        with urlopen(chosen, timeout=30):
            page.reload()
        expect(menus.first).to_have_text("File")
        assert seen.requests_elsewhere == []
        page.context.close()


def test_requests_to_other_machines_are_recorded(lab_page):
    """The test above proves something only if the recorder records."""
    lab_page.page.goto("about:blank")  # a page of the server may forbid it, and then nothing is asked
    lab_page.page.evaluate("() => fetch('http://example.org/news').catch(() => null)")
    assert lab_page.requests_elsewhere == ["http://example.org/news"]


def test_news_and_installing_extensions_are_off(jupyterlab):
    config = jupyterlab.page_config()
    assert config["news"] == {"disabled": True}
    assert config["extensionManager"]["can_install"] is False
    disabled = config["disabledExtensions"]
    assert "@jupyterlab/apputils-extension:announcements" in disabled
    assert "@jupyter/nbgrader" in disabled


def test_the_network_is_blocked_in_its_kernels(lab_page):
    (lab_page.lab.root / "probe.ipynb").write_text(json.dumps(PROBE), encoding="utf-8")
    open_notebook(lab_page, "probe.ipynb")
    run_all(lab_page)
    (output,) = cell_outputs(lab_page)[1]
    assert "The network is blocked while notebooks run in tests" in output["evalue"]
    assert cell_sources(lab_page) == ["# Probe", PROBE["cells"][1]["source"]]
