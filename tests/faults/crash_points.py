"""Where a worker or a report may be struck down, and what may go wrong with the reports."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection

from tests.fake_provider import Moment, Report
from tests.fakes import FixedClock


class Killed(BaseException):
    """The process is gone: nothing catches it, as nothing catches a kill."""


class Point(StrEnum):
    """The twelve moments of the reliability design, section 4b."""

    BEFORE_CLAIM = "before the claim"
    AFTER_CLAIM = "after the claim"
    AFTER_ATTEMPT_ROW = "after the attempt row"
    DURING_CONNECT = "during the connecting"
    AFTER_REQUEST = "after the bytes of the request"
    AFTER_ACCEPTANCE = "after the acceptance"
    BEFORE_REFERENCE_COMMIT = "before the reference is committed"
    AFTER_COMMIT = "after the commit"
    IN_REPORT_BEFORE_COMMIT = "in a report before its commit"
    IN_REPORT_AFTER_COMMIT = "in a report after its commit"
    TWO_SCHEDULERS = "two schedulers at once"
    LEASE_OVER = "the lease runs out while it is still sent"


class ReportFault(StrEnum):
    """What happens to the reports."""

    LOST = "lost"
    DOUBLED = "doubled"
    REVERSED = "reversed"


WITH_ANOTHER_WORKER = (Point.TWO_SCHEDULERS, Point.LEASE_OVER)
IN_REPORT = (Point.IN_REPORT_BEFORE_COMMIT, Point.IN_REPORT_AFTER_COMMIT)
_AT_THE_PROVIDER = {
    Point.AFTER_ATTEMPT_ROW: Moment.ENTERED,
    Point.DURING_CONNECT: Moment.CONNECTING,
    Point.AFTER_REQUEST: Moment.REQUEST_SENT,
    Point.AFTER_ACCEPTANCE: Moment.TAKEN_ON,
}
# The commit of a sending at which it is struck: of the claim, or of the answer.
_AT_COMMIT = {Point.AFTER_CLAIM: 1, Point.BEFORE_REFERENCE_COMMIT: 2}
_LONGER_THAN_THE_LEASE = timedelta(seconds=90)


class StruckClock(FixedClock):
    """A clock that tells somebody whenever it is read."""

    on_read: Callable[[], None] | None = None

    def now(self) -> datetime:
        """The moment it was set to."""
        if self.on_read:
            self.on_read()
        return super().now()


@dataclass
class Striker:
    """Strikes each message once at one point: a sending, or a report of it."""

    point: Point
    clock: StruckClock
    left: int
    other_worker: Callable[[], None]
    _commits: int = 0
    _is_sending: bool = False
    _is_reporting: bool = False
    _has_struck: bool = False
    struck: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Hear of the clock being read."""
        self.clock.on_read = self._read

    def send(self, step: Callable[[], bool]) -> bool:
        """One step of a worker; True too when it was struck down."""
        self._commits, self._is_sending = 0, self.left > 0 and not self._has_struck
        self._has_struck = False
        try:
            done = step()
            if self.point is Point.AFTER_COMMIT and self._commits == 2 and self._is_sending:
                self._strike()
            return done
        except Killed:
            # The next one is left in peace where the same message comes again.
            self._has_struck = self.point in (Point.BEFORE_CLAIM, Point.AFTER_CLAIM)
            return True
        finally:
            self._is_sending = False

    def report(self, step: Callable[[], object]) -> bool:
        """One report comes in; whether it was struck down."""
        self._is_reporting = self.point in IN_REPORT and self.left > 0
        try:
            step()
            if self._is_reporting and self.point is Point.IN_REPORT_AFTER_COMMIT:
                self._strike()
        except Killed:
            return True
        finally:
            self._is_reporting = False
        return False

    def during(self, moment: Moment, phone: str) -> None:
        """A call has come so far."""
        if not self._is_sending:
            return
        if _AT_THE_PROVIDER.get(self.point) is moment:
            self._strike()
        if self.point in WITH_ANOTHER_WORKER and moment is Moment.ENTERED:
            is_over = self.point is Point.LEASE_OVER
            self._let_other_work(_LONGER_THAN_THE_LEASE if is_over else timedelta())

    def committing(self, _connection: Connection) -> None:
        """A transaction is about to be committed."""
        self._commits += 1
        if self._is_sending and self._commits == _AT_COMMIT.get(self.point):
            self._strike()
        if self._is_reporting and self.point is Point.IN_REPORT_BEFORE_COMMIT:
            self._strike()

    def _read(self) -> None:
        if self._is_sending and self.point is Point.BEFORE_CLAIM:
            self._strike()

    def _strike(self) -> None:
        self.left -= 1
        self.struck.append(self.point)
        self._is_sending = self._is_reporting = False
        raise Killed

    def _let_other_work(self, after: timedelta) -> None:
        self.left -= 1
        self.struck.append(self.point)
        self._is_sending = False
        self.clock.pass_time(after)
        self.other_worker()


@dataclass
class Post:
    """The reports on their way from the provider, with what goes wrong on it."""

    fault: ReportFault
    point: Point
    _coming: list[Report] = field(default_factory=list)

    def take(self, reports: list[Report]) -> None:
        """Take over what the provider has just sent."""
        self._coming += self._as_they_come(reports)
        self._coming.sort(key=lambda one: one.at)
        reports.clear()

    def next_at(self) -> datetime | None:
        """When the next one comes in."""
        return self._coming[0].at if self._coming else None

    def due(self, now: datetime) -> list[Report]:
        """What comes in now."""
        due = [one for one in self._coming if one.at <= now]
        self._coming = self._coming[len(due) :]
        return due

    def _as_they_come(self, reports: list[Report]) -> list[Report]:
        if self.fault is ReportFault.DOUBLED:
            return [report for report in reports for _ in range(2)]
        if self.fault is ReportFault.REVERSED:
            moments: dict[str, list[datetime]] = {}
            for one in reports:
                moments.setdefault(one.attempt_id, []).append(one.at)
            return [Report(moments[one.attempt_id].pop(), one.attempt_id, one.sighting) for one in reports]
        # Of those that are lost the first one comes after all where it is struck in the middle.
        return [one for n, one in enumerate(reports) if self.point in IN_REPORT and n % 2 == 0]
