"""Any bytes as a request of the provider: each is answered, and what is not signed leaves nothing behind."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import func, select

from config import Settings
from support.app import create_app
from support.messaging.actions import queue_sms
from support.messaging.inbound_models import InboundMessage
from support.messaging.models import MessageAttempt
from support.messaging.send_actions import send_next_message
from support.messaging.webhook_address import REPLIES, report_path
from support.platform.begin_work import BeginWork
from support.platform.database import db
from support.vocabulary.language import Language
from tests.builders import LOOKER
from tests.fakes import FixedClock, RecordingSender
from tests.fuzz.words import pairs_of
from tests.people_of_the_tests import a_house, an_employee_with_a_case
from tests.provider_callbacks import signed
from tests.provider_stand_in import ACCOUNT, OUR_NUMBER, TOKEN
from tests.settings import ADDRESS, settings_for

_NOW = datetime(2026, 11, 25, 7, 30, tzinfo=UTC)


# What the first byte says: where it goes, how it is signed, how it is written, and whether it is about a
# message that has just gone out.
REPORT, WRONG, RAW, SENT = 1, 2, 4, 8


@dataclass(frozen=True)
class Requests:
    """The application, to which the bytes are sent."""

    app: Flask
    begin_work: BeginWork
    clock: FixedClock
    turn: "count[int]" = field(default_factory=count)

    def one(self, given: bytes) -> None:
        """Send the bytes after the first as a form."""
        if not given:
            return
        how, path = given[0], self._report_path(given) if given[0] & REPORT else REPLIES
        pairs = pairs_of(given[1:].decode("utf-8", "replace"))
        told = signed(ADDRESS + path, dict(pairs), "wrong" * 6 if how & WRONG else TOKEN)
        before = self._kept()
        body = given[1:] if how & RAW else told.body()
        answer = self.app.test_client().post(path, data=body, headers=told.headers())
        # An address with a control sign in it leads nowhere.
        nowhere = bool(how & REPORT) and any(sign < " " for sign in self._attempt(given))
        assert answer.status_code in ((404,) if nowhere else (204, 400, 403, 413)), answer.status
        if answer.status_code != 204:
            assert self._kept() == before
        assert answer.status_code != 204 or not how & WRONG, "taken with a wrong signature"

    def _report_path(self, given: bytes) -> str:
        attempt = self._sent() if given[0] & SENT else self._attempt(given)
        return report_path(self.begin_work.keys.lookup, attempt)

    def _attempt(self, given: bytes) -> str:
        return "" if given[0] & SENT else given[1:23].decode("latin-1")

    def _sent(self) -> str:
        """The attempt of a message of which nobody knows yet what became."""
        turn = next(self.turn)
        # So much later that the messages of an hour are never too many.
        self.clock.pass_time(timedelta(seconds=2))
        with self.begin_work(LOOKER) as work:
            queue_sms(
                work,
                template="trial",
                phone=f"+35840{turn:07d}",
                language=Language.FI,
                values={},
                business_key=f"fuzz:{turn}",
                lives=timedelta(hours=1),
            )
        lost = RecordingSender()
        lost.result = OSError("the answer was lost")
        assert send_next_message(self.begin_work, lost)
        with self.begin_work.to_read(LOOKER) as look:
            newest = select(MessageAttempt.id).order_by(MessageAttempt.started_at.desc()).limit(1)
            return look.session.execute(newest).scalar_one()

    def _kept(self) -> int:
        with self.begin_work.to_read(LOOKER) as look:
            return look.session.execute(select(func.count()).select_from(InboundMessage)).scalar_one()


@contextmanager
def requests() -> Iterator[Requests]:
    """An application of its own, with somebody in it who may answer."""
    with tempfile.TemporaryDirectory() as folder:
        clock = FixedClock(_NOW)
        app = create_app(_settings(Path(folder)), clock=clock, sender=RecordingSender())
        with app.app_context():
            upgrade()
        begin_work: BeginWork = app.extensions["begin_work"]
        house = a_house(begin_work)
        with begin_work(LOOKER) as work:
            an_employee_with_a_case(work, house, 1)
        yield Requests(app, begin_work, clock)
        with app.app_context():
            db.engine.dispose()


def _settings(folder: Path) -> Settings:
    return replace(
        settings_for(f"sqlite:///{folder / 'fuzz.sqlite'}"),
        sms_sender="twilio",
        twilio_account=ACCOUNT,
        twilio_token=TOKEN,
        twilio_from=OUR_NUMBER,
        twilio_address="http://127.0.0.1:1",
    )
