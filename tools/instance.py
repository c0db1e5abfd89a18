"""The folder instance/: the demo database, and the settings and keys of this installation."""

import base64
import contextlib
import fcntl
import os
import secrets
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path

from tools.children import ROOT

INSTANCE = ROOT / "instance"
SETTINGS = INSTANCE / "settings.env"
DATABASE = INSTANCE / "kynnys.sqlite3"
# Beside the database for want of another place; in an installation it lies on another disk or machine.
ANCHORS = INSTANCE / "audit-anchors.txt"


class Unusable(Exception):
    """The folder cannot be used as it is; the text says what to do."""


@contextlib.contextmanager
def our_own_instance() -> Iterator[None]:
    """Hold the folder for ourselves: two at once would throw away or make anew what the other uses.

    Raises Unusable when another ./run holds it.
    """
    INSTANCE.mkdir(mode=0o700, exist_ok=True)
    folder = os.open(INSTANCE, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise Unusable("Kynnys is already running from this folder. Stop that one first.") from None
    finally:
        os.close(folder)


def forget() -> None:
    """Remove the database and the keys."""
    SETTINGS.unlink(missing_ok=True)
    remove_database()


def remove_database() -> None:
    """Remove the database with the files that SQLite keeps beside it, and the anchors of its record."""
    ANCHORS.unlink(missing_ok=True)
    for path in INSTANCE.glob(f"{DATABASE.name}*"):
        path.unlink()


def settings(port: int) -> dict[str, str]:
    """The settings, made on the first start and kept; only the address follows the port.

    Raises Unusable when there is a database whose keys are gone.
    """
    kept = _read() if SETTINGS.exists() else {}
    if not kept and DATABASE.exists():
        raise Unusable("There is a database without its keys. Begin anew with: ./run --fresh")
    complete = _first_settings() | kept | {"PUBLIC_BASE_URL": f"http://127.0.0.1:{port}"}
    if complete["DATABASE_URL"].startswith("sqlite:"):
        # The folder may have been moved since.
        complete["DATABASE_URL"] = f"sqlite:///{DATABASE}"
        complete["AUDIT_ANCHORS"] = str(ANCHORS)
    if complete != kept:
        _write(complete)
    return complete


def _first_settings() -> dict[str, str]:
    return {
        "ENVIRONMENT": "demo",
        "DATABASE_URL": f"sqlite:///{DATABASE}",
        "SECRET_KEY": secrets.token_urlsafe(48),
        "ENCRYPTION_KEYS": f"k1:{_key()}",
        "LOOKUP_KEY": _key(),
        "AUDIT_KEY": _key(),
        "AUDIT_ANCHORS": str(ANCHORS),
        "TRUSTED_PROXIES": "0",
        "SMS_SENDER": "console",
        "PROVIDER_NAME": "Työterveys Ulappa",
        "PROVIDER_PHONE": "+358 00 000 001",
        "EXIT_ADDRESS": "https://www.ilmatieteenlaitos.fi/",
        "ROUTING": "on",
    }


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _read() -> dict[str, str]:
    words = shlex.split(SETTINGS.read_text(encoding="utf-8"), comments=True)
    return {name: value for name, equals, value in (word.partition("=") for word in words) if equals}


def _write(values: Mapping[str, str]) -> None:
    text = "".join(f"{name}={shlex.quote(value)}\n" for name, value in sorted(values.items()))
    new = Path(f"{SETTINGS}.new")
    new.unlink(missing_ok=True)
    # Created unreadable for others, not made so afterwards; replaced whole, never half.
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    new.replace(SETTINGS)
