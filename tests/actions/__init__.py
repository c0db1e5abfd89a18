"""Actions, and whatever happens when many of them follow each other."""

import pytest

# No tests by themselves, but they say what was wrong.
pytest.register_assert_rewrite("tests.actions.any_way")
