"""A meeting of three as its nurse, the employee and the supervisor move it."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from support.booking import meeting_attendance_actions as attendance
from support.booking import meeting_draft_actions as drafting
from support.booking import meeting_ending_actions as ending
from support.booking import meeting_time_actions as finding
from support.booking import meeting_words_actions as words
from support.booking.meeting_facts import MeetingDraft
from support.booking.meeting_time_queries import free_for_all
from support.booking.rules.three_party import Kind, Move, Party, State
from support.cases.nurse_actions import claim_case
from support.consent.rules.fact_code import FactCode
from support.platform.work import Work
from support.vocabulary.actor import Actor, Role
from support.vocabulary.language import Language
from tests.actions.by_hand.hands import Hands, Press
from tests.builders import World, a_sent_case
from tests.supervisors import given
from tests.ways import herself

_OWN, _LINK = "https://x.example/my", "https://x.example/s/"
_DRAFT = MeetingDraft(Kind.TRIPARTITE_COACHING, 60, "video", ("Työn määrä",), asked_alone=True)


class MeetingHands:
    """Everything that the three of them press."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.sent = given(world, FactCode.F1, sent=a_sent_case(world, book=False))
        self.nils = world.house.nils.actor
        with world.begin_work(self.nils) as work:
            claim_case(work, self.sent.case_id)
        (link,) = world.rows("supervisor_link")
        self.supervisor = Actor(Role.SUPERVISOR, link["supervisor_id"], frozenset())

    def all(self) -> Hands:
        """What is pressed for each move."""
        by_nurse, case_id = self._by_nurse, self.sent.case_id
        return Hands(
            table="three_party_meeting",
            made={State.DRAFTING: self._made},
            press={
                Move.SEND_AGENDA: by_nurse(
                    lambda work: drafting.send_agenda(work, case_id, _DRAFT, my_support_url=_OWN)
                ),
                Move.REDRAFT: by_nurse(lambda work: drafting.save_draft(work, case_id, _DRAFT)),
                Move.APPROVE: self._approve,
                Move.PROPOSE: self._propose,
                Move.FIND_NONE: self._none_suits,
                Move.CONFIRM: self._confirm,
                Move.ATTEND: self._come({Party.EMPLOYEE, Party.SUPERVISOR, Party.PRACTITIONER}),
                Move.ATTEND_PARTLY: self._come({Party.EMPLOYEE, Party.PRACTITIONER}),
                Move.CANCEL: by_nurse(lambda work: ending.cancel_meeting(work, case_id, my_support_url=_OWN)),
                Move.REBOOK: by_nurse(lambda work: ending.rebook_meeting(work, case_id, my_support_url=_OWN)),
            },
            # Sending again what was approved makes it a draft first.
            composed={(State.AGENDA_APPROVED, Move.SEND_AGENDA): State.AGENDA_TO_EMPLOYEE},
        )

    def _made(self) -> str:
        for row in self.world.rows("three_party_meeting", ended_at=None):
            self._end(row["starts_at"])
        with self.world.begin_work(self.nils) as work:
            return drafting.save_draft(work, self.sent.case_id, _DRAFT)

    def _end(self, starts_at: datetime | None) -> None:
        with self.world.begin_work(self.nils) as work:
            if starts_at is not None and starts_at <= work.now:
                attendance.say_who_came(work, self.sent.case_id, [])
            else:
                ending.cancel_meeting(work, self.sent.case_id, my_support_url=_OWN)

    def _by_nurse(self, act: Callable[[Work], object]) -> Press:
        def press(_one: str) -> None:
            with self.world.begin_work(self.nils) as work:
                act(work)

        return press

    def _approve(self, one: str) -> None:
        with self.world.begin_work(herself(self.sent)) as work:
            drafting.approve_agenda(work, one, _DRAFT.agenda)

    def _propose(self, _one: str) -> None:
        # A supervisor is told three times a day at most.
        self.world.clock.pass_time(timedelta(days=1))
        with self.world.begin_work(self.nils) as work:
            people = (self.sent.employee_id, self.supervisor.id or "")
            free = free_for_all(work, self.nils.id or "", people, _DRAFT.minutes, _DRAFT.channel)
            finding.propose_times(work, self.sent.case_id, free[:6:2], my_support_url=_OWN, link_url=_LINK)

    def _none_suits(self, one: str) -> None:
        with self.world.begin_work(herself(self.sent)) as work:
            finding.mark_own_times(work, one, [])

    def _confirm(self, one: str) -> None:
        times = sorted(self.world.rows("meeting_time", meeting_id=one), key=lambda row: row["starts_at"])
        ids = [row["id"] for row in times]
        with self.world.begin_work(herself(self.sent)) as work:
            finding.mark_own_times(work, one, ids)
        with self.world.begin_work(self.supervisor) as work:
            finding.mark_times_as_supervisor(work, one, ids)
        with self.world.begin_work(self.nils) as work:
            finding.confirm_time(
                work, self.sent.case_id, times[0]["starts_at"], my_support_url=_OWN, link_url=_LINK
            )

    def _come(self, came: Collection[Party]) -> Press:
        def press(one: str) -> None:
            (row,) = self.world.rows("three_party_meeting", id=one)
            if row["state"] is State.CONFIRMED:
                self.world.clock.set(max(row["starts_at"], self.world.clock.now()))
                self._acknowledge(one)
            with self.world.begin_work(self.nils) as work:
                attendance.say_who_came(work, self.sent.case_id, came)

        return press

    def _acknowledge(self, one: str) -> None:
        with self.world.begin_work(self.nils) as work:
            words.acknowledge_as_practitioner(work, self.sent.case_id, Language.FI)
        with self.world.begin_work(self.supervisor) as work:
            words.acknowledge_as_supervisor(work, one, Language.SV)
        with self.world.begin_work(herself(self.sent)) as work:
            words.acknowledge_own(work, one, Language.FI)


def meeting_hands(world: World) -> Hands:
    """What the three of them press."""
    return MeetingHands(world).all()
