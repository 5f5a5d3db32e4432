"""Notebooks that several tests look at are run once."""

import pytest

from tests.helpers import EXERCISE, SOLUTION, execute, read


@pytest.fixture(scope="session")
def solution_notebook():
    return read(SOLUTION)


@pytest.fixture(scope="session")
def exercise_notebook():
    return read(EXERCISE)


@pytest.fixture(scope="session")
def executed_solution(solution_notebook, tmp_path_factory):
    return execute(solution_notebook, tmp_path_factory.mktemp("solution"))


@pytest.fixture(scope="session")
def executed_exercise(exercise_notebook, tmp_path_factory):
    return execute(exercise_notebook, tmp_path_factory.mktemp("exercise"))
