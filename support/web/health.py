"""Whether the service works, for a machine that asks: no names, no numbers of people."""

from collections.abc import Callable, Mapping

from flask import Blueprint, Response, current_app, jsonify
from sqlalchemy import text

from support.platform.heartbeat import beats, late_jobs
from support.platform.work import Work
from support.web.access import begin_look, public

health = Blueprint("health", __name__)

# What the slices above say of themselves, each by its name; "status" is "ok" or a word for what is wrong.
Checks = Mapping[str, Callable[[Work], Mapping[str, object]]]


@health.get("/health")
@public
def show() -> tuple[Response, int]:
    """Database reachable, when each job last ran, which ones are late, and how the parts are.

    The status is a word and not a code: a worker that is dead must not take the pages of help away.
    """
    with begin_look() as look:
        look.session.execute(text("SELECT 1"))
        jobs = {job: at.isoformat(timespec="seconds") for job, at in beats(look)}
        late = late_jobs(look)
        checks: Checks = current_app.extensions["health_checks"]
        parts = {name: dict(check(look)) for name, check in checks.items()}
    wrong = [str(part["status"]) for part in parts.values() if part["status"] != "ok"]
    status = "late" if late else next(iter(wrong), "ok")
    return jsonify(status=status, jobs=jobs, late=late, **parts), 200
