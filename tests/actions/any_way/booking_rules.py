"""Booking, moving, giving back and holding, on the product and on the plain calendar."""

from datetime import timedelta

from hypothesis.stateful import precondition, rule

from support.booking.actions import book, cancel
from support.booking.cell_actions import end_hold, forget_holds_run_out, pass_hold
from support.booking.cell_queries import hold_of
from support.booking.facts import ChosenTime
from support.booking.holding_actions import hold_time
from support.booking.moving_actions import move
from support.booking.queries import step_of
from support.vocabulary.actor import Actor
from support.vocabulary.language import Language
from tests.actions.any_way.plain_calendar import HOLD_LIVES, Time
from tests.actions.any_way.strategies import KIND, NUMBER, PICK, VISIT, WHO
from tests.actions.any_way.walk import MY_SUPPORT, Walk


class BookingRules(Walk):
    """What each of the people, and two visits of nobody knows whom, may do about a time."""

    @rule(who=WHO, kind=KIND, number=NUMBER)
    def book_what_is_free(self, who: int, kind: str, number: int) -> None:
        """Somebody books one of the times that stand before her."""
        self.book(who, kind, number)

    @rule(who=WHO, kind=KIND, pick=PICK)
    def book(self, who: int, kind: str, pick: int | timedelta) -> None:
        """Somebody books any time; a second one only by moving the first."""
        kind = self.kind_for(who, kind)
        free = self.free_for(who, kind)
        self.book_at(who, kind, self.pick(pick, free))

    def book_at(self, who: int, kind: str, chosen: ChosenTime) -> None:
        """Somebody books this time."""
        free, has = self.free_for(who, kind), self.has.get(who)
        came, there = self.told(
            "book",
            who,
            lambda work: book(work, chosen, wants_talk=kind == "nurse_call", my_support_url=MY_SUPPORT),
        )
        if has is not None:
            assert came == ("done" if chosen.starts_at == has.starts_at else "conflict")
        elif chosen.starts_at in free:
            assert came == "done"
            self.moved.pop(who, None)
            self.calendar.book(who, Time(chosen.starts_at, kind, there), {self.people[who]})
        else:
            assert came == "not free"

    @precondition(lambda self: self.has)
    @rule(who=WHO, pick=PICK)
    def move(self, who: int, pick: int | timedelta) -> None:
        """Somebody moves her time to another."""
        who = sorted(self.has)[who % len(self.has)]
        has = self.has[who]
        free = [one for one in self.free_for(who, has.kind, has) if one != has.starts_at]
        chosen = self.pick(pick, free)
        came, there = self.told(
            "move", who, lambda work: move(work, has.id, chosen, my_support_url=MY_SUPPORT)
        )
        if self.now >= has.starts_at:
            assert came == "too late"
        elif chosen.starts_at in free:
            assert came == "done"
            there_is = Time(chosen.starts_at, has.kind, there)
            self.moved[who] = (has.id, there_is)
            self.calendar.give_back(who)
            self.calendar.book(who, there_is, {self.people[who]})
        else:
            assert came == "not free"

    @precondition(lambda self: self.moved)
    @rule(who=WHO)
    def move_once_more(self, who: int) -> None:
        """The form comes a second time."""
        who = sorted(self.moved)[who % len(self.moved)]
        before, there = self.moved[who]
        chosen = ChosenTime(self.nurse, there.starts_at, "phone")
        came, again = self.told(
            "move again", who, lambda work: move(work, before, chosen, my_support_url=MY_SUPPORT)
        )
        assert (came, again) == ("done", there.id)

    @precondition(lambda self: self.has)
    @rule(who=WHO)
    def give_back(self, who: int) -> None:
        """Somebody cancels, and waits for nothing more; the form comes twice."""
        who = sorted(self.has)[who % len(self.has)]
        has = self.has[who]
        came, _ = self.told("give back", who, lambda work: cancel(work, has.id))
        assert came == ("done" if self.now < has.starts_at else "too late")
        if came == "done":
            self.calendar.give_back(who)
            self.list.leave(who)
            self.moved.pop(who, None)
            assert self.told("give back again", who, lambda work: cancel(work, has.id))[0] == "done"

    @rule(visit=VISIT, kind=KIND, pick=PICK)
    def hold(self, visit: str, kind: str, pick: int | timedelta) -> None:
        """A visit chooses a time before anybody knows whose it is."""
        free = self.calendar.free(kind, holders={visit})
        chosen = self.pick(pick, free)
        with self.begin_work(Actor.visitor()) as work:
            hold_time(
                work,
                visit,
                step_of(self.cases[0], wants_talk=kind == "nurse_call"),
                chosen,
                employer_id=self.world.house.hiljasalo,
                language=Language.FI,
                is_urgent=False,
            )
            held = hold_of(work, visit)
        assert (held is not None) == (chosen.starts_at in free)
        self.happened[f"hold: {'done' if held else 'not free'}"] += 1
        if held is None:
            self.calendar.let_go(visit)
        else:
            self.calendar.hold(visit, Time(chosen.starts_at, kind), self.now + HOLD_LIVES)

    @precondition(lambda self: self.calendar.holds)
    @rule(visit=VISIT, who=WHO)
    def send_answers(self, visit: str, who: int) -> None:
        """What the visit holds is the person's from now on."""
        with self.begin_work(Actor.visitor()) as work:
            pass_hold(work, visit, self.people[who])
        self.calendar.pass_on(visit, self.people[who])

    @precondition(lambda self: self.calendar.holds)
    @rule(visit=VISIT)
    def delete_answers(self, visit: str) -> None:
        """A visit ends."""
        with self.begin_work(Actor.visitor()) as work:
            end_hold(work, visit)
        self.calendar.let_go(visit)

    @rule()
    def sweep(self) -> None:
        """The timed job takes away what has run out."""
        with self.begin_work(Actor.job("forget")) as work:
            forget_holds_run_out(work)
        self.calendar.sweep()
