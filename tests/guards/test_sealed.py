"""What a person tells lies sealed: no word of it in the database, and no seal fits another place."""

from pathlib import Path

import pytest
from sqlalchemy import JSON, Column, LargeBinary, MetaData, String, Table, update

from config import Settings
from support.people.models import Employee
from support.people.queries import name_of
from support.platform.audit import Purpose
from support.platform.columns import Lookup, Sealed
from support.platform.crypto import Unreadable
from support.platform.database import Base
from tests.browser_of_the_tests import PHONE
from tests.builders import LOOKER, World, a_sent_case, dump

CANARIES = (
    "Kanarianimi",
    "kanariasanat",
    "kanariamuistio",
    "kanariaperuste",
    "kanariahuomio",
    PHONE.replace(" ", ""),
)

# Text that stands open on purpose: names of the organisation, closed lists of words, references.
# A new column of words is either sealed or written here, where a reviewer sees it.
OPEN = {
    "account": {"password_hash", "invitation_hash", "language"},
    "agreed_action": {"state", "owner", "size", "release"},
    "alert": {"kind", "about", "acknowledged_by", "resolved_by"},
    "appointment": {"kind", "channel", "state", "rebooked_from"},
    "audit_entry": {"role", "actor_id", "verb", "subject_type", "detail"},
    "availability": {"kinds", "channels"},
    "booking_cell": {"held_by"},
    "calendar_feed": {"token_hash"},
    "case_step": {"role", "actor_id", "kind", "before", "after"},
    "check_in": {"state"},
    "check_in_link": {"token_hash"},
    "cohort": {"name", "state", "goals", "target_group", "schedule"},
    # Why these and the state of a goal or step stand open says decision 0036.
    "covered_theme": {"theme"},
    "consent": {"facts", "state", "asked_by", "given_how", "written_by", "language"},
    "decision_count": {"protocol"},
    "decision_row_count": {"protocol"},
    "employee": {"reference_word", "language", "hat"},
    "employer": {"code", "name_fi", "name_sv", "name_en", "kind", "join_code"},
    "employer_group": {"name"},
    "enrolment": {"pathway", "state", "analysis_set"},
    "enrolment_step": {"step_key", "state"},
    "evaluation_consent": {"state", "language"},
    "follow_up_plan": {"path", "state", "stop_reason", "our_phone"},
    "goal": {"state"},
    "heartbeat": {"job"},
    "held_role": {"role"},
    "inbound_message": {"provider_reference", "meaning"},
    "interim_review": {"findings", "change", "written_by"},
    "key_check": {"setting"},
    "known_browser": {"id_hash"},
    "meeting_acknowledgement": {"about", "language"},
    "meeting_participant": {"party"},
    "meeting_wording": {"about"},
    "message_attempt": {"outcome", "reference", "delivery", "refusal"},
    "one_time_code": {"browser_hash", "last_two", "code_hash"},
    "opt_out": {"by"},
    "outside_hours": {"choice"},
    "outbound_message": {"business_key", "template", "language", "state", "refusal"},
    "pathway_version": {"code", "state", "body", "writers", "remark"},
    "pilot": {"name", "pathway", "state", "aims", "evaluation"},
    "practitioner": {"name", "profession", "languages"},
    "proposal": {"channel", "state"},
    "refused_try": {"step"},
    "resume_code": {"code_hash"},
    "service_team": {"name", "phone"},
    "session_rating": {"shown_in"},
    "sign_in": {"token_hash", "role"},
    "supervisor_invitation": {"token_hash"},
    "supervisor_link": {"named_how", "named_by"},
    "support_case": {
        *("short_code", "state", "came_from", "urgency", "path", "suggested_urgency", "suggested_path"),
        *("decision", "flags", "close_reason"),
    },
    "three_party_meeting": {"kind", "state", "channel"},
    "triage_answer_set": {"token_hash", "protocol", "language"},
    "unit": {"name"},
    "waiting": {"channel", "offer_url"},
}
OPEN_BYTES = {"audit_entry": {"mac"}, "data_key": {"wrapped"}, "resume_code": {"wrapped"}}


