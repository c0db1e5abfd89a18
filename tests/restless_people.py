"""People who book, move and cancel through a real server, and remember what they were told."""

import http.client
import re
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

from flask import Flask
from sqlalchemy import update

from support.booking.models import Availability
from support.platform.begin_work import BeginWork
from support.vocabulary.actor import Actor
from tests.booking_history import Asked
from tests.people_of_the_tests import House
from tests.race.clients import Answered, Client
from tests.real_people import registered_person

AGAIN_AFTER = 0.02
_LENGTHS = (60, 60, 30)
# What a person sees where the server went away in the middle of her request.
WENT_AWAY = (OSError, http.client.HTTPException)


@dataclass(frozen=True)
class Span:
    """A time with somebody: from when on and for how many minutes."""

    practitioner_id: str
    starts_at: datetime
    minutes: int

    def touches(self, other: "Span") -> bool:
        """Whether the two cannot both be."""
        return (
            self.practitioner_id == other.practitioner_id
            and self.starts_at < other.starts_at + timedelta(minutes=other.minutes)
            and other.starts_at < self.starts_at + timedelta(minutes=self.minutes)
        )

    def value(self) -> str:
        """The time as the form of the times has it."""
        return f"{self.starts_at.astimezone(UTC):%Y%m%dT%H%MZ}~{self.practitioner_id}~phone"


@dataclass
class Person:
    """A signed-in employee with an open case; `minutes` is how long every time of hers is."""

    port: int
    id: str
    cookie: str
    minutes: int
    has: Span | None = None
    appointment_id: str = ""
    asked: list[Asked] = field(default_factory=list)
    told_busy: int = 0
    answers_lost: int = 0

    def __post_init__(self) -> None:
        self.go_to(self.port)
        self._token = ""
        self._wish: tuple[str, str, Span | None] = ("", "", None)

    def go_to(self, port: int) -> None:
        """From now on ask the server on this port."""
        self.client = Client(port, self.cookie)

    def arrive(self) -> Answered:
        """Open the times for the first time; the form of every later wish is this one."""
        page = self.client.get(self._times())
        self._token = page.form_token()
        return page

    def wish(self, act: str, wanted: Span | None = None) -> None:
        """Get ready to `book` or `move` to a time, or to `cancel` hers: all is sent but the last byte."""
        addresses = {
            "book": self._times(),
            "move": f"/times/move/{self.appointment_id}",
            "cancel": f"/times/cancel/{self.appointment_id}",
        }
        self._wish = (act, addresses[act], wanted)
        self._again()

    def come(self) -> Answered:
        """Send the last byte, and the same form again until somebody answers; what was told is remembered."""
        while True:
            answered = self.try_once()
            if answered is not None:
                return answered
            time.sleep(AGAIN_AFTER)

    def try_once(self) -> Answered | None:
        """Send the wish; None where the answer was lost, or it was "not now"."""
        try:
            answered = self.client.go()
        except WENT_AWAY:
            self.answers_lost += 1
            self._again()
            return None
        if answered.status == HTTPStatus.SERVICE_UNAVAILABLE:
            self.told_busy += 1
            self._again()
            return None
        if answered.status == HTTPStatus.FOUND:
            self._note(answered)
        return answered

    def _note(self, answered: Answered) -> None:
        act, _address, wanted = self._wish
        if act == "cancel":
            self.asked.append(Asked(self.id, act, self.appointment_id, self.appointment_id))
            self.has, self.appointment_id = None, ""
            return
        found = re.fullmatch(r"/times/booked/([A-Za-z0-9_-]{22})", answered.location)
        assert found, answered.location
        self.asked.append(Asked(self.id, act, found[1], self.appointment_id if act == "move" else ""))
        self.has, self.appointment_id = wanted, found[1]

    def _again(self) -> None:
        while True:
            try:
                self._get_ready()
                return
            except WENT_AWAY:
                time.sleep(AGAIN_AFTER)

    def _get_ready(self) -> None:
        _act, address, wanted = self._wish
        fields = {"slot": wanted.value()} if wanted else {}
        self.client.get_ready(address, csrf_token=self._token, **fields)

    def _times(self) -> str:
        return "/times?talk=1" if self.minutes == 30 else "/times"


def restless_people(app: Flask, house: House, how_many: int, port: int = 0) -> list[Person]:
    """So many, whose times are an hour or half an hour, one in the way of the other: one nurse gives both."""
    begin_work: BeginWork = app.extensions["begin_work"]
    with begin_work(Actor.operator()) as work:
        work.session.execute(
            update(Availability)
            .where(Availability.practitioner_id == house.nils.id)
            .values(kinds=("nurse_call", "one_to_one"))
        )
    found = []
    for number in range(how_many):
        who, cookie = registered_person(app, house, number)
        found.append(Person(port, who, cookie, _LENGTHS[number % len(_LENGTHS)]))
    begin_work.let_go()
    return found
