"""An installation of its own for one measurement."""

import secrets
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade

from config import Environment, Settings
from support.app import create_app


def settings_in(folder: Path) -> Settings:
    """Settings of an installation whose database lies in this folder."""
    return Settings(
        environment=Environment.DEMO,
        database_url=f"sqlite:///{folder / 'kynnys.sqlite3'}",
        secret_key=secrets.token_urlsafe(48),
        encryption_keys=(("k1", secrets.token_bytes(32)),),
        lookup_key=secrets.token_bytes(32),
        audit_key=secrets.token_bytes(32),
        audit_anchors=str(folder / "anchors.txt"),
        public_base_url="http://127.0.0.1:5000",
        sms_sender="null",
        provider_name="Työterveys Ulappa",
        provider_phone="+358 00 000 001",
        exit_address="https://weather.example/",
        routing_on=True,
        trusted_proxies=0,
    )


def fresh(settings: Settings) -> Flask:
    """The application on a new database."""
    app = create_app(settings)
    with app.app_context():
        upgrade()
    return app
