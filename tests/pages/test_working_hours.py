"""A practitioner changes her own hours, and no other editor's change is lost by it."""

from datetime import date, timedelta

import pytest

from support.people.account_actions import give_role
from support.vocabulary.actor import Role
from support.vocabulary.calendar import local
from tests.builders import LOOKER, SECOND, World, a_sent_case, first_slot, slots_on
from tests.pages.forms import fault_at, send
from tests.pages.hours_editor import editor_of, pairs, save_week


def weeks(world: World) -> list[tuple[int, date, date | None]]:
    rows = world.rows("availability", practitioner_id=world.house.nils.id, is_extra=False)
    return sorted((row["weekday"], row["valid_from"], row["valid_to"]) for row in rows)


def test_a_week_holds_from_its_day_on_and_the_one_before_ends(world: World) -> None:
    nils = world.nurse(world.house.nils)
    assert save_week(nils, world) == 302
    ended = [(day, date(2026, 1, 1), date(2026, 11, 29)) for day in range(5)]
    assert weeks(world) == sorted([*ended, (0, date(2026, 11, 30), None)])
    assert [row["detail"] for row in world.rows("audit_entry", verb="hours:change")] == ["NewWeek"]


def test_what_was_planned_for_later_is_replaced(world: World) -> None:
    nils = world.nurse(world.house.nils)
    save_week(nils, world, from_day="2026-12-14")
    nils.get(editor_of(world.house.nils))
    assert "The week changes" in nils.text()
    assert save_week(nils, world, version="1", **{"to-0": "10:00"}) == 302
    assert {begins for _day, begins, ends in weeks(world) if ends is None} == {date(2026, 11, 30)}


def test_a_stretch_is_added_and_removed_before_anything_is_saved(world: World) -> None:
    nils = world.nurse(world.house.nils)
    before = world.rows("availability")
    assert save_week(nils, world, do="add-0") == 200
    page = nils.page.get_data(as_text=True) if nils.page else ""
    assert 'name="weekday-1" value="0"' in page
    assert 'value="09:00"' in page
    assert save_week(nils, world, do="remove-0") == 200
    assert nils.page is not None
    assert 'name="weekday-0"' not in nils.page.get_data(as_text=True)
    assert world.rows("availability") == before


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"from_day": ""}, "from_day"),
        ({"from_day": "2026-02-30"}, "from_day"),
        ({"from_day": "2026-11-20"}, "from_day"),
        ({"from_day": "2031-01-01"}, "from_day"),
        ({"from-0": "09:10"}, "from-0"),
        ({"from-0": "soon"}, "from-0"),
        ({"to-0": "08:00"}, "to-0"),
        ({"use-0": "one_to_one+nothing"}, "use-0"),
        ({"how-0": ""}, "how-0"),
        (
            {"weekday-1": "0", "from-1": "10:00", "to-1": "12:00", "use-1": "nurse_call", "how-1": "phone"},
            "from-1",
        ),
    ],
)
def test_what_is_wrong_with_a_week_is_named_at_its_field(
    wrong: dict[str, str], field: str, world: World
) -> None:
    nils = world.nurse(world.house.nils)
    before = world.rows("availability")
    assert save_week(nils, world, **wrong) == 422
    assert nils.page is not None
    assert fault_at(nils.page, field)
    assert world.rows("availability") == before


def test_of_two_editors_the_second_is_told_and_loses_nothing(world: World) -> None:
    nils, elsewhere = world.nurse(world.house.nils), world.browser()
    elsewhere.client, elsewhere.headers = nils.client, nils.headers
    assert save_week(elsewhere, world, **{"to-0": "10:00"}) == 302
    assert save_week(nils, world, do="add-3") == 200
    assert nils.page is not None
    assert 'name="version" value="0"' in nils.page.get_data(as_text=True), "a new row hides no conflict"
    before = world.rows("availability")
    assert save_week(nils, world) == 409
    page = nils.page.get_data(as_text=True)
    assert "Somebody has changed these hours" in page
    assert 'value="11:00"' in page
    assert "9:00–10:00" in page
    assert 'name="version" value="1"' in page
    assert world.rows("availability") == before
    assert save_week(nils, world, version="1") == 302


def test_days_off_and_an_extra_stretch_come_and_go(world: World) -> None:
    nils = world.nurse(world.house.nils)
    url = editor_of(world.house.nils)
    off = pairs(version="0", first_day="2026-11-30", last_day="2026-12-04")
    assert send(nils, f"{url}/days-off", off).status_code == 302
    extra = pairs(version="1", extra_day="2026-11-28", from__extra="10:00", to__extra="12:00")
    extra += pairs(use__extra="nurse_call", how__extra="phone")
    assert send(nils, f"{url}/extra", extra).status_code == 302
    nils.get(url)
    assert "Mon 30 Nov–Fri 4 Dec" in nils.text()
    assert "Sat 28 Nov – 10:00–12:00" in nils.text()
    assert "day off" in nils.text()
    rows = [*world.rows("time_off"), *world.rows("availability", is_extra=True)]
    for version, row in enumerate(rows, start=2):
        gone = pairs(version=str(version), exception=row["id"])
        assert send(nils, f"{url}/drop", gone).status_code == 302
    assert world.rows("time_off") == world.rows("availability", is_extra=True) == []
    assert len(world.rows("audit_entry", verb="hours:change")) == 4


