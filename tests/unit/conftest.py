"""Notebooks that several tests look at are run once; invented numbers have all the time that they need."""

import os

import pytest
from hypothesis import settings

from tests.banks import BankRules
from tests.helpers import EXERCISES, execute, exercise_path, read, solution_path

# A busy machine is no failure; and CI tries the same numbers each time, so that a red run can be run again.
settings.register_profile("kit", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("kit")


@pytest.fixture(scope="session", params=EXERCISES)
def name(request):
    return request.param


@pytest.fixture(scope="session")
def solution_notebook(name):
    return read(solution_path(name))


@pytest.fixture(scope="session")
def exercise_notebook(name):
    return read(exercise_path(name))


@pytest.fixture(scope="session")
def executed_solution(solution_notebook, tmp_path_factory):
    return execute(solution_notebook, tmp_path_factory.mktemp("solution"))


@pytest.fixture(scope="session")
def executed_exercise(exercise_notebook, tmp_path_factory):
    return execute(exercise_notebook, tmp_path_factory.mktemp("exercise"))


def pytest_generate_tests(metafunc):
    """Run the rules of a bank of answers with each of its answers, in each language."""
    rules = metafunc.cls
    if not (rules and issubclass(rules, BankRules)) or "answer" not in metafunc.fixturenames:
        return
    if "misconception" in metafunc.fixturenames:
        metafunc.parametrize(("check_name", "misconception", "answer"), rules.wrong)
    else:
        right = [(name, answer) for name, answers in rules.right.items() for answer in answers]
        metafunc.parametrize(("check_name", "answer"), right)
    metafunc.parametrize("lang", ["en", "fr"])
