"""Everything that differs between two installations, read once at start."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit

from setting_forms import (
    NUMBER,
    THIS_MACHINE,
    base_url,
    database_url,
    earlier_keys,
    full_path,
    hops,
    https_address,
    key,
    key_ring,
    long_secret,
    on_or_off,
    sms_sender,
    twilio_account,
    twilio_from,
    twilio_token,
    words,
)

_TWILIO = "https://api.twilio.com"


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
    audit_anchors: str
    public_base_url: str
    trusted_proxies: int
    sms_sender: str
    provider_name: str
    provider_phone: str
    exit_address: str
    routing_on: bool
    # Empty unless the key of the audit record has been exchanged.
    audit_keys_before: tuple[bytes, ...] = field(default=(), repr=False)
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
        return self.sms_sender == "twilio" and NUMBER.fullmatch(self.twilio_from) is not None

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Read every setting.

        Raises SettingsError with the full list of what is missing or malformed.
        """
        reader = _Reader(env)
        environment = reader.read("ENVIRONMENT", Environment)
        settings = {
            "environment": environment,
            "database_url": reader.read("DATABASE_URL", database_url),
            "secret_key": reader.read("SECRET_KEY", long_secret),
            "encryption_keys": reader.read("ENCRYPTION_KEYS", key_ring),
            "lookup_key": reader.read("LOOKUP_KEY", key),
            "audit_key": reader.read("AUDIT_KEY", key),
            "audit_anchors": reader.read("AUDIT_ANCHORS", full_path),
            "public_base_url": reader.read("PUBLIC_BASE_URL", base_url),
            "trusted_proxies": reader.read("TRUSTED_PROXIES", hops),
            "sms_sender": reader.read("SMS_SENDER", sms_sender),
            "provider_name": reader.read("PROVIDER_NAME", words),
            "provider_phone": reader.read("PROVIDER_PHONE", words),
            "exit_address": reader.read("EXIT_ADDRESS", https_address),
            "routing_on": reader.read("ROUTING", on_or_off),
        }
        settings |= reader.read_if_there("AUDIT_KEYS_BEFORE", earlier_keys)
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

    def read_if_there(self, name: str, parse: Callable[[str], object]) -> dict[str, object]:
        """A setting that may be missing."""
        return {name.lower(): self.read(name, parse)} if self.env.get(name, "").strip() else {}

    def read_twilio(self) -> dict[str, object]:
        """What only this sender needs."""
        read = {
            "twilio_account": self.read("TWILIO_ACCOUNT", twilio_account),
            "twilio_token": self.read("TWILIO_TOKEN", twilio_token),
            "twilio_from": self.read("TWILIO_FROM", twilio_from),
            "twilio_address": self.read("TWILIO_ADDRESS", self._twilio_address),
        }
        return read | self.read_if_there("TWILIO_TOKEN_SECONDARY", twilio_token)

    def _twilio_address(self, raw: str) -> str:
        if self.env.get("ENVIRONMENT", "").strip() == Environment.PRODUCTION:
            if raw != _TWILIO:
                raise ValueError(f"in production it is {_TWILIO}")
        elif urlsplit(raw).scheme != "http" or urlsplit(raw).hostname not in THIS_MACHINE:
            raise ValueError("outside production texts go to a stand-in on this machine only")
        return raw.rstrip("/")

    def check_production(self) -> None:
        if not self.env.get("PUBLIC_BASE_URL", "").startswith("https://"):
            self.faults.append("PUBLIC_BASE_URL must begin with https:// in production")
        if self.env.get("SMS_SENDER", "") in ("null", "console"):
            self.faults.append("SMS_SENDER must be a real sender in production")
