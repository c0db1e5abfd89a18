"""A year in which cases are opened and people met, answer, write, stop and are let go, each at a moment."""

import heapq
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count

from support.cases.check_in_actions import hold_for_check_in
from support.cases.nurse_actions import claim_case, close_case
from support.cases.opening_actions import Need, open_case
from support.cases.rules.states import CloseReason
from support.followup.answer_actions import answer_check_in
from support.followup.plan_actions import end_check_ins, start_plan, stop_plan
from support.followup.queries import by_link
from support.followup.rules.answers import Given
from support.followup.rules.plan import RHYTHMS, Rhythm
from support.followup.rules.states import StopReason
from support.messaging.inbound_actions import receive
from support.messaging.inbound_facts import IncomingMessage
from support.messaging.sender import SendResult
from support.people.employee_actions import ContactData, register_employee
from support.platform.work import Work
from support.vocabulary.language import Language
from support.vocabulary.pathway import Urgency
from tests.builders import LOOKER, World
from tests.fakes import FixedClock, RecordingSender
from tests.followed_people import Fate, Followed, phone_of

OUR_PHONE = "09 000 0000"
PATHS = sorted(RHYTHMS)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
# The second message of a check-in says that we ask once more.
_SECOND = "vielä"


class Listening(RecordingSender):
    """Also keeps when somebody was asked, and lets her hear it."""

    def __init__(self, clock: FixedClock, hear: Callable[[str, str], None]) -> None:
        super().__init__()
        self.asked: list[tuple[datetime, str]] = []
        self._clock, self._hear = clock, hear

    def send(self, phone: str, text: str, attempt_id: str, valid_for: timedelta) -> SendResult:
        """Remember it, and let her have it."""
        if "/c/" in text:
            self.asked.append((self._clock.now(), phone))
            self._hear(phone, text)
        return super().send(phone, text, attempt_id, valid_for)


class Year:
    """What is still to happen, and everybody it happens to."""

    def __init__(self, world: World, chance: random.Random) -> None:
        self.world, self.chance = world, chance
        self.sender = Listening(world.clock, self._hear)
        self.people: dict[str, Followed] = {}
        self._events: list[tuple[datetime, int, Callable[[], None]]] = []
        self._turn = count()

    def plan(self, moment: datetime, do: Callable[[], None]) -> None:
        """Let something happen at a moment."""
        heapq.heappush(self._events, (moment, next(self._turn), do))

    def next_events(self) -> list[datetime]:
        """When the next thing happens."""
        return [self._events[0][0]] if self._events else []

    def happen(self, moment: datetime) -> None:
        """Everything that is due."""
        while self._events and self._events[0][0] <= moment:
            heapq.heappop(self._events)[2]()

    def rhythm_of(self, number: int) -> Rhythm:
        """How often this one is asked."""
        return RHYTHMS[PATHS[number % len(PATHS)]]

    def open(self, number: int, fate: Fate) -> None:
        """Somebody's case is opened, and a nurse meets her where her path begins with a meeting."""
        if fate is Fate.OPTED_OUT:
            self._write(phone_of(number), "SEIS")
        with self.world.begin_work(LOOKER) as work:
            one = self._opened(work, number, fate)
            self._begin(work, one, met=False)
            if one.rhythm.after_meeting:
                self._begin(work, one, met=True)
        self.people[one.phone] = one
        if fate in (Fate.CLOSED, Fate.ENDED):
            days = self.chance.randrange(max(one.rhythm.days) + 10)
            self.plan(self.world.clock.now() + days * DAY + MINUTE, lambda: self._end(one))
        if fate is Fate.MET_AGAIN and one.rhythm.after_meeting:
            for days in (20, 80)[: len(one.rhythm.days)]:
                self.plan(self.world.clock.now() + days * DAY + MINUTE, lambda: self._meet(one))

    def _opened(self, work: Work, number: int, fate: Fate) -> Followed:
        house, path = self.world.house, PATHS[number % len(PATHS)]
        safe = fate is not Fate.UNSAFE
        contact = ContactData("Aino", phone_of(number), safe, house.hiljasalo, house.unit, Language.FI)
        employee = register_employee(work, contact, number_confirmed=True)
        need = Need(Urgency.ROUTINE, path, safety=False, flags=())
        case_id = open_case(
            work, employee_id=employee.id, employer_id=house.hiljasalo, key_id=work.new_key(), need=need
        )
        return Followed(number, fate, self.rhythm_of(number), case_id)

    def _begin(self, work: Work, one: Followed, *, met: bool) -> None:
        case = hold_for_check_in(work, one.case_id)
        assert case is not None
        start_plan(work, case, OUR_PHONE, met_at=work.now if met else None)
        if met is one.rhythm.after_meeting:
            one.began.append(work.now)

    def _meet(self, one: Followed) -> None:
        with self.world.begin_work(LOOKER) as work:
            self._begin(work, one, met=True)

    def _end(self, one: Followed) -> None:
        """A nurse takes the case and closes it, or only ends the check-ins."""
        with self.world.begin_work(self.world.house.nils.actor) as work:
            claim_case(work, one.case_id)
            if one.fate is Fate.CLOSED:
                close_case(work, one.case_id, CloseReason.COMPLETED)
                stop_plan(work, one.case_id, StopReason.CASE_CLOSED)
            else:
                end_check_ins(work, one.case_id, StopReason.NOT_NEEDED)
            one.cut = work.now

    def _hear(self, phone: str, text: str) -> None:
        """She reads a message of a check-in; what she does comes a while later."""
        one = self.people[phone]
        token = text.partition("/c/")[2].split()[0]
        soon = self.world.clock.now() + self.chance.randrange(3, 40 * 60) * MINUTE
        with self.world.begin_work.to_read(LOOKER) as look:
            check_in = by_link(look, token)
            assert check_in is not None
            number = check_in.number
        if one.fate is Fate.BY_LINK or (one.fate is Fate.LATE and _SECOND in text):
            self.plan(soon, lambda: self._answer(one, number, token))
        elif one.fate is Fate.BY_NUMBER:
            self.plan(soon, lambda: self._say(one, number))
        elif one.fate is Fate.STOPS:
            self.plan(soon, lambda: self._stop(one))

    def _answer(self, one: Followed, number: int, token: str) -> None:
        with self.world.begin_work(LOOKER) as work:
            assert answer_check_in(work, token, Given(scale=7), is_last=True).is_sent
        one.answered[number] = self.world.clock.now()

    def _say(self, one: Followed, number: int) -> None:
        self._write(one.phone, "7")
        one.answered[number] = self.world.clock.now()

    def _stop(self, one: Followed) -> None:
        self._write(one.phone, "lopeta")
        one.cut = one.cut or self.world.clock.now()

    def _write(self, phone: str, text: str) -> None:
        reference = f"SM{next(self._turn):032x}"
        with self.world.begin_work(LOOKER) as work:
            receive(work, IncomingMessage(reference, phone, text, is_stopped=False), our_phone=OUR_PHONE)
