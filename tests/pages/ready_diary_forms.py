"""The forms of the hours and times of staff, each made ready to be sent by a person who may send it."""

from support.vocabulary.calendar import local_date
from tests.builders import World, a_sent_case, after_its_start, with_a_call_booked
from tests.pages.forms import send
from tests.pages.ready_form import Form, Prepare


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


def _own_calendar(url: str) -> Prepare:
    def prepare(world: World) -> Form:
        nils = world.nurse(world.house.nils)
        nils.get("/own-calendar")
        nils.post("/own-calendar")
        return Form(nils, url, {"anything": ["1"]})

    return prepare


def _of_nils(url: str, **fields: str) -> Prepare:
    def prepare(world: World) -> Form:
        nils = world.nurse(world.house.nils)
        nils.get("/duty")
        return Form(nils, url, {name: [value] for name, value in fields.items()})

    return prepare


def _duty(world: World) -> Form:
    chosen = {"on-2026-11-25-1": world.house.nils.id, "on-2026-11-25-2": ""}
    return _of_nils("/duty", **chosen)(world)


READY_DIARIES: dict[str, list[Prepare]] = {
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
    "desk.cancel_by_us": [_how_it_went("cancel")],
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
    "desk.drop_exception": [_hours("drop", exception="A" * 22)],
    "desk.end_own_feed": [_own_calendar("/own-calendar/end")],
    "desk.make_own_feed": [_own_calendar("/own-calendar")],
    "desk.note_called_about": [_called],
    "desk.own_number": [_of_nils("/staff/number", phone="+358 00 000 090")],
    "desk.plan_duty": [_duty],
    "desk.say_came": [_how_it_went("came")],
    "desk.say_missed": [_how_it_went("missed")],
    "desk.take_back": [_how_it_went("take-back")],
    "desk.take_duty_today": [_of_nils("/duty/today", anything="1")],
}
