"""What several guards listen to."""

import io
import logging
from collections.abc import Iterator

import pytest

from support.platform.logging import AllowListFormatter
from tests.builders import World


@pytest.fixture
def log(world: World) -> Iterator[io.StringIO]:
    """Everything that any logger says, as the service writes it down."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(AllowListFormatter())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)
