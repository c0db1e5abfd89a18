"""What the rows say of the waiting list, judged without anything of the product but its tables.

A history is whole when no time is offered to two at once and nobody has two offers, when what is offered is
held and told once, by day and for two hours, and when what was taken is booked.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import combinations

from support.vocabulary.calendar import HELSINKI, is_free_day
from tests.booking_history import QUARTER, Row, Rows

TABLES = ("waiting", "proposal", "appointment", "booking_cell", "outbound_message", "audit_entry")
LIVES = timedelta(hours=2)
_EVER = datetime.max.replace(tzinfo=UTC)


def faults_of_list(rows: Rows, now: datetime) -> list[str]:
    """Everything that is wrong with the history of a waiting list, in words."""
    found = [fault for judge in (_twice, _waits, _times, _messages, _record, _taken) for fault in judge(rows)]
    return [*found, *_held(rows, now)]


def _ended(row: Row) -> datetime:
    """When nobody could take the offer any more."""
    ended: datetime = min(row["until"], row["ended_at"] or _EVER)
    return ended


def _ends(row: Row) -> datetime:
    ends: datetime = row["starts_at"] + timedelta(minutes=row["minutes"])
    return ends


def _twice(rows: Rows) -> Iterator[str]:
    """No two offers stand at once of times that overlap, nor for one person; nobody gets the same again."""
    for one, other in combinations(rows["proposal"], 2):
        at_once = one["made_at"] < _ended(other) and other["made_at"] < _ended(one)
        same_time = (
            one["practitioner_id"] == other["practitioner_id"]
            and one["starts_at"] < _ends(other)
            and other["starts_at"] < _ends(one)
        )
        same_person = one["case_id"] == other["case_id"]
        if at_once and same_time:
            yield f"{one['id']} and {other['id']} offer one time to two"
        if at_once and same_person:
            yield f"{one['case_id']} has two offers at once"
        if same_person and same_time and one["starts_at"] == other["starts_at"]:
            yield f"{one['case_id']} is offered {one['starts_at']} again"


def _waits(rows: Rows) -> Iterator[str]:
    """Who has left the list has no offer."""
    waiting = {row["case_id"] for row in rows["waiting"]}
    for row in rows["proposal"]:
        if row["state"] == "open" and row["case_id"] not in waiting:
            yield f"{row['case_id']} does not wait and has the offer {row['id']}"
        if (row["state"] == "open") != (row["ended_at"] is None):
            yield f"the offer {row['id']} is {row['state']} and ended at {row['ended_at']}"


def _times(rows: Rows) -> Iterator[str]:
    """Each offer stands for two hours between eight and eight, on no holiday, and not beyond its time."""
    for row in rows["proposal"]:
        if row["until"] != row["made_at"] + LIVES or row["until"] > row["starts_at"]:
            yield f"the offer {row['id']} stands until {row['until']}"
        if not _by_day(row["made_at"], row["until"]):
            yield f"the offer {row['id']} stands in the quiet hours"


def _by_day(begins: datetime, ends: datetime) -> bool:
    first, last = begins.astimezone(HELSINKI), ends.astimezone(HELSINKI)
    is_one_day = first.date() == last.date() and not is_free_day(first.date())
    return is_one_day and time(8) <= first.time() and last.time() <= time(20)


def _messages(rows: Rows) -> Iterator[str]:
    """One for each offer, in her two hours and not beyond; taken back with it unless it had left before."""
    told = [row for row in rows["outbound_message"] if row["template"] == "earlier"]
    by_key = Counter(row["business_key"] for row in told)
    offers = {f"proposal:{row['id']}:earlier": row for row in rows["proposal"]}
    yield from (f"{by_key[key]} messages {key}" for key in offers if by_key[key] != 1)
    yield from (f"a message for nothing: {key}" for key in by_key.keys() - offers.keys())
    for row in told:
        offer = offers.get(row["business_key"])
        if offer and (row["due_at"], row["expires_at"]) != (offer["made_at"], offer["until"]):
            yield f"the message about {offer['id']} leaves from {row['due_at']} to {row['expires_at']}"
        if offer and (row["state"] == "queued") > (offer["state"] == "open"):
            yield f"the message about {offer['id']} waits, the offer is {offer['state']}"
        if offer and (row["state"] == "cancelled") > (offer["state"] != "open"):
            yield f"the message about {offer['id']} was taken back, the offer was not"


def _record(rows: Rows) -> Iterator[str]:
    """One row for the making of each offer and one for its end."""
    wanted = Counter(("proposal:make", row["id"]) for row in rows["proposal"])
    ended = [row for row in rows["proposal"] if row["state"] != "open"]
    wanted += Counter((f"proposal:{row['state']}", row["id"]) for row in ended)
    there = Counter(
        (row["verb"], row["subject_id"]) for row in rows["audit_entry"] if row["verb"].startswith("proposal:")
    )
    yield from (f"not recorded: {act}" for act in wanted - there)
    yield from (f"recorded without being, or twice: {act}" for act in there - wanted)


def _taken(rows: Rows) -> Iterator[str]:
    """What was taken was booked then, for its person."""
    made = {
        (row["case_id"], row["practitioner_id"], row["starts_at"], row["booked_at"])
        for row in rows["appointment"]
    }
    for row in rows["proposal"]:
        booked = (row["case_id"], row["practitioner_id"], row["starts_at"], row["ended_at"])
        if row["state"] == "taken" and booked not in made:
            yield f"the offer {row['id']} was taken and nothing is booked"
        if row["state"] == "taken" and row["ended_at"] >= row["until"]:
            yield f"the offer {row['id']} was taken after its end"


def _held(rows: Rows, now: datetime) -> Iterator[str]:
    """What is offered now is held for its person until the end of the offer; an ended one holds nothing."""
    offers = {row["id"]: row for row in rows["proposal"]}
    held = {
        (row["held_by"], row["person_id"], row["starts_at"], row["held_until"])
        for row in rows["booking_cell"]
        if row["held_by"] in offers and (row["held_until"] > now or offers[row["held_by"]]["state"] != "open")
    }
    wanted = {
        (row["id"], row["practitioner_id"], row["starts_at"] + QUARTER * n, row["until"])
        for row in rows["proposal"]
        if now < _ended(row)
        for n in range(-(-row["minutes"] // 15))
    }
    yield from (f"is offered and not held: {cell}" for cell in wanted - held)
    yield from (f"is held for no offer: {cell}" for cell in held - wanted)
