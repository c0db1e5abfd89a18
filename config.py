"""Everything that differs between two installations, read once at start."""

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit

# A link in a text message has 28 characters, three of which are the path (domain model F.4).
_LONGEST_ADDRESS = 25
_THIS_MACHINE = ("127.0.0.1", "localhost", "::1")
_TWILIO = "https://api.twilio.com"
_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")


class Environment(StrEnum):
    """What the installation is for."""

    DEMO = "demo"
    TEST = "test"
    PRODUCTION = "production"


class SettingsError(Exception):
    """One or more settings are missing or malformed; `faults` names every one of them."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Settings:
    """The settings of one installation. Secrets never appear in its repr."""

    environment: Environment
    database_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    encryption_keys: tuple[tuple[str, bytes], ...] = field(repr=False)
    lookup_key: bytes = field(repr=False)
    audit_key: bytes = field(repr=False)
    public_base_url: str
    trusted_proxies: int
    sms_sender: str
    provider_name: str
    provider_phone: str
    exit_address: str
    routing_on: bool
    # Empty unless texts go through Twilio; the second token only while the first is exchanged.
    twilio_account: str = ""
    twilio_token: str = field(default="", repr=False)
    twilio_token_secondary: str = field(default="", repr=False)
    twilio_from: str = ""
    twilio_address: str = ""

    @property
    def is_production(self) -> bool:
        """Real people's data may be here."""
        return self.environment is Environment.PRODUCTION

    @property
    def is_https(self) -> bool:
        """Whether people reach the service over TLS."""
        return self.public_base_url.startswith("https://")

    @property
    def texts_can_be_answered(self) -> bool:
        """Whether who gets a text message can answer it: a sender that is a word receives nothing."""
        return self.sms_sender == "twilio" and _NUMBER.fullmatch(self.twilio_from) is not None

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Read every setting.

        Raises SettingsError with the full list of what is missing or malformed.
        """
        reader = _Reader(env)
        environment = reader.read("ENVIRONMENT", Environment)
        settings = {
            "environment": environment,
            "database_url": reader.read("DATABASE_URL", _database_url),
            "secret_key": reader.read("SECRET_KEY", _long_secret),
            "encryption_keys": reader.read("ENCRYPTION_KEYS", _key_ring),
            "lookup_key": reader.read("LOOKUP_KEY", _key),
            "audit_key": reader.read("AUDIT_KEY", _key),
            "public_base_url": reader.read("PUBLIC_BASE_URL", _base_url),
            "trusted_proxies": reader.read("TRUSTED_PROXIES", _hops),
            "sms_sender": reader.read("SMS_SENDER", _sms_sender),
            "provider_name": reader.read("PROVIDER_NAME", _words),
            "provider_phone": reader.read("PROVIDER_PHONE", _words),
            "exit_address": reader.read("EXIT_ADDRESS", _https_address),
            "routing_on": reader.read("ROUTING", _on_or_off),
        }
        if settings["sms_sender"] == "twilio":
            settings |= reader.read_twilio()
        if environment is Environment.PRODUCTION:
            reader.check_production()
        if reader.faults:
            raise SettingsError(reader.faults)
        return cls(**settings)  # type: ignore[arg-type]  # each value was parsed by the function beside its name


class _Reader:
    """Collects every fault instead of stopping at the first."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self.env = env
        self.faults: list[str] = []

    def read(self, name: str, parse: Callable[[str], object]) -> object:
        raw = self.env.get(name, "").strip()
        if not raw:
            self.faults.append(f"{name} is missing")
            return None
        try:
            return parse(raw)
        except ValueError as fault:
            self.faults.append(f"{name} is malformed: {fault}")
            return None

    def read_twilio(self) -> dict[str, object]:
        """What only this sender needs."""
        read = {
            "twilio_account": self.read("TWILIO_ACCOUNT", _twilio_account),
            "twilio_token": self.read("TWILIO_TOKEN", _twilio_token),
            "twilio_from": self.read("TWILIO_FROM", _twilio_from),
            "twilio_address": self.read("TWILIO_ADDRESS", self._twilio_address),
        }
        if self.env.get("TWILIO_TOKEN_SECONDARY", "").strip():
            read["twilio_token_secondary"] = self.read("TWILIO_TOKEN_SECONDARY", _twilio_token)
        return read

    def _twilio_address(self, raw: str) -> str:
        if self.env.get("ENVIRONMENT", "").strip() == Environment.PRODUCTION:
            if raw != _TWILIO:
                raise ValueError(f"in production it is {_TWILIO}")
        elif urlsplit(raw).scheme != "http" or urlsplit(raw).hostname not in _THIS_MACHINE:
            raise ValueError("outside production texts go to a stand-in on this machine only")
        return raw.rstrip("/")

    def check_production(self) -> None:
        if not self.env.get("PUBLIC_BASE_URL", "").startswith("https://"):
            self.faults.append("PUBLIC_BASE_URL must begin with https:// in production")
        if self.env.get("SMS_SENDER", "") in ("null", "console"):
            self.faults.append("SMS_SENDER must be a real sender in production")


