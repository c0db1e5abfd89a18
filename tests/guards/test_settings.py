"""A start with wrong settings stops at once and names everything that is wrong, and never a secret."""

import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest

from config import Settings, SettingsError

pytestmark = pytest.mark.once

ROOT = Path(__file__).parent.parent.parent
KEY = base64.b64encode(b"1" * 32).decode()
GOOD = {
    "ENVIRONMENT": "test",
    "DATABASE_URL": "sqlite:///nowhere.sqlite3",
    "SECRET_KEY": "s" * 40,
    "ENCRYPTION_KEYS": f"k2:{KEY},k1:{KEY}",
    "LOOKUP_KEY": KEY,
    "AUDIT_KEY": KEY,
    "AUDIT_ANCHORS": "/mnt/anchors.txt",
    "PUBLIC_BASE_URL": "http://127.0.0.1:5000",
    "TRUSTED_PROXIES": "0",
    "SMS_SENDER": "null",
    "PROVIDER_NAME": "Työterveys Ulappa",
    "PROVIDER_PHONE": "09 000 0000",
    "EXIT_ADDRESS": "https://weather.example/",
    "ROUTING": "on",
}


def test_good_settings_are_read() -> None:
    settings = Settings.from_env(GOOD)
    assert [key_id for key_id, _ in settings.encryption_keys] == ["k2", "k1"]
    assert settings.routing_on
    assert not settings.is_https


def test_everything_that_is_missing_is_named_at_once() -> None:
    assert _faults({}) == {f"{name} is missing" for name in GOOD}


@pytest.mark.parametrize("name", GOOD)
def test_each_missing_setting_is_named(name: str) -> None:
    assert _faults({**GOOD, name: "  "}) == {f"{name} is missing"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ENVIRONMENT", "staging"),
        ("DATABASE_URL", "mysql://somewhere/x"),
        ("SECRET_KEY", "short"),
        ("ENCRYPTION_KEYS", KEY),
        ("ENCRYPTION_KEYS", f"k1:{KEY},k1:{KEY}"),
        ("ENCRYPTION_KEYS", f"K 1:{KEY}"),
        ("ENCRYPTION_KEYS", "k1:AAAA"),
        ("LOOKUP_KEY", "%%%%"),
        ("AUDIT_KEY", "AAAA"),
        ("AUDIT_KEYS_BEFORE", f"{KEY},AAAA"),
        ("AUDIT_ANCHORS", "anchors.txt"),
        ("AUDIT_ANCHORS", "/mnt/anchors/"),
        ("PUBLIC_BASE_URL", "http://support.example"),
        ("PUBLIC_BASE_URL", "https://support.example/path"),
        ("PUBLIC_BASE_URL", "support.example"),
        ("TRUSTED_PROXIES", "-1"),
        ("TRUSTED_PROXIES", "6"),
        ("TRUSTED_PROXIES", "one"),
        ("TRUSTED_PROXIES", "1.0"),
        ("TRUSTED_PROXIES", "\u00b2"),
        ("SMS_SENDER", "pigeon"),
        ("PROVIDER_NAME", "x" * 81),
        ("PROVIDER_PHONE", "0" * 81),
        ("EXIT_ADDRESS", "http://weather.example/"),
        ("EXIT_ADDRESS", "javascript:alert(1)"),
        ("ROUTING", "yes"),
    ],
)
def test_a_malformed_setting_is_named_without_its_value(name: str, value: str) -> None:
    (fault,) = _faults({**GOOD, name: value})
    assert fault.startswith(f"{name} is malformed: ")
    if name.endswith(("KEY", "KEYS", "DATABASE_URL")):
        assert value not in fault


TWILIO = {
    "SMS_SENDER": "twilio",
    "TWILIO_ACCOUNT": "AC" + "0" * 32,
    "TWILIO_TOKEN": "t" * 32,
    "TWILIO_FROM": "+358401234567",
    "TWILIO_ADDRESS": "http://127.0.0.1:9999",
}


