"""The server that people get hands over the line of a request as it came: the provider is believed."""

from dataclasses import replace
from pathlib import Path

from bench.servers import PRODUCT, env_of, server
from config import Settings
from support.app import create_app
from support.platform.database import db
from tests.builders import dump
from tests.provider_callbacks import signed, tell
from tests.provider_stand_in import ACCOUNT, OUR_NUMBER, TOKEN

FIELDS = {"AccountSid": ACCOUNT, "From": "+358401234567", "Body": "OK", "MessageSid": "SM" + "a" * 32}


def test_a_signed_reply_is_kept_by_the_real_server(settings: Settings, tmp_path: Path) -> None:
    real = replace(
        settings,
        sms_sender="twilio",
        twilio_account=ACCOUNT,
        twilio_token=TOKEN,
        twilio_from=OUR_NUMBER,
        twilio_address="http://127.0.0.1:9",
    )
    told = signed(f"{real.public_base_url}/messages/reply", FIELDS, TOKEN)
    with server(PRODUCT, env_of(real), tmp_path / "printed.txt") as port:
        here = f"http://127.0.0.1:{port}/messages"
        assert tell(replace(told, address=f"{here}/reply")) == 204
        for other in ("/reply?", "/%72eply", "/reply?x=1"):
            assert tell(replace(told, address=here + other)) == 403, other
    app = create_app(replace(real, sms_sender="null"))
    kept = dump(app.extensions["begin_work"])["inbound_message"]
    assert [row["provider_reference"] for row in kept] == [FIELDS["MessageSid"]]
    with app.app_context():
        db.engine.dispose()
