"""Web and job workers that are there at once: loaded one time and forked for each killed one.

gunicorn reads this file as its settings; as a program it is the job worker. Killed every 50 ms, workers that
load everything themselves would never come to answer.
"""

import os
import signal
import sys
from types import SimpleNamespace
from typing import Any

from flask import Flask
from gunicorn import arbiter  # type: ignore[import-untyped]  # it comes without types

from support import jobs
from support.platform.database import db

preload_app = True
# The cookie of somebody who has looked at the times once, before the first worker was made.
WARM_WITH = "WARM_WITH"
# It pauses for up to 100 ms after each worker that it makes: fewer would come than are killed.
arbiter.random = SimpleNamespace(random=lambda: 0.0)


def pre_fork(server: Any, _worker: Any) -> None:
    """Before each new worker: nothing that lies open is shared."""
    _let_go(server.app.wsgi())


def when_ready(server: Any) -> None:
    """Before the first one: what is put together at the first look is put together here."""
    app = server.app.wsgi()
    for path in ("/times", "/times?talk=1"):
        app.test_client().get(path, headers={"Cookie": os.environ[WARM_WITH]})
    _let_go(app)


def _let_go(app: Flask) -> None:
    app.extensions["begin_work"].let_go()
    with app.app_context():
        db.engine.dispose()


def _work() -> None:
    """One job worker after the other, as `flask worker` has it."""
    from wsgi import app

    assert isinstance(app, Flask)
    while True:
        _let_go(app)
        if os.fork() == 0:
            signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
            address = app.extensions["settings"].public_base_url
            jobs.run_forever(app.extensions["begin_work"], app.extensions["sms_sender"], address)
        os.wait()


if __name__ == "__main__":
    _work()
