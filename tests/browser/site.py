"""The real application answering on the loopback, with its clock, its worker and the words it uses."""

import gettext
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyotp
from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

import support
from support.jobs import JOBS, run_job
from support.platform.begin_work import BeginWork
from tests.fakes import FixedClock, RecordingSender
from tests.people_of_the_tests import House, Staff
from tests.settings import ADDRESS

HOST = "127.0.0.1"
# Well before the hour: the first free time stays free while somebody reads a code and types it.
MORNING = datetime(2026, 11, 25, 7, 35, tzinfo=UTC)
TRANSLATIONS = Path(support.__file__).parent / "translations"


@dataclass(frozen=True)
class Site:
    """Where the application answers, and what a test may do from outside it."""

    address: str
    app: Flask
    house: House
    clock: FixedClock
    sender: RecordingSender

    @property
    def begin_work(self) -> BeginWork:
        """Begins works on the site's database."""
        begin: BeginWork = self.app.extensions["begin_work"]
        return begin

    def let_worker_run(self) -> None:
        """Let the worker do every job once; a minute passes, so that the newest message is the newest."""
        self.clock.pass_time(timedelta(minutes=1))
        for job in JOBS:
            run_job(job, self.begin_work, self.sender, ADDRESS)

    def code_of_authenticator(self, staff: Staff) -> str:
        """The six digits that the phone of one of the staff shows now."""
        return pyotp.TOTP(staff.secret).at(int(self.clock.now().timestamp()))


class Quiet(WSGIRequestHandler):
    """Answers without writing a line for every request."""

    # Kept open, as behind a real server, so that a page does not cost ten connections.
    protocol_version = "HTTP/1.1"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve the application from a thread; its address."""
    server = make_server(HOST, 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def words_in(language: str) -> Callable[[str], str]:
    """What the service says for an English sentence of its own in a language."""
    if language == "en":
        return str
    return gettext.translation("messages", TRANSLATIONS, [language], fallback=True).gettext
