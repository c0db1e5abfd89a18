"""The application with the real sender, the provider's stand-in behind it, and a port for its reports."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from config import Settings
from support.app import create_app
from support.jobs import JOBS, run_job
from support.messaging.actions import queue_sms
from support.messaging.twilio_sender import TwilioSender
from support.platform.begin_work import BeginWork
from support.platform.database import Base, db
from support.vocabulary.language import Language
from tests.builders import LOOKER
from tests.fakes import FixedClock
from tests.provider_stand_in import ACCOUNT, OUR_NUMBER, TOKEN, Provider, provider_stand_in
from tests.settings import ADDRESS
from tests.web_in_a_thread import a_free_port, answering


@dataclass(frozen=True)
class Texting:
    """Both ends of the line."""

    app: Flask
    begin_work: BeginWork
    clock: FixedClock
    provider: Provider
    sender: TwilioSender
    base: str
    phone: str = "+358401234567"

    def plan(self, key: str, *, suppressed: bool = False) -> None:
        """Plan a message to the person, a code that tells the number at the end of its key."""
        digits = key.rpartition(":")[2]
        with self.begin_work(LOOKER) as work:
            queue_sms(
                work,
                template="code",
                phone=self.phone,
                language=Language.EN,
                values={"code": f"{int(digits):06}"},
                business_key=key,
                lives=timedelta(minutes=10),
                suppressed=suppressed,
            )

    def send_due(self) -> None:
        """Let the worker send what is due."""
        run_job(JOBS[0], self.begin_work, self.sender, ADDRESS)

    def rows(self, table: str, **values: Any) -> list[dict[str, Any]]:
        """The rows of a table in which these columns have these values."""
        with self.begin_work.to_read(LOOKER) as look:
            found = look.session.execute(select(Base.metadata.tables[table]))
            rows = [dict(row._mapping) for row in found]
        return [row for row in rows if all(row[name] == value for name, value in values.items())]

    def row(self) -> dict[str, Any]:
        """The only message of the outbox."""
        (row,) = self.rows("outbound_message")
        return row

    def write_to_us(self, text: str, **other: str) -> None:
        """The person writes to our number."""
        self.provider.hand_over(f"{self.base}/messages/reply", self.phone, text, **other)


def twilio_settings(settings: Settings, provider: Provider, base: str) -> Settings:
    """Settings with which texts go to the stand-in."""
    return replace(
        settings,
        sms_sender="twilio",
        twilio_account=ACCOUNT,
        twilio_token=TOKEN,
        twilio_from=OUR_NUMBER,
        twilio_address=provider.address,
        public_base_url=base,
    )


@contextmanager
def texting_with(settings: Settings, clock: FixedClock) -> Iterator[Texting]:
    """The application, its port and the provider, until the end."""
    port = a_free_port()
    base = f"http://127.0.0.1:{port}"
    with provider_stand_in(clock.now) as provider:
        app = create_app(twilio_settings(settings, provider, base), clock=clock)
        sender: TwilioSender = app.extensions["sms_sender"]
        try:
            with answering(app, port):
                yield Texting(app, app.extensions["begin_work"], clock, provider, sender, base)
        finally:
            sender.close()
            with app.app_context():
                db.engine.dispose()
