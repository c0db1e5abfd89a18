"""What comes out beside the pages: text messages, the log, rows, files, and copies of them."""

import gzip
import io
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from config import Settings
from support.platform.logging import AllowListFormatter
from tests.builders import World, dump
from tests.leaks.artefacts import Artefact


def said(world: World, log: str) -> Iterator[Artefact]:
    """Every text message, and every line of the log."""
    for number, (_phone, text) in enumerate(world.sender.sent):
        yield Artefact(f"text message {number}", text.encode())
    yield Artefact("the log", log.encode())


def stored(world: World, settings: Settings) -> Iterator[Artefact]:
    """Every row, the files with what belongs to them, and a copy as a backup makes it, also packed."""
    for table, rows in dump(world.begin_work).items():
        for row in rows:
            values = [one.hex() if isinstance(one, bytes) else repr(one) for one in row.values()]
            yield Artefact(f"a row of {table}", " ".join(values).encode())
    if not settings.database_url.startswith("sqlite"):
        return
    file = Path(settings.database_url.removeprefix("sqlite:///"))
    for path in sorted(file.parent.glob(f"{file.name}*")):
        yield Artefact(f"the file {path.name}", path.read_bytes())
    copy = file.with_name("copy.sqlite3")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))
        statements = "\n".join(connection.iterdump()).encode()
    yield Artefact("a copy", copy.read_bytes())
    yield Artefact("a packed copy", gzip.compress(statements))


@contextmanager
def everything_logged() -> Iterator[io.StringIO]:
    """Everything that any logger says, as the service writes it down."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(AllowListFormatter())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield written
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
