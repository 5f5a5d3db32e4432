"""Helpers with assertions of their own say what they compared, as tests do."""

import pytest

pytest.register_assert_rewrite("tests.banks", "tests.helpers", "tests.numbers")
