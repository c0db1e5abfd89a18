"""Real servers on this machine, started as ./run starts them and gone afterwards."""

import base64
import contextlib
import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from config import Settings
from tools import children, start

HOST = start.HOST
PRODUCT = "wsgi:app"
FLOOR = "bench.floor:app"
BOOKING_FLOOR = "bench.booking_floor:app"
FLOOR_DATABASE = "FLOOR_DATABASE"
SECONDS_TO_ANSWER = 60


class NoAnswer(Exception):
    """A server did not come up; the text is what it said."""


def env_of(settings: Settings) -> dict[str, str]:
    """The settings as a server process reads them."""
    ring = (f"{key_id}:{_text(key)}" for key_id, key in settings.encryption_keys)
    return {
        "ENVIRONMENT": settings.environment.value,
        "DATABASE_URL": settings.database_url,
        "SECRET_KEY": settings.secret_key,
        "ENCRYPTION_KEYS": ",".join(ring),
        "LOOKUP_KEY": _text(settings.lookup_key),
        "AUDIT_KEY": _text(settings.audit_key),
        "AUDIT_KEYS_BEFORE": ",".join(map(_text, settings.audit_keys_before)),
        "AUDIT_ANCHORS": settings.audit_anchors,
        "PUBLIC_BASE_URL": settings.public_base_url,
        "TRUSTED_PROXIES": str(settings.trusted_proxies),
        "SMS_SENDER": settings.sms_sender,
        "PROVIDER_NAME": settings.provider_name,
        "PROVIDER_PHONE": settings.provider_phone,
        "EXIT_ADDRESS": settings.exit_address,
        "ROUTING": "on" if settings.routing_on else "off",
        "TWILIO_ACCOUNT": settings.twilio_account,
        "TWILIO_TOKEN": settings.twilio_token,
        "TWILIO_TOKEN_SECONDARY": settings.twilio_token_secondary,
        "TWILIO_FROM": settings.twilio_from,
        "TWILIO_ADDRESS": settings.twilio_address,
    }


@contextlib.contextmanager
def server(target: str, env: Mapping[str, str], log: Path, options: Sequence[str] = ()) -> Iterator[int]:
    """A web server for an application object; yields its port. Options go after those of ./run and win.

    What it prints lands in the file `log`. Raises NoAnswer.
    """
    port = _free_port()
    with log.open("w", encoding="utf-8") as printed:
        child = children.start(
            _command(target, port, options), {**os.environ, **env}, output=printed, errors=subprocess.STDOUT
        )
        try:
            _wait_for_answer(port, child, log)
            yield port
        finally:
            children.stop(child)


def _command(target: str, port: int, options: Sequence[str]) -> list[str]:
    # The command line of ./run is asked for and not repeated: what is measured is what people get.
    *usual, application = start.web_command(port)
    return [*usual, *options, target if target != PRODUCT else application]


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for_answer(port: int, child: subprocess.Popen[str], log: Path) -> None:
    began = time.monotonic()
    while not start.answers(port, "/"):
        if child.poll() is not None or children.seconds_since(began) > SECONDS_TO_ANSWER:
            raise NoAnswer(log.read_text(encoding="utf-8"))
        time.sleep(0.05)
