"""Settings of a test installation; the keys open nothing anywhere else."""

from pathlib import Path
from tempfile import gettempdir

from config import Environment, Settings

ADDRESS = "http://127.0.0.1:5000"


def settings_for(database_url: str, environment: Environment = Environment.TEST) -> Settings:
    """Settings with this database."""
    return Settings(
        environment=environment,
        database_url=database_url,
        secret_key="only-for-tests-" + "x" * 32,
        encryption_keys=(("t1", b"1" * 32),),
        lookup_key=b"2" * 32,
        audit_key=b"3" * 32,
        audit_anchors=str(Path(gettempdir()) / f"anchors-of-{Path(database_url.partition('?')[0]).name}"),
        public_base_url=ADDRESS,
        trusted_proxies=0,
        sms_sender="null",
        provider_name="Työterveys Ulappa",
        provider_phone="09 000 0000",
        exit_address="https://weather.example/",
        routing_on=True,
    )
