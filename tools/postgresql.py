"""A PostgreSQL server for one test run: made in a moment, heard on a socket only, gone without a trace."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tools import children, machine

ROLE = "kynnys"
SECONDS_TO_START = 60

# Nothing in a test has to survive a power cut.
_HASTY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
# The time zone is that of a server in Finland, so that a time read without its zone shows.
SETTINGS = {
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "200",
    "listen_addresses": "",
    "timezone": "Europe/Helsinki",
}


class NoServer(Exception):
    """PostgreSQL is missing or did not start; the text says why."""


@contextlib.contextmanager
def postgresql_server(*, is_durable: bool = False) -> Iterator[str]:
    """A server of our own; yields the address of its database `postgres`.

    A durable one writes to the disk before it says that something is written. Raises NoServer. PostgreSQL
    refuses to run as root: there it runs as the user its package made.
    """
    programs = machine.postgresql()
    if programs is None:
        raise NoServer("PostgreSQL is not installed.")
    user = _user()
    folder = Path(tempfile.mkdtemp(prefix="kynnys-pg-"))
    try:
        if user:
            shutil.chown(folder, user, user)
        with _running(programs, folder, user, SETTINGS if is_durable else SETTINGS | _HASTY):
            yield f"postgresql+psycopg://{ROLE}@/postgres?host={folder}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _user() -> str | None:
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextlib.contextmanager
def _running(programs: Path, folder: Path, user: str | None, settings: Mapping[str, str]) -> Iterator[None]:
    cluster = f"{folder}/cluster"
    make = [f"{programs}/initdb", "--pgdata", cluster, "--username", ROLE, "--auth", "trust", "--no-sync"]
    code, printed = children.ask([*make, "--encoding", "UTF8", "--locale", "C"], user=user)
    if code:
        raise NoServer(printed)
    with (folder / "log").open("w") as log:
        command = [f"{programs}/postgres", "-D", cluster, "-k", str(folder)]
        command += [f"--{name}={value}" for name, value in settings.items()]
        server = children.start(command, output=log, errors=subprocess.STDOUT, user=user)
        try:
            _wait(programs, folder, server.poll)
            yield
        finally:
            # SIGQUIT: at once, without a tidy end that nobody needs.
            children.stop(server, first=signal.SIGQUIT)


def _wait(programs: Path, folder: Path, ended: Callable[[], int | None]) -> None:
    began = time.monotonic()
    while children.ask([f"{programs}/pg_isready", "-q", "-h", str(folder), "-d", "postgres"])[0] != 0:
        if ended() is not None or children.seconds_since(began) > SECONDS_TO_START:
            raise NoServer((folder / "log").read_text())
        time.sleep(0.05)
