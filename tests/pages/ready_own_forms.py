"""The forms of an employee's own pages, each made ready to be sent by a person who may send it."""

from dataclasses import replace
from datetime import timedelta

from support.booking.proposing_actions import propose_due_times
from support.booking.waiting_models import FreedTime
from support.consent.rules.fact_code import FactCode
from support.vocabulary.actor import Actor
from tests.builders import World, a_sent_case, first_slot, signed_in_again
from tests.check_ins import asked, was_met
from tests.pages.ready_form import NEW_NUMBER, Form, Prepare, of_anyone
from tests.supervisors import SUPERVISORS_NUMBER, given, named
from tests.ways import enrolled, hold_next, way_of, with_everything


def _times(world: World) -> Form:
    browser = a_sent_case(world, book=False).browser
    return Form(browser, "/times?talk=1", {"slot": [first_slot(browser).replace("Z~", "Z~x", 1)]})


def _move(world: World) -> Form:
    sent = a_sent_case(world)
    url = f"/times/move/{sent.appointment_id}"
    sent.browser.get(url)
    return Form(sent.browser, url, {"slot": [first_slot(sent.browser).replace("Z~", "Z~x", 1)]})


def _own(url: str, **fields: str) -> Prepare:
    def prepare(world: World) -> Form:
        sent = a_sent_case(world)
        sent_fields = {name: [value] for name, value in (fields or {"anything": "1"}).items()}
        return Form(sent.browser, url.format(sent=sent), sent_fields)

    return prepare


def _invited(world: World) -> Form:
    sent = enrolled(world, has_accepted=False)
    sent.browser.get("/my")
    return Form(sent.browser, "/my/path", {"join": ["yes"]})


def _own_way(url: str, **fields: str) -> Prepare:
    def prepare(world: World) -> Form:
        sent = with_everything(world)
        hold_next(world, sent)
        second = way_of(world, sent).steps["2"].id
        address = url.format(action_id=sent.values["action_id"], step_id=second)
        sent.browser.get(address)
        return Form(sent.browser, address, {name: [value] for name, value in fields.items()})

    return prepare


def _offered(url: str) -> Prepare:
    """A time is offered to one who waits, whose own time lies later."""

    def prepare(world: World) -> Form:
        sent = a_sent_case(world, book=False)
        sent.browser.post("/times/waiting")
        with world.begin_work(Actor.operator()) as work:
            freed = FreedTime(
                id=work.new_id(),
                practitioner_id=world.house.psychologist,
                starts_at=work.now,
                ends_at=work.now + timedelta(days=3),
                due_at=work.now,
            )
            work.session.add(freed)
        propose_due_times(world.begin_work)
        sent.browser.get("/times/offer")
        (row,) = world.rows("proposal")
        return Form(sent.browser, url, {"offer": [row["id"]]})

    return prepare


def _check_in(page: str, **fields: str) -> Prepare:
    def prepare(world: World) -> Form:
        if not world.rows("check_in"):
            was_met(world)
        browser, link = world.browser(), asked(world)
        browser.get(link)
        sent = {"page": page, "go": "", **fields}
        return Form(browser, link, {name: [value] for name, value in sent.items()})

    return prepare


def _elsewhere(url: str) -> Prepare:
    def prepare(world: World) -> Form:
        sent = a_sent_case(world)
        return Form(signed_in_again(world), url.format(**sent.values), {"anything": ["1"]})

    return prepare


def _naming(url: str, **fields: str) -> Prepare:
    def prepare(world: World) -> Form:
        return Form(named(world).browser, url, {name: [value] for name, value in fields.items()})

    return prepare


def _giving(url: str, **fields: str) -> Prepare:
    def prepare(world: World) -> Form:
        form = _naming(url, **fields)(world)
        form.browser.get("/my/supervisor")
        return replace(form, fields={**form.fields, "shown_to": [form.browser.shown_to()]})

    return prepare


def _letting_know(url: str, **fields: str) -> Prepare:
    def prepare(world: World) -> Form:
        browser = given(world, FactCode.F1).browser
        return Form(browser, url, {name: [value] for name, value in (fields or {"anything": "1"}).items()})

    return prepare


def _told(url: str) -> Prepare:
    def prepare(world: World) -> Form:
        return Form(given(world, FactCode.F8).browser, url, {"anything": ["1"]})

    return prepare


READY_OWN: dict[str, list[Prepare]] = {
    "booking.ask_to_be_told": [_own("/times/waiting", channel="video", talk="")],
    "booking.ask_for_call": [_own("/times/call")],
    "booking.cancel_time": [_own("/times/cancel/{sent.appointment_id}")],
    "booking.decline_offered": [_offered("/times/offer/decline")],
    "booking.leave_waiting_list": [_own("/times/waiting/leave")],
    "booking.move_time": [_move],
    "booking.take_offered": [_offered("/times/offer")],
    "booking.take_time": [_times],
    "my_support.answer": [
        _check_in("now", scale="6", better="Nukun taas.", direction="better", call="not_now"),
        _check_in("safety", scale="1", safe="yes"),
        _check_in("measures", scale="6", who5_1="3", work_ability="7"),
    ],
    "my_support.answer_invitation": [_invited],
    "my_support.ask_for_correction": [_own("/my/corrections", about="answers", wrong="Se on toisin.")],
    "my_support.call_me": [_own("/my/name", name="Aino", language="fi")],
    "my_support.confirm_number": [_own("/my/number/code", **NEW_NUMBER, code="000000")],
    "my_support.end_own_check_ins": [_own("/my/endings/check-ins")],
    "my_support.forget_here": [_own("/my/endings/browser")],
    "my_support.lose_phone": [_own("/my/number/lost")],
    "my_support.send_number_code": [_own("/my/number", **NEW_NUMBER)],
    "my_support.delete": [_own("/my/delete")],
    "my_support.end_other_sessions": [_elsewhere("/my/signed-in/end-others")],
    "my_support.end_session": [_elsewhere("/my/signed-in/{session_ref}/end")],
    "my_support.rate": [_own_way("/my/talks/{step_id}", heard="9", matters="8", way="9", help="7")],
    "my_support.release": [_own_way("/my/agreed/{action_id}", release="no", read_revision="1")],
    "my_support.decline_consent": [_own("/my/supervisor/facts/none")],
    "my_support.end_supervisor": [_letting_know("/my/supervisor/end")],
    "my_support.give_consent": [_giving("/my/supervisor/facts", fact="F1", months="6")],
    "my_support.name_supervisor": [
        _own("/my/supervisor", supervisor_name="Siiri", supervisor_phone=SUPERVISORS_NUMBER)
    ],
    "my_support.send_link": [_told("/my/supervisor/link")],
    "my_support.withdraw_consent": [_letting_know("/my/supervisor/facts/back", fact="F1")],
    "people.choose_language": [_own("/language", language="sv"), of_anyone("/language", language="sv")],
    "people.sign_out": [_own("/sign-out")],
    "people.stay": [_own("/stay")],
}
