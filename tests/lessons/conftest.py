"""Each rule of a bank of answers is tried with each of its checks."""


def pytest_generate_tests(metafunc):
    """Run a rule of a bank with each check of the bank that is there as a whole."""
    bank = metafunc.cls
    if bank and "check_name" in metafunc.fixturenames:  # what a bank lacks, its first test tells
        metafunc.parametrize(
            "check_name", [name for name in bank.right if name in bank.wrong and name in bank.secrets]
        )