def _database_url(raw: str) -> str:
    if not raw.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        raise ValueError("begin with sqlite:/// or postgresql://")
    return raw


def _long_secret(raw: str) -> str:
    if len(raw) < 32:
        raise ValueError("at least 32 characters are needed")
    return raw


def _key(raw: str) -> bytes:
    try:
        key = base64.b64decode(raw, validate=True)
    except binascii.Error:
        raise ValueError("it is not base64") from None
    if len(key) != 32:
        raise ValueError("32 bytes in base64 are needed")
    return key


def _key_ring(raw: str) -> tuple[tuple[str, bytes], ...]:
    ring = []
    for part in raw.split(","):
        key_id, colon, key = part.strip().partition(":")
        if not colon or not re.fullmatch(r"[a-z0-9]{1,16}", key_id):
            raise ValueError("write id:base64 for each key, newest first, separated by commas")
        if key_id == "token":
            raise ValueError("no key may be named token: unsent answers are marked so")
        ring.append((key_id, _key(key)))
    if len({key_id for key_id, _ in ring}) != len(ring):
        raise ValueError("two keys have the same id")
    return tuple(ring)


def _base_url(raw: str) -> str:
    parts = urlsplit(raw)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/"):
        raise ValueError("write scheme and host only, as in https://support.example")
    if parts.scheme == "http" and parts.hostname not in _THIS_MACHINE:
        raise ValueError("http is for this machine only")
    if len(raw.rstrip("/")) > _LONGEST_ADDRESS:
        raise ValueError(f"at most {_LONGEST_ADDRESS} characters fit into a text message")
    return raw.rstrip("/")


def _hops(raw: str) -> int:
    if not re.fullmatch(r"[0-5]", raw):
        raise ValueError("write how many proxies of your own stand in front, 0 to 5")
    return int(raw)


def _sms_sender(raw: str) -> str:
    if raw not in ("null", "console", "twilio"):
        raise ValueError("write null, console or twilio")
    return raw


def _twilio_account(raw: str) -> str:
    if not re.fullmatch(r"AC[0-9a-f]{32}", raw):
        raise ValueError("write AC and 32 hexadecimal digits")
    return raw


def _twilio_token(raw: str) -> str:
    if not re.fullmatch(r"[0-9a-zA-Z]{32}", raw):
        raise ValueError("32 letters and digits are needed")
    return raw


def _twilio_from(raw: str) -> str:
    is_word = re.fullmatch(r"[A-Za-z0-9 ]{1,11}", raw) and re.search(r"[A-Za-z]", raw)
    if not (is_word or _NUMBER.fullmatch(raw) or re.fullmatch(r"MG[0-9a-f]{32}", raw)):
        raise ValueError(
            "write a number as +358401234567, a messaging service, or a word of 11 signs at most"
        )
    return raw


def _words(raw: str) -> str:
    if len(raw) > 80:
        raise ValueError("at most 80 characters")
    return raw


def _https_address(raw: str) -> str:
    parts = urlsplit(raw)
    if parts.scheme != "https" or not parts.hostname:
        raise ValueError("write a full https address")
    return raw


def _on_or_off(raw: str) -> bool:
    if raw not in ("on", "off"):
        raise ValueError("write on or off")
    return raw == "on"
