"""The waiting list and its backfill, on the product and on the plain list."""

from datetime import time, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from support.booking.facts import ChosenTime
from support.booking.list_actions import ask_to_wait, leave_list
from support.booking.proposing_actions import propose_due_times
from support.booking.rules.waiting import LISTED
from support.booking.taking_actions import decline_proposal, take_proposal, withdraw_proposal
from support.vocabulary.calendar import at, local_date
from tests.actions.any_way.booking_rules import BookingRules
from tests.actions.any_way.hours_rules import HoursRules
from tests.actions.any_way.plain_calendar import Time
from tests.actions.any_way.plain_list import Proposal
from tests.actions.any_way.strategies import CHANNEL, HOUR, KIND, NUMBER, PEOPLE, SPAN, WHO
from tests.actions.any_way.walk import MY_SUPPORT

OFFER = "https://kynnys.example/times/offer"


class ListRules(BookingRules, HoursRules):
    """What those who wait, and the timed job, may do."""

    @initialize(waiting=st.sets(WHO, min_size=1), booked=st.sets(WHO), number=NUMBER, new=st.booleans())
    def begin(self, waiting: set[int], booked: set[int], number: int, new: bool) -> None:
        """Some have times and some wait; where hours are new, all that is left of them has become free."""
        for who in sorted(booked):
            self.book_what_is_free(who, "one_to_one", number)
        for who in sorted(waiting):
            self.ask(who, "", "one_to_one")
        if new:
            self.change(self.calendar.terms)
        self.work_off()

    @rule(who=WHO, channel=CHANNEL, kind=KIND)
    def ask(self, who: int, channel: str, kind: str) -> None:
        """Somebody wants to be told, or asks again."""
        kind = self.kind_for(who, kind)
        came, _ = self.told(
            "ask",
            who,
            lambda work: ask_to_wait(work, channel=channel, wants_talk=kind == "nurse_call", offer_url=OFFER),
        )
        is_often = self.listed[who] >= LISTED[0]
        assert came == "done" or (came == "too often" and is_often)
        if came == "done":
            self.listed[who] += who not in self.list.waiting
            self.list.ask(who, channel, kind)

    @precondition(lambda self: self.list.waiting)
    @rule(number=NUMBER)
    def leave(self, number: int) -> None:
        """Somebody does not want to be told any more; the form comes twice."""
        who = sorted(self.list.waiting)[number % len(self.list.waiting)]
        self._leave(who)
        self._leave(who)

    def _leave(self, who: int) -> None:
        offers = len([one for one in self.list.open() if one.who == who])
        self.happened["leave: an offer"] += offers
        assert self.told("leave", who, leave_list)[0] == "done"
        self.list.leave(who)

    @rule()
    def work_off(self) -> None:
        """The timed job ends what was let pass and offers what is free."""
        propose_due_times(self.begin_work)
        whose = {case.id: who for who, case in enumerate(self.cases)}
        rows = self.world.rows("proposal")
        made = self.list.work_off({(whose[row["case_id"]], row["starts_at"]): row["id"] for row in rows})
        self.happened["offer: made"] += len(made)
        for one in made:
            before = [other for other in self.list.proposals if other is not one]
            known = {other.state for other in before if other.time.cells & one.time.cells}
            self.happened.update(f"offer: made of what was {state}" for state in known)

    @rule(span=SPAN)
    def let_time_pass_and_work_off(self, span: timedelta) -> None:
        """It is later, and the timed job has run."""
        self.let_time_pass(span)
        self.work_off()

    @rule(hour=HOUR)
    def let_time_pass_until(self, hour: int) -> None:
        """The next time that the clock on the wall shows this."""
        day = local_date(self.now)
        wanted = time(*divmod(hour, 60))
        self.go_to(next(then for n in (0, 1) if (then := at(day + timedelta(days=n), wanted)) > self.now))
        self.work_off()

    @precondition(lambda self: self.list.open())
    @rule(number=NUMBER, before=st.sampled_from((timedelta(), timedelta(seconds=1))), works=st.booleans())
    def let_an_offer_pass(self, number: int, before: timedelta, works: bool) -> None:
        """It is the last second of an offer, or the first one after it; the job has seen it, or not yet."""
        then = self._one_of(self.list.open(), number).until - before
        if then > self.now:
            self.go_to(then)
        if works:
            self.work_off()

    @precondition(lambda self: self.list.open())
    @rule(number=NUMBER, answer=st.sampled_from(("take", "decline", "leave")), works=st.booleans())
    def answer_her_own(self, number: int, answer: str, works: bool) -> None:
        """Somebody answers what is offered to her; the form comes twice; the job has run, or not yet."""
        one = self._one_of(self.list.open(), number)
        for _ in range(2):
            self._answer(one, one.who, answer)
        if works:
            self.work_off()

    @precondition(lambda self: self.list.proposals)
    @rule(number=NUMBER, another=st.sampled_from((0, 0, 0, 1)), answer=st.sampled_from(("take", "decline")))
    def answer_any(self, number: int, another: int, answer: str) -> None:
        """Somebody answers what is or was offered to her, or to another."""
        one = self._one_of(self.list.proposals, number)
        self._answer(one, (one.who + another) % PEOPLE, answer)

    def _answer(self, one: Proposal, who: int, answer: str) -> None:
        if answer == "take":
            self._take(one, who)
        elif answer == "decline":
            self._decline(one, who)
        else:
            self._leave(who)

    def _take(self, one: Proposal, who: int) -> None:
        expected = self._comes_of_taking(one, who)
        has, kind = self.has.get(who), self._kind_of_taking(one)
        came, there = self.told(
            "take", who, lambda work: take_proposal(work, one.id, my_support_url=MY_SUPPORT)
        )
        assert came == expected
        if came == "not free":
            # As its page does.
            assert self.told("withdraw", who, lambda work: withdraw_proposal(work, one.id))[0] == "done"
            self.list.end(one, "withdrawn")
        elif came == "done" and one.state == "taken":
            assert has and there == has.id
        elif came == "done":
            taken = Time(one.time.starts_at, kind, there)
            self.moved.pop(who, None)
            if has:
                self.moved[who] = (has.id, taken)
            self.list.take(one, taken, self.people[who])

    def _comes_of_taking(self, one: Proposal, who: int) -> str:
        has = self.has.get(who)
        if who != one.who:
            return "not hers"
        if one.state == "taken":
            return "done" if has and has.starts_at == one.time.starts_at else "conflict"
        if one.state != "open" or self.now >= one.until:
            return "conflict"
        if has and self.now >= has.starts_at:
            return "too late"
        free = self.calendar.free(
            self._kind_of_taking(one), holders={self.people[who], one.id}, without=has, urgent=True
        )
        return "done" if one.time.starts_at in free else "not free"

    def _kind_of_taking(self, one: Proposal) -> str:
        has, wish = self.has.get(one.who), self.list.waiting.get(one.who)
        return has.kind if has else wish.kind if wish else one.time.kind

    def _decline(self, one: Proposal, who: int) -> None:
        came, _ = self.told("decline", who, lambda work: decline_proposal(work, one.id))
        assert came == ("not hers" if who != one.who else "conflict" if one.state == "taken" else "done")
        if came == "done" and one.state == "open":
            self.list.end(one, "declined")

    @precondition(lambda self: self.list.open())
    @rule(number=NUMBER, who=WHO, kind=KIND)
    def book_what_is_offered(self, number: int, who: int, kind: str) -> None:
        """Somebody wants the very time that is kept for one who waits."""
        wanted = self._one_of(self.list.open(), number).time.starts_at
        self.book_at(who, self.kind_for(who, kind), ChosenTime(self.nurse, wanted, "phone"))

    def _one_of(self, proposals: list[Proposal], number: int) -> Proposal:
        """The so-many-th, counted from the last one."""
        return proposals[-1 - number % len(proposals)]