def test_the_settings_of_the_real_sender_are_asked_for_with_it_only() -> None:
    asked = {f"{name} is missing" for name in TWILIO if name != "SMS_SENDER"}
    assert _faults({**GOOD, "SMS_SENDER": "twilio"}) == asked
    assert Settings.from_env({**GOOD, **TWILIO, "SMS_SENDER": "null"}).twilio_token == ""
    settings = Settings.from_env({**GOOD, **TWILIO})
    assert (settings.twilio_token, settings.twilio_token_secondary) == ("t" * 32, "")
    assert Settings.from_env({**GOOD, **TWILIO, "TWILIO_TOKEN_SECONDARY": "u" * 32}).twilio_token_secondary


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TWILIO_ACCOUNT", "AC"),
        ("TWILIO_ACCOUNT", "SM" + "0" * 32),
        ("TWILIO_TOKEN", "t" * 31),
        ("TWILIO_TOKEN_SECONDARY", "t" * 31),
        ("TWILIO_FROM", "0401234567"),
        ("TWILIO_FROM", "+0401234567"),
        ("TWILIO_FROM", "Twelve signs"),
        ("TWILIO_FROM", "Työterveys"),
        ("TWILIO_ADDRESS", "https://api.twilio.com"),
        ("TWILIO_ADDRESS", "http://provider.example"),
        ("TWILIO_ADDRESS", "https://127.0.0.1:9999"),
    ],
)
def test_a_malformed_setting_of_the_real_sender_is_named_without_its_value(name: str, value: str) -> None:
    (fault,) = _faults({**GOOD, **TWILIO, name: value})
    assert fault.startswith(f"{name} is malformed: ")
    assert "TOKEN" not in name or value not in fault


def test_texts_leave_this_machine_in_production_only_and_to_the_provider_only() -> None:
    real = {
        **GOOD,
        **TWILIO,
        "ENVIRONMENT": "production",
        "PUBLIC_BASE_URL": "https://support.example",
        "TWILIO_ADDRESS": "https://api.twilio.com",
    }
    assert Settings.from_env(real).sms_sender == "twilio"
    for other in ("http://api.twilio.com", "https://api.twilio.com.example", "http://127.0.0.1:9999"):
        assert {one.split()[0] for one in _faults({**real, "TWILIO_ADDRESS": other})} == {"TWILIO_ADDRESS"}


@pytest.mark.parametrize(
    ("sender", "can"), [("+358401234567", True), ("Kynnys", False), ("MG" + "a" * 32, False)]
)
def test_only_a_number_can_be_answered(sender: str, can: bool) -> None:
    assert Settings.from_env({**GOOD, **TWILIO, "TWILIO_FROM": sender}).texts_can_be_answered is can
    assert not Settings.from_env(GOOD).texts_can_be_answered


def test_several_malformed_settings_are_named_at_once() -> None:
    faults = _faults({**GOOD, "ROUTING": "yes", "AUDIT_KEY": "x", "SMS_SENDER": ""})
    assert {fault.split()[0] for fault in faults} == {"ROUTING", "AUDIT_KEY", "SMS_SENDER"}


def test_production_asks_for_more() -> None:
    faults = _faults({**GOOD, "ENVIRONMENT": "production"})
    assert {fault.split()[0] for fault in faults} == {"PUBLIC_BASE_URL", "SMS_SENDER"}


def test_secrets_never_show_in_the_settings_as_text() -> None:
    twilio = {**TWILIO, "TWILIO_TOKEN_SECONDARY": "u" * 32}
    shown = repr(Settings.from_env({**GOOD, **twilio}))
    assert "s" * 40 not in shown
    assert "1" * 32 not in shown
    assert "nowhere" not in shown
    assert "t" * 32 not in shown and "u" * 32 not in shown


def test_the_program_stops_with_status_2_and_the_whole_list() -> None:
    env = {
        "PATH": os.environ["PATH"],
        **GOOD,
        "ROUTING": "yes",
        "LOOKUP_KEY": "",
        "SECRET_KEY": "secret-but-short",
    }
    ended = subprocess.run(
        [sys.executable, "-c", "import wsgi"], cwd=ROOT, env=env, capture_output=True, text=True
    )
    assert ended.returncode == 2
    assert "ROUTING is malformed" in ended.stderr
    assert "LOOKUP_KEY is missing" in ended.stderr
    assert "SECRET_KEY is malformed" in ended.stderr
    assert "secret-but-short" not in ended.stderr
    assert "Traceback" not in ended.stderr


def _faults(env: dict[str, str]) -> set[str]:
    with pytest.raises(SettingsError) as raised:
        Settings.from_env(env)
    return set(raised.value.faults)
