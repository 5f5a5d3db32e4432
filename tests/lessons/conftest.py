"""Each rule of a bank of answers is tried with each of its checks."""


def pytest_generate_tests(metafunc):
    """Run a rule of a bank with each check of the bank."""
    if metafunc.cls and "check_name" in metafunc.fixturenames:
        metafunc.parametrize("check_name", list(metafunc.cls.right))
