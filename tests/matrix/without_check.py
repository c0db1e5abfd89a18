"""For pytest: the tests are run against the program from which one check is removed."""

import os
from contextlib import ExitStack

from tests.matrix.checks import every_check
from tests.matrix.removing import removed

_until_the_end = ExitStack()


def pytest_collection_finish() -> None:
    """Remove the check once everything has been imported."""
    (check,) = [one for one in every_check() if one.name == os.environ["WITHOUT_CHECK"]]
    _until_the_end.enter_context(removed(check))
