"""The exercises and their solutions, in each language."""

import pytest

from enclair.text.locale import LANGUAGES
from tests.helpers import EXERCISES, exercise_path, read, solution_path


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
