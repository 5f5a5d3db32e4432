"""Notebooks that several tests look at are run once; invented numbers have all the time that they need."""

import os

import pytest
from hypothesis import settings

from enclair.text.locale import LANGUAGES
from tests.banks import BankRules, words_of
from tests.helpers import EXERCISES, execute, exercise_path, read, solution_path

# A busy machine is no failure; and CI tries the same numbers each time, so that a red run can be run again.
settings.register_profile("kit", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("kit")


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


def pytest_generate_tests(metafunc):
    """Run the rules of a bank of answers with each of its answers, in each language."""
    rules = metafunc.cls
    if not (rules and issubclass(rules, BankRules)) or "answer" not in metafunc.fixturenames:
        return
    right = [(name, answer) for name, answers in rules.right.items() for answer in answers]
    if "check_with_words" in metafunc.fixturenames:
        given = [*right, *((name, answer) for name, _, answer in rules.wrong)]
        metafunc.parametrize(
            ("check_with_words", "answer"), [(name, answer) for name, answer in given if words_of(name)]
        )
        return
    if "misconception" in metafunc.fixturenames:
        metafunc.parametrize(("check_name", "misconception", "answer"), rules.wrong)
    else:
        metafunc.parametrize(("check_name", "answer"), right)
    metafunc.parametrize("lang", ["en", "fr"])
