"""No method, no spelling of an address and no id inside a form tells what exists and is not hers."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from werkzeug.test import TestResponse

from tests.builders import World, dump
from tests.guards.test_authorization import THINGS, asked, of_reader
from tests.matrix.asking import Asked
from tests.matrix.judging import asks_for_a_thing, bare
from tests.matrix.table import NOTHING, Answer, Case, read_table
from tests.row_changes import changed

pytestmark = pytest.mark.once

__all__ = ["asked"]
READERS = ("employee", "supervisor", "nurse", "nurse elsewhere", "manager")
# What is written down of every question, whatever it asks for.
KEPT_OF_ALL = {"audit_entry", "rate_count", "sign_in"}
# Each id that a form carries: who sends it, where, and the field; the id is another person's.
IN_FORMS = {
    "an action of another case": ("nurse", "/cases/{case_id}/talks/action/state", "action", "action_id"),
    "an action of another meeting": ("nurse", "/cases/{case_id}/meeting/review", "action", "action_id"),
    "a goal of another case": ("nurse", "/cases/{case_id}/talks/point", "goal", "goal_id"),
    "a time of another person": ("nurse", "/cases/{case_id}/time/cancel", "appointment", "appointment_id"),
    "a time instead of another's": ("nurse", "/cases/{case_id}/time", "instead_of", "appointment_id"),
    "a practitioner elsewhere": (
        "nurse",
        "/cases/{case_id}/talks/hand-over",
        "practitioner",
        "practitioner_id",
    ),
    "words of another meeting": ("employee", "/my/meetings/{meeting_id}/words", "about", "action_id"),
    "times of another meeting": ("employee", "/my/meetings/{meeting_id}/times", "time", "time_id"),
    "times of a meeting of others": (
        "supervisor",
        "/supervisor/meetings/{meeting_id}/times",
        "time",
        "time_id",
    ),
    "words of a meeting of others": (
        "supervisor",
        "/supervisor/meetings/{meeting_id}/words",
        "about",
        "action_id",
    ),
    "an offer to another": ("employee", "/times/offer", "offer", "appointment_id"),
    "hours of another": ("nurse", "/hours/{practitioner_id}/drop", "exception", "exception_id"),
    "a supervisor of another": ("employee", "/my/supervisor/facts", "shown_to", "link_id"),
}
FIELDS = {
    "action": {"do": "leave_undone", "why": "Ei ehditty.", "due_on": "2026-12-31", "review_on": "2026-12-21"},
    "goal": {"point": "6", "do": ""},
    "instead_of": {"slot": "20261127T0800Z~{nurse}~phone"},
    "practitioner": {"hand_over_reason": "Loma alkaa."},
    "about": {"version": "1"},
    "shown_to": {"fact": "F1", "months": "6"},
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "DELETE"])
def test_no_other_method_tells_what_exists(method: str, reader: str, asked: Asked) -> None:
    for case, nothing in _not_hers(asked, reader):
        told, usual = (
            bare(asked.ask(reader, method, asked.address_of(one)), asked.values_of(one))
            for one in (case, nothing)
        )
        assert told == usual, f"{method} {case}"


@pytest.mark.parametrize("reader", ["employee", "supervisor", "nurse"])
def test_no_other_spelling_of_an_address_leads_to_what_exists(reader: str, asked: Asked) -> None:
    tried = 0
    for case in _hers(asked, reader):
        values, address = asked.values_of(case), asked.address_of(case)
        for spelt in _spelt_otherwise(address, values):
            answer = asked.ask(reader, case.method, spelt, asked.fields(case))
            # A mistake of the address in another method's route is none of a thing.
            assert answer.status_code in (404, 405), f"{case}: {spelt}"
            tried += 1
    assert tried > 20


@pytest.mark.parametrize("reader", ["employee", "supervisor", "nurse", "manager"])
def test_an_id_of_another_kind_leads_nowhere(reader: str, asked: Asked) -> None:
    """Each of her own ids where an id of another kind is expected."""
    own = {name: value for name, value in asked.people.values("aino").items() if name.endswith("_id")}
    for case in _hers(asked, reader):
        (name, *_more) = sorted(case.rule.arguments & THINGS)
        for other, value in own.items():
            if other != name:
                address = asked.address(case.rule, {**asked.values_of(case), name: value})
                answer = asked.ask(reader, case.method, address, asked.fields(case))
                assert answer.status_code == 404, f"{case} with {other}"


@pytest.mark.parametrize("what", IN_FORMS)
@pytest.mark.parametrize("whose", ["veera", "kaisa"])
def test_an_id_of_another_in_a_form_is_answered_like_one_of_nobody(
    whose: str, what: str, asked: Asked
) -> None:
    reader, address, field, named = IN_FORMS[what]
    # A colleague who serves the same employer may take a way over; Veera's nurse is one.
    whose = "kaisa" if field == "practitioner" else whose
    own = asked.people.values("aino")
    prefix = "action:" if field == "about" else ""
    told = []
    for value in (_ids_of(asked.world, asked, whose)[named], "Q" * 22):
        given = {
            name: text.format(nurse=own["practitioner_id"]) for name, text in FIELDS.get(field, {}).items()
        }
        asked.bring_back()
        before = dump(asked.world.begin_work)
        answer = _sent(asked, reader, address.format(**own), {**given, field: prefix + value})
        after = dump(asked.world.begin_work)
        assert not changed(before, after) - KEPT_OF_ALL, f"{what} changed something"
        told.append(bare(answer, {"ID": value}))
    assert told[0] == told[1]


def _sent(asked: Asked, reader: str, address: str, fields: dict[str, str]) -> TestResponse:
    """The form sent, and what it changed left as it is."""
    browser = asked.people.browsers[reader]
    data = {"csrf_token": asked.token(reader), **fields}
    return browser.client.post(address, data=data, headers=browser.headers)


def _ids_of(world: World, asked: Asked, whose: str) -> dict[str, str]:
    values = asked.people.values(whose)
    (time, *_more) = world.rows("meeting_time", meeting_id=values["meeting_id"])
    (link,) = world.rows(
        "supervisor_link", employee_id=world.rows("support_case", id=values["case_id"])[0]["employee_id"]
    )
    exception = next(iter(world.rows("time_off")), {"id": "Q" * 22})
    return {
        **values,
        "time_id": str(time["id"]),
        "link_id": str(link["id"]),
        "exception_id": str(exception["id"]),
    }


def _not_hers(asked: Asked, reader: str) -> Iterator[tuple[Case, Case]]:
    """A thing that is not hers, with the question of the same kind for nothing."""
    cases = [one for one in of_reader(asked, read_table(), reader) if asks_for_a_thing(one)]
    nothing = {(one.method, str(one.rule)): one for one in cases if one.relation == NOTHING}
    for one in cases:
        if one.relation == "foreign" and one.expected is Answer.NOT_FOUND:
            yield one, nothing[one.method, str(one.rule)]


def _hers(asked: Asked, reader: str) -> Iterator[Case]:
    for one in of_reader(asked, read_table(), reader):
        is_hers = one.relation in ("own", "shared") and one.expected is Answer.ALLOWED
        if is_hers and one.rule.arguments & THINGS and not one.group.is_by_link:
            yield one


def _spelt_otherwise(address: str, values: dict[str, str]) -> Iterator[str]:
    yield f"{address}/"
    for value in values.values():
        if len(value) >= 22:
            for other in (value.swapcase(), f"{value}=", f" {value}", f"{value}%00", value[:-1], f"{value}."):
                yield address.replace(value, other if "%" in other else quote(other))
            # Encoded twice: what is decoded once is no id.
            yield address.replace(value, "".join(f"%25{ord(sign):02X}" for sign in value))