@pytest.fixture
def full(world: World) -> World:
    """A world in which every confidential field has been filled in."""
    sent = a_sent_case(
        world,
        contact={"first_name": CANARIES[0]},
        p13={"wish": ["few_talks"], "own_words": [CANARIES[1]]},
    )
    nils = world.nurse(world.house.nils)
    case = f"/cases/{sent.case_id}"
    nils.get(case)
    nils.post(f"{case}/claim")
    nils.post(f"{case}/call", outcome="no_answer", note=CANARIES[2])
    nils.post(f"{case}/decision", urgency="routine", path="self_care", reason=CANARIES[3])
    nils.post(f"{case}/note", text=CANARIES[4])
    assert all(canary in nils.html() for canary in CANARIES), nils.text()
    return world


def test_no_word_of_a_person_stands_in_any_row(full: World) -> None:
    for table, rows in dump(full.begin_work).items():
        for canary in CANARIES:
            assert canary.casefold() not in repr(rows).casefold(), table


def test_no_word_of_a_person_stands_in_the_files_of_the_database(full: World, settings: Settings) -> None:
    if not settings.database_url.startswith("sqlite"):
        return
    file = Path(settings.database_url.removeprefix("sqlite:///"))
    raw = b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))
    assert b"Hiljasalon kunta" in raw
    for canary in CANARIES:
        assert canary.encode() not in raw


def test_a_seal_moved_to_another_row_cannot_be_opened(full: World) -> None:
    other = a_sent_case(full, contact={"first_name": "Veera", "phone": "+358 00 000 002"})
    (first,) = [row for row in full.rows("employee") if row["id"] != other.employee_id]
    moved = {"name": first["name"], "key_id": first["key_id"]}
    with full.begin_work(LOOKER) as work:
        work.session.execute(update(Employee).where(Employee.id == other.employee_id).values(moved))
    with pytest.raises(Unreadable), full.begin_work(LOOKER) as work:
        name_of(work, other.employee_id, subject="x", purpose=Purpose.CASE_PAGE)
    with full.begin_work(LOOKER) as work:
        assert name_of(work, first["id"], subject="x", purpose=Purpose.CASE_PAGE) == CANARIES[0]


def test_a_seal_moved_to_another_column_cannot_be_opened(full: World) -> None:
    employee = full.rows("employee")[0]
    with full.begin_work(LOOKER) as work:
        work.session.execute(update(Employee).values(name=employee["phone"]))
    with pytest.raises(Unreadable), full.begin_work(LOOKER) as work:
        name_of(work, employee["id"], subject="x", purpose=Purpose.CASE_PAGE)


def test_every_column_of_words_is_sealed_or_open_on_purpose() -> None:
    found = {table.name: _open_words(table) for table in Base.metadata.sorted_tables}
    assert {name: columns for name, columns in found.items() if columns} == OPEN
    bytes_found = {table.name: _open_bytes(table) for table in Base.metadata.sorted_tables}
    assert {name: columns for name, columns in bytes_found.items() if columns} == OPEN_BYTES


def test_an_open_column_is_found() -> None:
    table = Table(
        "planted", MetaData(), Column("id", String(22), primary_key=True), Column("diary", String(80))
    )
    assert _open_words(table) == {"diary"}


def _open_words(table: Table) -> set[str]:
    """Columns that hold text and are neither sealed nor the id of a row."""
    return {
        column.name
        for column in table.columns
        if isinstance(_plain_type(column.type), String | JSON)
        and not (column.name == "id" or (column.name.endswith("_id") and column.name != "actor_id"))
        and not column.foreign_keys
    }


def _open_bytes(table: Table) -> set[str]:
    return {
        column.name
        for column in table.columns
        if isinstance(_plain_type(column.type), LargeBinary)
        and not isinstance(column.type, Sealed)
        and column.type is not Lookup
    }


def _plain_type(kind: object) -> object:
    return getattr(kind, "impl", kind)
