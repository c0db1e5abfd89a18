"""What a person tells lies sealed: no word of it in the database, and no seal fits another place."""

from pathlib import Path

import pytest
from sqlalchemy import update

from config import Settings
from support.people.models import Employee
from support.people.queries import name_of
from support.platform.audit import Purpose
from support.platform.crypto import Unreadable
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
