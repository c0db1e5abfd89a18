"""Four people, with a planted word in every confidential field; written in by the pages, as it is in life.

Aino is on the three-party coaching and lets her supervisor, Siiri, know everything that can be let known.
Bea is in a group of short support, has named Siiri too, and gives nothing. Ceci looks after herself, answers
check-ins, and has taken back what she gave Siiri. Dora works for another employer and has another supervisor.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from support.cases.nurse_actions import claim_case
from support.consent.rules.fact_code import FactCode
from support.messaging.inbound_actions import receive
from support.messaging.inbound_facts import IncomingMessage
from support.pathways.cohort_actions import join_cohort
from support.pathways.enrolment_actions import enrol
from support.pathways.rules.cohort import Move
from support.pathways.rules.evaluation import Move as Say
from support.people.number_actions import NewNumber, change_number
from support.vocabulary.calendar import local_date
from tests.browser_of_the_tests import Browser
from tests.builders import LOOKER, SentCase, World, signed_in_again
from tests.calendar_files import feed_of
from tests.check_ins import WELL, pass_to_the_next
from tests.cohorts import a_cohort, says
from tests.leaks.canaries import AINO, BEA, CECI, DORA, Canary
from tests.leaks.planter import NUMBER, SIIRI, TAPIO, Planter
from tests.meetings import (
    ACTION,
    DRAFT,
    GOAL,
    TIMETABLE,
    WITH_SUPERVISOR,
    Arranged,
    Together,
    confirm,
    proposed,
    times_on,
)
from tests.pathways import a_manager
from tests.settings import ADDRESS
from tests.supervisors import give, link_in_the_last_message, signed_in_by, take_back
from tests.ways import herself, hold_next, way_of

NILS_NUMBER = "+358 00 000 090"
STRANGERS_NUMBER = "+358 00 000 077"
ANOTHER_NUMBER = "+358 00 000 044"


@dataclass(frozen=True)
class Planted:
    """The four, the meeting of the first, every word that was planted, and what may stand in addresses.

    Each of the values has another secret of an address: of a supervisor's link, of a calendar, of a check-in.
    """

    cases: tuple[SentCase, ...]
    arranged: Arranged
    canaries: tuple[Canary, ...]
    values: tuple[dict[str, str], ...]


def planted(world: World) -> Planted:
    """The four with everything written in; gone once in each process."""
    return world.come_to("planted words", lambda: _planted(world))


def _planted(world: World) -> Planted:
    planter = Planter(world)
    dora = _dora(planter)
    bea = _bea(planter)
    ceci, link = _ceci(planter)
    aino, arranged = _aino(planter)
    cases = (aino, bea, ceci, dora)
    secrets = (_last_link(world), feed_of(_nils(world)).split("/")[2].removesuffix(".ics"), link, "nobody")
    values = tuple(
        {**_values_of(world, sent), "token": secret} for sent, secret in zip(cases, secrets, strict=True)
    )
    return Planted(cases, arranged, tuple(planter.canaries), values)


def _last_link(world: World) -> str:
    return link_in_the_last_message(world).rpartition("/")[2]


def _dora(planter: Planter) -> SentCase:
    """She works for the ministry; Outi looks after her, and her supervisor is let know."""
    world = planter.world
    (unit,) = world.rows("unit", employer_id=world.house.ministry)
    sent = planter.sent(DORA, unit["id"])
    outi = world.nurse(world.house.outi)
    planter.noted(outi, sent.case_id, DORA)
    planter.names_supervisor(sent.browser, DORA, TAPIO)
    give(sent.browser, *FactCode)
    return _with_another_number(planter, sent)


def _with_another_number(planter: Planter, sent: SentCase) -> SentCase:
    world, before = planter.world, NUMBER[DORA].replace(" ", "")
    planter.canaries.remove(Canary("phone", DORA, before))
    planter.known("number before", DORA, before)
    planter.known("phone", DORA, ANOTHER_NUMBER.replace(" ", ""))
    with world.begin_work(herself(sent)) as work:
        new = NewNumber(ANOTHER_NUMBER.replace(" ", ""), is_safe=True)
        change_number(work, sent.employee_id, new, our_phone="090000000")
    return replace(sent, browser=signed_in_again(world, ANOTHER_NUMBER))


def _bea(planter: Planter) -> SentCase:
    """She takes part in a group, counts apart, and her path has ended early."""
    world = planter.world
    cohort_id = a_cohort(world, Move.RECRUIT)
    sent = planter.sent(BEA, world.house.unit)
    with world.begin_work(world.house.nils.actor) as work:
        claim_case(work, sent.case_id)
        join_cohort(work, enrol(work, sent.case_id, has_accepted=True), cohort_id)
    says(world, sent, Say.GIVE)
    planter.names_supervisor(sent.browser, BEA, SIIRI)
    sent.browser.post("/my/supervisor/facts/none")
    hold_next(world, sent, name="b")
    step = way_of(world, sent).steps["1"].id
    sent.browser.get(f"/my/talks/{step}")
    sent.browser.post(f"/my/talks/{step}", heard="9", matters="8", way="9", help="7")
    sent.browser.get("/times")
    sent.browser.post("/times/waiting")
    _bea_is_written_up(planter, sent, cohort_id)
    return replace(sent, values={**sent.values, "cohort_id": cohort_id, "step_id": step})


def _bea_is_written_up(planter: Planter, sent: SentCase, cohort_id: str) -> None:
    """By her nurse, and by the service manager, who says that she is looked at apart."""
    world = planter.world
    nils = _nils(world)
    planter.noted(nils, sent.case_id, BEA)
    talks = f"/cases/{sent.case_id}/talks"
    _is_answered(planter, sent, nils)
    nils.get(talks)
    _wrote(nils, talks, "goal", **{**GOAL, "goal_text": planter.word("goal", BEA)})
    (case,) = world.rows("support_case", id=sent.case_id)
    manager = a_manager(world)
    manager.post(
        f"/groups/{cohort_id}/analysis",
        case_code=case["short_code"],
        analysis="separate",
        analysis_reason=planter.word("why she is looked at apart", BEA),
    )
    assert world.rows("enrolment", case_id=sent.case_id, analysis_set="separate"), manager.text()
    nils = _nils(world)
    nils.get(talks)
    skipped = planter.word("why a step is left out", BEA)
    _wrote(nils, talks, "step", step="4", do="skip", reason=skipped)
    _wrote(nils, talks, "end", end="early", end_reason=planter.word("why the path ended", BEA))


def _is_answered(planter: Planter, sent: SentCase, nurse: Browser) -> None:
    """She says that something is wrong, and reads what becomes of it."""
    wrong, answer = planter.word("what she says is wrong", BEA), planter.word("what is answered to it", BEA)
    sent.browser.get("/my/corrections")
    sent.browser.post("/my/corrections", about="decision", wrong=wrong)
    (row,) = planter.world.rows("correction")
    desk = f"/cases/{sent.case_id}/corrections"
    nurse.get(desk)
    nurse.post(desk, correction=row["id"], state="noted", answer=answer)
    assert planter.world.rows("correction", state="noted"), nurse.text()


def _ceci(planter: Planter) -> tuple[SentCase, str]:
    """She looks after herself: one check-in is answered, one begun, a reply came; a consent is taken back."""
    world = planter.world
    well = dict(WELL)
    sent = planter.sent(CECI, world.house.unit, **{**well, "p13": {"wish": ["own_pace"]}})
    assert world.rows("follow_up_plan", case_id=sent.case_id)
    planter.names_supervisor(sent.browser, CECI, SIIRI)
    give(sent.browser, *FactCode)
    take_back(sent.browser)
    answers = {"page": "now", "go": "", "scale": "6", "direction": "better", "call": "not_now"}
    while not world.rows("check_in", case_id=sent.case_id, state="sent", is_measuring=True):
        # Only the one that measures has a second page, before which what is answered lies unsent.
        browser, link = world.browser(), _asked(world, CECI)
        browser.get(link)
        is_measuring = bool(world.rows("check_in", state="sent", is_measuring=True))
        word = "unsent check-in" if is_measuring else "check-in"
        browser.post(**{**answers, "better": planter.word(word, CECI)})
    with world.begin_work(LOOKER) as work:
        text, number = planter.word("reply", CECI), NUMBER[CECI].replace(" ", "")
        receive(work, IncomingMessage("SM1", number, text, is_stopped=False), our_phone="090000000")
        stop = IncomingMessage("SM2", STRANGERS_NUMBER.replace(" ", ""), "STOP", is_stopped=False)
        receive(work, stop, our_phone="090000000")
    planter.noted(_nils(world), sent.case_id, CECI)
    return sent, link.rpartition("/")[2]


def _asked(world: World, whose: str) -> str:
    """The address in the next question how she is."""
    number = NUMBER[whose].replace(" ", "")
    while True:
        before = len(world.sender.sent)
        pass_to_the_next(world)
        for phone, text in world.sender.sent[before:]:
            if phone == number and f"{ADDRESS}/c/" in text:
                return text.partition(ADDRESS)[2].split()[0]


def _aino(planter: Planter) -> tuple[SentCase, Arranged]:
    """The coaching with her supervisor: everything is written, said yes to, and held."""
    world = planter.world
    wish = {**WITH_SUPERVISOR, "p13": {"wish": ["with_supervisor"]}}
    sent = planter.sent(AINO, world.house.unit, **wish)
    planter.names_supervisor(sent.browser, AINO, SIIRI)
    nils = _nils(world)
    planter.noted(nils, sent.case_id, AINO)
    nils.post(f"/cases/{sent.case_id}/talks", answer="accepted")
    found = _invited(planter, Arranged(sent, nils, ""))
    (meeting,) = world.rows("three_party_meeting", id=found.meeting_id)
    world.clock.set(meeting["starts_at"] + timedelta(minutes=5))
    siiri = signed_in_by(world, link_in_the_last_message(world))
    three = Together(found, _nils(world), signed_in_again(world, NUMBER[AINO]), siiri)
    three.acknowledge()
    action_id = _agreed(planter, three)
    step = way_of(world, sent).steps["1"].id
    _talked(planter, three)
    values = {**sent.values, "action_id": action_id, "meeting_id": found.meeting_id, "step_id": step}
    aino = replace(sent, browser=three.own, values=values)
    return aino, replace(found, sent=aino, nurse=three.nurse)


def _invited(planter: Planter, found: Arranged) -> Arranged:
    """The agenda is approved, a time agreed, and a support person named."""
    world = planter.world
    agenda = planter.word("agenda", AINO)
    found.nurse.post(found.at_desk, **{**DRAFT, "agenda": agenda, "go": "send"})
    (row,) = world.rows("three_party_meeting", case_id=found.sent.case_id)
    found = replace(found, meeting_id=str(row["id"]))
    found.own.get(found.on_own_page)
    found.own.post(f"{found.on_own_page}/agenda", agenda=agenda, release="yes")
    assert "done=" in found.own.url, found.own.text()
    proposed(world, arranged=found)
    supervisor = signed_in_by(world, link_in_the_last_message(world))
    times = times_on(supervisor, found.for_supervisor)
    supervisor.post(f"{found.for_supervisor}/times", time=times[1:])
    found.own.post(f"{found.on_own_page}/times", time=times)
    confirm(found)
    friend = planter.word("support person", AINO)
    found.own.get(found.on_own_page)
    found.own.post(f"{found.on_own_page}/support-person", support_person=friend)
    assert friend in found.own.html(), found.own.text()
    return found


def _agreed(planter: Planter, three: Together) -> str:
    """A goal, the timetable and what her supervisor does: written, released, said yes to, and held."""
    world = planter.world
    three.writes("goal", **{**GOAL, "goal_text": planter.word("goal of the meeting", AINO)})
    three.writes("timetable", **{**TIMETABLE, "timetable": planter.word("timetable", AINO)})
    three.writes("action", **_action(planter, "what her supervisor does", "supervisor"))
    (action,) = world.rows("agreed_action")
    three.own.get(f"/my/agreed/{action['id']}")
    three.own.post(f"/my/agreed/{action['id']}", release="yes")
    give(three.own, *FactCode)
    three.everybody_says_yes()
    three.nurse.post(f"{three.found.at_desk}/came", came=["employee", "supervisor"])
    assert "Saved: the meeting was held." in three.nurse.text()
    return str(action["id"])


def _action(planter: Planter, kind: str, owner: str) -> dict[str, str]:
    """What somebody does within two weeks."""
    due_on = local_date(planter.world.clock.now()) + timedelta(days=14)
    return {**ACTION, "owner": owner, "due_on": due_on.isoformat(), "action_text": planter.word(kind, AINO)}


def _talked(planter: Planter, three: Together) -> None:
    """What stands beside: what she does herself, and what was not done."""
    world, talks = planter.world, f"/cases/{three.found.sent.case_id}/talks"
    nils = three.nurse
    nils.get(talks)
    _wrote(nils, talks, "goal", **{**GOAL, "goal_text": planter.word("goal", AINO)})
    for _ in range(2):
        _wrote(nils, talks, "action", **_action(planter, "what she does herself", "employee"))
    others = [row for row in world.rows("agreed_action") if row["owner"] == "employee"]
    why = planter.word("why it was not done", AINO)
    _wrote(nils, talks, "action/state", action=others[0]["id"], do="leave_undone", why=why)
    nils.get("/duty")
    nils.post("/staff/number", phone=NILS_NUMBER)
    planter.known("number of her nurse", AINO, NILS_NUMBER.replace(" ", ""))


def _wrote(browser: Browser, page: str, do: str, /, **fields: Any) -> None:
    browser.get(page)
    browser.post(f"{page}/{do}", **fields)
    assert browser.page is not None and browser.page.status_code == 200, browser.text()


def _nils(world: World) -> Browser:
    """Nils, signed in now: a code of the authenticator is taken once."""
    world.clock.pass_time(timedelta(minutes=1))
    return world.nurse(world.house.nils)


def _values_of(world: World, sent: SentCase) -> dict[str, str]:
    """What may stand in an address of hers."""
    booked = world.rows("appointment", case_id=sent.case_id)
    alerts = world.rows("alert", case_id=sent.case_id)
    (pilot,) = world.rows("pilot")
    return {
        **sent.values,
        "appointment_id": str(booked[-1]["id"]) if booked else "E" * 22,
        "alert_id": str(alerts[0]["id"]) if alerts else "E" * 22,
        "pilot_id": str(pilot["id"]),
    }
