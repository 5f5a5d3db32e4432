"""Notebooks that several tests look at are run once."""

import pytest

from tests.helpers import EXERCISES, execute, exercise_path, read, solution_path


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
