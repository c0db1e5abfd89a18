"""The forms of a nurse about one employee, each made ready to be sent by a person who may send it."""

from datetime import timedelta

from support.consent.rules.fact_code import FactCode
from tests.builders import SentCase, World, a_sent_case, first_slot
from tests.check_ins import on_self_care, was_met
from tests.pages.forms import Fields
from tests.pages.ready_form import NEW_NUMBER, Form, Prepare
from tests.supervisors import SUPERVISORS_NUMBER, given, named
from tests.ways import with_everything


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


def _waiting(world: World) -> Form:
    sent = a_sent_case(world)
    sent.browser.get("/my")
    sent.browser.post("/times/waiting")
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}")
    nils.post(f"/cases/{sent.case_id}/claim")
    return Form(nils, f"/cases/{sent.case_id}/waiting/end", {"anything": ["1"]})


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


def _alert(verb: str) -> Prepare:
    def prepare(world: World) -> Form:
        sent = a_sent_case(world, book=False, p4a={"death_thoughts": ["2"], "self_harm": ["no"]})
        nils = world.nurse(world.house.nils)
        nils.get("/alerts")
        if verb == "take-back":
            nils.post(f"/alerts/{sent.values['alert_id']}/acknowledge")
        return Form(nils, f"/alerts/{sent.values['alert_id']}/{verb}", {"anything": ["1"]})

    return prepare


def _told_by_nurse(world: World) -> Form:
    sent = given(world, FactCode.F8)
    nils = world.nurse(world.house.nils)
    nils.post(f"/cases/{sent.case_id}/claim")
    nils.get(f"/cases/{sent.case_id}/supervisor")
    return Form(nils, f"/cases/{sent.case_id}/supervisor/link", {"anything": ["1"]})


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


READY_DESK: dict[str, list[Prepare]] = {
    "desk.acknowledge_alert": [_alert("acknowledge")],
    "desk.add_action": [
        _on_the_way(
            "action", action_text="Iltakävely.", owner="employee", due_on="2026-12-31", size="ongoing"
        )
    ],
    "desk.add_goal": [_on_the_way("goal", goal_text="Jaksan iltaan.", value="3", good_enough="7")],
    "desk.ask_permission": [_of_supervisor("ask", fact="F1")],
    "desk.call": [_held("call", outcome="reached", note="Sovittu uusi soitto.")],
    "desk.cancel_time": [_for_her("time/cancel")],
    "desk.claim": [_held("claim", anything="1")],
    "desk.close": [_held("close", close_reason="completed")],
    "desk.confirm": [_held("confirm", anything="1")],
    "desk.end_check_ins": [_followed_up],
    "desk.end_waiting": [_waiting],
    "desk.end_way": [_on_the_way("end", end="early", end_reason="Riitti.")],
    "desk.hand_over_way": [_on_the_way("hand-over", practitioner="NINA", hand_over_reason="Loma alkaa.")],
    "desk.pause_way": [_on_the_way("break", do="pause", pause_reason="Loma alkaa.")],
    "desk.enrol": [_held("talks", answer="accepted")],
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
    "desk.note_goal": [_on_the_way("point", goal="GOAL", point="6", do="")],
    "desk.note_themes": [_on_the_way("themes", step="1", theme="hoped_for")],
    "desk.open_talk_times": [_on_self_care],
    "desk.override": [_held("decision", urgency="routine", path="self_care", reason="Sovittu puhelussa.")],
    "desk.release": [_held("release", anything="1")],
    "desk.resolve_alert": [_alert("resolve")],
    "desk.settle_step": [_on_the_way("step", step="4", do="skip", reason="Kolme riittää.")],
    "desk.texts_again": [_held("texts", texts_reason="asked")],
    "desk.take_back_alert": [_alert("take-back")],
    "desk.send_supervisor_link": [_told_by_nurse],
    "desk.take_permission_back": [_of_supervisor("withdraw", fact="all")],
    "desk.take_time": [_for_her("time")],
    "desk.write_down_permission": [_of_supervisor("give", fact="F1", months="6", how="on_paper")],
}