def test_that_new_times_can_be_booked_is_said_only_where_some_came(world: World) -> None:
    nils = world.nurse(world.house.nils)
    url = editor_of(world.house.nils)
    extra = {"extra_day": "2026-11-28", "from__extra": "10:00", "to__extra": "12:00"}
    far = {"extra_day": "2027-11-27", "from__extra": "10:00", "to__extra": "12:00"}
    how = {"use__extra": "nurse_call", "how__extra": "phone"}
    terms = {"notice": "60", "daily_cap": "0", "buffer": "0"}
    for version, (form, fields, came) in enumerate(
        [
            ("extra", {**extra, **how}, True),
            ("days-off", {"first_day": "2026-11-30", "last_day": "2026-12-04"}, False),
            ("terms", {**terms, "window": "14"}, False),
            ("terms", {**terms, "window": "28"}, True),
            ("extra", {**far, **how}, False),
        ]
    ):
        answer = send(nils, f"{url}/{form}", pairs(version=str(version), **fields))
        nils.get(answer.headers["Location"])
        assert "Saved." in nils.text(), form
        assert ("The new times can be booked at once." in nils.text()) is came, form
    (off,) = world.rows("time_off")
    answer = send(nils, f"{url}/drop", pairs(version="5", exception=off["id"]))
    assert "can be booked at once" in nils.get(answer.headers["Location"]).get_data(as_text=True)


@pytest.mark.parametrize(
    ("form", "fields", "field"),
    [
        ("days-off", {"first_day": ""}, "first_day"),
        ("days-off", {"first_day": "2026-12-04", "last_day": "2026-12-01"}, "first_day"),
        ("days-off", {"first_day": "2026-12-04", "last_day": "x"}, "last_day"),
        ("extra", {"extra_day": "2026-12-24", "from__extra": "10:00", "to__extra": "12:00"}, "extra_day"),
        ("extra", {"extra_day": "2026-12-23", "from__extra": "", "to__extra": "12:00"}, "from-extra"),
        ("terms", {"notice": "61"}, "notice"),
        ("terms", {"window": "1000"}, "window"),
        ("terms", {"daily_cap": "-1"}, "daily_cap"),
        ("terms", {"buffer": "x"}, "buffer"),
    ],
)
def test_what_is_wrong_elsewhere_is_named_at_its_field(
    form: str, fields: dict[str, str], field: str, world: World
) -> None:
    nils = world.nurse(world.house.nils)
    usual = {"use__extra": "nurse_call", "how__extra": "phone", "notice": "60", "window": "28"}
    sent = pairs(**{**usual, "daily_cap": "0", "buffer": "0", "version": "0", **fields})
    answer = send(nils, f"{editor_of(world.house.nils)}/{form}", sent)
    assert answer.status_code == 422
    assert fault_at(answer, field)
    assert world.rows("booking_terms") == []


def test_terms_are_kept_to_by_what_is_offered(world: World) -> None:
    nils = world.nurse(world.house.nils)
    sent = pairs(version="0", notice="2880", window="7", daily_cap="1", buffer="30")
    assert send(nils, f"{editor_of(world.house.nils)}/terms", sent).status_code == 302
    nina = world.nurse(world.house.nina)
    assert nina.get(editor_of(world.house.nils)).status_code == 404
    person = a_sent_case(world, book=False).browser
    person.get("/times?talk=1")
    now = world.clock.now()
    days = {one[:8] for one in slots_on(person.html())}
    assert min(days) >= f"{now + timedelta(days=2):%Y%m%d}"
    assert max(days) < f"{now + timedelta(days=7):%Y%m%d}"
    taken = first_slot(person)
    person.post("/times?talk=1", slot=taken)
    other = a_sent_case(world, book=False, contact=SECOND)
    other.browser.get("/times?talk=1")
    left = {one[:8] for one in slots_on(other.browser.html())}
    assert left == days - {taken[:8]}, "one time a day"


def test_a_day_that_has_had_its_times_takes_no_more_though_they_are_over(world: World) -> None:
    nils = world.nurse(world.house.nils)
    sent = pairs(version="0", notice="60", window="28", daily_cap="1", buffer="0")
    assert send(nils, f"{editor_of(world.house.nils)}/terms", sent).status_code == 302
    person = a_sent_case(world, book=False).browser
    person.get("/times?talk=1")
    taken = first_slot(person)
    person.post("/times?talk=1", slot=taken)
    (row,) = world.rows("appointment")
    assert local(row["starts_at"]).date() == local(world.clock.now()).date()
    world.clock.set(row["starts_at"] + timedelta(minutes=30))
    other = a_sent_case(world, book=False, contact=SECOND)
    other.browser.get("/times?talk=1")
    assert first_slot(other.browser)[:8] > taken[:8]


def test_a_service_manager_changes_the_hours_of_her_team_and_sees_no_calls(world: World) -> None:
    with world.begin_work(LOOKER) as work:
        give_role(work, world.house.nina.email, Role.ADMIN)
    nina = world.nurse(world.house.nina)
    nina.post("/staff/role", role="admin")
    nina.get("/hours")
    assert "Nils Nurmi" in nina.text()
    assert "Maarit Oksa" in nina.text()
    assert "Calls about changed hours" not in nina.text()
    assert save_week(nina, world) == 302


def test_what_is_offered_can_be_booked_while_hours_and_days_change(world: World) -> None:
    nils = world.nurse(world.house.nils)
    save_week(nils, world, **{"to-0": "15:00"})
    send(
        nils,
        f"{editor_of(world.house.nils)}/days-off",
        pairs(version="1", first_day="2026-12-07"),
    )
    for number in range(2, 8):
        phone = {"first_name": "Veera", "phone": f"+358 00 000 00{number}"}
        person = a_sent_case(world, book=False, contact=phone).browser
        person.get("/times?talk=1")
        slots = slots_on(person.html())
        wanted = slots[(number * 7) % len(slots)]
        assert not wanted.startswith("20261207")
        person.post("/times?talk=1", slot=wanted)
        assert person.url.startswith("/times/booked/"), wanted
