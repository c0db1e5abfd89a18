"""An installation for measuring: full calendars, who looks, who books, and times that are free."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask

from bench import full_calendar
from bench.full_calendar import Provider, Start
from bench.installation import fresh
from bench.load import CLIENTS, ROUNDS, Request
from bench.people import Person, people
from config import Settings
from support.booking.rules.appointment import State
from support.platform.begin_work import BeginWork
from support.vocabulary.calendar import local_date

# In each round; enough for everybody who books in all of them to be somebody else.
BOOKERS = 200


@dataclass(frozen=True)
class Place:
    """One installation: who looks, who books, what can be booked, and the server that answers."""

    app: Flask
    provider: Provider
    looking: list[Person]
    of_one_nurse: list[Person]
    booking: list[Person]
    free: list[Start]

    @property
    def begin_work(self) -> BeginWork:
        """Begins a work in its database."""
        begin: BeginWork = self.app.extensions["begin_work"]
        return begin

    def bookings(self, how_many: int) -> Iterator[Request]:
        """So many bookings that nobody has made yet, each by another person."""
        for _ in range(how_many):
            person, start = self.booking.pop(), self.free.pop()
            yield person.posts("/times", 302, slot=start.value)


def a_place(settings: Settings) -> Place:
    """A new installation with everybody in it."""
    app = fresh(settings)
    begin_work: BeginWork = app.extensions["begin_work"]
    provider = full_calendar.a_provider(begin_work, full_calendar.CALENDARS)
    today = local_date(begin_work.clock.now())
    starts = full_calendar.starts_ahead(provider, today)
    full_calendar.fill(begin_work, provider, starts[: full_calendar.BOOKED], State.CONFIRMED)
    free = full_calendar.can_be_taken(starts[full_calendar.BOOKED :], today)
    numbers = iter(range(1000, 10_000_000))

    def some(employer_id: str, how_many: int) -> list[Person]:
        return people(app, employer_id, [next(numbers) for _ in range(how_many)])

    place = Place(
        app,
        provider,
        looking=some(provider.large, CLIENTS),
        of_one_nurse=some(provider.small, CLIENTS),
        booking=some(provider.large, (ROUNDS + 2) * BOOKERS),
        free=free,
    )
    begin_work.let_go()
    return place
