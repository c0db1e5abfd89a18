"""Log lines as JSON: a fixed event name and an allow-list of fields, so that nothing personal can slip in."""

import json
import logging
import traceback
from datetime import UTC, datetime

ALLOWED = ("action", "attempt", "count", "endpoint", "job", "kind", "milliseconds", "port", "status")


class AllowListFormatter(logging.Formatter):
    """One JSON object a line. Of an exception only its kind and the places in our code, never its text."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            # Our own events are fixed words; other loggers may put anything into their message.
            "event": record.msg if record.name.startswith("kynnys") else "message withheld",
        }
        line.update({name: record.__dict__[name] for name in ALLOWED if name in record.__dict__})
        if record.exc_info and record.exc_info[0]:
            frames = traceback.extract_tb(record.exc_info[2])
            line["exception"] = record.exc_info[0].__name__
            line["places"] = [
                f"{frame.filename.rsplit('/', 3)[-1]}:{frame.lineno} {frame.name}" for frame in frames[-12:]
            ]
        return json.dumps(line)


def log_quietly() -> None:
    """Send all logs through the allow-list."""
    stream = logging.StreamHandler()
    stream.setFormatter(AllowListFormatter())
    root = logging.getLogger()
    root.handlers[:] = [stream]
    root.setLevel(logging.WARNING)
    logging.getLogger("kynnys").setLevel(logging.INFO)
    # The web server prints whole tracebacks of its own, with what stands in them.
    server = logging.getLogger("gunicorn.error")
    server.handlers[:] = []
    server.propagate = True
