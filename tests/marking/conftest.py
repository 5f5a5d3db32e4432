"""What the tests of marking share."""

import os
import sys

import pytest

from enclair.marking.provisioner import refusal


def pytest_collection_modifyitems(items):
    for item in items:
        # One of each hostile family is for every run of the tests.
        if "/tests/marking/" in item.path.as_posix() and item.path.name != "test_families.py":
            item.add_marker("marking")


@pytest.fixture(scope="session")
def sandbox():
    """Skip, with the reason, where no sandbox can run; with CI=true that is a failure on Linux."""
    why, found = refusal()
    if why:
        reason = why.format(found=found)
        if os.environ.get("CI") == "true" and sys.platform == "linux":
            pytest.fail(reason)
        pytest.skip(reason)
