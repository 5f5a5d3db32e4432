"""Notebooks that several tests look at are run once."""

import pytest

from enclair.text.locale import LANGUAGES
from tests.helpers import EXERCISES, execute, exercise_path, read, solution_path


@pytest.fixture(scope="session", params=EXERCISES)
def name(request):
    return request.param


@pytest.fixture(scope="session", params=LANGUAGES)
def exercise_lang(request):
    return request.param


@pytest.fixture(scope="session")
def solution_notebook(name, exercise_lang):
    return read(solution_path(name, exercise_lang))


@pytest.fixture(scope="session")
def exercise_notebook(name, exercise_lang):
    return read(exercise_path(name, exercise_lang))


@pytest.fixture(scope="session")
def executed_solution(solution_notebook, tmp_path_factory):
    return execute(solution_notebook, tmp_path_factory.mktemp("solution"))


@pytest.fixture(scope="session")
def executed_exercise(exercise_notebook, tmp_path_factory):
    return execute(exercise_notebook, tmp_path_factory.mktemp("exercise"))
