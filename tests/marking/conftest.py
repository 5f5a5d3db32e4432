"""What the tests of marking share."""

import os

import pytest

from enclair.marking.provisioner import refusal


def pytest_collection_modifyitems(items):
    for item in items:
        if "/tests/marking/" in item.path.as_posix():
            item.add_marker("marking")


@pytest.fixture(scope="session")
def sandbox():
    """Skip, with the reason, where no sandbox can run; with CI=true that is a failure."""
    why, found = refusal()
    if why:
        reason = why.format(found=found)
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
