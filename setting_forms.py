"""How each setting is written: from its text to its value; ValueError says how it should be."""

import base64
import binascii
import re
from urllib.parse import urlsplit

THIS_MACHINE = ("127.0.0.1", "localhost", "::1")
NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")
# A link in a text message has 28 characters, three of which are the path (domain model F.4).
_LONGEST_ADDRESS = 25


def database_url(raw: str) -> str:
    """The address of a database of a kind that we know."""
    if not raw.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        raise ValueError("begin with sqlite:/// or postgresql://")
    return raw


def long_secret(raw: str) -> str:
    """A secret that nobody guesses."""
    if len(raw) < 32:
        raise ValueError("at least 32 characters are needed")
    return raw


def key(raw: str) -> bytes:
    """A key of 32 bytes."""
    try:
        found = base64.b64decode(raw, validate=True)
    except binascii.Error:
        raise ValueError("it is not base64") from None
    if len(found) != 32:
        raise ValueError("32 bytes in base64 are needed")
    return found


def earlier_keys(raw: str) -> tuple[bytes, ...]:
    """Keys that are out of use, newest first."""
    return tuple(key(part.strip()) for part in raw.split(","))


def full_path(raw: str) -> str:
    """A file, wherever the program is started."""
    if not raw.startswith("/") or raw.endswith("/"):
        raise ValueError("write the full path of a file, as in /mnt/anchors/kynnys.txt")
    return raw


def key_ring(raw: str) -> tuple[tuple[str, bytes], ...]:
    """Keys by their names, newest first."""
    ring = []
    for part in raw.split(","):
        key_id, colon, written = part.strip().partition(":")
        if not colon or not re.fullmatch(r"[a-z0-9]{1,16}", key_id):
            raise ValueError("write id:base64 for each key, newest first, separated by commas")
        if key_id == "token":
            raise ValueError("no key may be named token: unsent answers are marked so")
        ring.append((key_id, key(written)))
    if len({key_id for key_id, _ in ring}) != len(ring):
        raise ValueError("two keys have the same id")
    return tuple(ring)


def base_url(raw: str) -> str:
    """Where people reach the service."""
    parts = urlsplit(raw)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/"):
        raise ValueError("write scheme and host only, as in https://support.example")
    if parts.scheme == "http" and parts.hostname not in THIS_MACHINE:
        raise ValueError("http is for this machine only")
    if len(raw.rstrip("/")) > _LONGEST_ADDRESS:
        raise ValueError(f"at most {_LONGEST_ADDRESS} characters fit into a text message")
    return raw.rstrip("/")


def hops(raw: str) -> int:
    """How many proxies stand in front."""
    if not re.fullmatch(r"[0-5]", raw):
        raise ValueError("write how many proxies of your own stand in front, 0 to 5")
    return int(raw)


def sms_sender(raw: str) -> str:
    """Who carries text messages."""
    if raw not in ("null", "console", "twilio"):
        raise ValueError("write null, console or twilio")
    return raw


def twilio_account(raw: str) -> str:
    """An account at the provider."""
    if not re.fullmatch(r"AC[0-9a-f]{32}", raw):
        raise ValueError("write AC and 32 hexadecimal digits")
    return raw


def twilio_token(raw: str) -> str:
    """A token of the provider."""
    if not re.fullmatch(r"[0-9a-zA-Z]{32}", raw):
        raise ValueError("32 letters and digits are needed")
    return raw


def twilio_from(raw: str) -> str:
    """Who is shown as the sender of a text message."""
    is_word = re.fullmatch(r"[A-Za-z0-9 ]{1,11}", raw) and re.search(r"[A-Za-z]", raw)
    if not (is_word or NUMBER.fullmatch(raw) or re.fullmatch(r"MG[0-9a-f]{32}", raw)):
        raise ValueError(
            "write a number as +358401234567, a messaging service, or a word of 11 signs at most"
        )
    return raw


def words(raw: str) -> str:
    """A few words."""
    if len(raw) > 80:
        raise ValueError("at most 80 characters")
    return raw


def https_address(raw: str) -> str:
    """A page anywhere."""
    parts = urlsplit(raw)
    if parts.scheme != "https" or not parts.hostname:
        raise ValueError("write a full https address")
    return raw


def on_or_off(raw: str) -> bool:
    """Whether something is on."""
    if raw not in ("on", "off"):
        raise ValueError("write on or off")
    return raw == "on"
