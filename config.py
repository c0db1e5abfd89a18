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

    @property
    def is_production(self) -> bool:
        """Real people's data may be here."""
        return self.environment is Environment.PRODUCTION

    @property
    def is_https(self) -> bool:
        """Whether people reach the service over TLS."""
        return self.public_base_url.startswith("https://")

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
    loopback = parts.hostname in ("127.0.0.1", "localhost", "::1")
    if parts.scheme == "http" and not loopback:
        raise ValueError("http is for this machine only")
    if len(raw.rstrip("/")) > _LONGEST_ADDRESS:
        raise ValueError(f"at most {_LONGEST_ADDRESS} characters fit into a text message")
    return raw.rstrip("/")


def _hops(raw: str) -> int:
    if not re.fullmatch(r"[0-5]", raw):
        raise ValueError("write how many proxies of your own stand in front, 0 to 5")
    return int(raw)


def _sms_sender(raw: str) -> str:
    if raw == "twilio":
        raise ValueError("the real sender is not in this version yet; write null or console")
    if raw not in ("null", "console"):
        raise ValueError("write null or console")
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
