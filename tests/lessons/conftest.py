"""Run each test of a bank with each check of its exercise."""

from tests.helpers import checks_of


def pytest_generate_tests(metafunc):
    bank = metafunc.cls
    if bank and "check_name" in metafunc.fixturenames:
        metafunc.parametrize("check_name", checks_of(bank.exercise))
