"""Every form of the service, each made ready to be sent by a person who may send it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import select

from support.booking.proposing_actions import propose_due_times
from support.booking.waiting_models import FreedTime
from support.consent.rules.fact_code import FactCode
from support.desk.pathway_step_form import as_typed
from support.desk.pathway_words_form import as_typed as whole_as_typed
from support.pathways.loading import own_catalogue
from support.pathways.rules.drafting import with_change
from support.pathways.rules.pathway import Change
from support.pathways.version_actions import change_draft, drop_draft, make_draft, send_to_review
from support.pathways.version_queries import version_facts
from support.people.account_actions import give_role
from support.people.models import Practitioner, ServiceTeam
from support.people.staff_actions import invite
from support.vocabulary.actor import Actor, Role
from support.vocabulary.calendar import local_date
from support.vocabulary.pathway import TRIPARTITE
from tests.agreed import shared
from tests.browser_of_the_tests import ANSWERS, PHONE, Browser
from tests.builders import (
    SECOND,
    SentCase,
    World,
    a_sent_case,
    after_its_start,
    at_page,
    at_result,
    begun,
    contact_fields,
    first_slot,
    nurse_in_two_browsers,
    signed_in_again,
    with_a_call_booked,
)
from tests.check_ins import asked, on_self_care, was_met
from tests.pages.forms import Fields, send
from tests.pages.ready_meeting_forms import READY, Ready
from tests.pages.ready_pilot_forms import READY_PILOTS
from tests.pages.ready_talk_forms import READY_TALKS
from tests.pathways import CODE, DRAFT, a_manager, a_psychologist, as_read, manager
from tests.people_of_the_tests import PASSWORD
from tests.supervisors import SUPERVISORS_NUMBER, given, link_in_the_last_message, named
from tests.ways import enrolled, hold_next, way_of, with_everything

NEW_NUMBER = {"phone": "+358 00 000 055", "safe_to_text": "yes"}


@dataclass(frozen=True)
class Form:
    """A form that is ready to be sent."""

    browser: Browser
    url: str
    fields: Fields


Prepare = Callable[[World], Form]


def _question(key: str, door: str = "/questions/start", **earlier: dict[str, list[str]]) -> Prepare:
    def prepare(world: World) -> Form:
        browser = at_page(world, key, door, **earlier)
        return Form(browser, f"/questions/{key}", {**ANSWERS[key], "skip": []})

    return prepare


def _contact(world: World) -> Form:
    browser = begun(world, "/questions/start-direct")
    fields = {name: [value] for name, value in contact_fields(world, safe_to_text="no").items()}
    return Form(browser, "/contact", {**fields, "under_18": ["yes"], "without_number": []})


def _code(world: World) -> Form:
    browser = begun(world, "/questions/start-direct")
    browser.post(**contact_fields(world))
    assert browser.url.startswith("/code")
    return Form(browser, "/code", {"code": ["000000"]})


def _sign_in_code(world: World) -> Form:
    browser = world.browser()
    browser.get("/sign-in")
    browser.post(phone=PHONE)
    return Form(browser, "/sign-in/code", {"code": ["000000"]})


def _simple(url: str, **fields: str) -> Prepare:
    return lambda world: Form(world.browser(), url, {name: [value] for name, value in fields.items()})


def _visit(url: str, **fields: str) -> Prepare:
    return lambda world: Form(begun(world), url, {name: [value] for name, value in fields.items()})


def _trial(url: str, **fields: str) -> Prepare:
    def prepare(world: World) -> Form:
        browser = begun(world, "/questions/start-trial")
        return Form(browser, url, {name: [value] for name, value in fields.items()})

    return prepare


def _result(world: World) -> Form:
    browser = at_result(world)
    fields = {"slot": [first_slot(browser)], "path": ["brief_support"], "talk": ["1"], "more": []}
    return Form(browser, "/result", fields)


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


def _staff_code(world: World) -> Form:
    browser = world.browser()
    browser.get("/staff/sign-in")
    browser.post(email=world.house.nils.email, password=PASSWORD)
    assert browser.url.startswith("/staff/sign-in/code")
    return Form(browser, "/staff/sign-in/code", {"code": ["000000"]})


def _hours(form: str, /, **fields: str) -> Prepare:
    def prepare(world: World) -> Form:
        nils = world.nurse(world.house.nils)
        typed = {name.replace("__", "-"): [value] for name, value in {"version": "0", **fields}.items()}
        return Form(nils, f"/hours/{world.house.nils.id}/{form}", typed)

    return prepare


def _called(world: World) -> Form:
    sent = a_sent_case(world, p4a={"death_thoughts": ["2"], "self_harm": ["no"]})
    nils = world.nurse(world.house.nils)
    (booked,) = world.rows("appointment", id=sent.appointment_id)
    first = local_date(booked["starts_at"]).isoformat()
    choice = (f"outside-{sent.appointment_id}", b"call")
    fields = [("version", b"0"), ("first_day", first.encode()), choice]
    assert send(nils, f"/hours/{world.house.nils.id}/days-off", fields).status_code == 302
    return Form(nils, f"/hours/called/{sent.appointment_id}", {"anything": ["1"]})


def _two_roles(world: World) -> Form:
    with world.begin_work(Actor.operator()) as work:
        give_role(work, world.house.nils.email, Role.ADMIN)
    return Form(world.nurse(world.house.nils), "/staff/role", {"role": ["admin"]})


def _invitation(world: World) -> Form:
    with world.begin_work(Actor.operator()) as work:
        team = work.session.execute(select(ServiceTeam.id)).scalar_one()
        nurse = Practitioner(
            id=work.new_id(), team_id=team, name="Veera Vuori", profession="nurse", languages=("fi",)
        )
        token = invite(work, practitioner=nurse, email="veera@ulappa.example", role=Role.NURSE, employers=[])
    fields = {"password": ["kaksi hiljaista soutajaa"], "code": ["000000"]}
    return Form(world.browser(), f"/staff/invitation/{token}", fields)


def _held(do: str, **fields: str) -> Prepare:
    def prepare(world: World) -> Form:
        sent: SentCase = a_sent_case(world)
        nils = world.nurse(world.house.nils)
        nils.get(f"/cases/{sent.case_id}")
        if do != "claim":
            nils.post(f"/cases/{sent.case_id}/claim")
        return Form(nils, f"/cases/{sent.case_id}/{do}", {name: [value] for name, value in fields.items()})

    return prepare


def _said_wrong(world: World) -> Form:
    sent: SentCase = a_sent_case(world)
    sent.browser.get("/my/corrections")
    sent.browser.post(about="answers", wrong="Se on toisin.")
    (row,) = world.rows("correction")
    nils, case = world.nurse(world.house.nils), f"/cases/{sent.case_id}"
    nils.get(case)
    nils.post(f"{case}/claim")
    fields = {"correction": [str(row["id"])], "state": ["noted"], "answer": ["Lisätty."]}
    return Form(nils, f"{case}/corrections", fields)


def _on_the_way(do: str, /, **fields: str) -> Prepare:
    """A form of the talks with somebody who goes along a path of support."""

    def prepare(world: World) -> Form:
        sent = with_everything(world)
        (goal,), (action,) = world.rows("goal"), world.rows("agreed_action")
        nils = world.nurse(world.house.nils)
        nils.get(f"/cases/{sent.case_id}/talks")
        own = {"GOAL": goal["id"], "ACTION": action["id"], "NINA": world.house.nina.id}
        typed = {name: [own.get(value, value)] for name, value in fields.items()}
        return Form(nils, f"/cases/{sent.case_id}/talks/{do}", typed)

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


def _for_her(do: str) -> Prepare:
    def prepare(world: World) -> Form:
        held = _held("claim")(world)
        held.browser.post(held.url)
        url = held.url.replace("claim", "time")
        held.browser.get(url)
        (row,) = world.rows("appointment")
        moved = {"slot": [first_slot(held.browser)], "instead_of": [row["id"]], "talk": [""]}
        fields: Fields = moved if do == "time" else {"appointment": [row["id"]]}
        return Form(held.browser, url.replace("time", do), fields)

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


def _how_it_went(do: str) -> Prepare:
    def prepare(world: World) -> Form:
        sent = with_a_call_booked(world)
        after_its_start(world, sent)
        nils = world.nurse(world.house.nils)
        url = f"/appointments/{sent.appointment_id}"
        nils.get("/appointments")
        if do == "take-back":
            nils.post(f"{url}/missed")
        return Form(nils, f"{url}/{do}", {"at": [""]})

    return prepare


def _waiting(world: World) -> Form:
    sent = a_sent_case(world)
    sent.browser.get("/my")
    sent.browser.post("/times/waiting")
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}")
    nils.post(f"/cases/{sent.case_id}/claim")
    return Form(nils, f"/cases/{sent.case_id}/waiting/end", {"anything": ["1"]})


def _check_in(page: str, **fields: str) -> Prepare:
    def prepare(world: World) -> Form:
        if not world.rows("check_in"):
            was_met(world)
        browser, link = world.browser(), asked(world)
        browser.get(link)
        sent = {"page": page, "go": "", **fields}
        return Form(browser, link, {name: [value] for name, value in sent.items()})

    return prepare


def _on_self_care(world: World) -> Form:
    sent = on_self_care(world)
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}")
    nils.post(f"/cases/{sent.case_id}/claim")
    return Form(nils, f"/cases/{sent.case_id}/follow-up/times", {"anything": ["1"]})


def _followed_up(world: World) -> Form:
    sent = was_met(world)
    # A code of the authenticator is taken once.
    world.clock.pass_time(timedelta(minutes=1))
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}")
    nils.post(f"/cases/{sent.case_id}/claim")
    return Form(nils, f"/cases/{sent.case_id}/follow-up/end", {"stop_reason": ["not_needed"]})


def _elsewhere(url: str) -> Prepare:
    def prepare(world: World) -> Form:
        sent = a_sent_case(world)
        return Form(signed_in_again(world), url.format(**sent.values), {"anything": ["1"]})

    return prepare


def _staff_elsewhere(url: str) -> Prepare:
    def prepare(world: World) -> Form:
        _first, second, ref = nurse_in_two_browsers(world, world.house.nils)
        return Form(second, url.format(session_ref=ref), {"code": ["000000"]})

    return prepare


def _own_calendar(url: str) -> Prepare:
    def prepare(world: World) -> Form:
        nils = world.nurse(world.house.nils)
        nils.get("/own-calendar")
        nils.post("/own-calendar")
        return Form(nils, url, {"anything": ["1"]})

    return prepare


def _alert(verb: str) -> Prepare:
    def prepare(world: World) -> Form:
        sent = a_sent_case(world, book=False, p4a={"death_thoughts": ["2"], "self_harm": ["no"]})
        nils = world.nurse(world.house.nils)
        nils.get("/alerts")
        if verb == "take-back":
            nils.post(f"/alerts/{sent.values['alert_id']}/acknowledge")
        return Form(nils, f"/alerts/{sent.values['alert_id']}/{verb}", {"anything": ["1"]})

    return prepare


def _of_nils(url: str, **fields: str) -> Prepare:
    def prepare(world: World) -> Form:
        nils = world.nurse(world.house.nils)
        nils.get("/duty")
        return Form(nils, url, {name: [value] for name, value in fields.items()})

    return prepare


def _draft(url: str, **fields: str | list[str]) -> Prepare:
    def prepare(world: World) -> Form:
        # A pathway has one draft at a time.
        is_there = bool(world.rows("pathway_version", code=CODE, version=3))
        with world.begin_work(manager(world)) as work:
            if is_there:
                drop_draft(work, CODE, 3, version_facts(work, CODE, 3).as_read)
            make_draft(work, CODE)
        browser = a_manager(world)
        row = {"row": as_read(world).row_id} if url == "/state" else {}
        sent = {**row, "revision": "1", **fields}
        values = {name: [value] if isinstance(value, str) else value for name, value in sent.items()}
        return Form(browser, f"{DRAFT}{url}", values)

    return prepare


def _new_version(world: World) -> Form:
    return Form(a_manager(world), "/pathways/BRIEF-1/draft", {"anything": ["1"]})


def _in_review(url: str, **fields: str) -> Prepare:
    def prepare(world: World) -> Form:
        with world.begin_work(manager(world)) as work:
            make_draft(work, CODE)
            change = Change("Lyhyempi.", "Aika riitti.", "Päätös 1", ())
            change_draft(work, CODE, 3, 1, lambda pathway: with_change(pathway, change))
            send_to_review(work, CODE, 3)
        read = as_read(world)
        sent = {"row": read.row_id, "revision": str(read.revision), **fields}
        return Form(a_psychologist(world), f"{DRAFT}{url}", {name: [value] for name, value in sent.items()})

    return prepare


def _step(**changed: str) -> dict[str, str | list[str]]:
    step = own_catalogue()[TRIPARTITE].step("4")
    assert step is not None
    typed = as_typed(step, "held")
    lists = {"professions": typed.professions, "channels": typed.channels, "themes": typed.themes}
    return {**typed.fields, **{name: [*values] for name, values in lists.items()}, **changed}


def _duty(world: World) -> Form:
    chosen = {"on-2026-11-25-1": world.house.nils.id, "on-2026-11-25-2": ""}
    return _of_nils("/duty", **chosen)(world)


def _on_phone(url: str, **fields: list[str]) -> Prepare:
    def prepare(world: World) -> Form:
        nils = world.nurse(world.house.nils)
        nils.get("/by-phone")
        nils.post(language="fi")
        nils.get(url)
        return Form(nils, url, fields)

    return prepare


def _contact_on_phone(world: World) -> Form:
    contact = {name: [value] for name, value in contact_fields(world).items()}
    return _on_phone("/by-phone/contact", **contact, under_18=["yes"], without_number=[])(world)


def _begin_on_phone(world: World) -> Form:
    nils = world.nurse(world.house.nils)
    nils.get("/by-phone")
    return Form(nils, "/by-phone", {"language": ["fi"]})


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


def _told_by_nurse(world: World) -> Form:
    sent = given(world, FactCode.F8)
    nils = world.nurse(world.house.nils)
    nils.post(f"/cases/{sent.case_id}/claim")
    nils.get(f"/cases/{sent.case_id}/supervisor")
    return Form(nils, f"/cases/{sent.case_id}/supervisor/link", {"anything": ["1"]})


def _agreed(do: str, **contact: str) -> Prepare:
    def prepare(world: World) -> Form:
        agreed = shared(world, **contact)
        agreed.hers.get("/supervisor")
        fields = {"do": [do], "read_revision": ["1"], "suggestion": ["talk"], "by": [""], "day": [""]}
        return Form(agreed.hers, agreed.url, fields)

    return prepare


def _of_meeting(ready: Callable[[World], Ready]) -> Prepare:
    return lambda world: Form(*ready(world))


def _of_supervisor(verb: str, **fields: str) -> Prepare:
    def prepare(world: World) -> Form:
        sent = named(world)
        nils = world.nurse(world.house.nils)
        nils.get(f"/cases/{sent.case_id}")
        nils.post(f"/cases/{sent.case_id}/claim")
        nils.get(f"/cases/{sent.case_id}/supervisor")
        given_so = {name: [value] for name, value in fields.items()}
        if verb == "give":
            given_so["shown_to"] = [nils.shown_to()]
        return Form(nils, f"/cases/{sent.case_id}/supervisor/{verb}", given_so)

    return prepare


def _asked_in(url: str, **fields: str) -> Prepare:
    def prepare(world: World) -> Form:
        given(world, FactCode.F1)
        browser, link = world.browser(), link_in_the_last_message(world)
        browser.get(link)
        if fields:
            browser.post(link)
        given_so = {name: [value] for name, value in (fields or {"anything": "1"}).items()}
        return Form(browser, url.format(link=link), given_so)

    return prepare


# Sent by browsers by themselves, so without a form and its token (tests/guards/test_policy_reports.py).
NO_FORMS = {"reports.take", "webhooks.reply", "webhooks.report"}
FORMS: dict[str, list[Prepare]] = {
    "booking.ask_to_be_told": [_own("/times/waiting", channel="video", talk="")],
    "booking.ask_for_call": [_own("/times/call")],
    "booking.cancel_time": [_own("/times/cancel/{sent.appointment_id}")],
    "booking.decline_offered": [_offered("/times/offer/decline")],
    "booking.leave_waiting_list": [_own("/times/waiting/leave")],
    "booking.move_time": [_move],
    "booking.take_offered": [_offered("/times/offer")],
    "booking.take_time": [_times],
    "desk.acknowledge_alert": [_alert("acknowledge")],
    "desk.add_action": [
        _on_the_way(
            "action", action_text="Iltakävely.", owner="employee", due_on="2026-12-31", size="ongoing"
        )
    ],
    "desk.add_days_off": [_hours("days-off", first_day="2026-12-07", last_day="2026-12-11")],
    "desk.add_extra": [
        _hours(
            "extra",
            extra_day="2026-11-28",
            from__extra="10:00",
            to__extra="12:00",
            use__extra="nurse_call",
            how__extra="phone",
        )
    ],
    "desk.add_goal": [_on_the_way("goal", goal_text="Jaksan iltaan.", value="3", good_enough="7")],
    "desk.approve_pathway": [_in_review("/approve")],
    "desk.answer_on_phone": [_on_phone("/by-phone/questions/4a", **ANSWERS["4a"])],
    "desk.begin_on_phone": [_begin_on_phone],
    "desk.ask_permission": [_of_supervisor("ask", fact="F1")],
    "desk.call": [_held("call", outcome="reached", note="Sovittu uusi soitto.")],
    "desk.cancel_by_us": [_how_it_went("cancel")],
    "desk.cancel_time": [_for_her("time/cancel")],
    "desk.change_terms": [_hours("terms", notice="60", window="28", daily_cap="0", buffer="15")],
    "desk.change_week": [
        _hours(
            "week",
            from_day="2026-12-07",
            do="save",
            weekday__0="0",
            from__0="09:00",
            to__0="11:00",
            use__0="nurse_call",
            how__0="phone",
        )
    ],
    "desk.claim": [_held("claim", anything="1")],
    "desk.close": [_held("close", close_reason="completed")],
    "desk.confirm": [_held("confirm", anything="1")],
    "desk.draft_pathway": [_new_version],
    "desk.drop_exception": [_hours("drop", exception="A" * 22)],
    "desk.end_check_ins": [_followed_up],
    "desk.end_waiting": [_waiting],
    "desk.end_own_feed": [_own_calendar("/own-calendar/end")],
    "desk.end_other_sessions": [_staff_elsewhere("/staff/signed-in/end-others")],
    "desk.end_session": [_staff_elsewhere("/staff/signed-in/{session_ref}/end")],
    "desk.end_way": [_on_the_way("end", end="early", end_reason="Riitti.")],
    "desk.hand_over_way": [_on_the_way("hand-over", practitioner="NINA", hand_over_reason="Loma alkaa.")],
    "desk.pause_way": [_on_the_way("break", do="pause", pause_reason="Loma alkaa.")],
    "desk.enrol": [_held("talks", answer="accepted")],
    "desk.forget_browsers": [_staff_elsewhere("/staff/known-browsers/forget")],
    "desk.explain_pathway": [
        _draft(
            "/changes", do="", what="Lyhyempi.", why="Aika riitti.", decision="Päätös 1", indicators="I15"
        ),
        _draft("/changes", do="remove-0"),
    ],
    "desk.give_back_pathway": [_in_review("/give-back", remark="Vaihe 6 on liian myöhään.")],
    "desk.make_own_feed": [_own_calendar("/own-calendar")],
    "desk.move_pathway": [_draft("/state", do="drop"), _draft("/state", do="send")],
    "desk.move_step": [_draft("/steps/2/move", do="later"), _draft("/steps/7/move", do="remove")],
    "desk.new_step": [_draft("/new-step", **_step(step_key="8"))],
    "desk.name_supervisor": [
        _of_supervisor("name", supervisor_name="Siiri", supervisor_phone=SUPERVISORS_NUMBER)
    ],
    "desk.answer_correction": [_said_wrong],
    "desk.confirm_person_code": [_held("number/code", **NEW_NUMBER, code="000000")],
    "desk.lose_person_phone": [_held("number/lost", anything="1")],
    "desk.send_person_code": [
        _held("number", **NEW_NUMBER, word="AAAAAA", booked_on="2026-11-25", sent_on="2026-11-25")
    ],
    "desk.note": [_held("note", text="Soitetaan huomenna uudelleen.")],
    "desk.note_action": [_on_the_way("action/state", action="ACTION", do="leave_undone", why="Ei ehditty.")],
    "desk.note_called_about": [_called],
    "desk.note_goal": [_on_the_way("point", goal="GOAL", point="6", do="")],
    "desk.note_themes": [_on_the_way("themes", step="1", theme="hoped_for")],
    "desk.own_number": [_of_nils("/staff/number", phone="+358 00 000 090")],
    "desk.open_talk_times": [_on_self_care],
    "desk.override": [_held("decision", urgency="routine", path="self_care", reason="Sovittu puhelussa.")],
    "desk.pathway_step": [_draft("/steps/4", **_step(minutes="60"))],
    "desk.pathway_words": [_draft("/words", **whole_as_typed(own_catalogue()[TRIPARTITE]))],
    "desk.plan_duty": [_duty],
    "desk.release": [_held("release", anything="1")],
    "desk.resolve_alert": [_alert("resolve")],
    "desk.say_came": [_how_it_went("came")],
    "desk.say_missed": [_how_it_went("missed")],
    "desk.send_from_phone": [_contact_on_phone],
    "desk.settle_step": [_on_the_way("step", step="4", do="skip", reason="Kolme riittää.")],
    "desk.stop_phone": [_on_phone("/by-phone/stop", anything=["1"])],
    "desk.texts_again": [_held("texts", texts_reason="asked")],
    "desk.take_back_alert": [_alert("take-back")],
    "desk.take_back": [_how_it_went("take-back")],
    "desk.take_duty_today": [_of_nils("/duty/today", anything="1")],
    "desk.send_supervisor_link": [_told_by_nurse],
    "desk.take_permission_back": [_of_supervisor("withdraw", fact="all")],
    "desk.take_time": [_for_her("time")],
    "desk.write_down_permission": [_of_supervisor("give", fact="F1", months="6", how="on_paper")],
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
    **{
        endpoint: [_of_meeting(ready)] for endpoint, ready in {**READY, **READY_PILOTS, **READY_TALKS}.items()
    },
    "people.ask_code": [_simple("/sign-in", phone=PHONE)],
    "people.choose_language": [_own("/language", language="sv"), _simple("/language", language="sv")],
    "people.confirm_code": [_sign_in_code],
    "people.new_code": [_simple("/sign-in/code/new", anything="1")],
    "people.sign_out": [_own("/sign-out")],
    "people.stay": [_own("/stay")],
    "public.choose_theme": [_simple("/theme", theme="dark")],
    "staff.change_role": [_two_roles],
    "staff.first_step": [_simple("/staff/sign-in", email="nils@ulappa.example", password="x" * 20)],
    "staff.second_step": [_staff_code],
    "staff.take_into_use": [_invitation],
    "supervisor.answer_agreed": [_agreed("accept"), _agreed("suggest", **SECOND)],
    "supervisor.ask_code": [_asked_in("{link}")],
    "supervisor.confirm_code": [_asked_in("{link}/code", code="000000")],
    "triage.answer": [
        *(_question(key) for key in ("2", "3", "4a", "5", "6", "8", "13")),
        _question("4b", p4a={"death_thoughts": ["1"], "self_harm": ["no"]}),
        _question("T2", "/questions/start-team"),
    ],
    "triage.ask_for_call": [_simple("/call-me", first_name="Aino", phone=PHONE, safe_to_text="no")],
    "triage.choose_time": [_result],
    "triage.confirm_code": [_code],
    "triage.delete_all": [_visit("/questions/delete", anything="1")],
    "triage.leave_contact": [_contact],
    "triage.make_code_to_move": [_visit("/questions/move", anything="1")],
    "triage.make_real": [_trial("/trial/real", to="contact")],
    "triage.move_here": [_simple("/go-on", resume_code="AAAAA-AAAAA-AAAAA-AAAAA")],
    "triage.new_code": [_visit("/code/new", anything="1")],
    "triage.send": [_visit("/review", anything="1")],
    "triage.start": [_simple("/questions/start", anything="1")],
    "triage.start_direct": [_simple("/questions/start-direct", anything="1")],
    "triage.start_team": [_simple("/questions/start-team", anything="1")],
    "triage.start_trial": [_simple("/questions/start-trial", anything="1")],
    "triage.stop_trial": [_trial("/trial/end", anything="1")],
    "triage.uncover": [_visit("/questions/continue", anything="1")],
}
