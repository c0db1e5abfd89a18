"""Whether the service works, for a machine that asks: no names, no numbers of people."""

from flask import Blueprint, Response, jsonify
from sqlalchemy import text

from support.platform.heartbeat import beats
from support.web.access import begin_look, public

health = Blueprint("health", __name__)


@health.get("/health")
@public
def show() -> tuple[Response, int]:
    """Database reachable, and when each job last ran."""
    with begin_look() as look:
        look.session.execute(text("SELECT 1"))
        jobs = {job: at.isoformat(timespec="seconds") for job, at in beats(look)}
    return jsonify(status="ok", jobs=jobs), 200
