"""The room check, which lesson 0 and `enclair check` share."""

import os
import shutil
import sys
from types import SimpleNamespace
from unittest.mock import MagicMock

import pytest

from enclair.case import model
from enclair.case.model import load_case
from enclair.lessons.start_here import doctor
from tests.helpers import assert_in, in_language


def room(monkeypatch, **versions):
    """The lines of the room check by subject, where packages have these versions ("": not installed)."""
    installed = doctor.installed
    monkeypatch.setattr(doctor, "installed", lambda name: versions.get(name, installed(name)))
    return {line[1]: line for line in doctor.check()}


def test_the_room_is_one_sentence_and_a_line_for_what_is_not_well(run, monkeypatch):
    result, out, _ = run("check")
    assert out == "This computer is ready.\n"
    failing = doctor.RoomCheck([("fail", "a<b", "old & new", "Get a newer one.")])
    assert_in(failing._repr_html_(), "✗ Fail     <b>a&lt;b</b>: old &amp; new<br>", "→ Get a newer one.")
    monkeypatch.setattr(doctor, "check", lambda: failing)
    assert (result, run("check")[0]) == (0, 1)


@pytest.mark.parametrize(
    ("subject", "versions", "level", "words"),
    [
        ("Python", {"Python": "3.10.9"}, "fail", "version 3.10.9; the kit needs 3.11 or later"),
        ("pandas", {"pandas": "4.0"}, "warning", "2.2"),
        ("pandas", {"pandas": ""}, "fail", "2.2"),
        ("anywidget", {"anywidget": "0.9.17"}, "warning", "needs 0.9.18 or later, below 1"),
        ("JupyterLab", {"jupyterlab": ""}, "fail", "not installed"),
        ("Interactive views", {"jupyterlab_widgets": ""}, "fail", "jupyterlab_widgets"),
        ("cryptography", {"cryptography": ""}, "warning", "lesson 3"),
    ],
)
def test_each_version_has_its_level_and_what_is_not_well_its_fix(
    monkeypatch, subject, versions, level, words
):
    result, _, message, fix = room(monkeypatch, **versions)[subject]
    assert result == level
    assert fix
    assert words in message
    assert "anywidget" not in room(monkeypatch, anywidget="0.9.20")


def test_each_other_line_has_its_level_and_its_fix_in_both_languages(monkeypatch):
    monkeypatch.setattr(sys, "prefix", "none")
    monkeypatch.setattr(os, "access", lambda *_: False)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=10**6 * doctor.ROOM - 1))
    monkeypatch.setattr(model, "load_case", lambda _: load_case("none"))
    bad, french = doctor.check(), in_language("fr", doctor.check)
    assert {subject: level for level, subject, *_ in bad} == {
        **dict.fromkeys(("Settings of JupyterLab", "Saving your work", "Room on the disk"), "warning"),
        "The case": "fail",
    }
    assert bad[-1][2] == "99 MB free; 100 are enough"
    for (*_, fix), (*_, fix_fr) in zip(bad, french, strict=True):
        assert fix != fix_fr
    # On a hub a student is told whom to tell, of all but what is the student's own.
    monkeypatch.setenv("JUPYTERHUB_USER", "heron-7")
    fixes = ["those who run this hub" in fix for *_, fix in doctor.check() if fix]
    assert sorted(fixes) == [False, False, True, True]


def test_in_a_notebook_something_else_may_run_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=MagicMock))
    assert room(monkeypatch, jupyterlab="")["JupyterLab"][0] == "warning"
