"""What becomes of a talk with a supervisor: missed, cancelled by us, reminded of, in a calendar."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from support.booking.coaching_actions import (
    book_coaching,
    cancel_coaching_by_us,
    offer_coaching,
    say_coaching_was_held,
)
from support.booking.coaching_models import Coaching
from support.booking.coaching_queries import entries_of_talks
from support.booking.facts import ChosenTime, JustTaken
from support.booking.rules.coaching import OFFER_LIVES, State
from support.consent.rules.fact_code import FactCode
from support.jobs import JOBS, run_job
from support.messaging.models import OutboundMessage
from support.messaging.rules import State as MessageState
from support.pathways.enrolment_actions import pause
from support.pathways.rules import enrolment
from support.pathways.rules.order import StepState
from support.vocabulary.actor import Actor, Role
from support.vocabulary.errors import NotFound, TooLate
from tests.builders import LOOKER, World, first_slot, signed_in_again, slots_on
from tests.coaching import Talk, before_the_talk, booked, offered
from tests.hands import follow, press
from tests.pathways import a_psychologist, psychologist
from tests.settings import ADDRESS
from tests.supervisors import (
    MESSAGE_WAITS,
    SUPERVISORS_NUMBER,
    link_in_the_last_message,
    signed_in_by,
    take_back,
)
from tests.ways import way_of

_NUMBER = SUPERVISORS_NUMBER.replace(" ", "")


def test_who_missed_it_may_choose_another_and_is_told_so(world: World) -> None:
    talk = booked(world)
    world.clock.set(_row(world, talk)["starts_at"] + timedelta(minutes=50))
    diary = a_psychologist(world)
    diary.get("/appointments")
    press(diary, "Did not come")
    assert _row(world, talk)["state"] is State.OFFERED
    again = signed_in_by(world, link_in_the_last_message(world))
    again.get("/supervisor")
    follow(again, "Choose a time")
    assert again.url == talk.url


def test_who_gives_a_time_back_late_may_still_take_another(world: World) -> None:
    talk = booked(world)
    with world.begin_work(LOOKER) as work:
        work.session.execute(update(Coaching).values(open_until=work.now + timedelta(minutes=1)))
    world.clock.pass_time(timedelta(minutes=2))
    talk.supervisor.get(talk.url)
    press(talk.supervisor, "Cancel the time")
    assert "You may choose another." in talk.supervisor.text() and slots_on(talk.supervisor.html())


def test_a_time_that_we_cannot_keep_is_given_back_and_she_hears_so(world: World) -> None:
    talk = booked(world)
    diary = a_psychologist(world)
    diary.get("/appointments")
    follow(diary, "Cancel because of us")
    assert "Supervisor coaching" in diary.text() and "Aino" not in diary.html()
    press(diary, "Cancel the time")
    assert "The supervisor is told" in diary.text()
    assert not world.rows("booking_cell", held_by=talk.id)
    world.send_due()
    assert any("cancel" in text or "peruttu" in text for phone, text in world.sender.sent if phone == _NUMBER)


def test_she_is_reminded_while_her_time_stands(world: World) -> None:
    talk = offered(world)
    talk.supervisor.get(talk.url)
    last = slots_on(talk.supervisor.html())[-1]
    talk.supervisor.post(talk.url, slot=last)
    world.clock.set(_row(world, talk)["starts_at"] - timedelta(hours=2))
    run_job(next(job for job in JOBS if job.name == "remind"), world.begin_work, world.sender, ADDRESS)
    (reminder,) = world.rows("outbound_message", template="sup_rem")
    assert reminder["business_key"].startswith("supervisor:") and talk.id in reminder["business_key"]


def test_an_offer_is_over_after_its_days_for_whatever_reason(world: World) -> None:
    talk = offered(world)
    world.clock.pass_time(OFFER_LIVES)
    assert world.browser().get(talk.url).request.path == "/supervisor/sign-in"
    with pytest.raises(NotFound), world.begin_work(_herself(world)) as work:
        book_coaching(work, talk.id, _first_time(world), f"{ADDRESS}/s/")


def test_it_stands_in_the_calendar_of_whoever_holds_it_without_a_word_of_anybody(world: World) -> None:
    talk = booked(world)
    with world.begin_work.to_read(LOOKER) as look:
        (entry,) = entries_of_talks(look, world.house.psychologist)
    assert entry.starts_at == _row(world, talk)["starts_at"]
    assert talk.id not in entry.uid


def test_only_whoever_has_it_says_how_it_went(world: World) -> None:
    talk = booked(world)
    world.clock.set(_row(world, talk)["starts_at"] + timedelta(minutes=50))
    for actor in (world.house.nils.actor, world.house.nina.actor, _herself(world)):
        with pytest.raises(NotFound), world.begin_work(actor) as work:
            say_coaching_was_held(work, talk.id)


def test_she_books_with_whom_it_was_kept_for_and_nobody_else(world: World) -> None:
    talk = booked(world)
    starts_at = _row(world, talk)["starts_at"] + timedelta(days=1)
    with pytest.raises(JustTaken), world.begin_work(_herself(world)) as work:
        book_coaching(work, talk.id, ChosenTime(world.house.nils.id, starts_at, "phone"), f"{ADDRESS}/s/")


def test_whom_it_was_kept_for_is_the_only_one_until_that_one_cannot(world: World) -> None:
    talk = _kept_for(world, offered(world), world.house.nils.id)
    talk.supervisor.get(talk.url)
    assert not slots_on(talk.supervisor.html())
    _kept_for(world, talk, world.house.psychologist)
    talk.supervisor.get(talk.url)
    talk.supervisor.post(talk.url, slot=first_slot(talk.supervisor))
    diary = a_psychologist(world)
    for _time in ("first", "again"):
        diary.post(f"/appointments/talks/{talk.id}/cancel", anything="1")
        assert "done=talk_cancelled" in diary.url
    assert (_row(world, talk)["state"], _row(world, talk)["kept_for"]) == (State.OFFERED, None)
    talk.supervisor.get(talk.url)
    assert slots_on(talk.supervisor.html())


def test_who_chose_one_of_several_may_choose_another_once_she_gives_the_time_back(world: World) -> None:
    talk = booked(world)
    talk.supervisor.post(f"{talk.url}/back", anything="1")
    row = _row(world, talk)
    assert (row["state"], row["kept_for"]) == (State.OFFERED, None)


def test_a_talk_that_has_begun_was_held_or_missed_and_is_cancelled_no_more(world: World) -> None:
    talk = booked(world)
    world.clock.set(_row(world, talk)["starts_at"])
    diary = a_psychologist(world)
    with pytest.raises(TooLate), world.begin_work(psychologist(world)) as work:
        cancel_coaching_by_us(work, talk.id)
    assert diary.get(f"/appointments/talks/{talk.id}/cancel").status_code == 410
    assert _row(world, talk)["state"] is State.BOOKED
    assert not world.rows("outbound_message", template="sup_cxl")


def test_declining_twice_is_declining_once(world: World) -> None:
    talk = booked(world)
    for reason in ("no_time", "no_need"):
        talk.supervisor.post(f"{talk.url}/no", reason=reason)
        assert talk.supervisor.url == "/supervisor?done=answered"
    assert _row(world, talk)["reason"] == "no_time"


def test_her_coming_ends_no_break_of_the_one_whose_path_it_is(world: World) -> None:
    talk = booked(world)
    with world.begin_work(world.house.nils.actor) as work:
        pause(work, talk.sent.case_id, "Loma.")
    world.clock.set(_row(world, talk)["starts_at"] + timedelta(minutes=50))
    diary = a_psychologist(world)
    diary.get("/appointments")
    press(diary, "Came")
    way = way_of(world, talk.sent)
    assert way.states["5b"] is StepState.HELD
    assert way.enrolment.state is enrolment.State.PAUSED


def test_an_offer_whose_message_waits_for_the_morning_goes_without_having_been_seen(world: World) -> None:
    sent = before_the_talk(world, FactCode.F2)
    world.clock.pass_time(MESSAGE_WAITS)
    link = link_in_the_last_message(world)
    world.clock.pass_time(timedelta(hours=12))
    supervisor = signed_in_by(world, link)
    with world.begin_work(world.house.nils.actor) as work:
        offer_coaching(work, sent.case_id, f"{ADDRESS}/s/")
    world.send_due()
    (row,) = world.rows("supervisor_coaching")
    assert world.rows("outbound_message", template="sup_talk", state=MessageState.QUEUED)
    own = signed_in_again(world)
    for is_taken_back in (False, True):
        if is_taken_back:
            take_back(own)
        supervisor.get("/supervisor")
        assert "A talk for you" not in supervisor.text()
        assert supervisor.get(f"/supervisor/talks/{row['id']}").status_code == 404
    assert world.rows("supervisor_coaching", state=State.ENDED)


@pytest.mark.parametrize("became", [MessageState.DELIVERED, MessageState.QUEUED, MessageState.UNDELIVERED])
def test_an_offer_that_she_may_have_seen_stays_whatever_became_of_its_message(
    became: MessageState, world: World
) -> None:
    talk = offered(world)
    with world.begin_work(LOOKER) as work:
        of_it = OutboundMessage.template == "sup_talk"
        work.session.execute(update(OutboundMessage).where(of_it).values(state=became))
    for is_taken_back in (False, True):
        if is_taken_back:
            take_back(talk.sent.browser)
        talk.supervisor.get("/supervisor")
        assert "A talk for you" in talk.supervisor.text()
        assert talk.supervisor.get(talk.url).status_code == 200


def _kept_for(world: World, talk: Talk, practitioner_id: str) -> Talk:
    with world.begin_work(LOOKER) as work:
        work.session.execute(update(Coaching).values(kept_for=practitioner_id))
    return talk


def _row(world: World, talk: Talk) -> dict[str, Any]:
    (row,) = world.rows("supervisor_coaching", id=talk.id)
    return row


def _herself(world: World) -> Actor:
    (person,) = world.rows("employee", hat=Role.SUPERVISOR)
    return Actor(Role.SUPERVISOR, str(person["id"]), frozenset())


def _first_time(world: World) -> ChosenTime:
    return ChosenTime(world.house.psychologist, world.clock.now() + timedelta(days=1), "phone")
