"""What the tests of marking share."""

import shutil

import pytest

from enclair_marking import say
from enclair_marking.course.folder import make, open_course
from enclair_marking.sandbox.client import refusal
from kernels import Kernel, tools
from tests.helpers import REPO, missing

pytest.register_assert_rewrite("batch")


@pytest.fixture(scope="session")
def sandbox():
    """Skip, with the reason, where no sandbox can run; with CI=true that is a failure on Linux."""
    why, reason = refusal()
    if why:
        missing(say(why, reason=reason))


@pytest.fixture(scope="module")
def shared(sandbox):
    """One kernel for many small attacks, which has `tools`, started by a teacher with a key."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("A_KEY_OF_THE_TEACHER", "key")
        with Kernel() as kernel:
            kernel.says(tools())
            yield kernel


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """A course with exercise 1, made once."""
    return make(REPO, tmp_path_factory.mktemp("template") / "course", None, [1]).folder


@pytest.fixture
def course(template, tmp_path):
    return open_course(shutil.copytree(template, tmp_path / "course"))


@pytest.fixture
def listed(course):
    """A course with a roster."""
    from batch import LISTED

    course.people, course.roster = [*LISTED], True
    return course
